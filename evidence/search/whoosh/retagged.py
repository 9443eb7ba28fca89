"""A view whose passages have other tags: those written since, and those that the record alone has.

Words, postings and texts stay the segments' own, so that nothing is read or built again.
"""

import copy
from collections.abc import Mapping, Sequence
from typing import Any, cast

import numpy as np

from evidence.search.answering.entries import tags_of
from evidence.search.answering.facets import Dates, Filter
from evidence.search.engine import Entry, Since
from evidence.search.whoosh.searcher import MemorySearcher, MemoryView
from evidence.search.whoosh.segments import Segment
from evidence.search.whoosh.tags import Tags


def tagged_anew(view: MemoryView, tagged: Tags) -> MemoryView:
    """The view, or, if passages of it were tagged anew, one that differs in their segments' traits."""
    segments = [s.tagged_anew(tagged.values, tagged.of(s.passages)) for s in view.segments]
    if all(one is other for one, other in zip(segments, view.segments, strict=True)):
        return view
    made = copy.copy(view)  # with all that was read of the words
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


def _retagged(segment: Segment, retagged: Mapping[int, Entry]) -> Segment:
    """The segment, or one that differs from it in the traits of these passages."""
    wanted = np.fromiter(retagged, np.int64, len(retagged))
    here = np.flatnonzero(np.isin(segment.passages, wanted))
    if not len(here):
        return segment
    return segment.retagged(here, [tags_of(retagged[n]) for n in segment.passages[here].tolist()])
