"""ZIPs as folders: each member a file of its own, unpacked one at a time within limits.

Members' names are only ever shown, never used as paths, so that none can escape.
"""

import errno
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from evidence.errors import HomeError, Unreadable
from evidence.settings import IngestSettings
from ingest import sniff
from ingest.offered import Offered, is_hidden

MOST_MEMBERS = 20_000
MOST_TOTAL = 20  # times max_file_mb, over all members
RATIO = 200  # times larger unpacked, from SMALL on, is a bomb: documents shrink to a fiftieth at most
SMALL = 10 << 20
_AGAIN = "Unpack it, and ingest the folder."
_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError)


def opened(offered: Offered, settings: IngestSettings) -> Iterator[Offered]:
    """The file itself, or, for a ZIP, each of its members in turn.

    A member's bytes are there only until the next one is asked for. A member that cannot be unpacked
    stands in the ledger for itself, with the archive's bytes, so that those are kept.
    """
    if offered.source is None or not _is_zip(offered.source, offered.name):
        yield offered
        return
    with zipfile.ZipFile(offered.source) as archive, tempfile.TemporaryDirectory() as folder:
        members = [i for i in archive.infolist() if not i.filename.endswith("/") and not _hidden(i.filename)]
        trouble = _refused(members)
        if trouble is not None:
            yield Offered(offered.path, offered.name, offered.source, trouble)
            return
        left = MOST_TOTAL * settings.max_file_mb << 20
        for member in members:
            shown = _shown(member)
            path, name = f"{offered.path}/{shown}", PurePosixPath(shown).name
            trouble = _too_much(member, left, settings)
            if trouble is None:
                left -= member.file_size
                with _unpacked(archive, member, Path(folder)) as result:
                    if isinstance(result, Path):
                        yield Offered(path, name, result)
                        continue
                    trouble = result
            yield Offered(path, offered.name, offered.source, trouble)


def _is_zip(path: Path, name: str) -> bool:
    try:
        return sniff.sniff(path, name) == sniff.ZIP
    except (Unreadable, OSError):
        return False


def _refused(members: list[zipfile.ZipInfo]) -> Unreadable | None:
    if not members:
        return Unreadable("The ZIP holds no files.", "Ask the sender for another copy.")
    if len(members) > MOST_MEMBERS:
        return Unreadable(f"The ZIP holds {len(members):,} files, more than {MOST_MEMBERS:,}.", _AGAIN)
    return None


def _too_much(member: zipfile.ZipInfo, left: int, settings: IngestSettings) -> Unreadable | None:
    if member.flag_bits & 1:
        return Unreadable("It is locked with a password inside the ZIP.", _AGAIN)
    if member.file_size > settings.max_file_mb << 20:
        return Unreadable(
            f"It is {member.file_size >> 20:,} MB, more than the limit of {settings.max_file_mb:,} MB.",
            "Split it, or raise max_file_mb in config.toml.",
        )
    if member.file_size > SMALL and member.file_size > RATIO * max(1, member.compress_size):
        return Unreadable("It was not unpacked: it would grow more than any document does.", _AGAIN)
    if member.file_size > left:
        return Unreadable("It was not unpacked: the ZIP holds more than Muster unpacks at once.", _AGAIN)
    return None


@contextmanager
def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, folder: Path) -> Iterator[Path | Unreadable]:
    """The member's bytes in a file for as long as the context lasts, or what stood in the way."""
    path = folder / "member"
    result: Path | Unreadable = path
    try:
        with archive.open(member) as source, path.open("wb") as target:
            shutil.copyfileobj(source, target)
    except _BROKEN as error:
        if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise HomeError(
                "The disk is full: the ZIP cannot be unpacked.", "Free some space, then ingest again."
            ) from error
        result = Unreadable("It is damaged inside the ZIP.", "Ask the sender for another copy.")
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
