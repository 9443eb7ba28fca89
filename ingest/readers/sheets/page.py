"""A sheet as a page: a line a row, its cells parted by tabs, with the place where the row starts.

``Line.cell`` names the row's first filled cell, and each tab after it is one column to the right. Comments
and text boxes stand after the rows; after them what the sheet does not show, which says that it is hidden.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from openpyxl.utils import get_column_letter

from ingest.readers.merged import carry
from ingest.readers.raw import Line, RawPage
from ingest.readers.tidy import STRUCK, one_line, page_of, struck_through
from ingest.readers.troubles import spans

Fills = dict[int, Sequence[str]]  # by row
Row = tuple[int, Sequence[str]]  # its number from 1, and its cells' texts
NONE: Mapping[int, Sequence[str]] = MappingProxyType({})
EMPTY = ("The table holds no values.", "Check that it is the right file.")


@dataclass
class Sheet:
    """What a sheet holds beside its cells. Rows and columns count from 1.

    ``merged`` are areas that span several rows: (first row, last row, first column). ``boxes``,
    ``comments``, ``struck`` (what is struck through) and ``white`` (what is printed white on white) are each
    with the cell that they stand at.
    """

    title: str
    hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int]] = field(default_factory=list)
    boxes: list[tuple[str, Line]] = field(default_factory=list)
    comments: list[tuple[str, str]] = field(default_factory=list)
    struck: list[tuple[str, str]] = field(default_factory=list)
    white: list[tuple[str, str]] = field(default_factory=list)
    plain: bool = False  # nothing but its cells' own look gives them a ground

    def warnings(self, page: RawPage) -> tuple[str, ...]:
        """A sentence for whatever of it is hidden and holds something, one for what is struck through."""
        said = [*self._hidden(page), *([STRUCK] if self.struck else [])]
        if self.white:
            said.append(f"Sheet {self.title} holds cells in white on white, which are marked as hidden here.")
        return tuple(said)

    def _hidden(self, page: RawPage) -> tuple[str, ...]:
        held = {_row_of(line.cell) for line in page.lines if _hidden(line)}
        if not held:
            return ()
        if self.hidden:
            return (f"Sheet {self.title} is hidden in the workbook: what it holds is marked as hidden.",)
        rows = sorted(self.hidden_rows & held)
        columns = [get_column_letter(c) for c in sorted(self.hidden_columns)[:20]]
        what = [f"rows {spans(rows)}" if len(rows) > 1 else f"row {rows[0]}"] if rows else []
        if columns and held - self.hidden_rows:
            what.append(f"columns {', '.join(columns)}" if len(columns) > 1 else f"column {columns[0]}")
        said = " and ".join(what)
        return (f"Of sheet {self.title}, {said} are hidden in the workbook, and marked as hidden here.",)


def _row_of(cell: str) -> int:
    return int("".join(filter(str.isdigit, cell.rpartition("!")[2])) or 0)


def _hidden(line: Line) -> bool:
    return line.role == "note" and line.text.startswith("Hidden")


def page_of_rows(
    number: int, title: str, rows: Iterable[Row], fills: Mapping[int, Sequence[str]] = NONE
) -> RawPage:
    """A sheet's page: a line for each row that holds something. ``fills`` are the colours of a row's cells,
    where any has one."""
    return replace(page_of_sheet(number, Sheet(title), rows, fills), label="")


def page_of_sheet(
    number: int, sheet: Sheet, rows: Iterable[Row], fills: Mapping[int, Sequence[str]] = NONE
) -> RawPage:
    """As ``page_of_rows``, with all that the sheet holds beside its cells. ``fills`` may be filled as the
    rows are read."""
    lines: list[Line] = []
    hidden: list[Line] = []
    merges = _Merges(sheet.merged)
    for r, row in rows:
        cells = [one_line(cell) for cell in row]
        if merges:
            cells = merges.row(r, cells)
        if sheet.hidden or r in sheet.hidden_rows:
            hidden += _unseen(sheet, r, cells)
            continue
        colours = fills.get(r, ())
        if sheet.hidden_columns:
            hidden += _unseen(
                sheet, r, [c if i in sheet.hidden_columns else "" for i, c in enumerate(cells, 1)]
            )
            cells = ["" if i in sheet.hidden_columns else c for i, c in enumerate(cells, 1)]
            colours = ["" if i in sheet.hidden_columns else c for i, c in enumerate(colours, 1)]
        first = next((c for c, cell in enumerate(cells) if cell), None)
        if first is not None:
            text = "\t".join(cells[first:]).rstrip("\t")
            place = f"{sheet.title}!{get_column_letter(first + 1)}{r}"
            lines.append(Line(text, 0, role="row", cell=place, fills=tuple(colours[first:])))
    lines += [*_beside(sheet), *hidden]
    page = page_of(number, lines, quality="text" if lines else "blank")
    return replace(page, label=one_line(sheet.title))


def _without(columns: set[int], texts: Sequence[str]) -> list[str]:
    return ["" if i in columns else text for i, text in enumerate(texts, 1)]


def _beside(sheet: Sheet) -> Iterable[Line]:
    for at, line in sheet.boxes:
        yield Line(
            line.text, 0, role=line.role, label=line.label, level=line.level, cell=f"{sheet.title}!{at}"
        )
    for at, text in sheet.comments:
        yield Line(text, 0, role="note", cell=f"{sheet.title}!{at}")
    for at, text in sheet.white:
        if said := one_line(text):
            yield Line(f"Not seen, white on white: {said}", 0, role="note", cell=f"{sheet.title}!{at}")
    for at, text in sheet.struck:
        if said := one_line(text):
            yield Line(struck_through(said), 0, role="note", cell=f"{sheet.title}!{at}")


def _unseen(sheet: Sheet, r: int, cells: Sequence[str]) -> list[Line]:
    """What of a row the sheet does not show, as a line that says so."""
    filled = [(i, cell) for i, cell in enumerate(cells, 1) if cell]
    if not filled:
        return []
    where = "sheet, row" if sheet.hidden else "row" if r in sheet.hidden_rows else "cells, row"
    place = f"{sheet.title}!{get_column_letter(filled[0][0])}{r}"
    text = f"Hidden {where} {r}: {' | '.join(cell for _, cell in filled)}"
    return [Line(text, 0, role="note", cell=place)]


class _Merges:
    """The cells merged over rows that are open, going down a sheet."""

    def __init__(self, areas: Iterable[tuple[int, int, int]]) -> None:
        self._starts: dict[int, list[tuple[int, int]]] = {}
        for first, last, column in areas:
            self._starts.setdefault(first, []).append((last, column))
        self._open: dict[int, tuple[int, str]] = {}  # column from 0 -> the last row, and the text

    def __bool__(self) -> bool:
        return bool(self._starts)

    def row(self, r: int, cells: list[str]) -> list[str]:
        """The row's cells, with those that reach into it from above."""
        self._open = {c: (last, text) for c, (last, text) in self._open.items() if last >= r}
        texts = carry(cells, {c: text for c, (_, text) in self._open.items()}) if self._open else cells
        for last, column in self._starts.get(r, ()):
            if column <= len(cells) and cells[column - 1]:
                self._open[column - 1] = (last, cells[column - 1])
        return texts
