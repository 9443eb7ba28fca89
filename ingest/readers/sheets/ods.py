"""OpenDocument workbooks, read as Excel's are: a page a sheet, a line a row with its place."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element

from openpyxl.utils import get_column_letter

from evidence.errors import Unreadable
from evidence.settings import IngestSettings
from ingest.readers.odf import body_of, count, metadata, open_document, paragraph_text, struck_words
from ingest.readers.odf_names import DC, DRAW, OFFICE, STRUCK, STYLE, TABLE, TEXT
from ingest.readers.odf_objects import Objects
from ingest.readers.raw import Line, RawFile, RawPage
from ingest.readers.sheets.page import EMPTY, Sheet, page_of_sheet
from ingest.readers.sniff import ODS
from ingest.readers.tidy import comment_text, one_line
from ingest.readers.word.odt import table_rows

MOST_COLUMNS = 16_384  # as many as a workbook can have; blank ones at the end are written as one repeated
MOST_ROWS = 1_048_576
MOST_REPEATED = 1000  # filled rows written as one: past that it is a bomb, not a table
_CELLS = {TABLE + "table-cell", TABLE + "covered-table-cell"}


def read(path: Path, name: str, settings: IngestSettings) -> RawFile:
    """A workbook. Raises Unreadable if it is damaged, locked, too large, or holds nothing."""
    content, styles, meta, objects = open_document(path, settings)
    unseen = _hidden_styles(content, styles)
    tables = body_of(content, "spreadsheet").iter(TABLE + "table")
    read = [_page(i, table, unseen, objects) for i, table in enumerate(tables, 1)]
    pages = tuple(page for page, _ in read)
    if not any(page.lines for page in pages) and not objects.enclosed:
        raise Unreadable(*EMPTY)
    warnings = (*(said for _, all_said in read for said in all_said), *objects.warnings())
    return RawFile(name, ODS, pages, False, metadata(meta), warnings, objects.enclosed)


def _hidden_styles(*roots: Element | None) -> set[str]:
    """The styles of tables that are not displayed."""
    return {
        style.get(STYLE + "name", "")
        for root in roots
        if root is not None
        for style in root.iter(STYLE + "style")
        if any(p.get(TABLE + "display") == "false" for p in style.iter(STYLE + "table-properties"))
    }


def _page(i: int, table: Element, unseen: set[str], objects: Objects) -> tuple[RawPage, tuple[str, ...]]:
    """A sheet's page, and what is hidden of it in words."""
    sheet = Sheet(table.get(TABLE + "name", f"Sheet{i}"), table.get(TABLE + "style-name", "") in unseen)
    sheet.hidden_columns = _hidden_columns(table)
    for shapes in table.findall(TABLE + "shapes"):
        sheet.boxes += [("A1", line) for line in _boxes(shapes)]
    sheet.boxes += list(_objects(table, objects))
    page = page_of_sheet(i, sheet, list(_table(table, sheet)))
    return page, sheet.warnings(page)


def _hidden_columns(table: Element) -> set[int]:
    found: set[int] = set()
    at = 1
    for column in table.iter(TABLE + "table-column"):
        repeated = max(1, count(column.get(TABLE + "number-columns-repeated"), 1))
        if column.get(TABLE + "visibility", "visible") != "visible":
            found |= set(range(at, min(at + repeated, MOST_COLUMNS)))
        at += repeated
    return found


def _table(table: Element, sheet: Sheet) -> Iterator[tuple[int, Sequence[str]]]:
    """The rows that hold something, each with its number from 1; what else is met goes to the sheet."""
    number = 1
    for row in table_rows(table):
        repeated = max(1, count(row.get(TABLE + "number-rows-repeated"), 1))
        cells = _cells(row, number, sheet)
        if cells:
            for i in range(min(repeated, MOST_REPEATED)):
                if row.get(TABLE + "visibility", "visible") != "visible":
                    sheet.hidden_rows.add(number + i)
                yield number + i, cells
        number += repeated
        if number > MOST_ROWS:
            return


def _cells(row: Element, number: int, sheet: Sheet) -> list[str]:
    texts: list[str] = []
    blank = 0
    for cell in row:
        if cell.tag not in _CELLS:
            continue
        repeated = max(1, count(cell.get(TABLE + "number-columns-repeated"), 1))
        text = _value(cell)
        column = len(texts) + blank + 1
        if struck := struck_words(cell):
            at = f"{get_column_letter(min(column, MOST_COLUMNS))}{number}"
            sheet.struck.append((at, struck))
        if len(cell) and column <= MOST_COLUMNS:
            _beside(cell, f"{get_column_letter(column)}{number}", sheet)
            down = count(cell.get(TABLE + "number-rows-spanned"), 1)
            if down > 1:
                sheet.merged.append((number, number + down - 1, column))
        if not text:
            blank += repeated
        elif len(texts) + blank + repeated <= MOST_COLUMNS:
            texts += [""] * blank + [text] * repeated
            blank = 0
    return texts


def _beside(cell: Element, at: str, sheet: Sheet) -> None:
    """A cell's comments, and the text boxes that are anchored in it."""
    for note in cell.findall(OFFICE + "annotation"):
        said = one_line(" ".join(paragraph_text(p) for p in note.iter(TEXT + "p")))
        if said:
            who, when = note.findtext(DC + "creator") or "", note.findtext(DC + "date") or ""
            sheet.comments.append((at, comment_text(said, one_line(who), when[:10])))
    sheet.boxes += [(at, line) for line in _boxes(cell)]


def _objects(table: Element, objects: Objects) -> Iterator[tuple[str, Line]]:
    """What a sheet's charts and other objects say; a chart's figures are the cells that it draws."""
    for shown in table.iter(DRAW + "object"):
        yield from (("A1", line) for line in objects.lines(shown, figures=False))


def _boxes(element: Element) -> Iterator[Line]:
    for shape in element:
        if shape.tag.startswith(DRAW):
            for p in shape.iter(TEXT + "p"):
                if text := one_line(paragraph_text(p)):
                    yield Line(text, 0, role="paragraph")


def _value(cell: Element) -> str:
    """A cell as the sheet shows it; a date in ISO 8601 where it is shown in figures."""
    kind = cell.get(OFFICE + "value-type", "")
    stored = cell.get(OFFICE + "value", "")
    said = one_line(" ".join(paragraph_text(p) for p in cell.findall(TEXT + "p")))
    if kind == "date" and not (any(map(str.isalpha, said)) and said[-2:].isdigit()):
        return cell.get(OFFICE + "date-value", "").removesuffix("T00:00:00").replace("T", " ") or said
    if said:
        return said
    if next(cell.iter(STRUCK), None) is not None:
        return ""
    if kind in {"float", "percentage", "currency"}:
        try:
            number = float(stored)
        except ValueError:
            return stored
        return f"{number * 100:.10g}%" if kind == "percentage" else f"{number:.10g}"
    return cell.get(OFFICE + "boolean-value", "").upper() if kind == "boolean" else ""
