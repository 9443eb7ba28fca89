"""Query -> Results over one view of an index: finding, facets, the page of hits. No engine is imported."""

import heapq
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import NamedTuple, Protocol

from evidence.search import spelling
from evidence.search.engine import Hit, Query, Results
from evidence.search.finding import NOTHING_TYPED, Found, find
from evidence.search.ranking import Collection, Matcher, Scores, Segment
from evidence.search.snippets import Marks, marks_of, snippet
from evidence.search.syntax import Parsed, Word, parse
from evidence.search.traits import Traits, count_facets, filter_of

# A heading, a letterhead or a footnote is found, but seldom what one would cite.
FACTORS = {"heading": 0.6, "front": 0.5, "footnote": 0.8}


class Stored(Segment, Protocol):
    """A segment that can also show its passages."""

    traits: Sequence[Traits]
    """The segment's different traits."""
    trait_of: Sequence[int]
    """Each passage's traits, by number."""
    passages: Sequence[int]
    """Each passage's number in the record."""

    def text(self, number: int) -> str:
        """A passage's text."""
        ...

    def lexicon(self) -> Mapping[str, int]:
        """How many passages have each word, as printed."""
        ...


@dataclass(frozen=True)
class View:
    """An index as it stood at one commit."""

    collection: Collection
    segments: Sequence[Stored]

    @cached_property
    def documents(self) -> frozenset[int]:
        """The documents of passages that are not deleted."""
        found = set()
        for segment, deleted in zip(self.segments, self.collection.deleted, strict=True):
            alive = {t for d, t in enumerate(segment.trait_of) if d not in deleted}
            found.update(segment.traits[t].document for t in alive)
        return frozenset(found)


class Place(NamedTuple):
    """Where a hit is."""

    score: float
    passage: int
    segment: int
    number: int  # in its segment


def answer(view: View, query: Query) -> Results:
    """Answer a query. Never raises for what was typed."""
    began = time.perf_counter()
    results = _Answer(view, query).results()
    return replace(results, took_ms=(time.perf_counter() - began) * 1000)


class _Answer:
    """One query over one view."""

    def __init__(self, view: View, query: Query) -> None:
        self.view, self.query = view, query
        self.test, self.notes = filter_of(query)
        self.passes: dict[int, list[bool]] = {}  # a segment's traits, tested once

    def results(self) -> Results:
        text = self.query.text.strip()
        parsed = parse(text)
        if not text:
            every = Matcher(self.view.collection).everything()
            return self._page(parsed, Found([self._keep(n, u) for n, u in enumerate(every)], (), ""))
        if not parsed.parts:
            return Results(0, (), understood=" ".join([NOTHING_TYPED, *parsed.notes, *self.notes]))
        found = find(parsed, Matcher(self.view.collection), self._keep)
        results = self._page(parsed, found)
        if not any(found.exact):
            results = replace(results, suggestion=self._suggestion(parsed, found))
        return results

    def _keep(self, number: int, scores: Scores) -> Scores:
        if not self.test:
            return scores
        segment = self.view.segments[number]
        if number not in self.passes:
            self.passes[number] = [self.test(t) for t in segment.traits]
        passes, trait_of = self.passes[number], segment.trait_of
        return {d: s for d, s in scores.items() if passes[trait_of[d]]}

    def _page(self, parsed: Parsed, found: Found) -> Results:
        tally: list[tuple[Traits, int]] = []
        for tier in (found.exact, found.looser):
            for segment, scores in zip(self.view.segments, tier, strict=False):
                numbers = Counter(map(segment.trait_of.__getitem__, scores))
                tally += [(segment.traits[trait], number) for trait, number in numbers.items()]
        marks = marks_of(parsed.parts, self.view.collection.stem)
        return Results(
            total=found.total,
            hits=tuple(self._hit(place, marks) for place in self._best(found, bool(parsed.parts))),
            facets=count_facets(tally),
            understood=" ".join(filter(None, [found.understood, *self.notes])),
        )

    def _best(self, found: Found, by_score: bool) -> list[Place]:
        """The page's places: exact hits first, each tier by score, then in the record's order."""
        skip, wanted = max(0, self.query.offset), max(0, self.query.limit)
        best: list[Place] = []
        for tier in (found.exact, found.looser):
            ranked = [self._rank(number, scores, by_score) for number, scores in enumerate(tier)]
            best += self._top(ranked, skip + wanted - len(best))
        return best[skip : skip + wanted]

    def _rank(self, number: int, scores: Scores, by_score: bool) -> Scores:
        """Scores by kind of passage; browsing, the date as a number in their place."""
        segment = self.view.segments[number]
        trait_of = segment.trait_of
        if by_score:
            by = [FACTORS.get(t.passage_kind, 1.0) for t in segment.traits]
            return {d: score * by[trait_of[d]] for d, score in scores.items()}
        by = [_day(t.date) for t in segment.traits]
        return {d: by[trait_of[d]] for d in scores}

    def _top(self, ranked: list[Scores], count: int) -> list[Place]:
        """The best of one tier. Only those that reach the last place's score are compared by passage."""
        if count <= 0 or not any(ranked):
            return []
        last = heapq.nlargest(count, chain.from_iterable(scores.values() for scores in ranked))[-1]
        places = [
            Place(score, self.view.segments[number].passages[d], number, d)
            for number, scores in enumerate(ranked)
            for d, score in scores.items()
            if score >= last
        ]
        return sorted(places, key=lambda p: (-p.score, p.passage))[:count]

    def _hit(self, place: Place, marks: Marks) -> Hit:
        segment = self.view.segments[place.segment]
        shown = snippet(segment.text(place.number), marks, self.view.collection.stem)
        score = round(place.score, 4) if marks.stems or marks.beginnings else 0.0
        return Hit(place.passage, segment.traits[segment.trait_of[place.number]].document, score, shown)

    def _suggestion(self, parsed: Parsed, found: Found) -> str:
        lexicon: Counter[str] = Counter()
        for segment in self.view.segments:
            lexicon.update(segment.lexicon())
        matcher = Matcher(self.view.collection)
        known = {w for w in spelling.asked(parsed) if matcher.count(Word(w))}
        return spelling.suggest(self.query.text.strip(), parsed, lexicon, known)


def _day(iso: str) -> float:
    """A date as a number: 2011-06-22 is 20110622, 2011 is 20110000, none is 0."""
    digits = iso[:10].replace("-", "")
    return float(digits.ljust(8, "0")) if digits.isdecimal() else 0.0
