"""Tables as files for other programs. Nothing in them is a formula, whatever a document or file name says."""

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

Columns = Sequence[tuple[str, str, int]]
"""Each column's name, its key in a row, and its width in characters."""

# The full-width forms are read as the plain ones by programs set to Chinese or Japanese.
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
LONGEST = 32_767  # characters a cell of a workbook holds
CUT = "… (cut: a cell holds no more)"


def as_csv(columns: Columns, rows: Iterable[dict[str, Any]]) -> bytes:
    """UTF-8 with a byte order mark, by which Excel knows it. A text that a program would take for a formula
    starts with an apostrophe."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([name for name, _, _ in columns])
    writer.writerows([_harmless(row[key]) for _, key, _ in columns] for row in rows)
    return out.getvalue().encode("utf-8-sig", "replace")


def as_xlsx(
    title: str,
    columns: Columns,
    rows: Iterable[dict[str, Any]],
    *,
    about: Sequence[tuple[str, str]] = (),
    wrapped: Sequence[str] = (),
) -> bytes:
    """A sheet of the rows, whose every text is a text cell; then, if there is anything ``about`` them (names
    and values), a sheet that tells it. ``wrapped`` are the keys of columns of long texts."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    for number, (_, _, width) in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, name, bold=True) for name, _, _ in columns])
    for row in rows:
        sheet.append([_cell(sheet, row[key], wrap=key in wrapped) for _, key, _ in columns])
    if about:
        told = book.create_sheet("About")
        told.column_dimensions["A"].width, told.column_dimensions["B"].width = 22, 100
        for name, value in about:
            told.append([_cell(told, name, bold=True), _cell(told, value, wrap=True)])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _harmless(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(STARTS_A_FORMULA) else value


def _cell(sheet: Any, value: Any, *, bold: bool = False, wrap: bool = False) -> Cell:
    cell = WriteOnlyCell(sheet, _held(value) if isinstance(value, str) else value)
    if isinstance(value, str):
        cell.data_type = "s"  # openpyxl takes "=…" for a formula
        if value.startswith(STARTS_A_FORMULA):
            cell.quotePrefix = True
    if bold:
        cell.font = Font(bold=True)
    if wrap:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _held(text: str) -> str:
    """A text as a cell can hold it."""
    plain = ILLEGAL_CHARACTERS_RE.sub("", text.encode("utf-8", "replace").decode())
    return plain if len(plain) <= LONGEST else plain[: LONGEST - len(CUT)] + CUT
