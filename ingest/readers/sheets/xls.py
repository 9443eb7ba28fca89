"""Old Excel workbooks (.xls, BIFF), through xlrd: read as the new ones are."""

import io
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import xlrd

from evidence.errors import Unreadable
from evidence.settings import IngestSettings
from ingest.readers.locked import OTHERWISE, unlocked
from ingest.readers.package import DAMAGED
from ingest.readers.raw import RawFile
from ingest.readers.sheets.xlsx import EMPTY, page_of_rows, say
from ingest.readers.sniff import XLS


def read(path: Path, name: str, settings: IngestSettings, password: str = "") -> RawFile:
    """A workbook. Raises Unreadable if it is damaged, locked, or holds nothing."""
    try:
        return _read(path, name)
    except xlrd.XLRDError as error:
        if "encrypted" not in str(error).lower():
            raise Unreadable(*DAMAGED) from error
    with unlocked(path, password) as opened:
        try:
            return _read(opened, name)
        except xlrd.XLRDError as error:
            raise Unreadable(*OTHERWISE) from error


def _read(path: Path, name: str) -> RawFile:
    """The workbook, if it has no lock. Raises Unreadable, or XLRDError with what xlrd says of it."""
    try:
        with xlrd.open_workbook(
            path, logfile=io.StringIO(), formatting_info=True, on_demand=True, ragged_rows=True
        ) as book:
            pages = tuple(
                page_of_rows(i + 1, book.sheet_names()[i], list(_rows(book, book.sheet_by_index(i))))
                for i in range(book.nsheets)
            )
    except xlrd.XLRDError:
        raise
    except Exception as error:  # xlrd raises whatever the damage makes it raise
        raise Unreadable(*DAMAGED) from error
    if not any(page.lines for page in pages):
        raise Unreadable(*EMPTY)
    return RawFile(name, XLS, pages, paged=False)


def _rows(book: Any, sheet: Any) -> Iterator[tuple[int, Sequence[str]]]:
    for r in range(sheet.nrows):
        yield r + 1, [_text(book, cell) for cell in sheet.row(r)]


def _text(book: Any, cell: Any) -> str:
    """A cell as it is cited: the value in the form that its number format shows."""
    if cell.ctype in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK}:
        return ""
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#ERROR!"))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return say(bool(cell.value))
    if cell.ctype == xlrd.XL_CELL_DATE:
        return _date(cell.value, book.datemode)
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return say(float(cell.value), _form(book, cell))
    return str(cell.value)


def _date(value: float, mode: int) -> str:
    try:
        found = xlrd.xldate_as_datetime(value, mode)
    except (ValueError, OverflowError, xlrd.XLDateError):
        return say(value)
    # Stored as a fraction of a day: without rounding, nine o'clock may read 08:59.
    found = (found + timedelta(milliseconds=500)).replace(microsecond=0)
    return say(found.time() if 0 < value < 1 else found)


def _form(book: Any, cell: Any) -> str:
    try:
        return str(book.format_map[book.xf_list[cell.xf_index].format_key].format_str)
    except (KeyError, IndexError, TypeError, AttributeError):
        return ""
