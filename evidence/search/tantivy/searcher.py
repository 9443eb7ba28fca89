"""Searching a tantivy index: clauses as its queries, counts as its aggregations."""

import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import tantivy
from tantivy import FieldType, Occur, Order

from evidence.language.acronyms import Acronyms
from evidence.search.answering.entries import ACRONYM
from evidence.search.answering.facets import FACETS, Dates, Filter
from evidence.search.answering.searcher import SHOWN, Expansion, Place, Tally
from evidence.search.answering.vocabulary import Vocabulary
from evidence.search.engine import Since
from evidence.search.query.clauses import (
    All,
    Any,
    Beginning,
    But,
    Clause,
    Close,
    Every,
    Named,
    Printed,
    Row,
    Stems,
    Together,
    Weighed,
    bare,
)

Query = tantivy.Query
Hits = list[tuple[float, tantivy.DocAddress]]
MOST_VALUES = 10_000
"""Values of one facet that are counted."""
WINDOW = 200
"""The best passages that more words are weighed for: to look up thirty more in every passage found would take
longer than to find them."""


@dataclass(frozen=True)
class TantivyView:
    """An index as it stood at one commit."""

    index: tantivy.Searcher
    schema: tantivy.Schema
    configured: tuple[tuple[str, tuple[str, ...]], ...] = ()
    last: Vocabulary | None = None

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """See searcher.View. The last view's is brought up to date: most words stay."""
        counts = dict(self.index.terms_with_prefix("printed", ""))
        if self.last is None:
            return Vocabulary(counts)
        self.last.update(counts)
        return self.last

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

    def names(self, prefix: str) -> Iterable[tuple[str, int]]:
        """Names that begin so, with how many passages have each."""
        return self.index.terms_with_prefix("named", prefix)

    def searcher(self, filters: Sequence[Filter | Dates | Since]) -> "TantivySearcher":
        """See searcher.View."""
        return TantivySearcher(self, filters)


class TantivySearcher:
    """See searcher.Searcher. An ``at`` is a DocAddress."""

    def __init__(self, view: TantivyView, filters: Sequence[Filter | Dates | Since]) -> None:
        self._view, self._searcher, self._schema = view, view.index, view.schema
        self._filters = [
            ("", self._since(f)) if isinstance(f, Since) else (f.facet, self._filter(f)) for f in filters
        ]
        self._first: dict[Clause, tuple[int, Hits]] = {}

    def count(self, clause: Clause) -> int:
        """See searcher.Searcher."""
        return self._window(clause)[0]

    def _window(self, clause: Clause) -> tuple[int, Hits]:
        """How many passages a clause finds, and the best of them: counting passes them all anyway."""
        if clause not in self._first:
            query = self._under(clause)
            found: typing.Any = self._searcher.search(query, WINDOW, weight_by_field="factor")
            self._first[clause] = (found.count or 0, found.hits)
        return self._first[clause]

    def text(self, place: Place) -> str:
        """See searcher.Searcher."""
        return bytes(self._searcher.doc(place.at)["shown"][0]).decode()  # type: ignore[arg-type]

    def best(
        self, tiers: Sequence[Clause], skip: int, wanted: int, *, by_date: bool, more: Expansion
    ) -> list[Place]:
        """See searcher.Searcher."""
        found: list[Place] = []
        for number, tier in enumerate(tiers):
            if len(found) < wanted:
                found += self._page(number, tier, skip, wanted - len(found), by_date, more)
                skip = max(0, skip - self.count(tier))
        return found

    def best_documents(
        self, tiers: Sequence[Clause], skip: int, wanted: int, *, by_date: bool, more: Expansion
    ) -> list[tuple[int, list[Place]]]:
        """See searcher.Searcher."""
        total = sum(map(self.count, tiers))
        size = (skip + wanted) * 10
        while True:
            places = self.best(tiers, 0, min(size, total), by_date=by_date, more=more)
            order = list(dict.fromkeys(place.document for place in places))
            if len(order) >= skip + wanted or size >= total:
                break
            size *= 4
        found = []
        for document in order[skip : skip + wanted]:
            own = Query.const_score_query(Query.term_query(self._schema, "document", document), 0.0)
            inside = TantivySearcher(self._view, ())
            inside._filters = [*self._filters, ("", own)]
            best = inside.best(tiers, 0, SHOWN, by_date=by_date, more=more)
            found.append((sum(map(inside.count, tiers)), best))
        return found

    def tally(self, tiers: Sequence[Clause]) -> Tally:
        """See searcher.Searcher."""
        every = bare(tiers[0] if len(tiers) == 1 else Any(tuple(tiers)))
        counts: dict[str, Mapping[str, int]] = {}
        chosen = {facet for facet, _ in self._filters if facet in FACETS}
        counts |= self._facets(self._under(every), [name for name in FACETS if name not in chosen])
        for name in chosen:
            counts |= self._facets(self._under(every, name), [name])
        return Tally(round(self._searcher.cardinality(self._under(every), "document")), counts)

    def _facets(self, query: Query, names: Sequence[str]) -> dict[str, Mapping[str, int]]:
        asked = {name: {"terms": {"field": name, "size": MOST_VALUES}} for name in names}
        found = self._searcher.aggregate(query, asked)
        return {n: {b["key"]: int(b["doc_count"]) for b in found[n]["buckets"]} for n in names}

    def _page(
        self, number: int, tier: Clause, skip: int, wanted: int, by_date: bool, more: Expansion
    ) -> list[Place]:
        hits: Hits
        if by_date:
            hits = self._sorted(tier, skip, wanted, order_by_field="newest", order=Order.Desc)
        else:
            hits = self._reranked(self._window(tier)[1], more)[skip : skip + wanted]
            if (left := wanted - len(hits)) and self.count(tier) > WINDOW:
                hits = hits + self._sorted(tier, max(skip, WINDOW), left, weight_by_field="factor")
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

    def _reranked(self, hits: Hits, more: Expansion) -> Hits:
        """The hits by their scores and what these words add."""
        if not more or not hits:
            return hits
        passages = self._passages(hits)
        among = _silent(Query.term_set_query(self._schema, "passage", passages))
        words = [(Occur.Should, Query.boost_query(self._term("body", s), w)) for s, w in more.items()]
        found = self._searcher.search(
            Query.boolean_query([(Occur.Must, among), *words]),
            limit=len(hits),
            count=False,
            weight_by_field="factor",
        ).hits
        adds = dict(zip(self._passages(found), (score for score, _ in found), strict=True))
        again = [(s + adds.get(p, 0.0), p, at) for (s, at), p in zip(hits, passages, strict=True)]
        return [(score, at) for score, _, at in sorted(again, key=lambda hit: (-hit[0], hit[1]))]

    def _passages(self, hits: Hits) -> list[int]:
        return [int(n or 0) for n in self._searcher.fast_field_values("passage", [at for _, at in hits])]

    def _under(self, clause: Clause, but: str = "") -> Query:
        """The clause under the filters, without those of the facet ``but``."""
        parts = [(Occur.Must, self._query(clause))]
        parts += [(Occur.Must, query) for facet, query in self._filters if not but or facet != but]
        return parts[0][1] if len(parts) == 1 else Query.boolean_query(parts)

    def _filter(self, wanted: Filter | Dates) -> Query:
        if isinstance(wanted, Dates):
            last = self._at_least("last", max(wanted.first, 1))
            until = Query.range_query(self._schema, "first", FieldType.Unsigned, None, wanted.last)
            return _silent(Query.boolean_query([(Occur.Must, last), (Occur.Must, until)]))
        some = []
        for field in wanted.fields:
            if values := [value for value in self._view.values(field) if wanted.accepts(value)]:
                some.append((Occur.Should, Query.term_set_query(self._schema, field, values)))
        kept = Query.boolean_query(some) if some else Query.empty_query()
        if wanted.without:
            kept = Query.boolean_query([(Occur.Must, Query.all_query()), (Occur.MustNot, kept)])
        return _silent(kept)

    def _since(self, since: Since) -> Query:
        above = self._at_least("passage", since.passage + 1)
        inside = Query.term_set_query(self._schema, "document", list(since.documents))
        return _silent(self._any([above, inside] if since.documents else [above]))

    def _at_least(self, field: str, value: int) -> Query:
        return Query.range_query(self._schema, field, FieldType.Unsigned, value, None)

    def _query(self, clause: Clause) -> Query:
        if isinstance(clause, Stems):
            return self._any([self._term("body", stem) for stem in clause.stems])
        if isinstance(clause, Printed):
            return self._any([self._term("printed", word) for word in clause.words])
        if isinstance(clause, Named):
            return _silent(self._any([self._term("named", name) for name in clause.names]))
        if isinstance(clause, Row):
            return self._row(list(enumerate(clause.stems)))
        if isinstance(clause, Together):
            return Query.const_score_query(self._row(list(enumerate(clause.stems))), clause.gain)
        if isinstance(clause, Close):
            return Query.boolean_query(
                [(Occur.Must, self._near(*p, clause.within)) for p in pairwise(clause.stems)]
            )
        if isinstance(clause, Beginning):
            found = [word for word, _ in self._searcher.terms_with_prefix("printed", clause.prefix)]
            return Query.term_set_query(self._schema, "printed", found) if found else Query.empty_query()
        if isinstance(clause, Every):
            return _silent(Query.all_query())
        return self._combined(clause)

    def _combined(self, clause: All | Any | But | Weighed) -> Query:
        if isinstance(clause, Weighed):
            return Query.boost_query(self._query(clause.part), clause.weight)
        if isinstance(clause, But):
            banned = [(Occur.MustNot, self._query(bare(each))) for each in clause.without]
            return Query.boolean_query([(Occur.Must, self._query(clause.part)), *banned])
        parts = [self._query(part) for part in clause.parts]
        if (
            isinstance(clause.parts[-1], Together) and len(parts) > 1
        ):  # it finds nothing that the words do not
            return Query.boolean_query([(Occur.Must, parts[0]), (Occur.Should, parts[1])])
        if isinstance(clause, All):
            return Query.boolean_query([(Occur.Must, part) for part in parts])
        return self._any(parts, clause.needed)

    def _any(self, parts: Sequence[Query], needed: int = 1) -> Query:
        if len(parts) == 1:
            return parts[0]
        some = [(Occur.Should, part) for part in parts]
        return Query.boolean_query(some, minimum_number_should_match=max(needed, 1))

    def _term(self, field: str, word: str) -> Query:
        return Query.term_query(self._schema, field, word.encode("utf-8", "replace").decode())

    def _row(self, stems: Sequence[tuple[int, str]]) -> Query:
        if len(stems) == 1:
            return self._term("body", stems[0][1])
        return Query.phrase_query(self._schema, "body", list(stems))

    def _near(self, one: str, other: str, within: int) -> Query:
        """One row for each distance: tantivy's own slop counts a swap as two steps."""
        gaps = range(1, within + 2)
        rows = [self._row([(0, one), (gap, other)]) for gap in gaps]
        if one != other:
            rows += [self._row([(0, other), (gap, one)]) for gap in gaps]
            # Two stems at one place: a compound and its first part.
            rows.append(self._row([(0, one), (0, other)]))
        return self._any(rows)


def _silent(query: Query) -> Query:
    """The same, adding nothing to a score."""
    return Query.const_score_query(query, 0.0)
