"""Tables that a page rules: rows and cells as its lines part them, and what stands between such tables."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from ingest.structure.lines import Group, Piece

_NAME = 12  # words: a cell over several rows that says no more is the name of each

Rows = list[list[Group]]


def with_ruled(pieces: list[Piece], by_white: Callable[[list[Piece]], Rows]) -> Rows:
    """A page's lines and rows in reading order. ``by_white`` finds those outside of ruled tables, a column of
    a text at a time, and those within a box.
    """

    def lay_out(loose: list[Piece]) -> Rows:
        # What stands beside a column of a text is in no row with it.
        columns = groupby(loose, key=lambda p: p.line.flow)
        return [row for _, own in columns for row in by_white(list(own))]

    tables: dict[int, list[Piece]] = defaultdict(list)
    for piece in pieces:
        if piece.line.place is not None:
            tables[piece.line.place.table].append(piece)
    if not tables:
        return lay_out(pieces)
    out: Rows = []
    loose: list[Piece] = []
    for piece in pieces:
        place = piece.line.place
        if place is None:
            loose.append(piece)
        elif place.table in tables:
            out += lay_out(loose)
            loose = []
            out += _table(tables.pop(place.table), lay_out)
    return out + lay_out(loose)


def _table(pieces: list[Piece], lay_out: Callable[[list[Piece]], Rows]) -> Rows:
    cells: dict[tuple[int, int], Group] = defaultdict(list)
    for piece in pieces:
        if place := piece.line.place:
            cells[place.row, place.column].append(piece)
    carried = dict(_carried(cells))
    out: Rows = []
    for row in sorted({row for row, _ in cells}):
        mine = {column: group for (r, column), group in cells.items() if r == row}
        columns = _columns(pieces)
        out += lay_out(mine.pop(-1, []))  # a heading laid over the table's lines
        only = next(iter(mine)) if len(mine) == 1 else -1
        if columns == 1 or (only == 0 and _across(mine[0], columns)):
            for group in mine.values():
                out += lay_out(group)
            continue
        whole = [mine.get(k) or carried.get((row, k), []) for k in range(columns)]
        filled = sum(map(bool, whole))
        out.append(whole if filled > 1 or only > 0 else [g for g in whole if g])
    return out


def _columns(pieces: Sequence[Piece]) -> int:
    return max((p.line.place.columns for p in pieces if p.line.place), default=1)


def _across(group: Group, columns: int) -> bool:
    """Whether a row's only cell runs over all columns: a heading or a note within the table."""
    place = group[0].line.place
    return place is not None and place.wide == columns


def _carried(cells: dict[tuple[int, int], Group]) -> Iterator[tuple[tuple[int, int], Group]]:
    """What a cell that takes several rows says in the later ones of them, where it is their name."""
    for (row, column), group in cells.items():
        place = group[0].line.place
        if place is None or place.rows < 2 or sum(len(p.line.text.split()) for p in group) > _NAME:
            continue
        for further in range(row + 1, row + place.rows):
            yield (further, column), [replace(piece, carried=True) for piece in group]
