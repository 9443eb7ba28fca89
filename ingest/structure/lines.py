"""The working values of structure: a printed line with its place, and a block of lines that belong together.

A ``Piece`` is a reader's line with its page. An ``Item`` is one line of text after same-baseline pieces have
been put together and marks (bullet, label, heading sign) taken off. A ``Block`` becomes one passage.
"""

from dataclasses import dataclass, field
from functools import cached_property
from statistics import median

from evidence.model import PassageKind
from ingest.readers.raw import Box, Line, RawFile


@dataclass(frozen=True)
class Piece:
    """One reader's line on its page. ``carried``: said again for a row that it also stands beside."""

    page: int
    line: Line
    carried: bool = False

    @property
    def end(self) -> int:
        return self.line.start + len(self.line.text)


Group = list[Piece]


@dataclass(frozen=True)
class Item:
    """One line of text. ``cells`` is set for a table row: for each cell the pieces it was read from."""

    pieces: tuple[Piece, ...]
    text: str  # marks and label taken off, inline markup still in place
    label: str = ""
    bullet: str = ""
    depth: int = 0  # of a heading sign or a Word heading; 0 where none
    indent: float = 0.0  # columns, or points where the line has a box
    text_left: float = 0.0  # where the words begin, after a label or bullet
    gap: bool = True  # white space stands above
    lowness: float = 0.0  # how far down its page, 0 to 1; 0 where that is not known
    cells: tuple[tuple[Piece, ...], ...] = ()
    cell_texts: tuple[str, ...] = ()

    @property
    def page(self) -> int:
        return self.pieces[0].page

    @property
    def first(self) -> Line:
        return self.pieces[0].line

    @cached_property
    def box(self) -> Box | None:
        if len(self.pieces) == 1:
            return self.pieces[0].line.box
        return union([p.line.box for p in self.pieces if p.line.box])

    @cached_property
    def size(self) -> float:
        """The size of most of its words: a label or a bullet may be set in another."""
        if len(self.pieces) == 1:
            return self.pieces[0].line.size
        return max(self.pieces, key=lambda p: len(p.line.text)).line.size if self.pieces else 0.0

    @cached_property
    def bold(self) -> bool:
        """Whether every word is bold: by the format, or between markdown's double stars."""
        worded = [p for p in self.pieces if any(map(str.isalnum, p.line.text))]
        return bool(worded) and all(p.line.bold or _starred(p.line.text) for p in worded)

    @property
    def role(self) -> str:
        return self.first.role


@dataclass
class Block:
    """Lines that make one passage. ``kind`` is None while it is not yet known what a plain block is."""

    items: list[Item]
    kind: PassageKind | None = None
    label: str = ""
    bullet: str = ""
    text: str = ""
    cells: tuple[str, ...] = ()  # of a row: its words by column
    columns: tuple[str, ...] = ()  # of a row under a head: the names of its columns
    contents: bool = False
    title: bool = False
    trail: list["Block"] = field(default_factory=list)  # footnotes met while the block was still open

    @property
    def first(self) -> Item:
        return self.items[0]

    @property
    def last(self) -> Item:
        return self.items[-1]

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def plain(self) -> bool:
        """Whether it is unmarked text: no label, bullet, row or heading sign."""
        return self.kind is None and not self.label


@dataclass(frozen=True)
class Look:
    """What the file's ordinary text looks like: type size and line pitch in points, width in characters."""

    body_size: float = 0.0
    pitch: float = 0.0
    wrap: int = 0
    boxed: bool = False


def look_of(raw: RawFile) -> Look:
    """The commonest type size (by letters), the median line pitch at it, and where lines usually wrap."""
    weights: dict[float, int] = {}
    lengths = []
    boxed = 0
    for page in raw.pages:
        for line in page.lines:
            if line.size:
                size = round(line.size * 2) / 2
                weights[size] = weights.get(size, 0) + len(line.text)
            lengths.append(len(line.text))
            boxed += line.box is not None
    body = max(weights, key=lambda s: weights[s]) if weights else 0.0
    lengths.sort()
    wrap = lengths[int(len(lengths) * 0.9)] if lengths else 0
    return Look(body, _pitch(raw, body), wrap, bool(lengths) and boxed > len(lengths) / 2)


def _pitch(raw: RawFile, body: float) -> float:
    steps, wraps = [], []  # wraps: from a line to one that plainly goes on with it
    for page in raw.pages:
        before = None
        for line in page.lines:
            if line.box and (not body or abs(line.size - body) <= 0.5):
                if before and before[0] - 60 < line.box[0] < before[0] + 60:
                    step = line.box[1] - before[1]
                    height = body or (line.box[3] - line.box[1])
                    if 0.8 * height < step < 2.2 * height:
                        steps.append(step)
                        wraps += [step] if line.text[:1].islower() else []
                before = line.box
    # The tighter half: space between paragraphs must not stretch the pitch of a paper with short paragraphs.
    steps.sort()
    pitch = median(steps[: max(1, len(steps) * 2 // 3)]) if steps else 0.0
    # Where hardly a line is wrapped, the white between the paragraphs is not the pitch.
    tight = [w for w in wraps if w < 0.8 * pitch]
    if pitch > 1.6 * (body or pitch) and len(tight) > 1 and len(tight) * 5 >= len(wraps):
        return median(tight)
    return pitch


def union(boxes: list[Box]) -> Box | None:
    """The smallest box around all of them."""
    if len(boxes) < 2:
        return boxes[0] if boxes else None
    return (
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )


def _starred(text: str) -> bool:
    text = text.strip().lstrip("#").strip()
    return len(text) > 4 and text.startswith("**") and text.endswith(("**", "**:")) and text.count("**") == 2
