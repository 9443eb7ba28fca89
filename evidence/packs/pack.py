"""A pack as a frozen value: everything that assembling it needs except the originals' bytes.

It goes to canonical JSON and back without loss; its fingerprint is the SHA-256 of that JSON. Rectangles
are ``(left, top, right, bottom)`` in points from the top left of the page as it is displayed.
"""

import hashlib
import json
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import cast

from evidence.errors import PackError
from evidence.home.file_names import file_stem
from evidence.packs.measured import PackChart, PackTarget
from evidence.packs.plain import LATER, build, plain
from evidence.packs.redaction import PackRedaction

Rect = tuple[float, float, float, float]
OcrLine = tuple[float, float, float, float, str]


@dataclass(frozen=True)
class SourcePage:
    """One page of an original. ``number`` is its page in the file, from 1.

    ``place`` is where the pack's number fits without covering anything (see survey.PLACES), "strip" where
    the page must shrink a little to make room. ``problem`` says why the page cannot be shown, in which
    case a sheet with that sentence takes its place. ``lines`` are OCR text, to be laid under a scan.
    ``turn`` is how far, in degrees clockwise, a scan that lies on its side is turned to stand upright;
    ``width`` and ``height`` are those of the page once turned. ``scale`` is how much larger the page is here
    than the record's measures of it. ``pictured``: it holds words nobody sees, so it is shown as a picture.
    ``said`` is printed at its foot: what of the page is not here. ``blacked``: redacted, painted black. With
    ``looks`` at 1 what the file leaves to viewers to draw is in fonts that have its letters."""

    number: int
    width: float
    height: float
    place: str = "strip"
    problem: str = ""
    lines: tuple[OcrLine, ...] = ()
    turn: int = field(default=0, metadata=LATER)
    scale: float = field(default=1.0, metadata=LATER)
    pictured: bool = field(default=False, metadata=LATER)
    said: str = field(default="", metadata=LATER)
    blacked: tuple[Rect, ...] = field(default=(), metadata=LATER)
    looks: int = field(default=0, metadata=LATER)

    def shown(self, left: float, top: float, right: float, bottom: float) -> Rect:
        """Where a rectangle of the page as the record measures it stands on the page as the pack shows it."""
        left, top, right, bottom = (edge * self.scale for edge in (left, top, right, bottom))
        match self.turn:
            case 90:
                return self.width - bottom, left, self.width - top, right
            case 180:
                return self.width - right, self.height - bottom, self.width - left, self.height - top
            case 270:
                return top, self.height - right, bottom, self.height - left
        return left, top, right, bottom


@dataclass(frozen=True)
class SetPassage:
    """A passage to be set as text, for originals that have no pages. ``depth`` is a heading's, from 1.
    ``columns`` name a table row's cells; ``page`` is the sheet it stands on."""

    id: int
    kind: str
    label: str
    text: str
    depth: int = 1
    indent: int = 0
    columns: tuple[str, ...] = field(default=(), metadata=LATER)
    page: int = field(default=0, metadata=LATER)


@dataclass(frozen=True)
class PackDocument:
    """One document of the pack, whole. ``form``: pdf (its own pages), image, printed (its pages as
    LibreOffice prints them, taken from the PDF of the SHA-256 ``printed``), or set (as text).

    ``alone``: its file holds no other document. ``notes`` say what of the original its pages here lack.
    ``span``: its own first and last page, where ``pages`` are not all. ``withheld``: its original holds what
    is redacted, so it is not enclosed. ``parent``: the id of what encloses it. ``sheets``: a workbook's.
    """

    id: int
    name: str
    kind: str
    date: str
    author: str
    source: str
    source_class: str
    file: str
    sha256: str
    media_type: str
    size: int
    form: str
    pages: tuple[SourcePage, ...] = ()
    passages: tuple[SetPassage, ...] = ()
    unreadable_pages: tuple[int, ...] = ()
    council: str = field(default="", metadata=LATER)
    printed: str = field(default="", metadata=LATER)
    alone: bool = field(default=False, metadata=LATER)
    notes: tuple[str, ...] = field(default=(), metadata=LATER)
    span: tuple[int, int] = field(default=(0, 0), metadata=LATER)
    withheld: bool = field(default=False, metadata=LATER)
    parent: int = field(default=0, metadata=LATER)
    sheets: tuple[tuple[int, str], ...] = field(default=(), metadata=LATER)


@dataclass(frozen=True)
class PackItem:
    """An accepted link as it stood: the passage, what it is tied to, its stance, and who decided when.

    Or, by ``kind``, what a person put in without a link: a passage, a document, ``pages`` of one (the first
    and the last), or a note, its ``text`` written in place (``document`` is 0). These have no stance.
    """

    link: int
    passage: int
    document: int
    citation: str
    label: str
    text: str
    page: int
    rects: tuple[tuple[int, float, float, float, float], ...]
    stance: str
    code: str  # of the measure or block
    reason: str
    note: str
    decided_by: str
    decided_at: str
    date: str
    source: str
    source_class: str
    kind: str = field(default="cited", metadata=LATER)  # cited | passage | document | pages | note
    id: int = field(default=0, metadata=LATER)  # the item's in the record
    pages: tuple[int, int] = field(default=(0, 0), metadata=LATER)

    @property
    def number(self) -> int:
        """What tells items apart: the link, or less the item's own number."""
        return self.link or -self.id


@dataclass(frozen=True)
class PackSection:
    """A measure or a block with its items, or a section of one's own, which has a title alone.

    ``left_out`` counts accepted contradicting links not here. In sentences: ``limits``, the limiting
    judgements that cap a block; ``history``, what papers and people said of a measure's rating, owner, due
    date and progress, oldest first; ``differs``, where its rating and the evidence disagree.
    """

    ordinal: int
    kind: str  # measure | block | own
    code: str
    title: str
    words: str
    theme: str
    origin: str  # the register or framework that states it
    targets: tuple[PackTarget, ...]
    coverage: str
    coverage_reason: str
    coverage_at: str
    items: tuple[PackItem, ...]
    left_out: int = 0
    id: int = field(default=0, metadata=LATER)  # in the record
    charts: tuple[PackChart, ...] = field(default=(), metadata=LATER)
    limits: tuple[str, ...] = field(default=(), metadata=LATER)
    history: tuple[str, ...] = field(default=(), metadata=LATER)
    differs: tuple[str, ...] = field(default=(), metadata=LATER)


@dataclass(frozen=True)
class PackPart:
    """What one issue added: the whole pack for issue 1, a supplement after it.

    ``issue`` is 0 for a draft. ``notes`` say what changed in the record since the issue before. ``left_out``
    counts, by code, the accepted contradicting links that the whole pack lacks as of this issue. ``signer``
    is the fingerprint of the key (evidence.home.keys) that signs the issue, ``replaced_key`` that of the lost
    one whose place it took. ``acknowledged``: the words, who said them and the day, on what is left out.
    ``layout``: how its own pages are set (plan.LAYOUT), so that what was issued builds as it was.
    """

    issue: int
    at: str
    by: str
    log_head: str
    sections: tuple[PackSection, ...]
    documents: tuple[PackDocument, ...]
    notes: tuple[str, ...] = ()
    left_out: tuple[tuple[str, int], ...] = field(default=(), metadata=LATER)
    signer: str = field(default="", metadata=LATER)
    replaced_key: str = field(default="", metadata=LATER)
    acknowledged: tuple[str, ...] = field(default=(), metadata=LATER)
    layout: int = field(default=0, metadata=LATER)
    redactions: tuple[PackRedaction, ...] = field(default=(), metadata=LATER)
    withheld: tuple[str, ...] = field(default=(), metadata=LATER)  # issued originals no longer enclosed

    @property
    def items(self) -> tuple[PackItem, ...]:
        return tuple(item for section in self.sections for item in section.items)


@dataclass(frozen=True)
class Pack:
    """The plan. ``details`` are lines for the cover, in words; ``made_with`` names the tools' versions."""

    name: str
    title: str
    council: str
    inspection: str
    details: tuple[tuple[str, str], ...]
    parts: tuple[PackPart, ...]
    made_with: tuple[tuple[str, str], ...] = ()

    @property
    def last(self) -> PackPart:
        return self.parts[-1]

    @property
    def issue(self) -> int:
        """The newest issue's number; 0 for a draft."""
        return self.last.issue

    @cached_property
    def documents(self) -> dict[int, PackDocument]:
        """Each document by its id, with the pages that all parts hold of it."""
        found: dict[int, PackDocument] = {}
        for document in (d for part in self.parts for d in part.documents):
            had = found.get(document.id)
            found[document.id] = replace(had, pages=(*had.pages, *document.pages)) if had else document
        return found

    def shown_in(self, index: int, document: int) -> tuple[PackDocument, int]:
        """A document as part ``index`` shows it, and how many parts before it hold pages of it; as the first
        of them shows it where this part adds none."""
        before = [d for part in self.parts[:index] for d in part.documents if d.id == document]
        here = [d for d in self.parts[index].documents if d.id == document]
        return (here[0], len(before)) if here or not before else (before[0], 0)

    @cached_property
    def items(self) -> tuple[PackItem, ...]:
        return tuple(item for part in self.parts for item in part.items)

    @property
    def left_out(self) -> int:
        """How many accepted contradicting links the whole pack lacks, as of its newest issue."""
        counted = {s.code: s.left_out for part in self.parts for s in part.sections}
        return sum(dict(self.last.left_out).values()) if self.last.left_out else sum(counted.values())

    def issued_before(self, index: int, section: PackSection) -> tuple[PackItem, ...]:
        """What the parts before part ``index`` hold of a section's measure or block."""
        return tuple(
            item
            for part in self.parts[:index]
            for own in part.sections
            for item in own.items
            if (item.code == section.code if section.code else own.id == section.id)
        )

    @property
    def originals(self) -> dict[str, list[PackDocument]]:
        """The documents of each original, by SHA-256, in the pack's order."""
        found: dict[str, list[PackDocument]] = {}
        for document in self.documents.values():
            found.setdefault(document.sha256, []).append(document)
        return found

    @cached_property
    def withheld(self) -> frozenset[str]:
        """The SHA-256 of each original that is not enclosed, since it holds what is redacted."""
        held = {d.sha256 for part in self.parts for d in part.documents if d.withheld}
        return frozenset(held.union(*(part.withheld for part in self.parts)))

    @property
    def stem(self) -> str:
        """The file name without its ending: short case name, issue, and the date last."""
        state = f"issue-{self.issue}" if self.issue else "draft"
        return f"{file_stem(self.name)}-{state}-{self.last.at[:10]}"

    def to_json(self) -> str:
        """Canonical JSON: sorted keys, no spaces."""
        return json.dumps(plain(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def fingerprint(self) -> str:
        """The SHA-256 of the canonical JSON."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()


def from_json(text: str) -> Pack:
    """The pack that ``to_json`` wrote. Raises PackError if it is not one."""
    try:
        return cast(Pack, build(Pack, json.loads(text)))
    except (KeyError, TypeError, ValueError) as error:
        said = f"The stored plan of the pack cannot be read: {error}."
        raise PackError(said, "Restore a backup.") from error
