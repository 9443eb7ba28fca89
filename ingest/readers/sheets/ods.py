"""OpenDocument workbooks, read as Excel's are: a page a sheet, a line a row with its place."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element

from evidence.errors import Unreadable
from evidence.settings import IngestSettings
from ingest.readers.odf import OFFICE, TABLE, TEXT, body_of, count, metadata, open_document, paragraph_text
from ingest.readers.raw import RawFile
from ingest.readers.sheets.xlsx import EMPTY, page_of_rows
from ingest.readers.sniff import ODS
from ingest.readers.tidy import one_line
from ingest.readers.word.odt import table_rows

MOST_COLUMNS = 16_384  # as many as a workbook can have; blank ones at the end are written as one repeated
MOST_ROWS = 1_048_576
MOST_REPEATED = 1000  # filled rows written as one: past that it is a bomb, not a table


def read(path: Path, name: str, settings: IngestSettings) -> RawFile:
    """A workbook. Raises Unreadable if it is damaged, locked, too large, or holds nothing."""
    content, _, meta = open_document(path, settings)
    tables = body_of(content, "spreadsheet").iter(TABLE + "table")
    pages = tuple(
        page_of_rows(i, table.get(TABLE + "name", f"Sheet{i}"), _table(table))
        for i, table in enumerate(tables, 1)
    )
    if not any(page.lines for page in pages):
        raise Unreadable(*EMPTY)
    return RawFile(name, ODS, pages, paged=False, metadata=metadata(meta))


def _table(table: Element) -> Iterator[tuple[int, Sequence[str]]]:
    """The rows that hold something, each with its number from 1."""
    number = 1
    for row in table_rows(table):
        repeated = max(1, count(row.get(TABLE + "number-rows-repeated"), 1))
        cells = _cells(row)
        if cells:
            for i in range(min(repeated, MOST_REPEATED)):
                yield number + i, cells
        number += repeated
        if number > MOST_ROWS:
            return


def _cells(row: Element) -> list[str]:
    texts: list[str] = []
    blank = 0
    for cell in row:
        if cell.tag not in {TABLE + "table-cell", TABLE + "covered-table-cell"}:
            continue
        repeated = max(1, count(cell.get(TABLE + "number-columns-repeated"), 1))
        text = _value(cell)
        if not text:
            blank += repeated
        elif len(texts) + blank + repeated <= MOST_COLUMNS:
            texts += [""] * blank + [text] * repeated
            blank = 0
    return texts


def _value(cell: Element) -> str:
    """A cell as text: ISO dates, percentages with their sign, numbers as they are stored."""
    kind = cell.get(OFFICE + "value-type", "")
    stored = cell.get(OFFICE + "value", "")
    if kind == "date":
        return cell.get(OFFICE + "date-value", "").removesuffix("T00:00:00").replace("T", " ")
    if kind in {"float", "percentage", "currency"}:
        try:
            number = float(stored)
        except ValueError:
            return stored
        return f"{number * 100:.10g}%" if kind == "percentage" else f"{number:.10g}"
    if kind == "boolean":
        return cell.get(OFFICE + "boolean-value", "").upper()
    return one_line(" ".join(paragraph_text(p) for p in cell.iter(TEXT + "p") if not _commented(cell, p)))


def _commented(cell: Element, p: Element) -> bool:
    return any(p in note.iter(TEXT + "p") for note in cell.findall(OFFICE + "annotation"))
