"""Clauses and filters as tantivy's queries."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import tantivy
from tantivy import FieldType, Occur

from evidence.search.answering.facets import Dates, Filter
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
    Titled,
    Together,
    Weighed,
    bare,
)

Query = tantivy.Query


@dataclass(frozen=True)
class Queries:
    """Makes queries for one view of an index: ``values`` are a field's, each once; ``beginning`` the printed
    words that begin so."""

    _schema: tantivy.Schema
    _values: Callable[[str], list[str]]
    _beginning: Callable[[str], list[tuple[str, int]]]

    def filtered(self, wanted: Filter | Dates) -> Query:
        if isinstance(wanted, Dates):
            last = self._at_least("last", max(wanted.first, 1))
            until = Query.range_query(self._schema, "first", FieldType.Unsigned, None, wanted.last)
            within = Query.boolean_query([(Occur.Must, last), (Occur.Must, until)])
            if not wanted.undated:
                return silent(within)
            never = Query.range_query(self._schema, "last", FieldType.Unsigned, None, 0)
            return silent(self._any([within, never]))
        some = []
        for field in wanted.fields:
            if values := [value for value in self._values(field) if wanted.accepts(value)]:
                some.append((Occur.Should, Query.term_set_query(self._schema, field, values)))
        kept = Query.boolean_query(some) if some else Query.empty_query()
        if wanted.without:
            kept = Query.boolean_query([(Occur.Must, Query.all_query()), (Occur.MustNot, kept)])
        return silent(kept)

    def since(self, since: Since) -> Query:
        above = self._at_least("passage", since.passage + 1)
        inside = Query.term_set_query(self._schema, "document", list(since.documents))
        return silent(self._any([above, inside] if since.documents else [above]))

    def _at_least(self, field: str, value: int) -> Query:
        return Query.range_query(self._schema, field, FieldType.Unsigned, value, None)

    def query(self, clause: Clause) -> Query:
        if isinstance(clause, Stems):
            return self._any([self._term("body", stem) for stem in clause.stems])
        if isinstance(clause, Printed):
            return self._any([self._term("printed", word) for word in clause.words])
        if isinstance(clause, Named):
            names = self._any([self._term("named", name) for name in clause.names])
            return Query.const_score_query(names, clause.gain)
        if isinstance(clause, Titled):
            return silent(self._any([self._term("titled", stem) for stem in clause.stems]))
        if isinstance(clause, Row):
            return self._row(list(enumerate(clause.stems)))
        if isinstance(clause, Together):
            return Query.const_score_query(self._row(list(enumerate(clause.stems))), clause.gain)
        if isinstance(clause, Close):
            return Query.boolean_query(
                [(Occur.Must, self._near(*p, clause.within)) for p in pairwise(clause.stems)]
            )
        if isinstance(clause, Beginning):
            found = [word for word, _ in self._beginning(clause.prefix)]
            return Query.term_set_query(self._schema, "printed", found) if found else Query.empty_query()
        if isinstance(clause, Every):
            return silent(Query.all_query())
        return self._combined(clause)

    def _combined(self, clause: All | Any | But | Weighed) -> Query:
        if isinstance(clause, Weighed):
            return Query.boost_query(self.query(clause.part), clause.weight)
        if isinstance(clause, But):
            banned = [(Occur.MustNot, self.query(bare(each))) for each in clause.without]
            return Query.boolean_query([(Occur.Must, self.query(clause.part)), *banned])
        parts = [self.query(part) for part in clause.parts]
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


def silent(query: Query) -> Query:
    """The same, adding nothing to a score."""
    return Query.const_score_query(query, 0.0)
