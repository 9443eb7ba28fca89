"""A Word body as lines, in order: paragraphs with their numbers, tables by rows, what stands beside."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from ingest.readers.colours import colour_of
from ingest.readers.merged import carry
from ingest.readers.nested import ASIDE, after, inner, is_own
from ingest.readers.numbering import BULLET
from ingest.readers.raw import Line
from ingest.readers.tidy import one_line, struck_through, tidy
from ingest.readers.word.docx_numbers import Numbering, W, number, value
from ingest.readers.word.docx_parts import REFERRING, Parts
from ingest.readers.word.docx_styles import Styles, is_on
from ingest.readers.word.docx_text import Notes, kept, paragraph_text, struck_words, text_boxes

TRANSPARENT = {W + t for t in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")}
MAX_SPAN = 64


@dataclass
class Walker:
    """Goes through a body in order, which the automatic numbers need."""

    styles: Styles
    numbering: Numbering
    notes: Notes
    parts: Parts
    strikes: bool = False  # whether any of its text may be struck through
    struck: int = 0  # how many paragraphs hold such text
    carried: str = ""  # the words of a paragraph whose end was deleted: the next one goes on from them
    _cells: int = 0  # how many cells we are within
    _later: list[Line] = field(default_factory=list)  # drawings in cells: they follow the row

    def blocks(self, parent: Element) -> Iterator[Line]:
        """The lines of everything in a body, a cell or a text box."""
        for child in parent:
            if child.tag == W + "p":
                yield from self._paragraph(child)
            elif child.tag == W + "tbl":
                yield from self._table(child)
            elif child.tag == W + "altChunk":
                yield from self.parts.text_of(child)
            elif child.tag in TRANSPARENT:
                yield from self.blocks(child)

    def _paragraph(self, p: Element) -> Iterator[Line]:
        properties = p.find(W + "pPr")
        style = value(properties, "pStyle")
        text, self.carried = self.carried + paragraph_text(p), ""
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            self.carried, text = text, ""
        pieces = [t for t in (tidy(x).strip() for x in text.split("\n")) if t]
        label, level = self._label(properties, style) if pieces else ("", 0)
        role = self._role(properties, style, label)
        # A break inside a paragraph parts an address into its lines; in prose it means nothing.
        if role != "paragraph" or label or any(len(piece) > 60 for piece in pieces):
            pieces = [" ".join(pieces)] if pieces else []
        size, bold = self._type(p, style)
        for i, text in enumerate(pieces):
            mark = "" if i else label
            yield Line(text, 0, size=size, bold=bold, role=role, label=mark, level=level)
        if self.strikes and (said := struck_words(p)):
            self.struck += 1
            yield Line(struck_through(said), 0, role="note")
        yield from self._beside(p)

    def _beside(self, p: Element) -> Iterator[Line]:
        """Text boxes anchored in a paragraph, and the notes, comments and drawings that it refers to."""
        if not any(e.tag in REFERRING for e in p.iter()):
            return  # nearly every paragraph, and looking closely takes longer than all the rest
        for box in text_boxes(p):
            yield from self.blocks(box)
        inner = list(kept(p))
        for mark, text in self.notes.of(inner):
            yield Line(text, 0, role="footnote", label=mark)
        for line in self.parts.beside(inner):
            if self._cells and line.role not in ASIDE:
                self._later.append(line)
            else:
                yield line

    def _label(self, properties: Element | None, style: str) -> tuple[str, int]:
        """The paragraph's automatic number, and its depth."""
        placed = self.styles.numbered(style, self.numbering)
        own = properties.find(W + "numPr") if properties is not None else None
        if own is not None:
            num = value(own, "numId") or (placed[0] if placed else "")
            ilvl = value(own, "ilvl")
            placed = (num, number(ilvl) if ilvl else (placed[1] if placed else 0)) if num != "0" else None
        if not placed:
            return "", 0
        num, level = self._followed(*placed)
        return self.numbering.label(num, level), level

    def _followed(self, num: str, level: int) -> tuple[str, int]:
        """A list that stands for a numbering style is that style's own list."""
        link = self.numbering.links.get(self.numbering.instances.get(num, ""), "")
        own = self.styles.by_id[link].num if link in self.styles.by_id else ""
        return own or num, level

    def _role(self, properties: Element | None, style: str, label: str) -> str:
        outline = value(properties, "outlineLvl")
        heading = self.styles.heading(style)
        if outline:
            heading = min(6, number(outline, 9) + 1) if number(outline, 9) < 9 else 0
        if heading:
            return f"heading{heading}"
        if self.styles.is_contents(style):
            return "contents"
        return "list" if label == BULLET else "paragraph"

    def _type(self, p: Element, style: str) -> tuple[float, bool]:
        """The size and weight of most of the paragraph's letters."""
        size, bold, letters = self.styles.size(style), 0, 0
        sizes: dict[float, int] = {}
        for run in p.iter(W + "r"):
            count = sum(len(t.text or "") for t in run.iter(W + "t"))
            r = run.find(W + "rPr")
            own = number(value(r, "sz")) / 2 or size
            sizes[own] = sizes.get(own, 0) + count
            on = is_on(r, "b")
            bold += count if (self.styles.bold(style) if on is None else on) else 0
            letters += count
        return max(sizes, key=lambda s: sizes[s], default=size), letters > 0 and bold > letters * 0.9

    def _table(self, table: Element) -> Iterator[Line]:
        rows = [self._row(row) for row in _rows(table)]
        if all(len(row) == 1 for row in rows):
            # One column is a frame around prose, not a table.
            for row in rows:
                yield from row[0].lines
                yield from row[0].later
            return
        above: dict[int, _Cell] = {}  # by column, the cells that reach into the rows below
        held: list[Line] = []  # drawings and tables in cells follow the table, whose rows stay together
        for row in rows:
            yield from _lines_of_row(row, above)
            own = [cell.text for cell in row]
            within = [x for cell in row for x in inner(cell.lines)]
            drawn = [x for cell in row for x in cell.later]
            if any(own):
                held += [*after(own, within), *drawn]
            else:
                yield from (*within, *drawn)
        yield from held

    def _row(self, row: Element) -> list["_Cell"]:
        skipped = number(value(row.find(W + "trPr"), "gridBefore"))
        before = [_Cell(columns=min(MAX_SPAN, skipped))] if skipped > 0 else []
        return before + [self._cell(c) for c in _cells(row)]

    def _cell(self, cell: Element) -> "_Cell":
        properties = cell.find(W + "tcPr")
        span = min(MAX_SPAN, max(1, number(value(properties, "gridSpan"), 1)))
        merge = properties.find(W + "vMerge") if properties is not None else None
        state = merge.get(W + "val", "continue") if merge is not None else ""
        shade = properties.find(W + "shd") if properties is not None else None
        fill = colour_of(shade.get(W + "fill", "")) if shade is not None else ""
        outer, self._later = self._later, []
        self._cells += 1
        lines = list(self.blocks(cell))
        self._cells -= 1
        later, self._later = self._later, outer
        return _Cell(lines, span, fill, state, later)


@dataclass
class _Cell:
    """A table's cell: its lines, how many columns it spans, the name of its colour, and whether it begins
    ("restart") or continues one that is merged over rows."""

    lines: list[Line] = field(default_factory=list)
    columns: int = 1
    fill: str = ""
    merge: str = ""
    later: list[Line] = field(default_factory=list)

    @property
    def text(self) -> str:
        return one_line(" ".join(f"{x.label} {x.text}" for x in self.lines if is_own(x)))


def _lines_of_row(row: list[_Cell], above: dict[int, _Cell]) -> Iterator[Line]:
    """A row's line, then what stands beside its cells. ``above`` is kept up to date."""
    texts: list[str] = []
    fills: list[str] = []
    reaching: dict[int, _Cell] = {}
    for cell in row:
        column = len(texts)
        text = cell.text
        if cell.merge == "continue" and column in above:
            reaching[column], text = above[column], ""
        elif cell.merge:
            above[column] = cell
        fills += [reaching[column].fill if column in reaching else cell.fill] * cell.columns
        texts += [text, *[""] * (cell.columns - 1)]
    texts = carry(texts, {column: cell.text for column, cell in reaching.items() if cell.text})
    text = "\t".join(texts).rstrip()
    if text.strip():
        yield Line(text, 0, role="row", fills=tuple(fills) if any(fills) else ())
    for cell in row:
        yield from (x for x in cell.lines if x.role in ASIDE)


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == W + "tr":
            if child.find(f"{W}trPr/{W}del") is None:
                yield child
        elif child.tag in TRANSPARENT:
            yield from _rows(child)


def _cells(row: Element) -> Iterator[Element]:
    for child in row:
        if child.tag == W + "tc":
            yield child
        elif child.tag in TRANSPARENT:
            yield from _cells(child)
