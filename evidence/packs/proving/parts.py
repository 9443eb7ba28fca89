"""Whether the files that an issue was split into are all there, as they were made, and of one issue.

Each says in its own information, which its signature covers, of which plan it is, which of how many files,
and which pages are its own (issuing/splitting.py). What an altered one says counts only to name it.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from pathlib import Path

from pypdf import DocumentInformation, PdfReader

from evidence.home import keys
from evidence.home.faults import is_ours
from evidence.packs.proving.report import VerifyReport
from evidence.packs.proving.signature import pdf_signer

TITLE = re.compile(r"^(.*), part (\d{1,4}) of (\d{1,4}): pages (\d{1,7}) to (\d{1,7})$", re.DOTALL)
NAME = re.compile(r"-part-(\d{1,4})-of-(\d{1,4})-pages-(\d{1,7})-(\d{1,7})$")
MOST = 500  # PDFs of a folder that are looked at
AGREE_ONLY = (
    "No key was given, so this says only that the parts belong together and are as somebody signed them. "
    "The cover of an issue that you trust prints the key's fingerprint: give it with --key, or name the home "
    "with --home."
)


@dataclass(frozen=True)
class Part:
    """A file that says, or whose name says, that it is ``number`` of ``count``, with its own pages.

    ``signer``: the key whose signature on it holds, or "". ``plan`` and ``title`` are those of its issue, ""
    where only its name speaks.
    """

    path: Path
    number: int
    count: int
    first: int
    last: int
    plan: str = ""
    title: str = ""
    signer: str = ""

    @property
    def said(self) -> str:
        return f"part {self.number} of {self.count}, pages {self.first} to {self.last}"


def parts_beside(path: Path) -> tuple[Part, ...]:
    """The parts in a folder, or in that of a part, itself first; none if this is no part."""
    if path.is_dir():
        return tuple(part for each in _pdfs(path) if (part := _part(each)))
    own = _part(path) if path.is_file() and path.suffix.lower() == ".pdf" else None
    if own is None:
        return ()
    others = (part for each in _pdfs(path.parent) if each != path and (part := _part(each)))
    return own, *others


def verify_parts(found: Sequence[Part], trusted: Collection[str]) -> VerifyReport:
    """``found``: at least one, as ``parts_beside`` gives them. ``trusted``: the keys that may have signed."""
    sound = [
        part for part in found if part.plan and part.signer and part.signer in (trusted or {part.signer})
    ]
    plan, count = _wanted(found, sound)
    ours = [part for part in sound if (part.plan, part.count) == (plan, count)]
    problems = [_wrong(part, plan, trusted) for part in found if part not in ours]
    problems += [*_twice(ours), *(_missing(ours, found, count) if ours else ())]
    if len({part.signer for part in ours}) > 1:
        problems.append("The parts are not all signed with the same key: they do not belong together.")
    checked = [f"{part.path.name}: {part.said}" for part in sorted(ours, key=lambda part: part.number)]
    if trusted and not problems:
        checked.append(f"signatures: made with the key {keys.said(ours[0].signer)}")
    return VerifyReport(not problems, tuple(problems), tuple(checked), () if trusted else (AGREE_ONLY,))


def _wanted(found: Sequence[Part], sound: Sequence[Part]) -> tuple[str, int]:
    """Of which plan, and how many files: what the file that was asked of says, or else most of them."""
    said = Counter((part.plan, part.count) for part in sound)
    if found[0] in sound or not said:
        return found[0].plan, found[0].count
    return said.most_common(1)[0][0]


def _wrong(part: Part, plan: str, trusted: Collection[str]) -> str:
    """Why a part is none of those that are wanted."""
    if not part.signer or not part.plan:
        return (
            f"{part.path.name} ({part.said}) was changed after it was signed, or never was. Ask for it again."
        )
    if trusted and part.signer not in trusted:
        return (
            f"{part.path.name} ({part.said}) is signed with a key that is not this home's: "
            f"{keys.said(part.signer)}. It was not issued here, or was forged."
        )
    if part.plan != plan:
        return (
            f"{part.path.name} is of another issue or pack: {part.title}. Keep each issue in its own folder."
        )
    return (
        f"{part.path.name} is of the same issue split otherwise, into {part.count} files. It belongs there."
    )


def _twice(ours: Sequence[Part]) -> Iterator[str]:
    """Two that say they are the same, and are not."""
    known: dict[int, Part] = {}
    for part in ours:
        other = known.setdefault(part.number, part)
        if other is not part and other.path.read_bytes() != part.path.read_bytes():
            yield f"{other.path.name} and {part.path.name} both are {part.said}, and differ."


def _missing(ours: Sequence[Part], found: Sequence[Part], count: int) -> Iterator[str]:
    """Those that no file is, sound or not, with their pages as far as the others tell."""
    here = {part.number: part for part in ours}
    altered = {part.number for part in found if part.count == count and part.plan in ("", ours[0].plan)}
    for number in range(1, count + 1):
        if number in here or number in altered:
            continue
        before, after = here.get(number - 1), here.get(number + 1)
        start = f" from page {before.last + 1}" if before else ""
        end = f" to page {after.first - 1}" if after else ""
        pages = f" It has the pages{start}{end}." if start or end else ""
        yield f"Part {number} of {count} is not here.{pages} Ask for it."


def _pdfs(folder: Path) -> list[Path]:
    every = (each for each in sorted(folder.iterdir()) if each.suffix.lower() == ".pdf" and each.is_file())
    return list(islice(every, MOST))


def _part(path: Path) -> Part | None:
    """What a PDF says of itself, or else its name; None if neither speaks of a part."""
    data = path.read_bytes()
    plan, title = _information(data)
    by_title, by_name = TITLE.match(title), NAME.search(path.stem)
    if by_title and plan:
        number, count, first, last = (int(n) for n in by_title.groups()[1:])
        return Part(path, number, count, first, last, plan, by_title[1], pdf_signer(data))
    if by_name:
        number, count, first, last = (int(n) for n in by_name.groups())
        return Part(path, number, count, first, last)
    return None


def _information(data: bytes) -> tuple[str, str]:
    """The plan and the title that a PDF names; "" for what it does not."""
    try:
        held = PdfReader(BytesIO(data)).metadata or DocumentInformation()
        return str(held.get("/MusterPack", "")), str(held.get("/Title", ""))
    except Exception as error:  # pypdf raises all sorts on damaged files
        if is_ours(error):
            raise
        return "", ""
