"""A table's row as values are read from it, and the ratings in its cells, by word, letter or colour."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

_RATINGS = {
    "red": "red",
    "amber": "amber",
    "green": "green",
    "blue": "blue",
    "r": "red",
    "a": "amber",
    "g": "green",
    "b": "blue",
}


@dataclass(frozen=True)
class Row:
    """A table's row: its cells, the column of the first of them, its passage, a name for each cell, the
    cells' colours, what a person calls the row, and the notes that its marks refer to, by mark."""

    cells: tuple[str, ...]
    passage: int | None
    first: int = 0
    cell: Callable[[int], str] = lambda column: ""
    fills: tuple[str, ...] = ()
    name: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)

    def get(self, column: int | None) -> str:
        inside = column is not None and 0 <= column - self.first < len(self.cells)
        return self.cells[column - self.first].strip() if inside and column is not None else ""


def coloured(row: Row, column: int) -> str:
    """The rating that a cell's colour alone gives; yellow is amber. A whole row's colour rates nothing."""
    at = column - row.first
    fill = row.fills[at] if 0 <= at < len(row.fills) else ""
    others = {*row.fills[:at], *row.fills[at + 1 :]}
    return "" if fill in others else {"yellow": "amber"}.get(fill, fill)


def rating(text: str) -> str:
    """A rating in its plain form, "A" and "Amber (at risk)" both amber; nothing where it is none."""
    word = re.split(r"[^A-Za-z]", text.strip(), maxsplit=1)[0].casefold()
    parted = re.match(r"\s*[A-Za-z]+\s*[–—:(;,-]", text)  # "Green – on track for the summer"
    return _RATINGS.get(word, "") if len(text.split()) <= 3 or (parted and len(word) > 1) else ""
