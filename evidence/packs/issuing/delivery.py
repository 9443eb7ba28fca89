"""An issue's PDF in files that a mailbox takes: cut, signed each, kept in the home's cache."""

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader

from evidence.errors import HomeError, PackError, UsageError
from evidence.packs.assembling.layout import Layout, lay_out
from evidence.packs.issuing.issue import stored
from evidence.packs.issuing.signing import key_of, sign_pdf
from evidence.packs.issuing.splitting import Share, files, shares
from evidence.packs.originals.navigation import Navigation
from evidence.packs.pack import Pack, from_json
from evidence.reads import packs as reads
from evidence.services import Services

MB = 1_000_000
LEAST, MOST = 1, 2000  # megabytes
TRIES = (1.0, 0.9, 0.75)  # of the limit, where what was estimated took more
BOOKMARK = 250  # bytes: every file has all bookmarks


class WholeEnough(PackError):
    """The issue's PDF is no larger than its parts might be."""


@dataclass(frozen=True)
class DeliveredFile:
    """One file of a delivery. ``first`` and ``last``: its own pages of the issue; ``over``: it is over the
    limit, since one document is by itself."""

    path: Path
    first: int
    last: int
    size: int
    over: bool


def deliver(services: Services, name: str, issue: int, megabytes: int) -> tuple[DeliveredFile, ...]:
    """The files of an issue, none over a size (of a million bytes each) unless one document is.

    Raises NotFound; UsageError for a size out of all reason; WholeEnough if the issue needs no splitting;
    PackError if it cannot be built.
    """
    if not LEAST <= megabytes <= MOST:
        raise UsageError(
            f"{megabytes} MB is no size to split at.", f"Give a number from {LEAST} to {MOST:,}."
        )
    row = reads.pack(services.record.db, name)
    pack = from_json(reads.issue_plan(services.record.db, row["id"], issue))
    whole = stored(services, row["name"], issue)[0].read_bytes()
    if len(whole) <= megabytes * MB:
        raise WholeEnough(
            f"Issue {issue} of {row['name']} is {_said(len(whole))}: it needs no splitting.",
            "Send its PDF as it is.",
        )
    sha256 = next(i["pdf_sha256"] for i in row["issues"] if i["number"] == issue)
    place = services.settings.home / "cache" / "parts" / f"{sha256}-{megabytes}"
    if not place.is_dir():
        _write(services, pack, whole, megabytes * MB, place)
    return tuple(_file(path, megabytes * MB) for path in sorted(place.iterdir()))


def written(file: DeliveredFile, out: Path) -> Path:
    """A copy of a file in a folder of a person's own. Raises HomeError if it cannot be written there."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        return Path(shutil.copyfile(file.path, out / file.path.name))
    except OSError as error:
        raise HomeError(
            f"The files cannot be written to {out}: {error.strerror}.",
            "Free some space or check that the folder is writable, then try again.",
        ) from error


def _said(size: int) -> str:
    return f"{size / MB:,.1f} MB"


def _write(services: Services, pack: Pack, whole: bytes, limit: int, place: Path) -> None:
    """The files in a folder of their own, whole or not there."""
    made = _made(services, pack, whole, limit)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=place.parent, prefix=".building-") as building:
            together = Path(building) / "all"
            together.mkdir()
            for name, data in made:
                (together / name).write_bytes(data)
            together.rename(place)
    except OSError as error:
        raise HomeError(
            f"The files cannot be written to {place.parent}: {error.strerror}.",
            "Free some space or check that the folder is writable, then try again.",
        ) from error


def _made(services: Services, pack: Pack, whole: bytes, limit: int) -> list[tuple[str, bytes]]:
    key, reader, layout = key_of(services, pack), PdfReader(BytesIO(whole)), lay_out(pack)
    front, begins = _borders(layout)
    marked = BOOKMARK * _count(Navigation(reader).bookmarks())
    made: list[tuple[str, bytes]] = []
    for part in TRIES:
        cut = shares(reader, front, begins, int(limit * part) - marked)
        names = [_name(pack, n, cut) for n in range(len(cut))]
        made = [
            (name, data if key is None else sign_pdf(data, key, pack))
            for name, data in zip(names, files(reader, cut, names), strict=True)
        ]
        alone = [sum(s.first <= b <= s.last for b in begins) <= 1 for s in cut]
        if all(len(data) <= limit or one for (_, data), one in zip(made, alone, strict=True)):
            break
    return made


def _borders(layout: Layout) -> tuple[Sequence[int], Sequence[int]]:
    """The pages of the cover, the index and the supplements' sheets; and those on which anything begins."""
    begins = sorted({s.page for key, s in layout.spots.items() if key[0] in ("document", "section")})
    front: list[int] = []
    start = 1
    for end in layout.ends:
        first = next((page for page in begins if start <= page <= end), end + 1)
        front += range(start, first)
        start = end + 1
    return front, begins


def _name(pack: Pack, number: int, cut: Sequence[Share]) -> str:
    """Sorted by name they are in order; the pages that it holds are in it."""
    share = cut[number]
    return f"{pack.stem}-part-{number + 1:02}-of-{len(cut):02}-pages-{share.first}-{share.last}.pdf"


def _file(path: Path, limit: int) -> DeliveredFile:
    first, last = path.stem.rsplit("-", 2)[1:]
    size = path.stat().st_size
    return DeliveredFile(path, int(first), int(last), size, size > limit)


def _count(entries: Sequence[object]) -> int:
    return sum(1 + _count(getattr(entry, "children", ())) for entry in entries)
