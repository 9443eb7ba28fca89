"""Excel workbooks: a page a sheet, a line a row. Values as the sheet shows them; formulas never run."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from evidence.errors import Unreadable
from evidence.home.faults import is_ours
from evidence.settings import IngestSettings
from ingest.readers.colours import colour_of
from ingest.readers.number_formats import shown
from ingest.readers.package import DAMAGED, Package, open_package, transitional
from ingest.readers.raw import RawFile, RawPage
from ingest.readers.sheets.page import EMPTY, Fills, Sheet, page_of_sheet
from ingest.readers.sheets.xlsx_parts import enclosed_in, people_of, read_sheet, sheet_parts, struck_strings
from ingest.readers.sniff import XLSX
from ingest.readers.symbols import in_words, is_symbols

# A row's number past Excel's last (1,048,576): openpyxl would count up to it.
_BEYOND = re.compile(rb"<(?:\w+:)?row\b[^>]*?\sr=\"0*[1-9]\d{7,}\"")
# A formula's cell without a value; one with text for its type may well have an empty one.
_UNRUN = re.compile(
    rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_BY_RULE = re.compile(rb"<(?:\w+:)?cfRule\b[^>]*(?:\bdxfId=|type=\"(?:colorScale|iconSet|dataBar)\")")
_STORED = re.compile(rb"<(?:\w+:)?v\b")


def read(path: Path, name: str, settings: IngestSettings) -> RawFile:
    """An Excel workbook. Raises Unreadable if it is damaged, locked, too large, or holds nothing."""
    try:
        with open_package(path, settings) as package:
            book = package.main("xl/workbook.xml")
            listed = list(sheet_parts(package, book))
            sheets, cautions = _sheets(package, book, listed)
            parts = [part for _, part, _ in listed]
            enclosed = tuple(enclosed_in(package, parts))
            with _plainly(path, package) as stream:
                pages, hidden = _pages(_open(stream), sheets, struck_strings(package, book, parts))
    except Unreadable:
        raise
    except Exception as error:  # openpyxl raises whatever the damage makes it raise
        if is_ours(error):
            raise
        raise Unreadable(*DAMAGED) from error
    if not any(page.lines for page in pages) and not enclosed:
        raise Unreadable(*EMPTY)
    warned = (*hidden, *cautions)
    return RawFile(name, XLSX, tuple(pages), paged=False, warnings=warned, enclosed=enclosed)


def _sheets(
    package: Package, book: str, listed: Sequence[tuple[str, str, bool]]
) -> tuple[dict[str, Sheet], list[str]]:
    """What each sheet holds beside its cells, and a sentence for each with formulas that were never run."""
    sheets, cautions = {}, []
    people = people_of(package, book)
    for title, part, hidden in listed:
        data = package.data(part) or b""
        if _BEYOND.search(data):
            raise Unreadable(*DAMAGED)
        sheets[title] = read_sheet(package, title, part, data, hidden, people)
        found = _UNRUN.finditer(data) if b"<f" in data or b":f" in data else ()
        unrun = sum(not (b't="str"' in m[1] and _STORED.search(m[0])) for m in found)
        if _BY_RULE.search(data):
            cautions.append(
                f"Sheet {title} colours or marks cells by rules (conditional formatting), which are not "
                "worked out: a rating that only such a colour or sign shows is not read."
            )
        if unrun:
            cautions.append(
                f"{unrun:,} formulas on sheet {title} hold no stored result and were not read: "
                "open the workbook in Excel, save it, and ingest it again."
            )
    return sheets, cautions


def _plainly(path: Path, package: Package) -> IO[bytes]:
    """The workbook as openpyxl knows it: in the usual vocabularies, its parts named with forward slashes."""
    names = package.archive.namelist()
    if not package.strict and not any("\\" in name for name in names):
        return path.open("rb")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as copy:
        for name in names:
            if name.lower().endswith((".xml", ".rels")):
                copy.writestr(name.replace("\\", "/"), transitional(package.data(name) or b""))
    stream.seek(0)
    return stream


def _open(stream: IO[bytes]) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about charts and validation rules, which are not read
        return load_workbook(stream, read_only=True, data_only=True)


def _pages(
    book: Workbook, sheets: dict[str, Sheet], partly: Mapping[str, tuple[str, str]]
) -> tuple[list[RawPage], list[str]]:
    """A page for each sheet of cells, then for each of a chart that says something; what is hidden in words.

    ``partly`` are the texts that are struck through in part.
    """
    pages: list[RawPage] = []
    hidden: list[str] = []
    for i, sheet in enumerate(book.worksheets, 1):
        fills: Fills = {}
        facts = sheets.get(sheet.title) or Sheet(sheet.title)
        pages.append(page_of_sheet(i, facts, enumerate(_rows(sheet, fills, facts, partly), 1), fills))
        hidden += facts.warnings(pages[-1])
    drawn = [facts for title, facts in sheets.items() if title in {c.title for c in book.chartsheets}]
    pages += [page_of_sheet(len(pages) + i, f, ()) for i, f in enumerate(drawn, 1) if f.boxes]
    return pages, hidden


def _rows(
    sheet: Any, fills: Fills, facts: Sheet, partly: Mapping[str, tuple[str, str]]
) -> Iterable[Sequence[str]]:
    """Each row's cells as text. Its cells' colours are put into ``fills`` before it comes, what is struck
    through into ``facts``."""
    sheet.reset_dimensions()  # some programs write a wrong extent, which would cut the sheet short
    looks: dict[int, _Look] = {0: _Look()}  # a workbook has few styles and many cells
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about dates out of range
        for number, cells in enumerate(sheet.iter_rows(), 1):
            row: list[str] = []
            colours: list[str] = []
            for cell in cells:
                style = getattr(cell, "_style_id", 0)
                look = looks.get(style) or looks.setdefault(style, _look(cell))
                colours.append(look.fill)
                value = cell.value
                plain = value is None or (look.format == "General" and type(value) is str)
                text = value or "" if plain else shown(value, look.format)
                kept, gone = ("", str(text)) if look.struck else partly.get(text, (text, ""))
                if gone or (look.white and text and facts.plain):
                    apart = facts.struck if gone else facts.white
                    apart.append((f"{get_column_letter(len(row) + 1)}{number}", gone or str(text)))
                    text = kept if gone else ""
                row.append(in_words(text, look.font) if look.font else text)
            if any(colours):
                fills[number] = colours
            yield row


@dataclass(frozen=True)
class _Look:
    """What a style says of its cells: their colour's name, number format, and font if one of symbols."""

    fill: str = ""
    format: str = "General"
    font: str = ""
    struck: bool = False
    white: bool = False


def _look(cell: Any) -> _Look:
    fill, font = cell.fill, cell.font.name or ""
    stated = fill.fill_type == "solid" and fill.fgColor.type == "rgb"
    named = colour_of(fill.fgColor.rgb) if stated else ""
    struck = bool(cell.font.strike)
    return _Look(
        named,
        cell.number_format,
        font if is_symbols(font) else "",
        struck,
        fill.fill_type is None and _white(cell),
    )


def _white(cell: Any) -> bool:
    """Whether a cell's print is white: by its colour, or by the theme's first, which is the paper's."""
    colour = cell.font.color
    if colour is None:
        return False
    return bool(
        (colour.type == "rgb" and str(colour.rgb).upper().endswith("FFFFFF"))
        or (colour.type == "theme" and colour.theme == 0 and not colour.tint)
    )
