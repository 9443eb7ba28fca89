"""A view whose passages have other tags: those written since, and those that the record alone has.

Words, postings and texts stay the segments' own, so that nothing is read or built again.
"""

import copy
from collections.abc import Mapping, Sequence
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from evidence.search.answering.facets import Dates, Filter, Traits, traits_of
from evidence.search.engine import Entry, Since
from evidence.search.whoosh.searcher import MemorySearcher, MemoryView
from evidence.search.whoosh.segments import FacetColumn, Segment
from evidence.search.whoosh.tags import Ints, Tags


def tagged_anew(view: MemoryView, tagged: Tags, passages: Ints) -> MemoryView:
    """The view, or, if the tags of these passages changed, one that differs in their segments' traits."""
    if not len(passages):
        return view
    made = copy.copy(view)  # with all that was read of the words
    segments = [
        s.tagged_anew(tagged.values, tagged.of(s.passages)) if np.isin(s.passages, passages).any() else s
        for s in view.segments
    ]
    object.__setattr__(made, "segments", segments)
    return made


class RetaggedView:
    """See searcher.View. All but the traits of the passages given is the view's."""

    def __init__(self, view: MemoryView, retagged: Mapping[int, Entry]) -> None:
        self._view = view
        self.segments = [_retagged(segment, retagged) for segment in view.segments]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._view, name)

    def searcher(self, filters: Sequence[Filter | Dates | Since]) -> MemorySearcher:
        """See searcher.View."""
        return MemorySearcher(cast(MemoryView, self), filters)


class _Columns:
    """One facet's values among a segment's own traits, and among those that came after them."""

    def __init__(self, own: FacetColumn, traits: Sequence[Traits], name: str) -> None:
        self._own, self._added, self._size = own, FacetColumn(traits, name), len(traits)

    def count(self, tally: NDArray[np.int64]) -> Mapping[str, int]:
        """See segments.FacetColumn."""
        found = dict(self._own.count(tally[: -self._size]))
        for value, n in self._added.count(tally[-self._size :]).items():
            found[value] = found.get(value, 0) + n
        return found


def _retagged(segment: Segment, retagged: Mapping[int, Entry]) -> Segment:
    """The segment, or one that differs from it in the traits of these passages."""
    wanted = np.fromiter(retagged, np.int64, len(retagged))
    here = np.flatnonzero(np.isin(segment.passages, wanted))
    if not len(here):
        return segment
    numbers: dict[Traits, int] = {}
    trait_of, own = segment.trait_of.copy(), len(segment.traits)
    for place in here.tolist():
        traits = traits_of(retagged[int(segment.passages[place])])
        trait_of[place] = own + numbers.setdefault(traits, len(numbers))
    made = copy.copy(segment)
    made.trait_of, made.traits = trait_of, [*segment.traits, *numbers]
    columns = {name: _Columns(column, list(numbers), name) for name, column in segment.facets.items()}
    made.__dict__["facets"] = columns
    return made
