"""Which passages a clause finds, and their scores: BM25F over posting lists as arrays."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from evidence.search.answering.bm25 import K1, length_terms, rarity
from evidence.search.query.clauses import (
    All,
    Any,
    Beginning,
    But,
    Clause,
    Close,
    Every,
    Named,
    Printed,
    Row,
    Stems,
    Titled,
    Together,
    Weighed,
)
from evidence.search.whoosh.postings import Ids, Weights

Places = NDArray[np.int64]
Mask = NDArray[np.bool_]


class Scores(NamedTuple):
    """The passages of one segment that a clause finds, by rising number, and their scores."""

    ids: Ids
    scores: NDArray[np.floating]


NONE = Scores(np.empty(0, np.int64), np.empty(0, np.float32))


class Segment(Protocol):
    """A part of an index. Passages are numbers from 0; deleted ones may still be in posting lists."""

    sizes: NDArray[np.int64]
    """How many words each passage's text has."""

    def postings(self, field: str, word: str) -> tuple[Ids, Weights]:
        """The passages that have the word, and how much it counts in each."""
        ...

    def places(self, stem: str) -> Places:
        """Where a stem of the body stands: passage * 65,536 + position, rising. Between fields there is a
        gap."""
        ...

    def beginning(self, prefix: str) -> Ids:
        """The passages that have any word, as printed, that begins so."""
        ...


@dataclass(frozen=True)
class Collection:
    """What scoring must know of the whole index. ``alive`` is None for a segment without deleted passages."""

    segments: Sequence[Segment]
    alive: Sequence[Mask | None]
    passages: int
    average_size: float

    @cached_property
    def lengths(self) -> Sequence[Weights]:
        """BM25's length term for each passage of each segment."""
        return [length_terms(s.sizes, self.average_size).astype(np.float32) for s in self.segments]


class Matcher:
    """Finds clauses in one collection, each once."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._found: dict[Clause, list[Scores]] = {}

    def find(self, clause: Clause) -> list[Scores]:
        """What the clause finds, a Scores a segment. They are not to be changed."""
        if clause not in self._found:
            self._found[clause] = self._find(clause)
        return self._found[clause]

    def _find(self, clause: Clause) -> list[Scores]:
        segments = self._collection.segments
        if isinstance(clause, Stems):
            return self._weigh([self._either(s, "body", clause.stems) for s in segments])
        if isinstance(clause, Printed):
            return self._weigh([self._either(s, "printed", clause.words) for s in segments])
        if isinstance(clause, Beginning):
            return self._weigh([_ones(s.beginning(clause.prefix)) for s in segments])
        if isinstance(clause, Row):
            return self._weigh([_in_a_row(s, clause.stems) for s in segments])
        if isinstance(clause, Together):
            every = [_in_a_row(s, clause.stems).ids for s in segments]
            gain = np.float32(clause.gain)
            return [Scores(ids, np.full(len(ids), gain, np.float32)) for ids in self._living(every)]
        if isinstance(clause, Close):
            return self._weigh([_close(s, clause.stems, clause.within) for s in segments])
        if isinstance(clause, Named):
            found = [self._either(s, "named", clause.names).ids for s in segments]
            return [Scores(ids, np.full(len(ids), clause.gain, np.float32)) for ids in self._living(found)]
        if isinstance(clause, Titled):
            found = [self._either(s, "titled", clause.stems).ids for s in segments]
            return [Scores(ids, np.zeros(len(ids), np.float32)) for ids in self._living(found)]
        if isinstance(clause, Every):
            every = self._living([np.arange(len(s.sizes)) for s in segments])
            return [Scores(ids, np.zeros(len(ids), np.float32)) for ids in every]
        return self._combine(clause)

    def _combine(self, clause: All | Any | But | Weighed) -> list[Scores]:
        if isinstance(clause, Weighed):
            return [Scores(ids, scores * np.float32(clause.weight)) for ids, scores in self.find(clause.part)]
        if isinstance(clause, But):
            whole, banned = self.find(clause.part), [self.find(each) for each in clause.without]
            return [
                _without(self._room(n), found, [each[n].ids for each in banned])
                for n, found in enumerate(whole)
            ]
        parts = [self.find(part) for part in clause.parts]
        needed = len(parts) if isinstance(clause, All) else clause.needed
        return [
            _at_least(self._room(n), [p[n] for p in parts], needed)
            for n in range(len(self._collection.segments))
        ]

    def _room(self, number: int) -> int:
        return len(self._collection.segments[number].sizes)

    def _either(self, segment: Segment, field: str, every: Sequence[str]) -> Scores:
        """Postings of any of these words, their weights added up."""
        found = [Scores(*segment.postings(field, word)) for word in every]
        found = [each for each in found if len(each.ids)] or [NONE]
        return found[0] if len(found) == 1 else _at_least(len(segment.sizes), found, 1)

    def _weigh(self, frequencies: list[Scores]) -> list[Scores]:
        """BM25: saturate by length, weigh by rarity."""
        alive = self._living([each.ids for each in frequencies])
        top = np.float32(rarity(sum(map(len, alive)), self._collection.passages) * (K1 + 1))
        found = []
        for (ids, counts), left, lengths in zip(frequencies, alive, self._collection.lengths, strict=True):
            if len(left) < len(ids):
                counts = counts[np.isin(ids, left, assume_unique=True)]
            found.append(Scores(left, top * counts / (counts + lengths[left])))
        return found

    def _living(self, every: list[Ids]) -> list[Ids]:
        """Without what was deleted."""
        pairs = zip(every, self._collection.alive, strict=True)
        return [ids if alive is None else ids[alive[ids]] for ids, alive in pairs]


def _ones(ids: Ids) -> Scores:
    return Scores(ids, np.ones(len(ids), np.float32))


def _at_least(room: int, every: Sequence[Scores], needed: int) -> Scores:
    """The passages that are in at least ``needed`` of them, their scores added. ``room``: the segment's
    size."""
    if needed == len(every):
        every = sorted(every, key=lambda found: len(found.ids))
        if not len(every[0].ids):
            return NONE
    total, times = np.zeros(room, np.float32), np.zeros(room, np.uint16)
    for ids, scores in every:
        total[ids] += scores
        times[ids] += 1
    found = np.flatnonzero(times >= max(needed, 1))
    return Scores(found, total[found])


def _without(room: int, found: Scores, banned: Sequence[Ids]) -> Scores:
    keep = np.ones(room, np.bool_)
    for ids in banned:
        keep[ids] = False
    left = keep[found.ids]
    return Scores(found.ids[left], found.scores[left])


def _in_a_row(segment: Segment, stems: Sequence[str]) -> Scores:
    """Passages where the stems stand side by side; how often."""
    every = [segment.places(stem) - offset for offset, stem in enumerate(stems)]
    starts, *others = sorted(every, key=len)
    for places in others:
        if not starts.size:
            return NONE
        # Both rise, so that looking the rarer one's places up is far less work than to sort them together.
        at = np.minimum(np.searchsorted(places, starts), places.size - 1)
        starts = starts[places[at] == starts]
    return _counted(starts) if starts.size else NONE


def _close(segment: Segment, stems: Sequence[str], within: int) -> Scores:
    """Passages where each stem stands near the next; how often the rarest pair does."""
    found: list[Scores] = []
    for one, other in pairwise(stems):
        places, others = segment.places(one), segment.places(other)
        if one == other:
            near = np.diff(places) <= within + 1
            found.append(_counted(places[:-1][near]))
        else:
            first = np.searchsorted(others, places - (within + 1))
            near = first < np.searchsorted(others, places + (within + 1), side="right")
            found.append(_counted(places[near]))
    every = found[0]
    for more in found[1:]:
        common, here, there = np.intersect1d(every.ids, more.ids, True, return_indices=True)
        every = Scores(common, np.minimum(every.scores[here], more.scores[there]))
    return every


def _counted(places: Places) -> Scores:
    ids, counts = np.unique(places // 65_536, return_counts=True)
    return Scores(ids, counts.astype(np.float32))
