"""The ledger as a file for other programs. Nothing in it is a formula, whatever a file was called."""

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

COLUMNS = (
    ("Entry", "id", 8), ("File", "path", 60), ("Ended as", "status", 12), ("Why", "reason", 60),
    ("Documents", "documents", 14), ("Duplicate of entry", "first", 12), ("Read later as entry", "later", 12),
    ("Offered at", "offered_at", 26), ("Offered by", "offered_by", 26), ("By way of", "origin", 20),
    ("Bytes", "size", 12), ("Kind", "media_type", 30), ("SHA-256", "sha256", 66),
)  # fmt: skip
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
LONGEST = 32_767  # characters a cell holds


def as_csv(rows: Iterable[dict[str, Any]]) -> bytes:
    """UTF-8 with a byte order mark, by which Excel knows it. A text that a program would take for a formula
    starts with an apostrophe."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([name for name, _, _ in COLUMNS])
    writer.writerows([_harmless(value) for value in _values(row)] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Iterable[dict[str, Any]]) -> bytes:
    """One sheet. Every text is a text cell."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Files offered")
    for number, (_, _, width) in enumerate(COLUMNS):
        sheet.column_dimensions["ABCDEFGHIJKLMNOPQRSTUVWXYZ"[number]].width = width
    sheet.freeze_panes = "A2"
    head = [_cell(sheet, name) for name, _, _ in COLUMNS]
    for cell in head:
        cell.font = Font(bold=True)
    sheet.append(head)
    for row in rows:
        sheet.append([_cell(sheet, value) for value in _values(row)])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _values(row: dict[str, Any]) -> Sequence[Any]:
    flat = {**row, "documents": " ".join(map(str, row["documents"]))}
    return [flat[key] for _, key, _ in COLUMNS]


def _harmless(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(STARTS_A_FORMULA) else value


def _cell(sheet: Any, value: Any) -> WriteOnlyCell:
    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value)
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST])
    cell.data_type = "s"  # openpyxl takes "=…" for a formula
    if value.startswith(STARTS_A_FORMULA):
        cell.quotePrefix = True
    return cell
