"""Old Excel workbooks (.xls, BIFF), through xlrd: read as the new ones are."""

import io
import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

import xlrd
from openpyxl.utils import get_column_letter
from xlrd.biffh import XLRDError

from evidence.errors import Unreadable
from evidence.home.faults import is_ours
from evidence.settings import IngestSettings
from ingest.readers.locked import OTHERWISE, unlocked
from ingest.readers.number_formats import shown
from ingest.readers.package import DAMAGED
from ingest.readers.raw import RawFile, RawPage
from ingest.readers.sheets.page import EMPTY, Sheet, page_of_sheet
from ingest.readers.sheets.xls_drawn import unread
from ingest.readers.sniff import XLS
from ingest.readers.symbols import in_words
from ingest.readers.tidy import comment_text, one_line


def read(path: Path, name: str, settings: IngestSettings, password: str = "") -> RawFile:
    """A workbook. Raises Unreadable if it is damaged, locked, or holds nothing."""
    try:
        return _read(path, name)
    except XLRDError as error:
        if "encrypted" not in str(error).lower():
            raise Unreadable(*DAMAGED) from error
    with unlocked(path, password) as opened:
        try:
            return _read(opened, name)
        except XLRDError as error:
            raise Unreadable(*OTHERWISE) from error


def _read(path: Path, name: str) -> RawFile:
    """The workbook, if it has no lock. Raises Unreadable, or XLRDError with what xlrd says of it."""
    try:
        with xlrd.open_workbook(
            str(path), logfile=io.StringIO(), formatting_info=True, on_demand=True, ragged_rows=True
        ) as book:
            read = [_page(book, i) for i in range(book.nsheets)]
    except XLRDError:
        raise
    except Exception as error:  # xlrd raises whatever the damage makes it raise
        if is_ours(error):
            raise
        raise Unreadable(*DAMAGED) from error
    pages = tuple(page for page, _ in read)
    if not any(page.lines for page in pages):
        raise Unreadable(*EMPTY)
    warned = (*dict.fromkeys(w for _, said in read for w in said), *unread(path))
    return RawFile(name, XLS, pages, paged=False, warnings=warned)


def _page(book: Any, i: int) -> tuple[RawPage, tuple[str, ...]]:
    """A sheet's page, and what is hidden of it in words."""
    sheet = book.sheet_by_index(i)
    facts = Sheet(book.sheet_names()[i], hidden=bool(sheet.visibility))
    facts.hidden_rows = {r + 1 for r, row in sheet.rowinfo_map.items() if row.hidden}
    facts.hidden_columns = {c + 1 for c, column in sheet.colinfo_map.items() if column.hidden and c < 256}
    facts.merged = [(top + 1, end, left + 1) for top, end, left, _ in sheet.merged_cells if end - top > 1]
    for (r, c), note in sorted(sheet.cell_note_map.items()):
        author = one_line(note.author or "")
        if said := one_line(note.text or "").removeprefix(f"{author}:").strip():
            facts.comments.append((f"{get_column_letter(c + 1)}{r + 1}", comment_text(said, author)))
    page = page_of_sheet(i + 1, facts, _rows(book, sheet, facts))
    return page, facts.warnings(page)


def _rows(book: Any, sheet: Any, facts: Sheet) -> Iterator[tuple[int, Sequence[str]]]:
    """The rows' texts; what is struck through goes to the sheet's facts."""
    for r in range(sheet.nrows):
        texts = [_text(book, cell) for cell in sheet.row(r)]
        for c, cell in enumerate(sheet.row(r)):
            if texts[c] and _is_struck(book, cell):
                facts.struck.append((f"{get_column_letter(c + 1)}{r + 1}", texts[c]))
                texts[c] = ""
        yield r + 1, texts


def _is_struck(book: Any, cell: Any) -> bool:
    try:
        return bool(book.font_list[book.xf_list[cell.xf_index].font_index].struck_out)
    except (IndexError, TypeError, AttributeError):
        return False


def _text(book: Any, cell: Any) -> str:
    """A cell as the sheet shows it."""
    if cell.ctype in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK}:
        return ""
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#ERROR!"))
    form, font = _look(book, cell)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return shown(bool(cell.value))
    if cell.ctype == xlrd.XL_CELL_DATE:
        return _date(cell.value, book.datemode, form)
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return in_words(shown(float(cell.value), form), font)
    return in_words(shown(str(cell.value), form), font)


def _date(value: float, mode: Literal[0, 1], form: str) -> str:
    if re.search(r"\[[hms]+\]", form, re.I):
        return shown(timedelta(seconds=round(value * 86_400)), form)
    try:
        found = xlrd.xldate_as_datetime(value, mode)
    except (ValueError, OverflowError, xlrd.XLDateError):
        return shown(value)
    # Stored as a fraction of a day: without rounding, nine o'clock may read 08:59.
    found = (found + timedelta(milliseconds=500)).replace(microsecond=0)
    return shown(found.time() if 0 < value < 1 else found, form)


def _look(book: Any, cell: Any) -> tuple[str, str]:
    """A cell's number format and the name of its font."""
    try:
        style = book.xf_list[cell.xf_index]
        return str(book.format_map[style.format_key].format_str), str(book.font_list[style.font_index].name)
    except (KeyError, IndexError, TypeError, AttributeError):
        return "General", ""
