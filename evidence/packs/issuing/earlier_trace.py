"""The trace of a pack as openpyxl wrote it, until layout 8: what was issued so builds to the same bytes.

openpyxl takes five times as long to load as XlsxWriter, which writes it since.
"""

import re
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from evidence.packs.issuing.trace_rows import EPOCH, FORMULA, Sheet, said


def written(sheets: Sequence[Sheet]) -> bytes:
    """The workbook of these sheets."""
    book = Workbook()
    places = [cast(Worksheet, book.active), *(book.create_sheet() for _ in sheets[1:])]  # new: it has one
    for place, sheet in zip(places, sheets, strict=True):
        _sheet(place, sheet.title, sheet.columns, sheet.rows)
    out = BytesIO()
    book.save(out)
    return _timeless(out.getvalue())


def _sheet(
    sheet: Worksheet, title: str, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[Any]]
) -> None:
    sheet.title = title
    for row, values in enumerate([[name for name, _ in columns], *rows], start=1):
        for column, value in enumerate(values, start=1):
            cell = cast(Cell, sheet.cell(row, column))  # none is merged
            if isinstance(value, str):
                _put_text(cell, value)
            else:
                cell.value = value
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            if row == 1:
                cell.font = Font(bold=True)
    for column, (_, width) in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions


def _put_text(cell: Cell, value: str) -> None:
    """Text stays text, whatever it starts with: a document must not be able to put a formula here."""
    cell.value = text = said(value)
    cell.data_type = "s"
    if text.startswith(FORMULA):
        cell.quotePrefix = True


def _timeless(data: bytes) -> bytes:
    """The workbook without the moment that openpyxl writes into it."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w") as new:
        for name in sorted(old.namelist()):
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb">\d{4}-\d\d-\d\dT[\d:]+Z<", b">1980-01-01T00:00:00Z<", content)
            info = ZipInfo(name, EPOCH)
            info.compress_type, info.external_attr = ZIP_DEFLATED, 0o644 << 16
            new.writestr(info, content)
    return out.getvalue()
