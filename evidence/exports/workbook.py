"""Tables as a workbook's sheets, all of whose texts are text cells."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from evidence.exports.cells import STARTS_A_FORMULA, Columns

LONGEST = 32_767  # characters a cell of a workbook holds
CUT = "… (cut: a cell holds no more)"


def written(
    title: str,
    columns: Columns,
    rows: Iterable[dict[str, Any]],
    about: Sequence[tuple[str, str]],
    wrapped: Sequence[str],
    marking: str,
) -> bytes:
    """The workbook's bytes; see ``evidence.exports.sheets.as_xlsx``."""
    book = Workbook(write_only=True)
    sheet = _sheet(book, title, marking)
    for number, (_, _, width) in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, name, bold=True) for name, _, _ in columns])
    for row in rows:
        sheet.append([_cell(sheet, row[key], wrap=key in wrapped) for _, key, _ in columns])
    if marking:
        about = [("Marking", marking), *about]
    if about:
        told = _sheet(book, "About", marking)
        told.column_dimensions["A"].width, told.column_dimensions["B"].width = 22, 100
        for name, value in about:
            told.append([_cell(told, name, bold=True), _cell(told, value, wrap=True)])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet(book: Workbook, title: str, marking: str) -> Any:
    sheet = book.create_sheet(title)
    for strip in (sheet.oddHeader, sheet.oddFooter):
        strip.center.text = marking.replace("&", "&&") or None  # & begins a code there
    return sheet


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
