"""Word: paragraphs with their automatic numbers, headings by style, lists, tables, footnotes.

Tracked changes are read as accepted; comments and hidden text are left out.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

from evidence.errors import Unreadable
from evidence.settings import IngestSettings
from ingest.readers.colours import colour_of
from ingest.readers.numbering import BULLET
from ingest.readers.package import DAMAGED, open_package, part
from ingest.readers.raw import Line, RawFile
from ingest.readers.sniff import DOCX
from ingest.readers.tidy import one_line, page_of, tidy
from ingest.readers.word.docx_numbers import Numbering, W, number, read_numbering, value
from ingest.readers.word.docx_styles import Styles, is_on, read_styles
from ingest.readers.word.docx_text import Notes, paragraph_text, text_boxes

TRANSPARENT = {W + t for t in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")}
LONGEST_FOOTER = 100  # letters: what is longer is a notice, whatever number stands in it
_OWN_NUMBER = re.compile(
    r"\b(?:ref(?:erence)?|(?:document|report|paper|item|minute|decision) (?:no|number))\b\.?[:\s].*\d", re.I
)


def read(path: Path, name: str, settings: IngestSettings) -> RawFile:
    """A Word file as one page of lines, a line for each paragraph or table row.

    Raises Unreadable if it is damaged, locked, too large, or says nothing.
    """
    with open_package(path, settings) as package:
        root = part(package, "word/document.xml")
        body = root.find(W + "body") if root is not None else None
        if body is None:
            raise Unreadable(*DAMAGED)
        styles = read_styles(part(package, "word/styles.xml"))
        numbering = read_numbering(part(package, "word/numbering.xml"))
        notes = Notes(part(package, "word/footnotes.xml"), part(package, "word/endnotes.xml"))
        metadata = _metadata(part(package, "docProps/core.xml"))
        head, foot = (_parts(package, f"word/{kind}") for kind in ("header", "footer"))
    walker = _Walker(styles, numbering, notes)
    said = list(walker.blocks(body))
    lines = [*_letterhead(head, foot, " ".join(line.text for line in said)), *said]
    if not lines:
        raise Unreadable("The Word file holds no words.", "Check that it is the right file.")
    return RawFile(name, DOCX, (page_of(1, lines),), paged=False, metadata=metadata)


def _parts(package: zipfile.ZipFile, start: str) -> list[Element]:
    found = (part(package, m) for m in sorted(package.namelist()) if m.startswith(start))
    return [root for root in found if root is not None]


def _letterhead(headers: list[Element], footers: list[Element], said: str) -> list[Line]:
    """What stands in the page headers, once: a letter's sender may be named nowhere else.

    Of the footers only the paper's own number, where the paper gives it nowhere else: the rest of them
    (addresses, classifications, file names) says nothing of this paper.
    """
    top, bottom = (
        [one_line(paragraph_text(p)) for root in roots for p in root.iter(W + "p")]
        for roots in (headers, footers)
    )
    texts = [t for t in top if t and not t.isdigit()]
    texts += [t for t in bottom if _OWN_NUMBER.search(t) and len(t) <= LONGEST_FOOTER and t not in said]
    return [Line(text, 0, role="header") for text in dict.fromkeys(texts)]


def _metadata(core: Element | None) -> tuple[tuple[str, str], ...]:
    if core is None:
        return ()
    named = {child.tag.rpartition("}")[2]: one_line(child.text or "") for child in core}
    return tuple((k, named[k]) for k in ("title", "creator", "created") if named.get(k))


@dataclass
class _Walker:
    """Goes through a body in order, which the automatic numbers need."""

    styles: Styles
    numbering: Numbering
    notes: Notes
    carried: str = ""  # the words of a paragraph whose end was deleted: the next one goes on from them

    def blocks(self, parent: Element) -> Iterator[Line]:
        """The lines of everything in a body, a cell or a text box."""
        for child in parent:
            if child.tag == W + "p":
                yield from self._paragraph(child)
            elif child.tag == W + "tbl":
                yield from self._table(child)
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
        for box in text_boxes(p):
            yield from self.blocks(box)
        for mark, text in self.notes.of(p):
            yield Line(text, 0, role="footnote", label=mark)

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
        rows = [[self._cell(c) for c in _cells(row)] for row in _rows(table)]
        if all(len(row) == 1 for row in rows):
            # One column is a frame around prose, not a table.
            for row in rows:
                yield from row[0][0]
            return
        for row in rows:
            texts: list[str] = []
            fills: list[str] = []
            footnotes: list[Line] = []
            for lines, span, fill in row:
                fills += [fill] * span
                words = [f"{x.label} {x.text}".strip() for x in lines if x.role != "footnote"]
                texts += [one_line(" ".join(words)), *[""] * (span - 1)]
                footnotes += [x for x in lines if x.role == "footnote"]
            text = "\t".join(texts).rstrip()
            if text.strip():
                yield Line(text, 0, role="row", fills=tuple(fills) if any(fills) else ())
            yield from footnotes

    def _cell(self, cell: Element) -> tuple[list[Line], int, str]:
        """A cell's lines, how many columns it spans, and the name of its colour; one that continues the cell
        above is empty."""
        properties = cell.find(W + "tcPr")
        span = min(64, max(1, number(value(properties, "gridSpan"), 1)))
        merge = properties.find(W + "vMerge") if properties is not None else None
        if merge is not None and merge.get(W + "val", "continue") == "continue":
            return [], span, ""
        shade = properties.find(W + "shd") if properties is not None else None
        fill = colour_of(shade.get(W + "fill", "")) if shade is not None else ""
        return list(self.blocks(cell)), span, fill


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
