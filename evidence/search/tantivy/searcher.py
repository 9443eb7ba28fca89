"""Searching a tantivy index: clauses as its queries, counts as its aggregations."""

import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import tantivy
from numpy.typing import NDArray
from tantivy import Occur, Order

from evidence.language.acronyms import Acronyms
from evidence.search.answering.entries import ACRONYM
from evidence.search.answering.facets import FACETS, Dates, Filter
from evidence.search.answering.searcher import CANDIDATES, SHOWN, Place, Tally
from evidence.search.answering.vectors import Frequencies
from evidence.search.answering.vocabulary import Vocabulary
from evidence.search.engine import Since
from evidence.search.query.clauses import Any, Clause, Stems, bare
from evidence.search.tantivy.queries import Queries, silent

Query = tantivy.Query
Hits = list[tuple[float, tantivy.DocAddress]]
MOST_VALUES = 10_000
"""Values of one facet that are counted."""
MOST_DOCUMENTS = 65_000
"""tantivy's limit of buckets (AggregationLimits)."""


@dataclass(frozen=True)
class TantivyView:
    """An index as it stood at one commit."""

    index: tantivy.Searcher
    schema: tantivy.Schema
    configured: tuple[tuple[str, tuple[str, ...]], ...] = ()
    last: Vocabulary | None = None
    whole: bool = False
    """Whether nothing was deleted from it, so that a word's number of passages is known without counting."""
    known: dict[int, bytes] = field(default_factory=dict)
    """Passages' vectors that were read: to fetch them from the disk takes longer than to use them."""

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """See searcher.View. The last view's is brought up to date: most words stay."""
        counts = dict(self.index.terms_with_prefix("printed", ""))
        if self.last is None:
            return Vocabulary(counts)
        self.last.update(counts)
        return self.last

    @cached_property
    def size(self) -> tuple[int, float]:
        """See searcher.View."""
        passages = self.index.num_docs
        words = self.index.aggregate(Query.all_query(), {"words": {"sum": {"field": "size"}}})
        return passages, (words["words"]["value"] or 0.0) / passages if passages else 0.0

    @cached_property
    def frequencies(self) -> Frequencies:
        """See searcher.View."""
        return Frequencies.of(dict(self.index.terms_with_prefix("body", "")))

    @cached_property
    def acronyms(self) -> Acronyms:
        """See searcher.View."""
        learnt = {}
        for name, count in self.index.terms_with_prefix("named", ACRONYM):
            short, _, long = name.removeprefix(ACRONYM).partition("=")
            learnt[short, long] = count
        return Acronyms(learnt, self.configured)

    @cached_property
    def values(self) -> Callable[[str], list[str]]:
        """The values of a field, each once."""
        known: dict[str, list[str]] = {}

        def read(field: str) -> list[str]:
            if field not in known:
                known[field] = [value for value, _ in self.index.terms_with_prefix(field, "")]
            return known[field]

        return read

    @cached_property
    def queries(self) -> Queries:
        """Clauses as queries over this view."""
        return Queries(self.schema, self.values, lambda start: self.index.terms_with_prefix("printed", start))

    def names(self, prefix: str) -> Iterable[tuple[str, int]]:
        """Names that begin so, with how many passages have each."""
        return self.index.terms_with_prefix("named", prefix)

    def searcher(self, filters: Sequence[Filter | Dates | Since]) -> "TantivySearcher":
        """See searcher.View."""
        return TantivySearcher(self, filters)


class TantivySearcher:
    """See searcher.Searcher. An ``at`` is a DocAddress."""

    def __init__(self, view: TantivyView, filters: Sequence[Filter | Dates | Since]) -> None:
        self._view, self._searcher, self._schema, self._queries = view, view.index, view.schema, view.queries
        self._filters = [self._filter(f) for f in filters]
        self._first: dict[Clause, tuple[int, Hits]] = {}

    def _filter(self, wanted: Filter | Dates | Since) -> tuple[str, Query]:
        """The facet that chose it, and what it keeps."""
        if isinstance(wanted, Since):
            return "", self._queries.since(wanted)
        return wanted.facet, self._queries.filtered(wanted)

    def count(self, clause: Clause) -> int:
        """See searcher.Searcher."""
        return self._window(clause)[0]

    def _window(self, clause: Clause) -> tuple[int, Hits]:
        """How many passages a clause finds, and the best of them: counting passes them all anyway."""
        if clause not in self._first:
            query = self._under(clause)
            found: typing.Any = self._searcher.search(query, CANDIDATES, weight_by_field="factor")
            self._first[clause] = (found.count or 0, found.hits)
        return self._first[clause]

    def frequency(self, clause: Clause) -> int:
        """See searcher.Searcher."""
        if self._view.whole and isinstance(clause, Stems) and len(clause.stems) == 1:
            return int(self._searcher.doc_freq("body", clause.stems[0].encode("utf-8", "replace").decode()))
        if not self._filters:
            return self.count(clause)
        found: typing.Any = self._searcher.search(self._queries.query(clause), 1)
        return found.count or 0

    def has(self, clause: Clause, places: Sequence[Place]) -> NDArray[np.bool_]:
        """See searcher.Searcher."""
        passages = [place.passage for place in places]
        among = Query.term_set_query(self._schema, "passage", passages)
        both = Query.boolean_query([(Occur.Must, silent(among)), (Occur.Must, self._queries.query(clause))])
        hits = self._searcher.search(both, limit=max(len(places), 1), count=False).hits
        return np.isin(passages, self._passages(hits))

    def vectors(self, places: Sequence[Place]) -> list[bytes]:
        """See searcher.Searcher."""
        known = self._view.known
        for place in places:
            if place.passage not in known:
                known[place.passage] = bytes(self._searcher.doc(place.at)["vector"][0])  # type: ignore[arg-type]
        return [known[place.passage] for place in places]

    def text(self, place: Place) -> str:
        """See searcher.Searcher."""
        return bytes(self._searcher.doc(place.at)["shown"][0]).decode()  # type: ignore[arg-type]

    def best(self, tiers: Sequence[Clause], skip: int, wanted: int, *, by_date: bool) -> list[Place]:
        """See searcher.Searcher."""
        found: list[Place] = []
        for number, tier in enumerate(tiers):
            if len(found) < wanted:
                found += self._page(number, tier, skip, wanted - len(found), by_date)
                skip = max(0, skip - self.count(tier))
        return found

    def best_documents(
        self, tiers: Sequence[Clause], skip: int, wanted: int, *, by_date: bool
    ) -> list[tuple[int, int, list[Place]]]:
        """See searcher.Searcher."""
        total = sum(map(self.count, tiers))
        size = (skip + wanted) * 10
        while True:
            places = self.best(tiers, 0, min(size, total), by_date=by_date)
            order = list(dict.fromkeys(place.document for place in places))
            if len(order) >= skip + wanted or size >= total:
                break
            size *= 4
        return [(d, *self._inside(tiers, d, by_date)) for d in order[skip : skip + wanted]]

    def of_documents(
        self, tiers: Sequence[Clause], documents: Sequence[int]
    ) -> dict[int, tuple[int, list[Place]]]:
        """See searcher.Searcher."""
        return {document: self._inside(tiers, document, False) for document in documents}

    def _inside(self, tiers: Sequence[Clause], document: int, by_date: bool) -> tuple[int, list[Place]]:
        own = Query.const_score_query(Query.term_query(self._schema, "document", document), 0.0)
        inside = TantivySearcher(self._view, ())
        inside._filters = [*self._filters, ("", own)]
        best = inside.best(tiers, 0, SHOWN, by_date=by_date)
        return sum(map(inside.count, tiers)), best

    def tally(self, tiers: Sequence[Clause]) -> Tally:
        """See searcher.Searcher."""
        every = bare(tiers[0] if len(tiers) == 1 else Any(tuple(tiers)))
        counts: dict[str, Mapping[str, int]] = {}
        chosen = {facet for facet, _ in self._filters if facet in FACETS}
        counts |= self._facets(self._under(every), [name for name in FACETS if name not in chosen])
        for name in chosen:
            counts |= self._facets(self._under(every, name), [name])
        return Tally(self._documents(self._under(every)), counts)

    def _documents(self, query: Query) -> int:
        """How many there are. Counted one by one: cardinality(), of which pages are too few, is an estimate
        (HyperLogLog), and taken only where there are more than an aggregation counts."""
        asked = {"found": {"terms": {"field": "document", "size": MOST_DOCUMENTS}}}
        found = self._searcher.aggregate(query, asked)["found"]
        counted = len(found["buckets"])
        if not found["sum_other_doc_count"]:
            return counted
        return max(counted, round(self._searcher.cardinality(query, "document")))

    def _facets(self, query: Query, names: Sequence[str]) -> dict[str, Mapping[str, int]]:
        asked = {name: {"terms": {"field": name, "size": MOST_VALUES}} for name in names}
        found = self._searcher.aggregate(query, asked)
        return {n: {b["key"]: int(b["doc_count"]) for b in found[n]["buckets"]} for n in names}

    def _page(self, number: int, tier: Clause, skip: int, wanted: int, by_date: bool) -> list[Place]:
        hits: Hits
        if by_date:
            hits = self._sorted(tier, skip, wanted, order_by_field="newest", order=Order.Desc)
        else:
            hits = self._window(tier)[1][skip : skip + wanted]
            if (left := wanted - len(hits)) and self.count(tier) > CANDIDATES:
                hits = hits + self._sorted(tier, max(skip, CANDIDATES), left, weight_by_field="factor")
        passages = self._passages(hits)
        documents = self._searcher.fast_field_values("document", [at for _, at in hits])
        return [
            Place(float(score), passage, int(document or 0), number, at)
            for (score, at), passage, document in zip(hits, passages, documents, strict=True)
        ]

    def _sorted(self, tier: Clause, skip: int, wanted: int, **how: typing.Any) -> Hits:
        query, limit = self._under(tier), max(wanted, 1)
        found = self._searcher.search(query, limit=limit, offset=skip, count=False, **how)
        return found.hits[:wanted]

    def _passages(self, hits: Hits) -> list[int]:
        return [int(n or 0) for n in self._searcher.fast_field_values("passage", [at for _, at in hits])]

    def _under(self, clause: Clause, but: str = "") -> Query:
        """The clause under the filters, without those of the facet ``but``."""
        parts = [(Occur.Must, self._queries.query(clause))]
        parts += [(Occur.Must, query) for facet, query in self._filters if not but or facet != but]
        return parts[0][1] if len(parts) == 1 else Query.boolean_query(parts)
