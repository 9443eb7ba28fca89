"""A view whose passages have other tags than the index holds: those that changed since it was written.

Filters by tags look at these passages' own tags, and at the index for all others; counts likewise.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import tantivy
from tantivy import Occur

from evidence.search.answering.facets import TAGS, VALUES, Dates, Filter, Traits, traits_of
from evidence.search.engine import Entry, Since
from evidence.search.tantivy.queries import silent
from evidence.search.tantivy.searcher import TantivySearcher, TantivyView

Query = tantivy.Query


class RetaggedView:
    """See searcher.View. All but the tags of the passages given is the view's."""

    def __init__(self, view: TantivyView, retagged: Mapping[int, Entry]) -> None:
        self._view = view
        self.retagged = {passage: traits_of(entry) for passage, entry in retagged.items()}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._view, name)

    def searcher(self, filters: Sequence[Filter | Dates | Since]) -> TantivySearcher:
        """See searcher.View."""
        return RetaggedSearcher(self, self.retagged, filters)


class RetaggedSearcher(TantivySearcher):
    """See searcher.Searcher."""

    def __init__(
        self, view: Any, retagged: Mapping[int, Traits], filters: Sequence[Filter | Dates | Since]
    ) -> None:
        self._retagged = retagged
        super().__init__(view, filters)

    def _filter(self, wanted: Filter | Dates | Since) -> tuple[str, tantivy.Query]:
        facet, query = super()._filter(wanted)
        if not isinstance(wanted, Filter) or not TAGS.intersection(wanted.fields):
            return facet, query
        kept = [passage for passage, traits in self._retagged.items() if wanted.keeps(traits)]
        others = Query.boolean_query([(Occur.Must, query), (Occur.MustNot, self._among(self._retagged))])
        if not kept:
            return facet, silent(others)
        either = [(Occur.Should, others), (Occur.Should, self._among(kept))]
        return facet, silent(Query.boolean_query(either))

    def _facets(self, query: tantivy.Query, names: Sequence[str]) -> dict[str, Mapping[str, int]]:
        counts = super()._facets(query, names)
        tagged = [name for name in names if name in TAGS]
        if not tagged:
            return counts
        here = Query.boolean_query([(Occur.Must, query), (Occur.Must, self._among(self._retagged))])
        hits = self._searcher.search(here, limit=max(len(self._retagged), 1), count=False).hits
        found = [self._retagged[passage] for passage in self._passages(hits)]
        indexed = super()._facets(here, tagged) if found else {}
        for name in tagged if found else ():
            now = Counter(counts[name])
            now.subtract(indexed[name])
            now.update(value for traits in found for value in VALUES[name](traits))
            counts[name] = now
        return counts

    def _among(self, passages: Any) -> tantivy.Query:
        return Query.term_set_query(self._schema, "passage", list(passages))
