"""Passages that say what was asked for in other words, by the field's model of words. No engine is imported.

What was asked becomes a direction in the model's space; an engine finds what has words that lie near it, and
the best of these are scored by the cosine of their own words with it, as links are
(evidence.linking.likeness). A word that the model does not know lies where the home's own passages with it
lie.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np

from evidence.language.stems import stem as stemmed
from evidence.language.words import COMMON
from evidence.linking.field_model import FieldModel, shipped
from evidence.linking.likeness import lengths, unit
from evidence.search.answering.searcher import Place, Searcher
from evidence.search.answering.snippets import Passage, snippet
from evidence.search.answering.units import Plan, Unit
from evidence.search.answering.vectors import Entries, Floats, Numbers, numbers, summed, unpack
from evidence.search.answering.why import said_near
from evidence.search.engine import Hit, Marks
from evidence.search.query.clauses import Any, Clause, Stems, Weighed, all_of, without

FOUND = 240
"""The best of what an engine finds so. Each ranks by words in its own way, so that these are many."""
BEST = 60
"""The best of those by what their words add up to, as if these were unlike each other: looked at closer."""
NEAREST = 16
"""Words near to what was asked that are looked for besides."""
NEAR = 0.35
"""The cosine from which on a word is near."""
ALIKE = 3.5
"""How far above the field's paragraphs a passage must lie, in standard deviations."""
COSINE = 0.4
FEWEST = 6
"""Different words that the model knows: a passage of fewer is a label, and lies where its one word lies."""
LEARNT_FROM = 50
"""Passages that say where a word lies which the model does not know."""
OWN = 0.75
"""The most of its nearness that a passage may owe to words that were asked for: beyond that, it was found by
them."""
TELLING = 3
MOST = 3.0
"""A word that is repeated more often than this counts no more."""
DIGITS = 4

_Known = tuple[Numbers, Numbers, Floats]
"""Entries of stems that the model knows: each one's row, its passage's place, and what it weighs there."""


class Alike(NamedTuple):
    """A passage that is near in meaning; ``words`` are the stems it owes that to, beside those that were
    asked for, the most telling first."""

    place: Place
    words: tuple[str, ...]


@dataclass(frozen=True)
class Looked:
    """Where to look: ``under`` the query's filters for passages, and ``everywhere`` for what a word means."""

    under: Searcher
    everywhere: Searcher


def in_other_words(
    where: Looked, asked: Plan, apart: Sequence[Clause], shown: Collection[int], limit: int
) -> tuple[Hit, ...]:
    """What ``alike`` finds, as it is shown."""
    return tuple(_hit(where.under, each) for each in alike(where, asked, apart, shown, limit))


def _hit(searcher: Searcher, found: Alike) -> Hit:
    place = found.place
    passage = Passage(searcher.text(place), Marks(frozenset(found.words)))
    said = said_near(passage, found.words)
    return Hit(place.passage, place.document, place.score, snippet(passage), said, (), "meaning")


def alike(
    where: Looked, asked: Plan, apart: Sequence[Clause], shown: Collection[int], limit: int
) -> list[Alike]:
    """The passages that lie nearest to what was asked, best first, at most ``limit``.

    ``apart`` find what holds the words, and ``shown`` are the passages that are shown already: neither comes
    again. Nothing, if the model is missing, or if the words lie nowhere in its space.
    """
    units = [each for each in asked.units if not each.common and not each.demanded]
    space = _space()
    if space is None or not units or not (direction := space.direction(units, where.everywhere)).any():
        return []
    near: list[Clause] = [Weighed(Stems((stem,)), weight) for stem, weight in space.near(direction)]
    wanted = all_of([*asked.named, Any((*near, *(each.wide for each in units)))])
    places = where.under.best([without(wanted, [*apart, *asked.banned])], 0, FOUND, by_date=False)
    # Where two are alike the first comes first: the record's first, not the engine's.
    places = sorted((p for p in places if p.passage not in shown), key=lambda place: place.passage)
    own = frozenset(stem for each in asked.units for stem in each.stems)
    return space.best(direction, own, where.under, places, limit) if places else []


@lru_cache(maxsize=1)
def _space() -> "Space | None":
    model, _ = shipped()
    return Space(model) if model else None


class Space:
    """The model's space, its stems by the numbers that passages have them by (vectors.py)."""

    def __init__(self, model: FieldModel) -> None:
        self._model = model
        self._vectors = model.vectors.astype(np.float32)  # small whole numbers: sums of them are exact
        self._rows = {stem: row for row, stem in enumerate(model.stems)}
        # Of every number that a stem can have, its row from 1 on; 0 for what the model does not know, and for
        # common words. A table of what is nearly all noughts is found in faster than a sorted list.
        self._row_of = np.zeros(1 << 24, np.int16)
        self._row_of[numbers(model.stems)[::-1]] = np.arange(len(model.stems), 0, -1)
        self._row_of[numbers({stemmed(word) for word in COMMON})] = 0

    @cached_property
    def _squares(self) -> Floats:
        return np.asarray((self._model.vectors**2).sum(axis=1))

    @cached_property
    def _units(self) -> Floats:
        return unit(self._model.vectors)

    def direction(self, units: Sequence[Unit], everywhere: Searcher) -> Floats:
        """Where the words that were asked for lie together, at length 1; zeros, if nowhere."""
        every = np.zeros(self._model.dimensions)
        for each in units:
            rows = [self._rows[stem] for stem in each.stems if stem in self._rows]
            every += self._model.vectors[rows].sum(axis=0) if rows else self._learnt(each, everywhere)
        return np.asarray(unit(every[None, :])[0])

    def near(self, direction: Floats) -> list[tuple[str, float]]:
        """The stems nearest to a direction, each with its cosine."""
        cosines = self._units @ direction
        near = np.flatnonzero(cosines >= NEAR)
        best = near[np.argsort(-cosines[near], kind="stable")[:NEAREST]]
        return [(self._model.stems[row], float(cosines[row])) for row in best]

    def best(
        self, direction: Floats, own: Collection[str], searcher: Searcher, places: Sequence[Place], limit: int
    ) -> list[Alike]:
        """The best of these passages, if they are near enough by other words than their ``own``, those that
        were asked for."""
        entries = self._known(unpack(searcher.vectors(places)))
        along = self._model.vectors @ direction
        places, (rows, owner, weights) = self._likely(places, entries, along)
        towards = weights * along[rows]
        sums = self._sums(rows, owner, weights, len(places))
        above = np.round(self._above(direction, summed(owner, towards, len(places)), sums), DIGITS)
        asked = np.zeros(len(self._rows), np.bool_)
        asked[[self._rows[stem] for stem in own if stem in self._rows]] = True
        others = ~asked[rows]
        gained = summed(owner, towards.clip(0), len(places))
        by_others = summed(owner, towards.clip(0) * others, len(places))
        words = summed(owner, np.ones(len(owner)), len(places))
        enough = (above >= ALIKE) & (words >= FEWEST) & (by_others >= (1 - OWN) * gained)
        order = [n for n in np.argsort(-above, kind="stable") if enough[n]][:limit]
        return [
            Alike(
                places[n]._replace(score=float(above[n]), tier=0),
                self._telling(rows[(owner == n) & others], towards[(owner == n) & others]),
            )
            for n in order
        ]

    def _likely(self, places: Sequence[Place], entries: _Known, along: Floats) -> tuple[list[Place], _Known]:
        """The passages that are likely the best, and their entries; the others are not worth adding up."""
        rows, owner, weights = entries
        towards = summed(owner, weights * along[rows], len(places))
        long = summed(owner, weights**2 * self._squares[rows], len(places))
        rough = np.round(towards / np.sqrt(np.maximum(long, 1e-9)), DIGITS)
        best = np.zeros(len(places), np.bool_)
        best[np.argsort(-rough, kind="stable")[:BEST]] = True
        here = best[owner]
        kept = [place for place, is_best in zip(places, best, strict=True) if is_best]
        return kept, (rows[here], (np.cumsum(best) - 1)[owner[here]], weights[here])

    def _above(self, direction: Floats, towards: Floats, sums: Floats) -> Floats:
        """How far passages lie above the field's, in standard deviations; 0 where the cosine is too small."""
        cosines = towards / np.maximum(lengths(sums), 1e-9)
        deviation = np.sqrt(max(float(direction @ self._model.spread @ direction), 1e-6))
        above = (cosines - float(direction @ self._model.mean)) / deviation
        return np.where(cosines >= COSINE, above, 0.0)

    def _learnt(self, unknown: Unit, everywhere: Searcher) -> Floats:
        """Where a word lies that the model does not know: where the passages lie that have it, beyond where
        all passages lie, as far out as a word of middling length."""
        # By date: an order that every engine has alike.
        places = everywhere.best([unknown.wide], 0, LEARNT_FROM, by_date=True)
        if not places:
            return np.zeros(self._model.dimensions)
        pool = unpack(everywhere.vectors(places))
        middle = unit(self._sums(*self._known(pool), len(pool))).mean(axis=0) - self._model.mean
        return np.asarray(unit(middle[None, :])[0] * np.median(lengths(self._model.vectors)))

    def _known(self, pool: Entries) -> _Known:
        """The entries that the model knows: each one's row, its passage, and what it weighs there."""
        rows = self._row_of[pool.stem]
        known = np.flatnonzero((rows > 0) & (pool.own > 0))
        return rows[known].astype(np.int64) - 1, pool.owner[known], np.minimum(pool.own[known], MOST)

    def _sums(self, rows: Numbers, owner: Numbers, weights: Floats, length: int) -> Floats:
        sums = np.zeros((length, self._model.dimensions))
        if len(owner):
            weighed = self._vectors[rows] * weights[:, None].astype(np.float32)
            first = np.flatnonzero(np.diff(owner, prepend=-1))
            sums[owner[first]] = np.add.reduceat(weighed, first, axis=0)
        return sums

    def _telling(self, rows: Numbers, towards: Floats) -> tuple[str, ...]:
        best = np.argsort(-towards, kind="stable")[:TELLING]
        return tuple(self._model.stems[rows[n]] for n in best if towards[n] > 0)
