"""The traits of a segment's passages, and the facets' values among them, in a form that grows.

Passages are tagged anew while a segment stays: then only what is new is read and counted in.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from evidence.search.answering.entries import traits_from
from evidence.search.answering.facets import FACETS, VALUES, Traits

SPARE = 1000
"""Traits that may be known in vain before the table is made anew: each filter looks at them all."""

Ints = NDArray[np.int64]


class FacetColumn:
    """One facet's values among a table's traits, so that hits are counted without a loop over them."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._numbers: dict[str, int] = {}  # of the values
        self._pairs = np.empty((0, 2), np.int64)  # the numbers of a trait and of a value that it has
        self._known = 0

    def read(self, traits: Sequence[Traits]) -> None:
        """Take in the traits that are new since the last time."""
        values, numbers = VALUES[self._name], self._numbers
        new = enumerate(traits[self._known :], self._known)
        pairs = [(n, numbers.setdefault(v, len(numbers))) for n, t in new for v in values(t)]
        if pairs:
            self._pairs = np.concatenate([self._pairs, np.array(pairs, np.int64)])
        self._known = len(traits)

    def count(self, tally: Ints) -> Mapping[str, int]:
        """How many hits have each value; ``tally`` is how many have each of the traits."""
        owners, numbers = self._pairs.T
        counts = np.bincount(numbers, tally[owners], len(self._numbers)).astype(np.int64)
        return {value: n for value, n in zip(self._numbers, counts.tolist(), strict=True) if n}


class TraitTable:
    """The different traits of a segment's passages, numbered as they come.

    ``described`` are the different values of that part of entries.Row. A number keeps its meaning.
    """

    def __init__(self, described: Sequence[bytes]) -> None:
        self.every: list[Traits] = []
        self._described = described
        self._numbers: dict[tuple[int, bytes], int] = {}
        self._columns: dict[str, FacetColumn] = {}
        self._room = 0

    def numbers(self, described: Ints, tagged: Sequence[bytes]) -> Ints:
        """The number of the traits of each passage, given the place of its description and its tags."""
        found = [self._number(*pair) for pair in zip(described.tolist(), tagged, strict=True)]
        self._room = self._room or 2 * len(self.every) + SPARE
        return np.array(found, np.int64)

    @property
    def is_full(self) -> bool:
        """Whether most of it may be known in vain."""
        return len(self.every) > self._room

    @property
    def facets(self) -> Mapping[str, FacetColumn]:
        """The facets' values among all traits."""
        for name in FACETS:
            self._columns.setdefault(name, FacetColumn(name)).read(self.every)
        return self._columns

    def _number(self, described: int, tagged: bytes) -> int:
        known = self._numbers.get((described, tagged))
        if known is None:
            known = self._numbers[described, tagged] = len(self.every)
            self.every.append(traits_from(self._described[described], tagged))
        return known
