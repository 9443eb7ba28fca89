"""The traits of a segment's passages, and the facets' values among them, in a form that grows.

Passages are tagged anew while a segment stays: then only what is new is read. What no hit has is not
unpacked: a command that searches once would spend most of its time on that.
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
        self._known = np.empty(0, np.bool_)  # of each trait, whether its values are among them

    def count(self, tally: Ints, traits: Sequence[Traits]) -> Mapping[str, int]:
        """How many hits have each value; ``tally`` is how many have each of the traits."""
        self._read(np.flatnonzero(tally), traits)
        owners, numbers = self._pairs.T
        counts = np.bincount(numbers, tally[owners], len(self._numbers)).astype(np.int64)
        return {value: n for value, n in zip(self._numbers, counts.tolist(), strict=True) if n}

    def _read(self, asked: Ints, traits: Sequence[Traits]) -> None:
        """Take in those of these traits that are new."""
        if (lacking := len(traits) - len(self._known)) > 0:
            self._known = np.concatenate([self._known, np.zeros(lacking, np.bool_)])
        new = asked[~self._known[asked]]
        values, numbers = VALUES[self._name], self._numbers
        pairs = [(n, numbers.setdefault(v, len(numbers))) for n in new.tolist() for v in values(traits[n])]
        if pairs:
            self._pairs = np.concatenate([self._pairs, np.array(pairs, np.int64)])
        self._known[new] = True


class TraitTable(Sequence[Traits]):
    """The different traits of a segment's passages, numbered as they come, and unpacked as they are asked
    for.

    ``described`` are the different values of that part of entries.Row. A number keeps its meaning.
    """

    def __init__(self, described: Sequence[bytes]) -> None:
        self._described = described
        self._packed: list[tuple[int, bytes]] = []
        self._unpacked: dict[int, Traits] = {}
        self._numbers: dict[tuple[int, bytes], int] = {}
        self.facets = {name: FacetColumn(name) for name in FACETS}
        self._room = 0

    def __len__(self) -> int:
        return len(self._packed)

    def __getitem__(self, number: int) -> Traits:  # type: ignore[override]  # nobody asks for a slice
        found = self._unpacked.get(number)
        if found is None:
            described, tagged = self._packed[number]
            found = self._unpacked[number] = traits_from(self._described[described], tagged)
        return found

    def numbers(self, described: Ints, tagged: Sequence[bytes]) -> Ints:
        """The number of the traits of each passage, given the place of its description and its tags."""
        found = [self._number(*pair) for pair in zip(described.tolist(), tagged, strict=True)]
        self._room = self._room or 2 * len(self) + SPARE
        return np.array(found, np.int64)

    @property
    def is_full(self) -> bool:
        """Whether most of it may be known in vain."""
        return len(self) > self._room

    def _number(self, described: int, tagged: bytes) -> int:
        known = self._numbers.get((described, tagged))
        if known is None:
            known = self._numbers[described, tagged] = len(self)
            self._packed.append((described, tagged))
        return known
