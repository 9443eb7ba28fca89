"""What is offered: the files of the paths named, one by one, with whatever stands in the way of one."""

import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from evidence.errors import Unreadable
from evidence.home.originals import sha256_of
from evidence.settings import IngestSettings
from ingest.readers.refusals import too_large

# Files that systems and editors leave behind, which nobody means to offer.
LITTER = frozenset({"thumbs.db", "desktop.ini", "__macosx"})


@dataclass(frozen=True)
class Offered:
    """One file offered. ``path`` is how it is named to people and in the ledger; ``name`` its own name.

    ``source`` is where its bytes are, or None if they cannot be had; ``trouble`` says why it cannot be
    read, where that is already known. ``password`` opens it, or what lies in it; it is never stored, and no
    log shows it. Of a ZIP, ``only`` the member of that path is meant, where it names one. ``done`` are the
    paths, each with its SHA-256, that this same offering has brought into the ledger already: after a kill
    they are passed over.
    """

    path: str
    name: str
    source: Path | None
    trouble: Unreadable | None = None
    password: str = field(default="", repr=False)
    only: str = ""
    done: tuple[tuple[str, str], ...] = ()


def refused_from_size(offered: Offered, settings: IngestSettings) -> Unreadable | None:
    """Why a file is not taken, where its size alone says so: its bytes are neither hashed nor kept.

    A ZIP that stands for a member in trouble is kept, unless it is larger than all that a ZIP may hold.
    Raises OSError if the file cannot be looked at.
    """
    if offered.source is None:
        return None
    size = offered.source.stat().st_size
    if offered.trouble is None:
        return too_large(size, settings.max_file_mb, "max_file_mb")
    return too_large(size, settings.zip_total_mb, "zip_total_mb") and offered.trouble


def not_done(offered: Offered, members: Iterable["Offered"]) -> Iterator["Offered"]:
    """The members of an offering but for those that it has brought into the ledger already."""
    done = Counter(offered.done)
    paths = {path for path, _ in done}
    for member in members:
        key = (member.path, _hash(member.source)) if member.path in paths else ("", "")
        if done[key]:
            done[key] -= 1
        else:
            yield member


def _hash(source: Path | None) -> str:
    try:
        return sha256_of(source) if source else ""
    except OSError:
        return ""  # the ledger will say why it cannot be read


def is_hidden(name: str) -> bool:
    """Whether a file in a folder is passed over: hidden, a system's litter, or an editor's lock."""
    return name.startswith((".", "~$")) or name.lower() in LITTER


def walk(paths: Iterable[Path | Offered], *, besides: Path) -> Iterator[Offered]:
    """Every file at the paths, those of a folder in order of name. ZIPs are not opened here.

    What is Offered already (an upload, a retry) passes as it is.

    Hidden files are passed over unless named. ``besides`` is the home folder, whose files are Muster's own.
    """
    for path in paths:
        if isinstance(path, Offered):
            yield path
            continue
        try:
            mode = path.stat().st_mode
        except OSError as error:
            yield _troubled(path, _why(error, "It"))
            continue
        if stat.S_ISDIR(mode):
            yield from _folder(path, path.resolve(), besides.resolve())
        else:
            yield _file(path, mode)


def _folder(folder: Path, root: Path, besides: Path) -> Iterator[Offered]:
    if folder.resolve() == besides:
        return
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield _troubled(folder, _why(error, "The folder"))
        return
    for entry in entries:
        if is_hidden(entry.name):
            continue
        path = folder / entry.name
        if entry.is_symlink():
            yield from _link(path, root)
        elif entry.is_dir(follow_symlinks=False):
            yield from _folder(path, root, besides)
        else:
            try:
                yield _file(path, entry.stat(follow_symlinks=False).st_mode)
            except OSError as error:
                yield _troubled(path, _why(error, "It"))


def _link(path: Path, root: Path) -> Iterator[Offered]:
    """A link to a file of the folder is that file; one to a folder in it leads to what is walked anyway."""
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):
        yield _troubled(path, Unreadable("It is a link that leads nowhere.", "Ingest the file itself."))
        return
    if not target.is_relative_to(root):
        outside = Unreadable("It is a link to a place outside the folder.", "Ingest that place itself.")
        yield _troubled(path, outside)
    elif not target.is_dir():
        yield _file(path, target.stat().st_mode)


def _file(path: Path, mode: int) -> Offered:
    if not stat.S_ISREG(mode):
        return _troubled(path, Unreadable("It is a device or a pipe, not a file.", "Ingest a file."))
    if not os.access(path, os.R_OK):
        denied = Unreadable("The file cannot be opened: permission denied.", "Check its permissions.")
        return _troubled(path, denied)
    return Offered(shown(path), printable(path.name), path)


def _troubled(path: Path, trouble: Unreadable) -> Offered:
    return Offered(shown(path), printable(path.name), None, trouble)


def _why(error: OSError, what: str) -> Unreadable:
    if isinstance(error, FileNotFoundError):
        return Unreadable("There is no such file or folder.", "Check the path.")
    reason = (error.strerror or "unknown error").lower()
    return Unreadable(f"{what} cannot be opened: {reason}.", "Check its permissions.")


def shown(path: Path) -> str:
    """A path as text: names that are not UTF-8 keep their place with marks for the odd bytes."""
    return printable(str(path))


def printable(name: str) -> str:
    text = os.fsencode(name).decode("utf-8", "replace")
    return "".join(ch if ch.isprintable() else "\ufffd" for ch in text)
