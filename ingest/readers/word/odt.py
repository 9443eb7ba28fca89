"""OpenDocument texts: paragraphs with their automatic numbers, headings, lists, tables, footnotes.

Tracked changes are read as accepted, which is said; hidden sections are left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from xml.etree.ElementTree import Element

from evidence.errors import Unreadable
from evidence.pages.hidden_words import UNSEEN_TEXT
from evidence.settings import IngestSettings
from ingest.readers.merged import carry
from ingest.readers.nested import ASIDE, after, inner, is_own
from ingest.readers.numbering import BULLET
from ingest.readers.odf import (
    SKIPPED,
    body_of,
    count,
    hidden_words,
    metadata,
    open_document,
    paragraph_text,
    struck_words,
)
from ingest.readers.odf_names import DC, DRAW, OFFICE, STRUCK, STYLE, TABLE, TEXT
from ingest.readers.odf_objects import Objects
from ingest.readers.raw import Line, RawFile
from ingest.readers.sniff import ODT
from ingest.readers.tidy import HIDDEN as SAID_HIDDEN
from ingest.readers.tidy import STRUCK as SAID_STRUCK
from ingest.readers.tidy import comment_text, one_line, page_of, struck_through, tidy, unaccepted
from ingest.readers.word.odt_lists import Lists, read_lists

PROSE = 60  # letters: a longer line is no line of an address, so its breaks mean nothing
MAX_SPAN = 64
INDEXES = {TEXT + t for t in ("table-of-content", "illustration-index", "table-index", "alphabetical-index")}


def read(path: Path, name: str, settings: IngestSettings) -> RawFile:
    """An OpenDocument text as one page of lines. Raises Unreadable if it is damaged, locked or empty."""
    content, styles, meta, objects = open_document(path, settings)
    walker = walker_of(content, styles, objects)
    body = body_of(content, "text")
    lines = [*_letterhead(styles), *walker.blocks(body)]
    if not lines and not objects.enclosed:
        raise Unreadable("The text holds no words.", "Check that it is the right file.")
    changes = sum(1 for _ in body.iter(TEXT + "changed-region"))
    unseen = hidden_words(body)
    page = page_of(1, lines, quality="text" if lines else "blank")
    page = replace(page, left_out=tuple((UNSEEN_TEXT, words) for words in unseen))
    struck = (SAID_STRUCK,) if next(body.iter(STRUCK), None) is not None else ()
    hidden = (SAID_HIDDEN,) if unseen else ()
    warned = (*unaccepted(changes), *hidden, *struck, *objects.warnings())
    return RawFile(name, ODT, (page,), False, metadata(meta), warned, objects.enclosed)


def walker_of(content: Element, styles: Element | None, objects: Objects) -> "Walker":
    """What goes through a document's text with the lists, styles and objects of these parts."""
    return Walker(
        read_lists(styles, content), _list_styles(styles, content), _titles(styles, content), objects
    )


def _letterhead(styles: Element | None) -> list[Line]:
    """What stands in the page headers, once: a letter's sender may be named nowhere else."""
    if styles is None:
        return []
    heads = [h for tag in ("header", "header-first", "header-left") for h in styles.iter(STYLE + tag)]
    texts = [one_line(paragraph_text(p)) for h in heads for p in h.iter(TEXT + "p")]
    return [Line(text, 0, role="header") for text in dict.fromkeys(texts) if text and not text.isdigit()]


def _list_styles(*roots: Element | None) -> dict[str, str]:
    """Paragraph styles that number their paragraphs, each with its list style."""
    found = {}
    for root in roots:
        for style in root.iter(STYLE + "style") if root is not None else ():
            if named := style.get(STYLE + "list-style-name"):
                found[style.get(STYLE + "name", "")] = named
    return found


def _titles(*roots: Element | None) -> set[str]:
    """The styles of a document's title."""
    found = {"Title"}
    for root in roots:
        for style in root.iter(STYLE + "style") if root is not None else ():
            if style.get(STYLE + "parent-style-name") == "Title":
                found.add(style.get(STYLE + "name", ""))
    return found


@dataclass
class Walker:
    """Goes through a text in order, which the automatic numbers need."""

    lists: Lists
    numbered: dict[str, str]
    titles: set[str]
    objects: Objects
    notes: int = 0
    anonymous: int = 0
    last: dict[str, str] = field(default_factory=dict)  # list style -> the list that used it last
    _cells: int = 0  # how many cells we are within
    _later: list[Line] = field(default_factory=list)  # objects in cells: they follow the row

    def blocks(self, parent: Element) -> Iterator[Line]:
        """The lines of everything in a body, a section, a cell or a text box."""
        for child in parent:
            if child.tag == TEXT + "p":
                yield from self._paragraph(child)
            elif child.tag == TEXT + "h":
                yield from self._heading(child)
            elif child.tag == TEXT + "list":
                yield from self._list(child)
            elif child.tag == TABLE + "table":
                yield from self.table(child)
            elif child.tag in INDEXES:
                yield from self._contents(child)
            elif child.tag == DRAW + "frame" or child.tag.startswith(DRAW):
                yield from self._boxes(child)
            elif child.tag not in SKIPPED and child.get(TEXT + "display") != "none":
                yield from self.blocks(child)

    def _heading(self, element: Element) -> Iterator[Line]:
        level = max(1, count(element.get(TEXT + "outline-level"), 1))
        text, label = one_line(paragraph_text(element)), ""
        if text and element.get(TEXT + "is-list-header") != "true":
            start = element.get(TEXT + "start-value")
            restarts = count(start, 1) if element.get(TEXT + "restart-numbering") == "true" else None
            label = self.lists.label("", "", level, restarts) if "" in self.lists.styles else ""
            label = "" if label == BULLET else label
        if text:
            yield Line(text, 0, role=f"heading{min(6, level)}", label=label, level=level - 1)
        yield from self._beside(element)

    def _paragraph(self, p: Element, label: str = "", level: int = 0) -> Iterator[Line]:
        pieces = [t for t in (tidy(x).strip() for x in paragraph_text(p).split("\n")) if t]
        style = p.get(TEXT + "style-name", "")
        role = "heading1" if style in self.titles else "list" if label == BULLET else "paragraph"
        if role != "paragraph" or label or any(len(piece) > PROSE for piece in pieces):
            pieces = [" ".join(pieces)] if pieces else []
        for i, text in enumerate(pieces):
            yield Line(text, 0, role=role, label="" if i else label, level=level)
        yield from self._beside(p)

    def _beside(self, p: Element) -> Iterator[Line]:
        """The text boxes and objects anchored in a paragraph, and the notes it refers to."""
        if said := struck_words(p):
            yield Line(struck_through(said), 0, role="note")
        yield from self._boxes(p)
        for note in _kept(p, TEXT + "note"):
            self.notes += 1
            mark = one_line(note.findtext(TEXT + "note-citation") or "") or str(self.notes)
            body = note.find(TEXT + "note-body")
            text = (
                one_line(" ".join(paragraph_text(x) for x in body.iter(TEXT + "p")))
                if body is not None
                else ""
            )
            if text:
                yield Line(text, 0, role="footnote", label=mark)

        for comment in _kept(p, OFFICE + "annotation"):
            said = one_line(" ".join(paragraph_text(x) for x in comment.iter(TEXT + "p")))
            if said:
                who, when = comment.findtext(DC + "creator") or "", comment.findtext(DC + "date") or ""
                yield Line(comment_text(said, one_line(who), when[:10]), 0, role="note")

    def _boxes(self, element: Element) -> Iterator[Line]:
        for box in _kept(element, DRAW + "text-box"):
            yield from self.blocks(box)
        for tag in (DRAW + "object", DRAW + "object-ole"):
            for shown in _kept(element, tag):
                drawn = self.objects.lines(shown)
                if self._cells:
                    self._later += drawn
                else:
                    yield from drawn

    def _list(self, element: Element, key: str = "", style: str = "", level: int = 1) -> Iterator[Line]:
        own = element.get(TEXT + "style-name", "")
        if level == 1:
            style = own or self._style_within(element)
            key = self._key(element, style)
        style = own or style
        for item in element:
            if item.tag not in {TEXT + "list-item", TEXT + "list-header"}:
                continue
            label, start = "", item.get(TEXT + "start-value")
            plain = item.tag == TEXT + "list-header" or not _opens(item)
            if not plain:
                label = self.lists.label(key, style, level, count(start, 1) if start else None)
            for child in item:
                if child.tag == TEXT + "list":
                    yield from self._list(child, key, style, level + 1)
                elif child.tag in {TEXT + "p", TEXT + "h"}:
                    yield from self._paragraph(child, label, level - 1)
                    label = ""

    def _key(self, element: Element, style: str) -> str:
        """Which list this one continues, or its own name; a list of its own counts from its start."""
        self.anonymous += 1
        key = element.get("{http://www.w3.org/XML/1998/namespace}id") or f"list {self.anonymous}"
        follows = element.get(TEXT + "continue-list")
        if follows and follows in self.lists.counts:
            self.lists.counts[key] = self.lists.counts[follows]
        elif element.get(TEXT + "continue-numbering") == "true" and style in self.last:
            self.lists.counts[key] = self.lists.counts[self.last[style]]
        else:
            self.lists.restart(key)
        self.last[style] = key
        return key

    def _style_within(self, element: Element) -> str:
        """The list style that the first paragraph's own style brings."""
        first = next(element.iter(TEXT + "p"), None)
        return self.numbered.get(first.get(TEXT + "style-name", ""), "") if first is not None else ""

    def _contents(self, element: Element) -> Iterator[Line]:
        for p in element.iter(TEXT + "p"):
            if text := one_line(paragraph_text(p)):
                yield Line(text, 0, role="contents")

    def table(self, table: Element) -> Iterator[Line]:
        rows = [[self._cell(cell) for cell in _cells(row)] for row in table_rows(table)]
        if all(len(row) <= 1 for row in rows):
            for row in rows:  # one column is a frame around prose, not a table
                yield from (line for lines, *_ in row for line in lines)
                yield from (line for *_, later in row for line in later)
            return
        below: dict[int, tuple[int, str]] = {}  # column -> how many more rows a cell reaches into, its text
        held: list[Line] = []  # objects and tables in cells follow the table, whose rows stay together
        for row in rows:
            above = {column: text for column, (_, text) in below.items()}
            below = {column: (left - 1, text) for column, (left, text) in below.items() if left > 1}
            texts: list[str] = []
            notes: list[Line] = []
            within: list[Line] = []
            drawn: list[Line] = []
            for lines, repeated, down, later in row:
                words = [f"{x.label} {x.text}".strip() for x in lines if is_own(x)]
                if down > 1:
                    below[len(texts)] = (down - 1, one_line(" ".join(words)))
                texts += [one_line(" ".join(words))] * repeated
                notes += [x for x in lines if x.role in ASIDE]
                within += inner(lines)
                drawn += later
            if any(texts):
                held += [*after(texts, within), *drawn]
            else:
                notes += [*within, *drawn]
            if text := "\t".join(carry(texts, above)).rstrip():
                yield Line(text, 0, role="row")
            yield from notes
        yield from held

    def _cell(self, cell: Element) -> tuple[list[Line], int, int, list[Line]]:
        """A cell's lines, how often it stands in its row, over how many rows it reaches, and what follows
        the row."""
        repeated = min(MAX_SPAN, max(1, count(cell.get(TABLE + "number-columns-repeated"), 1)))
        if cell.tag == TABLE + "covered-table-cell":
            return [], repeated, 1, []
        outer, self._later = self._later, []
        self._cells += 1
        lines = list(self.blocks(cell))
        self._cells -= 1
        later, self._later = self._later, outer
        return lines, repeated, count(cell.get(TABLE + "number-rows-spanned"), 1), later


def _opens(item: Element) -> bool:
    """Whether an item has a paragraph of its own before any list in it: only such an item is counted."""
    first = next((e for e in item if e.tag in {TEXT + "p", TEXT + "h", TEXT + "list"}), None)
    return first is not None and first.tag != TEXT + "list"


def _kept(element: Element, tag: str) -> Iterator[Element]:
    """The elements of a kind in a paragraph, but for those inside one another or in a comment."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag not in SKIPPED:
            yield from _kept(child, tag)


def table_rows(table: Element) -> Iterator[Element]:
    """A table's own rows, those of its head and groups included."""
    for child in table:
        if child.tag == TABLE + "table-row":
            yield child
        elif child.tag in {TABLE + t for t in ("table-rows", "table-header-rows", "table-row-group")}:
            yield from table_rows(child)


def _cells(row: Element) -> Iterator[Element]:
    return (c for c in row if c.tag in {TABLE + "table-cell", TABLE + "covered-table-cell"})
