"""The pack's trace as a workbook. Nothing in it is a formula, and the same pack gives the same bytes."""

from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from evidence.packs.assembling.assemble import AssembledPack
from evidence.packs.issuing.trace_rows import EPOCH, FORMULA, Sheet, said, sheets_of
from evidence.packs.pack import Pack

SINCE = 8  # the layout since which XlsxWriter writes it


def trace_sheet(pack: Pack, built: AssembledPack) -> bytes:
    """Every cited passage, every section; and every redaction, where there are any."""
    sheets = sheets_of(pack, built)
    if pack.last.layout < SINCE:
        from evidence.packs.issuing.earlier_trace import written  # loads openpyxl, which takes long

        return written(sheets)
    out = BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(*EPOCH)})
        look = {"text_wrap": True, "valign": "top"}
        text, head = book.add_format(look), book.add_format({**look, "bold": True})
        formula = book.add_format({**look, "quote_prefix": True})
        for sheet in sheets:
            _write(book.add_worksheet(sheet.title), sheet, text, head, formula)
    return out.getvalue()


def _write(place: Worksheet, sheet: Sheet, text: Format, head: Format, formula: Format) -> None:
    """Text stays text, whatever it starts with: a document must not be able to put a formula here."""
    for column, (name, width) in enumerate(sheet.columns):
        place.set_column(column, column, width)
        place.write_string(0, column, name, head)
    for row, values in enumerate(sheet.rows, start=1):
        for column, value in enumerate(values):
            if isinstance(value, int):
                place.write_number(row, column, value, text)
            else:
                words = said(str(value))
                place.write_string(row, column, words, formula if words.startswith(FORMULA) else text)
    place.freeze_panes(1, 0)
    place.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
