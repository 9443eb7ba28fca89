"""Which passages a query finds, and their scores: BM25F over an index's posting lists. No engine is imported.

Whoosh's own collectors cost some microseconds a passage in pure Python and count facets slower still; here a
posting list is a dict, so that finding, intersecting and counting run at the speed of dict and set.

BM25F as in Robertson, Zaragoza and Taylor, *Simple BM25 Extension to Multiple Weighted Fields* (2004): a
word's frequencies are added up by the weights of their fields before they saturate.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from evidence.search.syntax import AnyOf, Part, Phrase, Prefix, Word

K1 = 1.2
B = 0.75
WEIGHTS = {"text": 1.0, "heading": 0.8, "title": 0.3, "label": 1.5}

Scores = dict[int, float]


class Segment(Protocol):
    """A part of an index. Passages are numbers from 0; deleted ones may still be in posting lists."""

    sizes: Sequence[int]
    """How many words each passage's text has."""

    def postings(self, stem: str) -> Mapping[int, float]:
        """For each passage that has the stem, how often: the sum over the fields by their WEIGHTS."""
        ...

    def places(self, stem: str, among: Set[int]) -> Mapping[int, Set[int]]:
        """The stem's positions, for those of these passages that have it. Between fields there is a gap."""
        ...

    def beginning(self, prefix: str) -> Set[int]:
        """The passages that have any word, as printed, that begins so. The set is the segment's own."""
        ...


@dataclass(frozen=True)
class Collection:
    """What scoring must know of the whole index."""

    segments: Sequence[Segment]
    deleted: Sequence[Set[int]]
    passages: int
    average_size: float
    stem: Callable[[str], str]

    @cached_property
    def lengths(self) -> Sequence[Sequence[float]]:
        """BM25's length term for each passage of each segment."""
        slope = K1 * B / max(self.average_size, 1.0)
        return [[K1 * (1 - B) + slope * size for size in segment.sizes] for segment in self.segments]

    def rarity(self, found: int) -> float:
        """BM25's inverse document frequency, never negative."""
        return math.log(1 + (self.passages - found + 0.5) / (found + 0.5)) if found else 0.0


class Matcher:
    """Finds parts of a query in one collection, each part once."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._found: dict[Part, list[Scores]] = {}

    def find(self, part: Part) -> list[Scores]:
        """The passages that have the part, and its share of their score: one dict a segment.

        They are not to be changed.
        """
        if part not in self._found:
            self._found[part] = self._find(part)
        return self._found[part]

    def everything(self) -> list[Scores]:
        """Every passage, with no score."""
        every = [dict.fromkeys(range(len(s.sizes)), 0.0) for s in self._collection.segments]
        return [dict(each) for each in self._alive(every)]

    def count(self, part: Part) -> int:
        """How many passages have the part."""
        return sum(map(len, self.find(part)))

    def _find(self, part: Part) -> list[Scores]:
        segments = self._collection.segments
        if isinstance(part, Word):
            return self._weigh([s.postings(self._collection.stem(part.text)) for s in segments])
        if isinstance(part, Prefix):
            return self._weigh([dict.fromkeys(s.beginning(part.text), 1.0) for s in segments])
        if isinstance(part, Phrase):
            found: list[Mapping[int, float]] = [self._phrase(s, part.words) for s in segments]
            if part.compound:
                whole = self._collection.stem(part.compound)
                found = [_union((f, s.postings(whole))) for f, s in zip(found, segments, strict=True)]
            return self._weigh(found)
        if isinstance(part, AnyOf):
            return [_union(each) for each in zip(*map(self.find, part.parts), strict=True)]
        return [
            {d: s for d, s in every.items() if d not in without}
            for every, without in zip(self.everything(), self.find(part.part), strict=True)
        ]

    def _weigh(self, frequencies: Sequence[Mapping[int, float]]) -> list[Scores]:
        """BM25: saturate by length, weigh by rarity."""
        alive = self._alive(frequencies)
        top = self._collection.rarity(sum(map(len, alive))) * (K1 + 1)
        pairs = zip(alive, self._collection.lengths, strict=True)
        return [{d: top * n / (n + lengths[d]) for d, n in each.items()} for each, lengths in pairs]

    def _alive(self, every: Sequence[Mapping[int, float]]) -> list[Mapping[int, float]]:
        return [
            {d: s for d, s in scores.items() if d not in deleted} if deleted else scores
            for scores, deleted in zip(every, self._collection.deleted, strict=True)
        ]

    def _phrase(self, segment: Segment, words: Sequence[str]) -> Scores:
        """Passages where the words stand side by side. Its frequency is its rarest word's, at most."""
        stems = [self._collection.stem(w) for w in words]
        rarest_first = sorted((segment.postings(s) for s in set(stems)), key=len)
        among: Set[int] = rarest_first[0].keys()
        for more in rarest_first[1:]:
            among = among & more.keys()
        starts: dict[int, Set[int]] = {}
        for offset, stem in enumerate(stems if among else ()):
            at = {d: {p - offset for p in ps} for d, ps in segment.places(stem, among).items()}
            starts = {d: starts[d] & ps for d, ps in at.items() if d in starts} if offset else at
            among = {d for d, places in starts.items() if places}
        return {d: min(every[d] for every in rarest_first) for d in among}


def _union(every: Iterable[Mapping[int, float]]) -> Scores:
    """Every passage of any, its scores added."""
    total: Scores = {}
    for scores in every:
        if not total:
            total = dict(scores)
        else:
            for d, score in scores.items():
                total[d] = total.get(d, 0.0) + score
    return total


def intersect(every: Sequence[Scores]) -> Scores:
    """The passages that are in all, their scores added."""
    common: Set[int] = min(every, key=len).keys()
    for scores in every:
        common = common & scores.keys()
    return {d: sum(scores[d] for scores in every) for d in common}


def at_least(every: Sequence[Scores], needed: int) -> Scores:
    """The passages that are in at least ``needed`` of them, their scores added."""
    total = _union(every)
    if needed <= 1:
        return total
    counts: Counter[int] = Counter()
    for scores in every:
        counts.update(scores.keys())
    return {d: total[d] for d, n in counts.items() if n >= needed}
