"""Rows of a text that make a table: which belong together, and under which heads."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reportlab.platypus import CondPageBreak, Flowable

from evidence.model import PassageKind
from evidence.packs.pack import SetPassage
from evidence.packs.setting.grid import Grid, Row, looks
from evidence.packs.setting.styles import SMALL
from evidence.packs.setting.text_layout import Marks, line

SINCE = 5  # the layout since which a table is set as one
GAPS = 9  # the layout since which rows that fill some columns only stand in the table of the others
PARTED = " | "  # what parts the cells of a row in the record


@dataclass
class Table:
    """Rows that stand under each other; ``heads`` are their columns' names, none where none are known.
    ``gaps``: a row may begin in another column than the heads do, and end before them."""

    heads: tuple[str, ...]
    rows: list[SetPassage]
    gaps: bool = False


def tables(passages: Sequence[SetPassage], *, gaps: bool = True) -> Iterator[SetPassage | Table]:
    """A text's passages in their order, with each run of rows as one table.

    A table ends where its sheet does, or where other columns begin. A row of one cell stands by itself, as
    the lines do that say above a table what it shows. ``gaps``: see Table.
    """
    held: Table | None = None
    front = _rows_of_front(passages) if gaps else frozenset()
    for n, passage in enumerate(passages):
        if not _is_row(passage) and passage.id not in front:
            if held is not None:
                yield held
            held = None
            yield passage
            continue
        following = passages[n + 1] if n + 1 < len(passages) else None
        heads = following is not None and bool(following.columns) and _names(passage, following, gaps)
        if held is None or heads or not _goes_on(held, passage):
            if held is not None:
                yield held
            held = Table(cells_of(passage) if heads else passage.columns, [], gaps)
        held.rows.append(passage)
    if held is not None:
        yield held


def _rows_of_front(passages: Sequence[SetPassage]) -> frozenset[int]:
    """Of a short mail all is its front, a table too: lines of as many cells below each other, by id."""
    found: set[int] = set()
    for above, below in pairwise(passages):
        across = len(cells_of(above))
        if above.kind == below.kind == PassageKind.FRONT and across == len(cells_of(below)) > 1:
            found |= {above.id, below.id}
    return frozenset(found)


def _is_row(passage: SetPassage) -> bool:
    return passage.kind == PassageKind.ROW and len(cells_of(passage)) > 1


def _names(passage: SetPassage, following: SetPassage, gaps: bool) -> bool:
    """Whether a row's cells are the names of the columns of the row that follows."""
    cells = cells_of(passage)
    begins = _begin(cells, following.columns) if gaps and not passage.columns else None
    return following.columns == cells or begins is not None


def _begin(heads: tuple[str, ...], columns: tuple[str, ...]) -> int | None:
    """By how many columns a row begins after its heads, before them if less than 0; None if these are not its
    heads, or do not tell."""
    named = len(columns) - next((n for n, name in enumerate(columns) if name), len(columns))
    if not heads or not named:
        return None
    if named < len(columns):
        return named - len(columns) if columns[-named:] == heads[:named] else None
    at = [n for n in range(len(heads) - named + 1) if heads[n : n + named] == columns]
    return at[0] if len(at) == 1 or at[:1] == [0] else None


def _goes_on(table: Table, passage: SetPassage) -> bool:
    if table.gaps and table.heads and passage.columns:
        return passage.page == table.rows[-1].page and _begin(table.heads, passage.columns) is not None
    return passage.page == table.rows[-1].page and passage.columns == (
        table.heads if passage.columns else table.rows[-1].columns
    )


def cells_of(passage: SetPassage) -> tuple[str, ...]:
    """A row's cells; its printed number, where it has one, is the first of them or opens it."""
    cells = tuple(cell.strip() for cell in passage.text.split(PARTED.strip()))
    return (f"{passage.label} {cells[0]}".strip(), *cells[1:]) if passage.label else cells


def flowables(table: Table, cited: frozenset[int], marks: Marks) -> Iterator[Flowable]:
    """A table as it is set: below each other where its columns have no room side by side."""
    begins = [(_begin(table.heads, p.columns) or 0) if table.gaps else 0 for p in table.rows]
    before = max(0, -min(begins))
    rows = [
        Row((*[""] * (before + begin), *cells_of(p)), ("passage", p.id, 0), p.id in cited)
        for begin, p in zip(begins, table.rows, strict=True)
    ]
    heads = Row((*[""] * before, *table.heads)) if table.heads else None
    if heads and rows[0].cells == heads.cells:  # the row that names the columns is one of the text
        heads, rows = rows[0], rows[1:]
    across = max(len(row.cells) for row in [*rows, *([heads] if heads else [])])
    rows = [_padded(row, across) for row in rows]
    heads = _padded(heads, across) if heads else None
    found = looks(heads, rows)
    for n, (look, columns) in enumerate(found):
        yield CondPageBreak(60)
        if n:
            first, last = columns[1] + 1, columns[-1] + 1
            which = f"column {first}" if first == last else f"columns {first} to {last}"
            said = f"The same rows, {which} of {across}, under their first column again"
            yield line(said, SMALL, marks)
        yield Grid(
            look, _picked(heads, columns) if heads else None, [_picked(r, columns) for r in rows], marks
        )


def _padded(row: Row, across: int) -> Row:
    return Row((*row.cells, *([""] * (across - len(row.cells)))), row.place, row.cited)


def _picked(row: Row, columns: Sequence[int]) -> Row:
    return Row(tuple(row.cells[n] for n in columns), row.place, row.cited)
