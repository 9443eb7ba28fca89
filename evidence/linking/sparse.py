"""A matrix that is nearly all zeros: measures × terms, of which each measure has a few. Pure.

Kept whole, a matrix of 2,000 measures and all their terms takes some hundred MiB.
"""

from collections.abc import Iterable

import numpy as np

from evidence.linking.vocabulary import Floats, Ints


class Sparse:
    """Given as (row, column, value), each place at most once; ``shape`` is rows × columns."""

    def __init__(self, row: Ints, column: Ints, value: Floats, shape: tuple[int, int]) -> None:
        order = np.lexsort((row, column))
        self.row, self.column, self.value, self.shape = row[order], column[order], value[order], shape
        self._of_column = np.searchsorted(self.column, np.arange(shape[1] + 1))
        self._by_row = np.argsort(self.row, kind="stable")  # and by column within
        self._of_row = np.searchsorted(self.row[self._by_row], np.arange(shape[0] + 1))

    def of_row(self, row: int) -> tuple[Ints, Floats]:
        """A row's columns, in order, and its values there."""
        some = self._by_row[self._of_row[row] : self._of_row[row + 1]]
        return self.column[some], self.value[some]

    def of_column(self, column: int) -> tuple[Ints, Floats]:
        """A column's rows, in order, and its values there."""
        some = slice(self._of_column[column], self._of_column[column + 1])
        return self.row[some], self.value[some]

    def of_columns(self, columns: Ints) -> Floats:
        """These columns as a matrix: columns × rows."""
        place, at = ranges(self._of_column, columns)
        out = np.zeros((len(columns), self.shape[0]))
        out[place, self.row[at]] = self.value[at]
        return out

    def largest(self, most: int) -> Floats:
        """Each row's largest values, the last the largest; zeros before, where it has fewer."""
        order = np.lexsort((self.value, self.row))
        row = self.row[order]
        from_end = self._of_row[row + 1] - 1 - np.arange(len(row))
        width = min(most, self.shape[1])
        out, some = np.zeros((self.shape[0], width)), from_end < width
        out[row[some], width - 1 - from_end[some]] = self.value[order][some]
        return out


def ranges(start: Ints, some: Ints) -> tuple[Ints, Ints]:
    """For every place from ``start[n]`` to before ``start[n + 1]`` of each n in ``some``: where in ``some``
    that n stands, and the place."""
    number = start[some + 1] - start[some]
    which = np.repeat(np.arange(len(some)), number)
    return which, np.arange(len(which)) - np.repeat(np.cumsum(number) - number, number) + start[some][which]


def sparse(entries: Iterable[tuple[int, int, float]], shape: tuple[int, int]) -> Sparse:
    """From a list of (row, column, value)."""
    found = list(entries)
    places = np.array([entry[:2] for entry in found], dtype=np.int64).reshape(-1, 2)
    return Sparse(places[:, 0], places[:, 1], np.array([entry[2] for entry in found], dtype=float), shape)
