"""The tables that a page's lines rule, and which cell each printed line stands in.

Lines that cross or meet make one grid. Where no line parts two of its fields, they are one cell. A grid of
one row is a frame, a heading or a page's columns: none is a table.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.readers.pdf.rulings import MEET, Drawn, Rule, joined
from ingest.readers.raw import Box, Line, Place

COVERED = 0.6  # of a field's edge that a line must cover to part it from the next
NARROW = 4.0  # points: no column or row is narrower; two such lines are one, drawn double
MOST_FIELDS = 4000
OVER = 8.0  # points that a line reaches over its cell's edge before it is no longer that cell's

Field = tuple[int, int]  # a row and a column between two lines each
Cell = tuple[int, int, int, int]  # its first row and column, and how many it takes of each


@dataclass
class Grid:
    """A table's edges, from the left and from the top, and the lines that make it."""

    xs: list[float]
    ys: list[float]
    across: list[Rule]
    upright: list[Rule]

    @property
    def area(self) -> float:
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])

    def field_at(self, x: float, y: float) -> Field | None:
        """The row and column of a point; None outside."""
        if not (self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]):
            return None
        row = min(bisect_right(self.ys, y), len(self.ys) - 1) - 1
        return row, min(bisect_right(self.xs, x), len(self.xs) - 1) - 1

    def _lies(self, edge: int, column: int) -> bool:
        """Whether a line lies across a column at one of the table's inner edges."""
        return _parted(self.across, self.ys[edge], self.xs[column], self.xs[column + 1])

    def _parts_rows(self, edge: int) -> bool:
        """Whether an edge parts rows; a line across the first of several columns only halves a cell."""
        columns = len(self.xs) - 1
        return columns < 3 or any(self._lies(edge, k) for k in range(1, columns))

    def cells(self) -> dict[Field, Cell]:
        """For each field, its cell: first row and column, and how many of each. Fields that no line parts are
        one; what is not four-cornered is left in its fields.
        """
        rows, columns = len(self.ys) - 1, len(self.xs) - 1
        root = {(r, k): (r, k) for r in range(rows) for k in range(columns)}
        for r in range(rows):
            for k in range(columns):
                if k + 1 < columns and not _parted(self.upright, self.xs[k + 1], self.ys[r], self.ys[r + 1]):
                    _merge(root, (r, k), (r, k + 1))
                if r + 1 < rows and not (self._lies(r + 1, k) and self._parts_rows(r + 1)):
                    _merge(root, (r, k), (r + 1, k))
        groups: dict[Field, list[Field]] = defaultdict(list)
        for one in root:
            groups[_root(root, one)].append(one)
        found = {}
        for members in groups.values():
            top, left = min(r for r, _ in members), min(k for _, k in members)
            high = max(r for r, _ in members) - top + 1
            wide = max(k for _, k in members) - left + 1
            whole = high * wide == len(members)
            found.update({m: (top, left, high, wide) if whole else (*m, 1, 1) for m in members})
        return found


def _root(root: dict[Field, Field], one: Field) -> Field:
    while root[one] != one:
        one = root[one]
    return one


def _merge(root: dict[Field, Field], one: Field, two: Field) -> None:
    root[_root(root, two)] = _root(root, one)


def _parted(rules: Iterable[Rule], at: float, start: float, end: float) -> bool:
    covered = sum(
        max(0.0, min(end, stop) - max(start, begin)) for x, begin, stop in rules if abs(x - at) <= NARROW
    )
    return covered >= COVERED * (end - start)


def grids_of(drawn: Drawn) -> list[Grid]:
    """The grids of a page, the smallest first."""
    across, upright = joined(drawn.across), joined(drawn.upright)
    parent = list(range(len(across) + len(upright)))

    def find(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, (y, left, right) in enumerate(across):
        for k, (x, top, bottom) in enumerate(upright, len(across)):
            if left - MEET <= x <= right + MEET and top - MEET <= y <= bottom + MEET:
                parent[find(k)] = find(i)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for i, rule in enumerate((*across, *upright)):
        groups[find(i)][i >= len(across)].append(rule)
    grids = []
    for lying, standing in groups.values():
        if len(lying) < 2 or not standing:
            continue
        xs = _edges([x for x, _, _ in standing] + [x for _, *ends in lying for x in ends])
        ys = _edges([y for y, _, _ in lying] + [y for _, *ends in standing for y in ends])
        if len(ys) > 2 and (len(xs) - 1) * (len(ys) - 1) <= MOST_FIELDS:
            grids.append(Grid(xs, ys, lying, standing))
    return sorted(grids, key=lambda g: g.area)


def _edges(places: Iterable[float]) -> list[float]:
    out: list[float] = []
    for at in sorted(places):
        if not out or at - out[-1] > NARROW:
            out.append(at)
    return out


def placed(lines: Sequence[Line], grids: Sequence[Grid], drawn: Drawn) -> list[Line]:
    """The lines, each that stands in a table's cell with its place there."""
    out = list(lines)
    for number, grid in enumerate(grids):
        cells = grid.cells()
        inside = {
            n: place
            for n, line in enumerate(out)
            if line.place is None and line.box and not line.role and (place := _place(grid, cells, line.box))
        }
        if not _is_table(inside):
            continue
        kept = _kept_columns(inside.values(), len(grid.xs) - 1)
        fills = _fills(grid, drawn)
        for n, (row, column, rows, wide) in inside.items():
            last = column + wide if column >= 0 else wide
            span = sum(column <= k < last for k in kept)
            at = sum(k <= column for k in kept) - 1
            colours = tuple(fills.get((row, k), "") for k in kept)
            out[n] = replace(out[n], place=Place(number, row, at, rows, max(1, span), len(kept), colours))
    return out


def _kept_columns(cells: Iterable[Cell], columns: int) -> list[int]:
    """The columns without those that only indent: some cell takes such a one with the next, and no row has
    words in each of the two."""
    filled = {(row, column) for row, column, _, _ in cells}
    rows = {row for row, _ in filled}
    spans = {(column, column + wide) for _, column, _, wide in cells if column >= 0 and wide > 1}
    kept = [0]
    for k in range(1, columns):
        taken = any(start <= kept[-1] and k < end for start, end in spans)
        both = any((r, k) in filled and any((r, j) in filled for j in range(kept[-1], k)) for r in rows)
        if both or not taken:
            kept.append(k)
    return kept


def _place(grid: Grid, cells: dict[Field, Cell], box: Box) -> Cell | None:
    """The cell of a line; column -1 for one that runs over the edges of its cell, as a heading laid over a
    table does."""
    at = grid.field_at((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    if at is None:
        return None
    row, column, rows, wide = cells[at]
    if box[0] < grid.xs[column] - OVER or box[2] > grid.xs[column + wide] + OVER:
        return row, -1, 1, len(grid.xs) - 1
    return row, column, rows, wide


def _is_table(inside: dict[int, Cell]) -> bool:
    """Whether a grid's words are in the cells of several rows. One row is a heading, or a page's columns."""
    return len({row for row, *_ in inside.values()}) > 1


def _fills(grid: Grid, drawn: Drawn) -> dict[Field, str]:
    """The colour of each field that has one; those of no rating are nothing."""
    found: dict[Field, str] = {}
    for (left, top, right, bottom), colour in drawn.filled:
        rows = range(
            max(0, bisect_left(grid.ys, top) - 1), min(len(grid.ys) - 1, bisect_left(grid.ys, bottom))
        )
        for r in rows:
            for k in range(len(grid.xs) - 1):
                x, y = (grid.xs[k] + grid.xs[k + 1]) / 2, (grid.ys[r] + grid.ys[r + 1]) / 2
                if left <= x <= right and top <= y <= bottom:
                    found[r, k] = "" if colour == "plain" else colour
    return found
