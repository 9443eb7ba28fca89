"""The order of what was found: the best as scored again, then the rest in the engine's."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from evidence.search.answering.searcher import SHOWN, WINDOW, Place, Searcher
from evidence.search.query.clauses import Clause

Documents = list[tuple[int, int, list[Place]]]
"""Each document with how many of its passages were found, and the best of them."""


class Ordering:
    """Tiers of passages in order. ``again`` gives the best of them their scores anew."""

    def __init__(
        self,
        searcher: Searcher,
        tiers: Sequence[Clause],
        *,
        by_date: bool,
        again: Callable[[Sequence[Place]], Mapping[int, float]],
    ) -> None:
        self._searcher, self._tiers, self._by_date, self._again = searcher, tiers, by_date, again

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
        if len(order) < skip + wanted and sum(map(len, self._best)) == WINDOW:
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
        for number in range(len(self._tiers)):
            left = WINDOW - sum(map(len, windows))
            tier = self._tiers[number]
            windows.append(self._searcher.best([tier], 0, left, by_date=False) if left else [])
        every = [place for window in windows for place in window]
        scores = self._again(every)
        return [
            sorted(
                (
                    Place(scores[place.passage], place.passage, place.document, number, place.at)
                    for place in window
                ),
                key=lambda place: (-place.score, place.passage),
            )
            for number, window in enumerate(windows)
        ]


def _first(best: list[Place], others: list[Place]) -> list[Place]:
    """The few that are shown of a document: its best, then what else was found."""
    known = {place.passage for place in best}
    return [*best, *(place for place in others if place.passage not in known)][:SHOWN]
