"""ZIPs and mailboxes as folders: each member a file of its own, unpacked one at a time within limits.

A ZIP is a folder that travels as one file. Like a folder, it has no line of its own in the ledger: each
member has one, under the ZIP's path, and so files in are files out. Where a ZIP, or a member, cannot be
unpacked, the line says so, and the ZIP's own bytes are kept with it. Nothing is unpacked twice or all at
once: the limits of config.toml hold over the outermost ZIP, however its files are packed inside.

Members' names are only ever shown, never used as paths, so that none can escape.
"""

import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from evidence.errors import Unreadable
from evidence.home.faults import refusal
from evidence.settings import IngestSettings
from ingest.readers import sniff
from ingest.run import mailbox
from ingest.run.offered import Offered, is_hidden
from ingest.run.zip_directory import is_packed, lists_more_than

AES = 99  # how a ZIP marks a member locked by WinZip's newer way
_UNPACKED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA}
_METHODS = {1: "Shrink", 6: "Implode", 9: "Deflate64", 93: "Zstandard", 95: "XZ", 96: "JPEG", 98: "PPMd"}
LISTED = 3  # entries of a ZIP for each file that may be unpacked of it: folders, and what a Mac adds
MOST_LISTED = 200_000  # entries of a ZIP, some 100 MB, that are loaded for a retry
SMALL = 10 << 20  # bytes: below it, growing does no harm
_AGAIN = "Unpack it, and ingest the folder."
_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError)


@dataclass
class _Left:
    """What may still be unpacked of the outermost ZIP."""

    files: int
    size: int
    depth: int


def opened(offered: Offered, settings: IngestSettings) -> Iterator[Offered]:
    """The file itself, or, for a ZIP, each of its members in turn, and theirs for a ZIP inside it.

    A member's bytes are there only until the next one is asked for. A member that cannot be unpacked
    stands in the ledger for itself, with the bytes of the ZIP it is in, so that those are kept.
    """
    yield from _opened(
        offered, settings, _Left(settings.zip_files, settings.zip_total_mb << 20, settings.nested)
    )


def _opened(offered: Offered, settings: IngestSettings, left: _Left) -> Iterator[Offered]:
    if (
        offered.source is None
        or offered.trouble is not None
        or not _is_zip(offered.source, offered.name, settings)
    ):
        yield from _emails(offered, settings, left)
        return
    if _lists_too_much(offered.source, settings):
        yield replace(offered, trouble=_too_many(settings))
        return
    with zipfile.ZipFile(offered.source) as archive, tempfile.TemporaryDirectory() as folder:
        members = [i for i in archive.infolist() if not i.filename.endswith("/") and not _hidden(i.filename)]
        trouble = _refused(members, left, settings)
        if trouble is not None:
            yield Offered(offered.path, offered.name, offered.source, trouble)
            return
        left.files -= len(members)
        left.depth -= 1
        for member in members:
            yield from _member(offered, archive, member, Path(folder), settings, left)
        left.depth += 1


def _emails(offered: Offered, settings: IngestSettings, left: _Left) -> Iterator[Offered]:
    """Each email of a mailbox; the file itself where it is none, or over the limits of a ZIP."""
    where, source = [], offered.source
    if source is not None and offered.trouble is None and source.stat().st_size <= left.size:
        where = mailbox.places(source)
    if source is None or not where or left.depth <= 0:
        yield offered
        return
    if len(where) > left.files:
        said = (
            f"The mailbox holds {len(where):,} emails, more than the limit of {settings.zip_files:,} files."
        )
        yield replace(offered, trouble=Unreadable(said, "Split it, or raise zip_files in config.toml."))
        return
    left.files -= len(where)
    left.size -= source.stat().st_size
    with tempfile.TemporaryDirectory() as folder:
        inner = Path(folder) / "email"
        for name, data in mailbox.emails(source, where):
            inner.write_bytes(data)
            yield replace(offered, path=f"{offered.path}/{name}", name=name, source=inner)


def _member(
    offered: Offered,
    archive: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    folder: Path,
    settings: IngestSettings,
    left: _Left,
) -> Iterator[Offered]:
    shown = _shown(member)
    path = f"{offered.path}/{shown}"
    if offered.only and offered.only != path and not offered.only.startswith(path + "/"):
        return
    trouble = _locked(member, offered.password) or _method(member) or _too_much(member, left.size, settings)
    if trouble is None:
        left.size -= member.file_size
        with _unpacked(archive, member, folder, offered.password) as result:
            if isinstance(result, Path):
                inner = replace(offered, path=path, name=PurePosixPath(shown).name, source=result)
                yield from _opened(inner, settings, left)
                return
            trouble = result
    yield Offered(path, offered.name, offered.source, trouble)


def _is_zip(path: Path, name: str, settings: IngestSettings) -> bool:
    """Whether the file is a ZIP whose members are meant, or that lists too much to be looked into."""
    try:
        if not is_packed(path):
            return False
        return _lists_too_much(path, settings) or sniff.sniff(path, name) == sniff.ZIP
    except (Unreadable, OSError):
        return False


def _refused(members: list[zipfile.ZipInfo], left: _Left, settings: IngestSettings) -> Unreadable | None:
    if not members:
        return Unreadable("The ZIP holds no files.", "Ask the sender for another copy.")
    if left.depth <= 0:
        return Unreadable(
            f"The ZIP lies more than {settings.nested} deep in other ZIPs, so it was not unpacked.", _AGAIN
        )
    if len(members) > left.files:
        return _too_many(settings)
    return None


def _lists_too_much(path: Path, settings: IngestSettings) -> bool:
    return lists_more_than(path, LISTED * settings.zip_files)


def _too_many(settings: IngestSettings) -> Unreadable:
    return Unreadable(f"The ZIP, with all those in it, holds more than {settings.zip_files:,} files.", _AGAIN)


def _locked(member: zipfile.ZipInfo, password: str) -> Unreadable | None:
    if not member.flag_bits & 1:
        return None
    if member.compress_type == AES:
        return Unreadable("It is locked inside the ZIP in a way that Muster cannot open.", _AGAIN)
    if not password:
        return Unreadable("It is locked with a password inside the ZIP.", "Retry it with the password.")
    return None


def _method(member: zipfile.ZipInfo) -> Unreadable | None:
    """Why a member is not unpacked, where its ZIP method is one that Python lacks (APPNOTE.TXT, 4.4.5)."""
    if member.compress_type in _UNPACKED:
        return None
    name = _METHODS.get(member.compress_type, f"method {member.compress_type}")
    return Unreadable(f"It is packed inside the ZIP in a way that Muster does not unpack ({name}).", _AGAIN)


def _too_much(member: zipfile.ZipInfo, left: int, settings: IngestSettings) -> Unreadable | None:
    if member.file_size > settings.max_file_mb << 20:
        return Unreadable(
            f"It is {member.file_size >> 20:,} MB, more than the limit of {settings.max_file_mb:,} MB.",
            "Split it, or raise max_file_mb in config.toml.",
        )
    if member.file_size > SMALL and member.file_size > settings.zip_ratio * max(1, member.compress_size):
        return Unreadable("It was not unpacked: it would grow more than any document does.", _AGAIN)
    if member.file_size > left:
        return Unreadable("It was not unpacked: the ZIP holds more than Muster unpacks at once.", _AGAIN)
    return None


@contextmanager
def _unpacked(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, folder: Path, password: str
) -> Iterator[Path | Unreadable]:
    """The member's bytes in a file for as long as the context lasts, or what stood in the way."""
    path = folder / "member"
    result: Path | Unreadable = path
    try:
        with archive.open(member, pwd=password.encode() or None) as source, path.open("wb") as target:
            shutil.copyfileobj(source, target)
    except _BROKEN as error:
        refused = refusal(error)
        if refused is not None:
            raise refused from error
        result = Unreadable("It is damaged inside the ZIP.", "Ask the sender for another copy.")
        if isinstance(error, NotImplementedError):
            result = Unreadable("It is packed inside the ZIP in a way that Muster does not unpack.", _AGAIN)
        elif member.flag_bits & 1:
            result = Unreadable("The password does not open it.", "Retry it with another.")
    yield result
    path.unlink(missing_ok=True)


def _hidden(name: str) -> bool:
    return any(is_hidden(part) for part in _parts(name))


def _parts(name: str) -> list[str]:
    """The folders and the name of a member. Some programs write Windows' strokes."""
    return [part for part in name.replace("\\", "/").split("/") if part not in {"", ".", ".."}]


def _shown(member: zipfile.ZipInfo) -> str:
    name = "/".join(_parts(member.filename)) or "unnamed"
    if not member.flag_bits & 0x800:  # no promise of UTF-8; zipfile then takes it for cp437
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return "".join(ch if ch.isprintable() else "\ufffd" for ch in name)


def members_of(path: Path) -> set[str]:
    """The paths of a ZIP's own members, as the ledger shows them.

    None of what is no ZIP or lists too much, nor of Word files and workbooks: no one means their members.
    """
    try:
        if not is_packed(path) or lists_more_than(path, MOST_LISTED) or sniff.sniff(path, "") != sniff.ZIP:
            return set()
        with zipfile.ZipFile(path) as archive:
            return {_shown(member) for member in archive.infolist()}
    except (Unreadable, *_BROKEN):
        return set()
