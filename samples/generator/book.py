"""Draws the indicator workbook."""

import io

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from .markup import Text
from .zipped import settle

RAG = {"Red": "F4B6B0", "Amber": "FBD99A", "Green": "B7DDB0"}
HEAD = PatternFill("solid", fgColor="1F4E5F")
LINE = Border(bottom=Side("thin", color="BFC7CA"))


def value(cell: str):
    """A number where the cell holds one, so that the sheet can be reckoned with."""
    try:
        return float(cell) if "." in cell else int(cell)
    except ValueError:
        return cell


def row(sheet, cells: list[str], heading: bool) -> None:
    sheet.append([value(cell) for cell in cells])
    for cell in sheet[sheet.max_row]:
        cell.border = LINE
        cell.alignment = Alignment(wrap_text=True, vertical="center" if heading else "top")
        if heading:
            cell.font, cell.fill = Font(bold=True, color="FFFFFF"), HEAD
        elif cell.value in RAG:
            cell.fill = PatternFill("solid", fgColor=RAG[cell.value])
        elif isinstance(cell.value, float):
            cell.number_format = "0.0"


def lay_out(sheet, head: int) -> None:
    """Columns wide enough to read, the headings kept in sight, one page wide in print."""
    for number, cell in enumerate(sheet[head]):
        sheet.column_dimensions[cell.column_letter].width = (9, 46, 11, 8, 18)[number] if number < 5 else 9
    sheet.freeze_panes = f"C{head + 1}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True


def draw(text: Text) -> bytes:
    book = Workbook()
    book.remove(book.active)
    head = 0
    for block in text.blocks:
        if block.kind == "heading":
            sheet, head = book.create_sheet(block.text), 0
        elif block.kind == "row":
            row(sheet, block.cells, heading=not head)
            head = head or sheet.max_row
        else:
            if head:
                lay_out(sheet, head)
                sheet.append([])
            sheet.append([block.text])
            first = sheet.max_row == 1
            sheet.cell(sheet.max_row, 1).font = Font(bold=first, size=14 if first else 10, italic=bool(head))
    facts = text.facts
    book.properties.title, book.properties.creator = facts["title"], facts["author"]
    book.properties.description = facts["note"]
    out = io.BytesIO()
    book.save(out)
    return settle(out.getvalue(), facts["date"])
