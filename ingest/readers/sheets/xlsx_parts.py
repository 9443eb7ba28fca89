"""What an Excel sheet holds beside its cells: merges, hidden rows, comments, text boxes, embedded files."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element

from openpyxl.utils import column_index_from_string, get_column_letter

from evidence.errors import Unreadable
from ingest.readers.alternatives import settle_alternatives
from ingest.readers.chartex import CX, chartex_lines
from ingest.readers.drawings import DGM, C, chart_lines, diagram_lines, shape_texts
from ingest.readers.embedded import enclosed_from
from ingest.readers.package import Package, R
from ingest.readers.raw import Enclosed, Line
from ingest.readers.sheets.page import Sheet
from ingest.readers.tidy import comment_text, one_line

_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_RICH = {_SHEET + "si", _SHEET + "is"}
_THREADED = "[Threaded comment]"  # how a comment for older programs begins where there is a newer one
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"')
_HIDING = re.compile(rb'<(?:\w+:)?(row|col)\b([^>]*?\b(?:hidden="(?:1|true)"|(?:ht|width)="0")[^>]*)>')
_HIDING_WORDS = (b' hidden="', b' ht="0"', b' width="0"')
_ATTRIBUTE = re.compile(rb'\b(r|min|max)="(\d{1,7})"')
_MOST_COLUMNS = 16_384
_HEAD = re.compile(rb"<(?:\w+:)?(?:odd|even|first)Header>([^<]*)<")
_PLACES = re.compile(r"&[LCR]")
_CODES = re.compile(r'&"[^"]*"|&K[0-9A-Fa-f]{6}|&K\d\d[+-]\d{3}|&\d{1,3}|&[A-Za-z]|&&')


def sheet_parts(package: Package, book: str) -> Iterator[tuple[str, str, bool]]:
    """Each sheet's title, its part's name, and whether the workbook hides it."""
    root = package.part(book)
    for sheet in root.iter(_SHEET + "sheet") if root is not None else ():
        hidden = sheet.get("state", "visible") in {"hidden", "veryHidden"}
        yield sheet.get("name", ""), package.by_id(book, sheet.get(R + "id", "")), hidden


def read_sheet(package: Package, title: str, name: str, data: bytes, hidden: bool, people: Element) -> Sheet:
    """A sheet's facts from its part's bytes and the parts that it refers to."""
    sheet = Sheet(title, hidden)
    sheet.plain = not any(word in data for word in (b"tablePart", b"conditionalFormatting", b"<picture"))
    # The patterns take a tenth of the reading's time: most sheets have nothing for them.
    merges = _MERGE.findall(data) if b"mergeCell" in data else ()
    hiding = _HIDING.findall(data) if any(word in data for word in _HIDING_WORDS) else ()
    for column, top, bottom in merges:
        if int(top) < int(bottom):
            sheet.merged.append((int(top), int(bottom), column_index_from_string(column.decode())))
    for kind, attributes in hiding:
        places = {key: int(text) for key, text in _ATTRIBUTE.findall(attributes)}
        if kind == b"row" and b"r" in places:
            sheet.hidden_rows.add(places[b"r"])
        elif kind == b"col" and {b"min", b"max"} <= set(places):
            last_column = min(places[b"max"], _MOST_COLUMNS)
            sheet.hidden_columns |= set(range(places[b"min"], last_column + 1))
    sheet.comments = list(_comments(package, name, people))
    if b"Header>" in data:
        sheet.boxes += [("A1", line) for line in _print_heads(data)]
    for drawing in package.of_kind(name, "drawing"):
        sheet.boxes += _boxes(package, drawing)
    return sheet


def struck_strings(package: Package, book: str, sheets: Iterable[str]) -> dict[str, tuple[str, str]]:
    """The texts of cells that are struck through in part: what is not, and what is."""
    names = [*package.of_kind(book, "sharedStrings"), *sheets]
    found: dict[str, tuple[str, str]] = {}
    for name in names:
        if b"strike" not in (package.data(name) or b""):
            continue
        for text in (e for e in _read(package, name).iter() if e.tag in _RICH):
            runs = [(r.findtext(_SHEET + "t") or "", _strikes(r)) for r in text.findall(_SHEET + "r")]
            gone = "".join(said for said, struck in runs if struck)
            if gone:
                kept = "".join(said for said, struck in runs if not struck)
                found["".join(said for said, _ in runs)] = kept, gone
    return found


def _strikes(run: Element) -> bool:
    look = run.find(f"{_SHEET}rPr/{_SHEET}strike")
    return look is not None and look.get("val", "1") not in {"0", "false"}


def _print_heads(data: bytes) -> Iterator[Line]:
    """What is printed above a sheet's pages: its parts, without their codes (29500-1, 18.3.1.39)."""
    for head in dict.fromkeys(_HEAD.findall(data)):
        text = unescape(head.decode("utf-8", "replace"))
        for part in _PLACES.split(text):
            if said := one_line(_CODES.sub("", part)):
                yield Line(said, 0, role="header")


def people_of(package: Package, book: str) -> Element:
    """Who wrote the newer comments; an empty element where nobody did."""
    root = package.one(book, "person")
    return root if root is not None else Element("none")


def _comments(package: Package, name: str, people: Element) -> Iterator[tuple[str, str]]:
    """Each with its cell. A newer (threaded) comment stands in place of the older that repeats it."""
    names = {p.get("id", ""): p.get("displayName", "") for p in people}
    for part in package.of_kind(name, "threadedComment"):
        for comment in _read(package, part):
            said = one_line("".join(t.text or "" for t in comment if t.tag.endswith("}text")))
            if said:
                who = names.get(comment.get("personId", ""), "")
                yield comment.get("ref", "A1"), comment_text(said, who, comment.get("dT", "")[:10])
    for part in package.of_kind(name, "comments"):
        root = _read(package, part)
        authors = [one_line(a.text or "") for a in root.iter(_SHEET + "author")]
        for comment in root.iter(_SHEET + "comment"):
            said = one_line("".join(t.text or "" for t in comment.iter(_SHEET + "t")))
            at = comment.get("authorId", "")
            who = authors[int(at)] if at.isdigit() and int(at) < len(authors) else ""
            said = said.removeprefix(f"{who}:").strip() if who else said
            if said and not said.startswith(_THREADED):
                yield comment.get("ref", "A1"), comment_text(said, "" if who.startswith("tc=") else who)


def _boxes(package: Package, name: str) -> Iterator[tuple[str, Line]]:
    """The words of a drawing's shapes, each with the cell that it stands over."""
    root = _read(package, name)
    settle_alternatives(root)
    for anchor in root:
        at = _anchor(anchor)
        for shape in anchor.iter(_XDR + "sp"):
            for text in shape_texts(shape):
                yield at, Line(text, 0, role="paragraph")
        for chart in anchor.iter(C + "chart"):  # its figures are cells; its title is its own
            drawn = chart_lines(_read(package, package.by_id(name, chart.get(R + "id", ""))))
            yield from ((at, line) for line in drawn if line.role != "row")
        for chart in anchor.iter(CX + "chart"):
            drawn = chartex_lines(_read(package, package.by_id(name, chart.get(R + "id", ""))))
            yield from ((at, line) for line in drawn if line.role != "row")
        for ids in anchor.iter(DGM + "relIds"):
            data = _read(package, package.by_id(name, ids.get(R + "dm", "")))
            yield from ((at, line) for line in diagram_lines(data))


def _anchor(anchor: Element) -> str:
    row, column = (anchor.findtext(f"{_XDR}from/{_XDR}{tag}") or "0" for tag in ("row", "col"))
    if not (row.isdigit() and column.isdigit()):
        return "A1"
    return f"{get_column_letter(min(_MOST_COLUMNS, int(column) + 1))}{int(row) + 1}"


def _read(package: Package, name: str) -> Element:
    """A part beside the cells; an empty element for one that is missing or damaged."""
    try:
        root = package.part(name) if name else None
    except Unreadable:
        root = None
    return root if root is not None else Element("none")


def enclosed_in(package: Package, names: list[str]) -> Iterator[Enclosed]:
    """The files embedded in sheets."""
    for name in names:
        for part in (*package.of_kind(name, "package"), *package.of_kind(name, "oleObject")):
            data = package.data(part)
            found = enclosed_from(PurePosixPath(part).name, data) if data else None
            if found is not None:
                yield found
