"""The best passages scored again, from the same numbers on every engine: one order, whichever found them.

An engine finds, and orders roughly; the first of its order are scored here by BM25F over their own words and
their document's title, then by what the best of them share (feedback.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from evidence.search.answering.bm25 import K1, length_terms, rarity
from evidence.search.answering.feedback import expanded, smoothed
from evidence.search.answering.searcher import Place, Searcher, View
from evidence.search.answering.vectors import Entries, Floats, Numbers, numbers, unpack
from evidence.search.query.clauses import (
    All,
    Any,
    But,
    Clause,
    Every,
    Named,
    Stems,
    Titled,
    Together,
    Weighed,
)

ENOUGH = 10
"""Of fewer passages the best would be half: what they share says nothing."""
DIGITS = 4
"""A score is rounded, so that the last digits of a sum decide nothing."""

Mask = NDArray[np.bool_]


def rescored(
    view: View, searcher: Searcher, wanted: Clause, places: Sequence[Place], asked: float
) -> dict[int, float]:
    """A score for each of these passages. ``asked`` are the weights of the words that were asked for, added
    up."""
    if not places:
        return {}
    # Where two are alike the first comes first: the record's first, not the engine's.
    places = sorted(places, key=lambda place: place.passage)
    pool = unpack(searcher.vectors(places)).by_stem()
    passages, average = view.size
    scorer = _Scorer(searcher, pool, places, passages, length_terms(pool.sizes, average))
    scores = scorer.score(wanted)[1]
    if len(places) > ENOUGH and asked:
        rarities = np.log(1 + (passages + 1) / (view.frequencies.among(pool.stems) + 0.5))
        scores = scores + expanded(pool, scores, rarities, scorer.lengths, asked)
        scores = smoothed(pool, scores, rarities)
    rounded = np.round(scores * pool.factors, DIGITS).tolist()
    return dict(zip((place.passage for place in places), rounded, strict=True))


def scored(view: View, searcher: Searcher, wanted: Clause, places: Sequence[Place]) -> dict[int, float]:
    """A score for each of these passages by its own words alone. Titles, and what passages share, tell among
    the best of them."""
    pool = unpack(searcher.vectors(places))
    pool = replace(pool, title=np.zeros(len(pool.title)))
    passages, average = view.size
    scorer = _Scorer(searcher, pool, places, passages, length_terms(pool.sizes, average))
    rounded = np.round(scorer.score(wanted)[1] * pool.factors, DIGITS).tolist()
    return dict(zip((place.passage for place in places), rounded, strict=True))


@dataclass(frozen=True)
class _Scorer:
    """Which of the passages a clause finds, and what it adds to each one's score."""

    searcher: Searcher
    pool: Entries
    places: Sequence[Place]
    passages: int
    lengths: Floats
    known: dict[Clause, Mask] = field(default_factory=dict)

    def score(self, clause: Clause) -> tuple[Mask, Floats]:
        if isinstance(clause, Stems | Titled):
            return self._weigh(clause, numbers(clause.stems))
        if isinstance(clause, Weighed):
            has, scores = self.score(clause.part)
            return has, scores * clause.weight
        if isinstance(clause, But):
            has, scores = self.score(clause.part)
            for each in clause.without:
                has = has & ~self.score(each)[0]
            return has, np.where(has, scores, 0.0)
        if isinstance(clause, All | Any):
            parts = [self.score(part) for part in clause.parts]
            needed = len(parts) if isinstance(clause, All) else clause.needed
            has = np.sum([has for has, _ in parts], axis=0) >= needed
            return has, np.where(has, np.sum([scores for _, scores in parts], axis=0), 0.0)
        if isinstance(clause, Every):
            return np.ones(len(self.pool), np.bool_), np.zeros(len(self.pool))
        # Asked once for each clause: whose a paper is, is looked at twice, and an engine may search for it.
        if clause not in self.known:
            self.known[clause] = self.searcher.has(clause, self.places)
        has = self.known[clause]
        once = has.astype(np.float64)
        if isinstance(clause, Named | Together):
            return has, once * clause.gain
        return has, self._saturated(once, self.searcher.frequency(clause))

    def _weigh(self, clause: Stems | Titled, keys: Numbers) -> tuple[Mask, Floats]:
        """A title's words count beside the passage's own, and by themselves where it has none of them."""
        own, title = self.pool.weights(keys)
        frequency = self.searcher.frequency(Stems(clause.stems))
        if isinstance(clause, Stems):
            return own > 0, self._saturated(np.where(own > 0, own + title, 0.0), frequency)
        return title > 0, self._saturated(np.where(own > 0, 0.0, title), frequency or 1)

    def _saturated(self, weights: Floats, frequency: int) -> Floats:
        top = rarity(frequency, self.passages) * (K1 + 1)
        saturated: Floats = top * weights / (weights + self.lengths)
        return saturated
