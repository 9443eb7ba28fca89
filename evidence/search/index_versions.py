"""Where an engine's index stands: a folder for each time it was built anew, and a file that names the
present one.

To build beside it and swap is then to write that file, which is one step for whoever reads it.
"""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, TypeVar

from evidence.search.engine import IndexBusy, IndexDamaged

T = TypeVar("T")
TRIES = 20


class Home(Protocol):
    """Knows the folder to read and write."""

    def folder(self) -> Path:
        """The folder as of now. Raises IndexDamaged."""
        ...


class Fixed:
    """A home that never moves: that of an index being built."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def folder(self) -> Path:
        """See Home."""
        return self._folder


class Generations:
    """``base``/current names the folder within ``base``; without that file it is the first one."""

    FIRST = "g0"

    def __init__(self, base: Path) -> None:
        self.base = base
        self._pointer = base / "current"

    def folder(self) -> Path:
        """See Home."""
        try:
            name = self._pointer.read_text(encoding="ascii").strip()
        except FileNotFoundError:
            name = self.FIRST
        except (UnicodeDecodeError, OSError):
            name = ""
        if not re.fullmatch(r"g\d+", name):
            raise IndexDamaged("The search index cannot be used.", "`muster reindex` builds it again.")
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


def steady(home: Home, read: Callable[[Path], T]) -> T:
    """Read from the present folder; again, if it was replaced, and perhaps removed, meanwhile."""
    for _ in range(TRIES):
        folder = home.folder()
        try:
            found = read(folder)
        except Exception:
            if home.folder() == folder:
                raise
            continue
        if home.folder() == folder:
            return found
    return read(home.folder())


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


@contextmanager
def sound() -> Iterator[None]:
    """Whatever a broken index makes an engine raise (zlib, pickle, struct, bare Exceptions, Rust's panics,
    which are no Exceptions) is one error: IndexDamaged."""
    try:
        yield
    except (IndexBusy, IndexDamaged):
        raise
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise IndexDamaged(
            f"The search index cannot be used ({type(error).__name__}: {error}).",
            "`muster reindex` builds it again from the record.",
        ) from error
