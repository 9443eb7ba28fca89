"""A part of an index in memory: its columns whole, its posting lists as they are asked for."""

import copy
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from evidence.search.answering.entries import FACTORS, described_in, passage_kind_in, text_from
from evidence.search.answering.facets import Traits, day
from evidence.search.answering.vectors import Frequencies
from evidence.search.answering.vectors import unpack as unpack_vectors
from evidence.search.whoosh.postings import Ids, Weights, unpack, unpack_places
from evidence.search.whoosh.ranking import Places
from evidence.search.whoosh.traits import FacetColumn, TraitTable

CACHED = 4_000_000
"""Postings kept in memory a segment: some 50 MB."""

_Lists = TypeVar("_Lists", bound=tuple[NDArray[Any], ...])


class Files(Protocol):
    """What a segment reads of its files. Fields are "body" (stems), "printed" (words as they stand),
    "named"."""

    def postings(self, field: str, word: str) -> bytes | None:
        """The word's posting list as postings.pack() made it, if there is one."""
        ...

    def beginning(self, field: str, prefix: str) -> Iterator[tuple[str, int]]:
        """The words that begin so, in order, each with its number of postings."""
        ...

    def shown(self, number: int) -> bytes:
        """A passage's text as entries.py packs it."""
        ...

    def vector(self, number: int) -> bytes:
        """A passage's stems as vectors.py packs them."""
        ...


class Segment:
    """One segment, whose words never change. Passages that were deleted later are still here.

    ``name`` is unlike any other's; ``trait_of`` is the place of each passage's traits among ``traits``.
    ``described`` and ``tagged`` are the different values of those parts of entries.Row, and each passage's.
    """

    def __init__(
        self,
        name: str,
        files: Files,
        *,
        sizes: NDArray[np.int64],
        passages: NDArray[np.int64],
        described: tuple[Sequence[bytes], NDArray[np.int64]],
        tagged: tuple[Sequence[bytes], NDArray[np.int64]],
    ) -> None:
        self.name = name
        self.sizes = sizes
        self.passages = passages
        self._described, self._tagged = described, tagged
        self._tag()
        self._files = files
        self._cache: OrderedDict[tuple[str, str], Any] = OrderedDict()
        self._cached = 0
        self._vectors: dict[int, bytes] = {}

    def _tag(self) -> None:
        (own, described), (values, places) = self._described, self._tagged
        many = len(values)
        pairs, of = np.unique(described * many + places, return_inverse=True)
        self._table = TraitTable(own)
        self.trait_of = self._table.numbers(pairs // many, [values[n] for n in (pairs % many).tolist()])[of]

    def tagged_anew(self, values: Sequence[bytes], places: NDArray[np.int64]) -> "Segment":
        """The same words, and what was read of them, with other tags; itself, if they are the same.
        ``values`` may be the list it had, with more at its end."""
        same = values is self._tagged[0]
        changed = np.flatnonzero(places != self._tagged[1]) if same else np.arange(len(places))
        if not len(changed):
            return self
        made = self.retagged(changed, [values[n] for n in places[changed].tolist()])
        made._tagged = values, places
        if made._table.is_full:
            made._tag()
        return made

    def retagged(self, numbers: NDArray[np.int64], tagged: Sequence[bytes]) -> "Segment":
        """The same, but for the tags of these passages."""
        made = copy.copy(self)
        made.trait_of = self.trait_of.copy()
        made.trait_of[numbers] = self._table.numbers(self._described[1][numbers], tagged)
        return made

    @property
    def traits(self) -> Sequence[Traits]:
        """The different ones of its passages, and others that they had."""
        return self._table

    @property
    def facets(self) -> Mapping[str, FacetColumn]:
        """The facets' values among its traits."""
        return self._table.facets

    def _described_by(self, name: str) -> tuple[list[Any], NDArray[np.int64]]:
        """The different values of a trait that a document's passages share, and the place of each
        passage's."""
        values, places = self._described
        here, of = np.unique(places, return_inverse=True)
        return [described_in(values[n], name) for n in here.tolist()], of

    @cached_property
    def documents(self) -> NDArray[np.int64]:
        """Each passage's document."""
        found, of = self._described_by("document")
        return np.array(found, np.int64)[of]

    @cached_property
    def factors(self) -> NDArray[np.float32]:
        """What each passage's score is multiplied by."""
        values, places = self._tagged
        here, of = np.unique(places, return_inverse=True)
        kinds = (passage_kind_in(values[n]) for n in here.tolist())
        return np.array([FACTORS.get(kind, 1.0) for kind in kinds], np.float32)[of]

    @cached_property
    def days(self) -> NDArray[np.float64]:
        """Each passage's date as a number."""
        found, of = self._described_by("date")
        return np.array([day(date) for date in found], np.float64)[of]

    @cached_property
    def lexicon(self) -> Mapping[str, int]:
        """How many passages have each word, as printed."""
        return dict(self._files.beginning("printed", ""))

    def names(self, prefix: str) -> Iterator[tuple[str, int]]:
        """The names that begin so, and how many passages have each."""
        return self._files.beginning("named", prefix)

    def text(self, number: int) -> str:
        """A passage's text."""
        return text_from(self._files.shown(number))

    def vector(self, number: int) -> bytes:
        """A passage's stems. Kept: the best passages of many queries are the same."""
        if number not in self._vectors:
            self._vectors[number] = self._files.vector(number)
        return self._vectors[number]

    @cached_property
    def frequencies(self) -> Frequencies:
        """How many passages have each stem."""
        return Frequencies.of(dict(self._files.beginning("body", "")))

    def living_frequencies(self, alive: NDArray[np.bool_] | None) -> Frequencies:
        """The same without what was deleted."""
        if alive is None:
            return self.frequencies
        gone = unpack_vectors([self.vector(int(number)) for number in np.flatnonzero(~alive)]).by_stem()
        counts = np.bincount(gone.column[gone.own > 0], minlength=len(gone.stems))
        return Frequencies.sum([self.frequencies, Frequencies(gone.stems, -counts.astype(np.float64))])

    def postings(self, field: str, word: str) -> tuple[Ids, Weights]:
        """See ranking.Segment."""
        found = self._kept((field, word), lambda: self._read(field, word))
        return found[0], found[1]

    def places(self, stem: str) -> Places:
        """See ranking.Segment."""
        return self._kept(("places", stem), lambda: (self._read_places(stem),))[0]

    def beginning(self, prefix: str) -> Ids:
        """See ranking.Segment."""
        return self._kept(("beginning", prefix), lambda: (self._read_beginning(prefix),))[0]

    def _kept(self, key: tuple[str, str], read: Callable[[], _Lists]) -> _Lists:
        """What belongs to one key, from memory where it is; what was not asked for longest goes."""
        found: _Lists | None = self._cache.pop(key, None)
        if found is None:
            found = read()
            self._cached += len(found[0])
            while self._cached > CACHED and self._cache:
                self._cached -= len(self._cache.popitem(last=False)[1][0])
        self._cache[key] = found
        return found

    def _read(self, field: str, word: str) -> tuple[Ids, Weights]:
        data = self._files.postings(field, word)
        return unpack(data) if data else (np.empty(0, np.int64), np.empty(0, np.float32))

    def _read_places(self, stem: str) -> Places:
        data = self._files.postings("body", stem)
        return unpack_places(data, unpack(data)[0]) if data else np.empty(0, np.int64)

    def _read_beginning(self, prefix: str) -> Ids:
        mask = np.zeros(len(self.sizes), np.bool_)
        for word, _ in list(self._files.beginning("printed", prefix)):
            mask[self._read("printed", word)[0]] = True
        return np.flatnonzero(mask)
