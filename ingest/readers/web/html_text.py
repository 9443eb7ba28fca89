"""HTML's elements as lines: headings, paragraphs, lists with their numbers, tables by rows."""

import re
from collections.abc import Iterator
from typing import Any

from ingest.readers.merged import carry
from ingest.readers.numbering import BULLET, spell
from ingest.readers.raw import Line
from ingest.readers.tidy import one_line, struck_through, tidy
from ingest.readers.web.hidden import hide_by_sheet, is_hidden
from ingest.readers.web.settled import settle

# What no reader of the page sees, and what moves about the site instead of saying something.
DROPPED = frozenset(
    {
        "script",
        "style",
        "head",
        "template",
        "noscript",
        "nav",
        "option",
        "button",
        "iframe",
        "object",
        "embed",
        "audio",
        "video",
        "canvas",
        "datalist",
    }
)
BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "main",
        "p",
        "section",
        "summary",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "ul",
        "ol",
        "menu",
        "dir",
        "table",
        "caption",
        "colgroup",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "pre",
    }
)
_BREAK = "\n"
MAX_SPAN = 64
DEEPEST = 200  # elements: what lies deeper is read as one line
PROSE = 60  # letters: a longer line is no line of an address, so its breaks mean nothing
CELL = 300  # letters: a table whose cells say more on average is there for the layout


def lines_of(root: Any) -> Iterator[Line]:
    """The lines of an element of lxml's, in order; last what is struck through, which says that it is."""
    hide_by_sheet(root)
    struck = settle(root)
    yield from _Walk().blocks(root, 0)
    for element in struck:
        if said := one_line(words(element)):
            yield Line(struck_through(said), 0, role="note")


class _Walk:
    """Goes through the tree; text between blocks gathers until the next block begins."""

    def __init__(self) -> None:
        self._lists: list[
            list[int | None]
        ] = []  # of each open list the last number and its step; None for bullets

    def blocks(self, element: Any, depth: int) -> Iterator[Line]:
        loose: list[str] = [_flat(element.text)]
        for child in element:
            if isinstance(child.tag, str) and not _hidden(child):
                if child.tag == "br":
                    loose.append(_BREAK)
                elif child.tag in BLOCKS or _holds_block(child):
                    yield from _paragraphs("".join(loose))
                    loose = []
                    yield from self._block(child, depth + 1)
                else:
                    loose.append(words(child))
            loose.append(_flat(child.tail))
        yield from _paragraphs("".join(loose))

    def _block(self, element: Any, depth: int) -> Iterator[Line]:
        tag = element.tag
        if depth > DEEPEST:
            yield from _paragraphs(words(element))
        elif re.fullmatch(r"h[1-6]", tag):
            if text := one_line(words(element)):
                yield Line(text, 0, role=f"heading{tag[1]}", bold=True)
        elif tag == "pre":
            for text in tidy("".join(element.itertext())).splitlines():
                if text.strip():
                    yield Line(text.strip(), 0)
        elif tag in {"ul", "ol", "menu", "dir"}:
            self._lists.append(_counter(element) if tag == "ol" else [None])
            yield from self.blocks(element, depth)
            self._lists.pop()
        elif tag == "li":
            yield from self._item(element, depth)
        elif tag == "table":
            yield from self._table(element, depth)
        else:
            yield from self.blocks(element, depth)

    def _item(self, element: Any, depth: int) -> Iterator[Line]:
        """A list's item: its first line carries the mark; the rest stand as they are."""
        label, last = BULLET, self._lists[-1] if self._lists else [None, None]
        if last[0] is not None:
            last[0] = _number(element.get("value"), last[0] + (last[1] or 1))
            label = f"{spell(last[0], _form(element))}."
        level = max(0, len(self._lists) - 1)
        for i, line in enumerate(self.blocks(element, depth)):
            if i or line.role not in {"paragraph", ""} or line.label:
                yield line
            else:
                role = "list" if label == BULLET else "paragraph"
                yield Line(line.text, 0, role=role, label=label, level=level)

    def _table(self, table: Any, depth: int) -> Iterator[Line]:
        rows = [row for row in table.iter("tr") if _owner(row) is table]
        cells = [[c for c in row if c.tag in {"td", "th"} and not _hidden(c)] for row in rows]
        for caption in table.iterchildren("caption"):
            yield from _paragraphs(words(caption))
        if _is_layout(table, cells):
            yield from self._layout(table, depth)
            return
        below: dict[int, tuple[int, str]] = {}  # column -> how many more rows a cell reaches into, its text
        for row in cells:
            text = "\t".join(_row(row, below)).rstrip()
            if text.strip():
                yield Line(text, 0, role="row")

    def _layout(self, element: Any, depth: int) -> Iterator[Line]:
        for child in element:
            if isinstance(child.tag, str) and not _hidden(child) and child.tag != "caption":
                part = child.tag in {"thead", "tbody", "tfoot", "tr"}
                yield from self._layout(child, depth + 1) if part else self.blocks(child, depth + 1)


def words(element: Any) -> str:
    """All the words in an element, a line feed for each break or block in it."""
    out: list[str] = []
    _gather(element, out, 0)
    return "".join(out)


def _gather(element: Any, out: list[str], depth: int) -> None:
    out.append(_flat(element.text))
    for child in element:
        if isinstance(child.tag, str) and not _hidden(child):
            edge = _BREAK if child.tag in BLOCKS or child.tag == "br" else ""
            out.append(edge)
            if depth < DEEPEST:
                _gather(child, out, depth + 1)
            else:
                out += map(_flat, child.itertext())
            out.append(edge if child.tag != "br" else "")
        out.append(_flat(child.tail))


def _flat(text: str | None) -> str:
    """Text as a browser shows it: line feeds in the source are no breaks."""
    return re.sub(r"[ \t\r\n\f]+", " ", text) if text else ""


def _paragraphs(text: str) -> Iterator[Line]:
    """Loose text as paragraphs: two breaks part them, one parts the lines of an address."""
    for paragraph in re.split(r"\n\s*\n", tidy(text)):
        pieces = [one for piece in paragraph.split(_BREAK) if (one := one_line(piece))]
        if any(len(piece) > PROSE for piece in pieces):
            pieces = [" ".join(pieces)]
        for piece in pieces:
            yield Line(piece, 0, role="paragraph")


def _hidden(element: Any) -> bool:
    return element.tag in DROPPED or is_hidden(element)


def _holds_block(element: Any) -> bool:
    return any(e.tag in BLOCKS for e in element.iterdescendants() if isinstance(e.tag, str))


def _owner(row: Any) -> Any:
    return next((e for e in row.iterancestors("table")), None)


def _is_layout(table: Any, cells: list[list[Any]]) -> bool:
    if table.get("role") in {"presentation", "none"} or any(True for _ in table.iterdescendants("table")):
        return True
    filled = [[c for c in row if one_line(words(c))] for row in cells]
    if max((len(row) for row in filled), default=0) < 2:
        return True
    lengths = [len(one_line(words(c))) for row in filled for c in row]
    return sum(lengths) > CELL * len(lengths)


def _row(cells: list[Any], below: dict[int, tuple[int, str]]) -> list[str]:
    """A row's texts by column; a cell that reaches over several columns is in the first of them, one that
    reaches over several rows is in each."""
    texts: list[str] = []
    above: dict[int, str] = {}

    def skip() -> None:
        while len(texts) in below:
            left, text = below.pop(len(texts))
            if left > 1:
                below[len(texts)] = (left - 1, text)
            if text:
                above[len(texts)] = text
            texts.append("")

    for cell in cells:
        skip()
        across = min(MAX_SPAN, max(1, _number(cell.get("colspan"), 1)))
        down = min(1000, _number(cell.get("rowspan"), 1) or 1000) - 1  # 0 is all the rows there are
        for i in range(across):
            text = "" if i else one_line(words(cell))
            if down > 0:
                below[len(texts)] = (down, text)
            texts.append(text)
    skip()
    return carry(texts, above)


def _counter(element: Any) -> list[int | None]:
    """A numbered list before its first item: the number before that, and the step to the next."""
    step = -1 if element.get("reversed") is not None else 1
    first = len(element.findall("li")) if step < 0 else 1
    return [_number(element.get("start"), first) - step, step]


def _form(item: Any) -> str:
    """The list's own way of counting, in Word's words."""
    parent = item.getparent()
    kind = parent.get("type") if parent is not None else None
    return {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}.get(kind or "", "")


def _number(text: str | None, otherwise: int) -> int:
    found = re.match(r"\s*(-?\d{1,6})", text or "")
    return int(found.group(1)) if found else otherwise
