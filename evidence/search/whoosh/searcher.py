"""Searching an index whose posting lists are arrays in memory (ranking.py). No engine is imported."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from evidence.language.acronyms import Acronyms
from evidence.search.answering.entries import ACRONYM
from evidence.search.answering.facets import Dates, Filter
from evidence.search.answering.searcher import SHOWN, Place, Tally
from evidence.search.answering.vectors import Frequencies
from evidence.search.answering.vocabulary import Vocabulary
from evidence.search.engine import Since
from evidence.search.query.clauses import Clause
from evidence.search.whoosh.postings import Ids
from evidence.search.whoosh.ranking import Collection, Mask, Matcher, Scores
from evidence.search.whoosh.segments import Segment


@dataclass(frozen=True)
class MemoryView:
    """Segments as they stood at one commit."""

    collection: Collection
    segments: Sequence[Segment]
    configured: tuple[tuple[str, tuple[str, ...]], ...] = ()
    last: "Vocabulary | None" = field(default=None, compare=False)

    @cached_property
    def documents(self) -> frozenset[int]:
        """The documents of passages that are not deleted."""
        pairs = zip(self.segments, self.collection.alive, strict=True)
        return frozenset(
            int(d)
            for s, alive in pairs
            for d in np.unique(s.documents if alive is None else s.documents[alive])
        )

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words of all segments. The last view's is brought up to date: most words stay."""
        counts: Counter[str] = Counter()
        for segment in self.segments:
            counts.update(segment.lexicon)
        if self.last is None:
            return Vocabulary(counts)
        self.last.update(counts)
        return self.last

    @property
    def size(self) -> tuple[int, float]:
        """See searcher.View."""
        return self.collection.passages, self.collection.average_size

    @cached_property
    def frequencies(self) -> Frequencies:
        """See searcher.View."""
        pairs = zip(self.segments, self.collection.alive, strict=True)
        return Frequencies.sum([segment.living_frequencies(alive) for segment, alive in pairs])

    @cached_property
    def acronyms(self) -> Acronyms:
        """What the documents explain and what is configured."""
        learnt: Counter[tuple[str, str]] = Counter()
        for segment in self.segments:
            for name, count in segment.names(ACRONYM):
                short, _, long = name.removeprefix(ACRONYM).partition("=")
                learnt[short, long] += count
        return Acronyms(learnt, self.configured)

    def names(self, prefix: str) -> Iterable[tuple[str, int]]:
        """Names that begin so in any segment, with how many passages have each."""
        for segment in self.segments:
            yield from segment.names(prefix)

    def searcher(self, filters: Sequence[Filter | Dates | Since]) -> "MemorySearcher":
        """See searcher.View."""
        return MemorySearcher(self, filters)


def view_of(
    segments: Sequence[Segment],
    deleted: Sequence[Sequence[int]],
    configured: tuple[tuple[str, tuple[str, ...]], ...] = (),
    last: Vocabulary | None = None,
) -> MemoryView:
    """The view of segments without the passages ``deleted`` from each; ``last`` is an older view's
    vocabulary."""
    alive: list[Mask | None] = []
    words = passages = 0
    for segment, gone in zip(segments, deleted, strict=True):
        mask = np.ones(len(segment.sizes), np.bool_)
        mask[list(gone)] = False
        alive.append(mask if gone else None)
        words += int(segment.sizes[mask].sum())
        passages += int(mask.sum())
    average = words / passages if passages else 0.0
    return MemoryView(Collection(segments, alive, passages, average), segments, configured, last)


class MemorySearcher:
    """See searcher.Searcher. An ``at`` is a segment's number and a passage's in it."""

    def __init__(self, view: MemoryView, filters: Sequence[Filter | Dates | Since]) -> None:
        self._view = view
        self._matcher = Matcher(view.collection)
        self._since = [f for f in filters if isinstance(f, Since)]
        self._filters = [f for f in filters if not isinstance(f, Since)]
        self._passes = [[_mask(s, f) for f in self._filters] for s in view.segments]

    def count(self, clause: Clause) -> int:
        """See searcher.Searcher."""
        return sum(len(ids) for ids, _ in self._kept(clause))

    def frequency(self, clause: Clause) -> int:
        """See searcher.Searcher."""
        return sum(len(ids) for ids, _ in self._matcher.find(clause))

    def has(self, clause: Clause, places: Sequence[Place]) -> NDArray[np.bool_]:
        """See searcher.Searcher."""
        at = np.array([cast(tuple[int, int], place.at) for place in places], np.int64).reshape(-1, 2)
        has = np.zeros(len(places), np.bool_)
        for segment, (ids, _) in enumerate(self._matcher.find(clause)):
            here = at[:, 0] == segment
            has[here] = _among(ids, at[here, 1])
        return has

    def vectors(self, places: Sequence[Place]) -> list[bytes]:
        """See searcher.Searcher."""
        at = [cast(tuple[int, int], place.at) for place in places]
        return [self._view.segments[segment].vector(number) for segment, number in at]

    def text(self, place: Place) -> str:
        """See searcher.Searcher."""
        segment, number = cast(tuple[int, int], place.at)
        return self._view.segments[segment].text(number)

    def best(self, tiers: Sequence[Clause], skip: int, wanted: int, *, by_date: bool) -> list[Place]:
        """See searcher.Searcher."""
        found: list[Place] = []
        for number, tier in enumerate(tiers):
            if (left := skip + wanted - len(found)) <= 0:
                break
            found += self._top(number, self._ranked(tier, by_date), left)
        return found[skip : skip + wanted]

    def best_documents(
        self, tiers: Sequence[Clause], skip: int, wanted: int, *, by_date: bool
    ) -> list[tuple[int, int, list[Place]]]:
        """See searcher.Searcher."""
        ranked = [self._ranked(tier, by_date) for tier in tiers]
        owners = self._owners(ranked)
        keys = [_lifted(tier, len(tiers) - number) for number, tier in enumerate(ranked)]
        every = _joined([o for tier in owners for o in tier])
        if not len(every):
            return []
        documents, of = np.unique(every, return_inverse=True)
        top = np.full(len(documents), -np.inf)
        np.maximum.at(top, of, _joined([k for tier in keys for k in tier]))
        order = np.lexsort((documents, -top))[skip : skip + wanted]
        chosen = documents[order]
        counts = np.bincount(of)[order]
        hits = self._of_documents(ranked, owners, chosen)
        return [(int(d), int(n), hits[int(d)]) for d, n in zip(chosen, counts, strict=True)]

    def of_documents(
        self, tiers: Sequence[Clause], documents: Sequence[int]
    ) -> dict[int, tuple[int, list[Place]]]:
        """See searcher.Searcher."""
        ranked = [self._ranked(tier, False) for tier in tiers]
        owners = self._owners(ranked)
        every = _joined([o for tier in owners for o in tier])
        hits = self._of_documents(ranked, owners, np.asarray(documents, np.int64))
        return {document: (int((every == document).sum()), hits[document]) for document in documents}

    def _owners(self, ranked: list[list[Scores]]) -> list[list[Ids]]:
        """The documents of each tier's passages."""
        segments = self._view.segments
        return [[s.documents[ids] for s, (ids, _) in zip(segments, tier, strict=True)] for tier in ranked]

    def tally(self, tiers: Sequence[Clause]) -> Tally:
        """See searcher.Searcher."""
        counts: dict[str, Counter[str]] = {}
        documents: set[int] = set()
        for number, segment in enumerate(self._view.segments):
            found = _joined([self._find(tier)[number].ids for tier in tiers])
            tally = np.bincount(segment.trait_of[found], minlength=len(segment.traits))
            passes = self._passes[number]
            for name, column in segment.facets.items():
                others = [m for m, f in zip(passes, self._filters, strict=True) if f.facet != name]
                counts.setdefault(name, Counter()).update(column.count(_under(tally, others), segment.traits))
            left = np.flatnonzero(_under(tally, passes))
            documents.update(segment.traits[t].document for t in left.tolist())
        return Tally(len(documents), counts)

    def _find(self, clause: Clause) -> list[Scores]:
        """What a clause finds, or what is new of it."""
        found = self._matcher.find(clause)
        for since in self._since:
            found = [_newer(s, scores, since) for s, scores in zip(self._view.segments, found, strict=True)]
        return found

    def _kept(self, clause: Clause) -> list[Scores]:
        """What a clause finds, under the filters."""
        found = self._find(clause)
        if not self._filters:
            return found
        return [
            _filtered(segment, scores, passes)
            for segment, scores, passes in zip(self._view.segments, found, self._passes, strict=True)
        ]

    def _ranked(self, tier: Clause, by_date: bool) -> list[Scores]:
        """A tier's passages with what they are sorted by."""
        kept = self._kept(tier)
        if by_date:
            return [Scores(ids, s.days[ids]) for s, (ids, _) in zip(self._view.segments, kept, strict=True)]
        pairs = zip(self._view.segments, kept, strict=True)
        return [Scores(ids, scores * segment.factors[ids]) for segment, (ids, scores) in pairs]

    def _top(self, tier: int, ranked: list[Scores], count: int) -> list[Place]:
        """The best of one tier. Only those that reach the last place's score are compared by passage."""
        if not len(every := _joined([scores for _, scores in ranked])):
            return []
        last = np.partition(every, -count)[-count] if count < len(every) else -np.inf
        reached = [(ids[scores >= last], scores[scores >= last]) for ids, scores in ranked]
        columns = [self._columns(number, *found) for number, found in enumerate(reached)]
        every, passages, *others = map(_joined, zip(*columns, strict=True))
        order = np.lexsort((passages, -every))[:count]
        return _places(tier, [each[order] for each in (every, passages, *others)])

    def _columns(self, number: int, ids: Ids, scores: NDArray[Any]) -> tuple[NDArray[Any], ...]:
        """Of these passages of a segment: score, passage, document, segment and number."""
        segment = self._view.segments[number]
        return scores, segment.passages[ids], segment.documents[ids], np.full(len(ids), number), ids

    def _of_documents(
        self, ranked: list[list[Scores]], owners: list[list[Ids]], chosen: NDArray[np.int64]
    ) -> dict[int, list[Place]]:
        """The best few places of each chosen document, in order."""
        found: dict[int, list[Place]] = {int(d): [] for d in chosen}
        for tier, (every, of) in enumerate(zip(ranked, owners, strict=True)):
            places: list[Place] = []
            for number, ((ids, scores), documents) in enumerate(zip(every, of, strict=True)):
                here = np.isin(documents, chosen)
                places += _places(tier, self._columns(number, ids[here], scores[here]))
            for place in sorted(places, key=lambda p: (-p.score, p.passage)):
                if len(found[place.document]) < SHOWN:
                    found[place.document].append(place)
        return found


def _places(tier: int, columns: Iterable[NDArray[Any]]) -> list[Place]:
    rows = zip(*(each.tolist() for each in columns), strict=True)
    return [Place(score, passage, of, tier, (segment, n)) for score, passage, of, segment, n in rows]


def _mask(segment: Segment, wanted: Filter | Dates) -> Mask:
    """Which of a segment's traits a filter keeps."""
    return np.fromiter((wanted.keeps(t) for t in segment.traits), np.bool_, len(segment.traits))


def _among(ids: Ids, wanted: NDArray[np.int64]) -> Mask:
    """Which of these are among the rising ``ids``."""
    if not len(ids):
        return np.zeros(len(wanted), np.bool_)
    return np.asarray(ids[np.minimum(np.searchsorted(ids, wanted), len(ids) - 1)] == wanted, np.bool_)


def _newer(segment: Segment, found: Scores, since: Since) -> Scores:
    new = segment.passages[found.ids] > since.passage
    if since.documents:
        new |= np.isin(segment.documents[found.ids], since.documents)
    return Scores(found.ids[new], found.scores[new])


def _under(tally: NDArray[np.int64], masks: Sequence[Mask]) -> NDArray[np.int64]:
    for mask in masks:
        tally = np.where(mask, tally, 0)
    return tally


def _filtered(segment: Segment, found: Scores, passes: Sequence[Mask]) -> Scores:
    every = np.logical_and.reduce(passes)
    left = every[segment.trait_of[found.ids]]
    return Scores(found.ids[left], found.scores[left])


def _lifted(tier: list[Scores], height: int) -> list[NDArray[np.float64]]:
    """Sort keys that put any passage of a higher tier before all of a lower one."""
    return [scores.astype(np.float64) + height * 1e9 for _, scores in tier]


def _joined(arrays: Sequence[NDArray[Any]]) -> NDArray[Any]:
    return np.concatenate(arrays) if arrays else np.empty(0, np.int64)
