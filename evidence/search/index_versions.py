"""Where an engine's index stands: a folder for each version that was built, and a file that names the present
one; and when an index counts as damaged.

To build beside it and swap is then to write that file, which is one step for whoever reads it.
"""

import errno
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, TypeVar

from evidence.errors import MusterError
from evidence.search.engine import IndexDamaged

T = TypeVar("T")
Stamp = tuple[tuple[str, int, int], ...]
TRIES = 20
ADVICE = "`muster reindex` builds it again from the record."
REFUSED = frozenset(
    {
        errno.EACCES,
        errno.EPERM,
        errno.EROFS,
        errno.ENOSPC,
        errno.EDQUOT,
        errno.EMFILE,
        errno.ENFILE,
        errno.ENOMEM,
    }
)
"""What the system refuses: another index would fare no better."""


class EngineFault(RuntimeError):
    """A library stopped in a way that is no Exception of Python's (a panic of Rust's)."""


class IndexFolder(Protocol):
    """Knows the folder to read and write."""

    def folder(self) -> Path:
        """The folder as of now. Raises IndexDamaged."""
        ...


class FixedVersion:
    """One version that never gives way to another: that of an index being built."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def folder(self) -> Path:
        """See IndexFolder."""
        return self._folder


class IndexVersions:
    """``base``/current names the folder within ``base``; without that file it is the first one."""

    FIRST = "g0"

    def __init__(self, base: Path) -> None:
        self.base = base
        self._pointer = base / "current"

    def folder(self) -> Path:
        """See IndexFolder."""
        try:
            name = self._pointer.read_text(encoding="ascii").strip()
        except FileNotFoundError:
            name = self.FIRST
        except (UnicodeDecodeError, IsADirectoryError, NotADirectoryError):
            name = ""
        if not re.fullmatch(r"g\d+", name):
            raise IndexDamaged("The search index cannot be opened.", ADVICE)
        return self.base / name

    def drop(self) -> None:
        """Remove everything."""
        shutil.rmtree(self.base, ignore_errors=True)

    @contextmanager
    def next(self) -> Iterator[Path]:
        """A new, empty folder that becomes the present one at the end of the block, unless it raises."""
        try:
            number = int(self.folder().name[1:])
        except IndexDamaged:
            number = 0
        fresh = self.base / f"g{number + 1}"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        try:
            yield fresh
        except BaseException:
            shutil.rmtree(fresh, ignore_errors=True)
            raise
        written = self._pointer.with_suffix(".new")
        written.write_text(fresh.name, encoding="ascii")
        written.replace(self._pointer)
        for old in self.base.iterdir():
            if old not in (fresh, self._pointer):
                shutil.rmtree(old) if old.is_dir() else old.unlink()


def remove_others(base: Path) -> None:
    """Remove what other engines have beside this one's folder; who asks one of them has it built anew."""
    for path in base.parent.iterdir():
        if path != base and path.is_dir() and re.fullmatch(r"(?:whoosh|tantivy)-\d+", path.name):
            shutil.rmtree(path, ignore_errors=True)


def retry_if_replaced(versions: IndexFolder, read: Callable[[Path], T]) -> T:
    """Read from the present folder; again, if it was replaced, and perhaps removed, meanwhile."""
    for _ in range(TRIES):
        folder = versions.folder()
        try:
            found = read(folder)
        except Exception:
            if versions.folder() == folder:
                raise
            continue
        if versions.folder() == folder:
            return found
    return read(versions.folder())


def newest(folder: Path, pattern: str) -> tuple[int, int, int] | None:
    """Of files named "…_7.toc", the one with the highest number: that, its time of change and its inode,
    which tell it from one of the same name in a folder that was deleted and made again. None: there is none.
    """
    paths = {int(path.stem.rsplit("_", 1)[1]): path for path in folder.glob(pattern)}
    if not paths:
        return None
    number = max(paths)
    stat = paths[number].stat()
    return number, stat.st_mtime_ns, stat.st_ino


class DamageCheck:
    """Whether an index can be read: by reading all of it, once for each state of its files.

    ``read_all`` reads every file of the index in a folder, by the engine's own means and nothing of what
    answers queries, and raises whatever a damaged one makes it raise.
    """

    def __init__(self, versions: IndexFolder, read_all: Callable[[Path], None]) -> None:
        self._versions, self._read_all = versions, read_all
        self._readable: Stamp | None = None

    def damage(self) -> str:
        """What cannot be read, in a few words; nothing if all can. Raises OSError, IndexDamaged."""
        for _ in range(TRIES):
            folder = self._versions.folder()
            before = _stamp(folder)
            if before == self._readable:
                return ""
            said = self._try(folder)
            # What another process replaced meanwhile says nothing.
            if self._versions.folder() == folder and _stamp(folder) == before:
                self._readable = None if said else before
                return said
        return ""

    def _try(self, folder: Path) -> str:
        try:
            self._read_all(folder)
        except BaseException as error:
            if _is_refusal(error) or not (isinstance(error, Exception) or _is_panic(error)):
                raise
            return type(error).__name__
        return ""


def _stamp(folder: Path) -> Stamp:
    """The files of a folder as they are: a commit or a damage changes it."""
    found = []
    for path in sorted(folder.rglob("*")):
        try:
            stat = path.stat()
        except FileNotFoundError:  # removed since it was listed
            continue
        found.append((str(path), stat.st_size, stat.st_mtime_ns))
    return tuple(found)


def _is_panic(error: BaseException) -> bool:
    return type(error).__name__ == "PanicException"


def _is_refusal(error: BaseException) -> bool:
    return isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno in REFUSED)


@contextmanager
def damage_told(check: DamageCheck) -> Iterator[None]:
    """Raise IndexDamaged for what was raised within only if the index itself cannot be read.

    Everything else is a fault of Muster's, or the system's refusal, and goes on as it is: to build the index
    again would not mend it.
    """
    try:
        yield
    except MusterError:
        raise
    except BaseException as error:
        if not isinstance(error, Exception) and not _is_panic(error):
            raise
        if not _is_refusal(error) and (said := check.damage()):
            raise IndexDamaged(f"The search index cannot be opened ({said}).", ADVICE) from error
        if _is_panic(error):
            raise EngineFault("the search engine stopped") from error
        raise
