"""A part of an index in memory: its columns whole, its posting lists as they are asked for."""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from typing import Protocol

from evidence.search.rows import text_from, traits_from, unpack

CACHED = 600_000
"""Postings kept in memory a segment: some 60 MB."""


class Postings(Protocol):
    """A cursor over one posting list, in the order of the passages' numbers: Whoosh's matcher."""

    def is_active(self) -> bool: ...
    def id(self) -> int: ...
    def weight(self) -> float: ...
    def value(self) -> bytes: ...
    def next(self) -> object: ...


class Files(Protocol):
    """What a segment reads of its files. Fields are "body" (stems) and "printed" (words as they stand)."""

    def postings(self, field: str, word: str) -> Postings | None: ...
    def count(self, field: str, word: str) -> int: ...
    def beginning(self, field: str, prefix: str) -> Iterator[str]: ...
    def shown(self, number: int) -> bytes: ...


class Segment:
    """One segment, which never changes, as ranking.Segment and answering.Stored.

    ``name`` is unlike any other's. Passages that were deleted later are still here.
    """

    def __init__(
        self,
        name: str,
        files: Files,
        *,
        sizes: Sequence[int],
        passages: Sequence[int],
        traits: Iterable[tuple[bytes, bytes]],
    ) -> None:
        self.name = name
        self.sizes = sizes
        self.passages = passages
        numbers: dict[tuple[bytes, bytes], int] = {}
        self.trait_of = array("I", (numbers.setdefault(pair, len(numbers)) for pair in traits))
        self.traits = [traits_from(*pair) for pair in numbers]
        self._files = files
        self._cache: OrderedDict[tuple[str, str], dict[int, float]] = OrderedDict()
        self._cached = 0
        self._lexicon: dict[str, int] | None = None

    def postings(self, stem: str) -> Mapping[int, float]:
        """See ranking.Segment."""
        return self._kept(("body", stem), lambda: self._read("body", [stem]))

    def places(self, stem: str, among: Set[int]) -> Mapping[int, Set[int]]:
        """See ranking.Segment."""
        found = {}
        cursor = self._files.postings("body", stem)
        while cursor is not None and cursor.is_active():
            number = cursor.id()
            if number in among:
                found[number] = frozenset(unpack(cursor.value()))
            cursor.next()
        return found

    def beginning(self, prefix: str) -> Set[int]:
        """See ranking.Segment."""
        every = self._files.beginning
        return self._kept(("printed", prefix), lambda: self._read("printed", every("printed", prefix))).keys()

    def lexicon(self) -> Mapping[str, int]:
        """See answering.Stored."""
        if self._lexicon is None:
            every = self._files.beginning("printed", "")
            self._lexicon = {word: self._files.count("printed", word) for word in list(every)}
        return self._lexicon

    def text(self, number: int) -> str:
        """See answering.Stored."""
        return text_from(self._files.shown(number))

    def _kept(self, key: tuple[str, str], read: Callable[[], dict[int, float]]) -> dict[int, float]:
        """The postings of one key, from memory where they are; what was not asked for longest goes."""
        found = self._cache.pop(key, None)
        if found is None:
            found = read()
            self._cached += len(found)
            while self._cached > CACHED and self._cache:
                self._cached -= len(self._cache.popitem(last=False)[1])
        self._cache[key] = found
        return found

    def _read(self, field: str, every: Iterable[str]) -> dict[int, float]:
        found = {}
        for word in list(every):
            cursor = self._files.postings(field, word)
            while cursor is not None and cursor.is_active():
                found[cursor.id()] = cursor.weight()
                cursor.next()
        return found
