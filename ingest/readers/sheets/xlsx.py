"""Workbooks and CSV: a line a row, its cells parted by tabs, with the place where the row starts.

A page a sheet. Values are read; formulas are never run. ``Line.cell`` names the row's first filled
cell, and each tab after it is one column to the right.
"""

import csv
import io
import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path, PurePath
from types import MappingProxyType
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from evidence.errors import Unreadable
from evidence.settings import IngestSettings
from ingest.readers.colours import colour_of
from ingest.readers.package import DAMAGED, open_package
from ingest.readers.raw import Line, RawFile, RawPage
from ingest.readers.sniff import CSV, XLSX
from ingest.readers.text import decode
from ingest.readers.tidy import one_line, page_of

Fills = dict[int, Sequence[str]]  # by row
NONE: Mapping[int, Sequence[str]] = MappingProxyType({})
EMPTY = ("The table holds no values.", "Check that it is the right file.")
DELIMITERS = ",;\t|"
# A row's number past Excel's last (1,048,576): openpyxl would count up to it.
_BEYOND = re.compile(rb"<row\b[^>]*?\sr=\"0*[1-9]\d{7,}\"")
_PERCENT = re.compile(r"%")
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')  # what a number format prints as it stands


def read(path: Path, name: str, settings: IngestSettings) -> RawFile:
    """An Excel workbook. Raises Unreadable if it is damaged, locked, too large, or holds nothing."""
    try:
        with open_package(path, settings) as package:
            sheets = [m for m in package.namelist() if m.startswith("xl/worksheets/")]
            parts = [package.read(m) for m in sheets]
            if any(_BEYOND.search(part) for part in parts):
                raise Unreadable(*DAMAGED)
            computed = any(b"<f" in part for part in parts)
            del parts
        with path.open("rb") as stream:
            pages = _pages(_open(stream, values=True))
        if not computed:
            cautions: tuple[str, ...] = ()
        else:
            with path.open("rb") as stream:
                cautions = _cautions(_open(stream, values=False), pages)
    except Unreadable:
        raise
    except Exception as error:  # openpyxl raises whatever the damage makes it raise
        raise Unreadable(*DAMAGED) from error
    if not any(page.lines for page in pages):
        raise Unreadable(*EMPTY)
    return RawFile(name, XLSX, tuple(pages), paged=False, warnings=cautions)


def read_csv(path: Path, name: str, settings: IngestSettings) -> RawFile:
    """A CSV, whichever sign parts its cells. Its sheet is named after the file, as Excel names it."""
    text = decode(path.read_bytes()).replace("\0", "")
    csv.field_size_limit(max(len(text), csv.field_size_limit()))  # a long cell is no reason to read nothing
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
        page = _page(1, PurePath(name).stem, rows)
    except csv.Error as error:
        raise Unreadable(
            f"The table cannot be read: {error}.", "Save it again as CSV, or as .xlsx."
        ) from error
    if not page.lines:
        raise Unreadable(*EMPTY)
    return RawFile(name, CSV, (page,), paged=False)


def _open(stream: Any, *, values: bool) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about charts and validation rules, which are not read
        return load_workbook(stream, read_only=True, data_only=values)


def _pages(book: Workbook) -> list[RawPage]:
    pages = []
    for i, sheet in enumerate(book.worksheets, 1):
        fills: Fills = {}
        pages.append(page_of_rows(i, sheet.title, enumerate(_rows(sheet, fills), 1), fills))
    return pages


def _rows(sheet: Any, fills: Fills) -> Iterable[Sequence[str]]:
    """Each row's cells as text. Its cells' colours are put into ``fills`` before it comes."""
    sheet.reset_dimensions()  # some programs write a wrong extent, which would cut the sheet short
    styles: dict[int, str] = {}  # a workbook has few styles and many cells
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about dates out of range
        for number, cells in enumerate(sheet.iter_rows(), 1):
            colours = [_fill(cell, styles) for cell in cells]
            if any(colours):
                fills[number] = colours
            yield [say(cell.value, cell.number_format) if cell.value is not None else "" for cell in cells]


def _fill(cell: Any, styles: dict[int, str]) -> str:
    """The name of the colour that a cell is filled with: a solid one that the file states as such."""
    style = getattr(cell, "_style_id", 0)
    if style not in styles:
        fill = cell.fill if style else None
        stated = fill is not None and fill.fill_type == "solid" and fill.fgColor.type == "rgb"
        styles[style] = colour_of(fill.fgColor.rgb) if stated else ""
    return styles[style]


def _page(number: int, title: str, rows: Iterable[Sequence[str]]) -> RawPage:
    return page_of_rows(number, title, enumerate(rows, 1))


def page_of_rows(
    number: int,
    title: str,
    rows: Iterable[tuple[int, Sequence[str]]],
    fills: Mapping[int, Sequence[str]] = NONE,
) -> RawPage:
    """A sheet's page: a line for each row that holds something. ``rows`` are each with its number from 1;
    ``fills`` are the colours of a row's cells, where any has one."""
    lines = []
    for r, row in rows:
        cells = [one_line(cell) for cell in row]
        first = next((c for c, cell in enumerate(cells) if cell), None)
        if first is not None:
            text = "\t".join(cells[first:]).rstrip("\t")
            place = f"{title}!{get_column_letter(first + 1)}{r}"
            lines.append(Line(text, 0, role="row", cell=place, fills=tuple(fills.get(r, ())[first:])))
    return page_of(number, lines, quality="text" if lines else "blank")


def say(value: Any, form: str = "General") -> str:
    """A cell's value as text: ISO dates, percentages with their sign, numbers to ten figures."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, int | float):
        # The sheet stores 0.72 where it shows 72%: what is shown is what people cite.
        if "%" in _LITERAL.sub("", form or ""):
            return f"{value * 100:.10g}%"
        return f"{value:.10g}" if isinstance(value, float) else str(value)
    return str(value)


def _cautions(formulas: Workbook, pages: Sequence[RawPage]) -> tuple[str, ...]:
    """One sentence for each sheet with formulas whose results were never stored."""
    found = []
    for sheet, page in zip(formulas.worksheets, pages, strict=True):
        sheet.reset_dimensions()
        filled = {line.cell.rpartition("!")[2]: line.text.split("\t") for line in page.lines}
        starts = {int(re.sub(r"\D", "", at)): (at, cells) for at, cells in filled.items()}
        missing = 0
        for cells in sheet.iter_rows():
            missing += sum(1 for c in cells if c.data_type == "f" and not _at(starts, c.row, c.column))
        if missing:
            found.append(
                f"{missing:,} formulas on sheet {sheet.title} hold no stored result and were not read: "
                "open the workbook in Excel, save it, and ingest it again."
            )
    return tuple(found)


def _at(starts: dict[int, tuple[str, list[str]]], row: int, column: int) -> str:
    """The text that was read at a row and column, or nothing."""
    if row not in starts:
        return ""
    at, cells = starts[row]
    letters = at.rstrip("0123456789")
    first = 0
    for letter in letters:
        first = first * 26 + ord(letter) - 64
    return cells[column - first] if 0 <= column - first < len(cells) else ""


def _delimiter(text: str) -> str:
    """The sign that parts the first rows into the same number of cells most often."""
    sample = [line for line in text.splitlines()[:50] if line.strip()]

    def fitness(sign: str) -> tuple[int, int]:
        widths = [len(row) for row in csv.reader(sample, delimiter=sign)]
        common = max(set(widths), key=widths.count, default=1)
        return (widths.count(common) if common > 1 else 0, common)

    return max(DELIMITERS, key=fitness)
