"""The order of what was found: the best as scored again, the next as scored by their words, then the rest in
the engine's."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from evidence.search.answering.searcher import CANDIDATES, SHOWN, WINDOW, Place, Searcher
from evidence.search.query.clauses import Clause

Documents = list[tuple[int, int, list[Place]]]
"""Each document with how many of its passages were found, and the best of them."""


Scoring = Callable[[Sequence[Place]], Mapping[int, float]]


class Ordering:
    """Tiers of passages in order. ``alone`` scores passages by their own words, ``again`` the best of them
    by what they share too."""

    def __init__(
        self,
        searcher: Searcher,
        tiers: Sequence[Clause],
        *,
        by_date: bool,
        alone: Scoring,
        again: Scoring,
    ) -> None:
        self._searcher, self._tiers, self._by_date = searcher, tiers, by_date
        self._alone, self._again = alone, again

    def passages(self, skip: int, wanted: int) -> list[Place]:
        """The passages from ``skip`` on."""
        if self._by_date:
            return self._searcher.best(self._tiers, skip, wanted, by_date=True)
        found: list[Place] = []
        for number, window in enumerate(self._best):
            if len(found) >= wanted:
                break
            count = self._searcher.count(self._tiers[number])
            found += window[skip : skip + wanted - len(found)]
            if len(found) < wanted and len(window) < count:
                found += self._rest(number, max(skip, len(window)), wanted - len(found))
            skip = max(0, skip - count)
        return found

    def documents(self, skip: int, wanted: int) -> Documents:
        """The documents from ``skip`` on, in the order of their best passages."""
        if self._by_date:
            return self._searcher.best_documents(self._tiers, skip, wanted, by_date=True)
        best: dict[int, list[Place]] = {}
        for window in self._best:
            for place in window:
                best.setdefault(place.document, []).append(place)
        order = list(best)
        if len(order) < skip + wanted and sum(map(len, self._best)) >= WINDOW:
            more = self._searcher.best_documents(self._tiers, 0, skip + wanted + len(best), by_date=False)
            order += [document for document, _, _ in more if document not in best]
        chosen = order[skip : skip + wanted]
        every = self._searcher.of_documents(self._tiers, chosen)
        return [(d, every[d][0], _first(best.get(d, []), every[d][1])) for d in chosen]

    def _rest(self, number: int, skip: int, wanted: int) -> list[Place]:
        rest = self._searcher.best([self._tiers[number]], skip, wanted, by_date=False)
        return [place._replace(tier=number) for place in rest]

    @cached_property
    def _best(self) -> list[list[Place]]:
        """Each tier's best, in order; those of all tiers are scored together."""
        windows: list[list[Place]] = []
        next_ones: list[list[Place]] = []
        for number in range(len(self._tiers)):
            best, others = self._chosen(number, WINDOW - sum(map(len, windows)))
            windows.append(best)
            next_ones.append(others)
        scores = self._again([place for window in windows for place in window])
        return [
            [*_ordered(window, scores, number), *others]
            for number, (window, others) in enumerate(zip(windows, next_ones, strict=True))
        ]

    def _chosen(self, number: int, room: int) -> tuple[list[Place], list[Place]]:
        """The best of a tier, at most ``room``, by their own words where the engine has more; then those of
        the others that were looked at."""
        if not room:
            return [], []
        found = self._searcher.best([self._tiers[number]], 0, CANDIDATES, by_date=False)
        if len(found) <= room:
            return found, []
        order = _ordered(found, self._alone(found), number)
        return order[:room], order[room:]


def _ordered(places: Sequence[Place], scores: Mapping[int, float], tier: int) -> list[Place]:
    scored = [Place(scores[passage], passage, document, tier, at) for _, passage, document, _, at in places]
    return sorted(scored, key=lambda place: (-place.score, place.passage))


def _first(best: list[Place], others: list[Place]) -> list[Place]:
    """The few that are shown of a document: its best, then what else was found."""
    known = {place.passage for place in best}
    return [*best, *(place for place in others if place.passage not in known)][:SHOWN]
