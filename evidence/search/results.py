"""A query -> what the command line prints and the search page shows."""

import time
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from evidence.reads import search as reads
from evidence.search.copies import Rows, copies, own_first
from evidence.search.engine import Hit, IndexDamaged, Query, Results
from evidence.search.freshness import Behind, Searchable, as_tagged, bring_up_to_date, heal
from evidence.store import Record

COPIES = 2
"""Passages of similar meaning that are looked at for each that is shown."""


def search(services: Searchable, query: Query, *, patient: bool = False, similar: int = 0) -> dict[str, Any]:
    """Search the record as it stands, as far as it is indexed.

    What changed last is indexed first if that is quick; ``understood`` says how many documents wait. Who is
    ``patient`` has all of it indexed before: a command, which nothing goes on behind. At most ``similar``
    passages of similar meaning come besides, of those that say the same one.
    Returns {"total", "documents", "took_ms", "suggestion", "understood", "as_typed", "undated_left_out",
    "waiting", "hits", "similar",
    "groups": [{"document", "count", "hits"}], "facets": {field: [{"value", "count"}]}}; a hit is as
    ``shown`` makes it. There are groups if the query asks for them.
    """
    began = time.perf_counter()
    behind = bring_up_to_date(services, patient=patient)
    query = as_tagged(services, query)
    try:
        results = services.engine.search(query, _asked_for(similar))
        if not results.total and not behind.said and not services.engine.documents():
            behind = heal(services, patient=patient)
            results = services.engine.search(query, _asked_for(similar))
    except IndexDamaged:
        behind = heal(services, patient=patient)
        results = Results(0, ()) if behind.said else services.engine.search(query, _asked_for(similar))
    by_relevance = bool(query.text) and query.sort != "date"
    every = shown(services.record, [*results.hits, *results.similar], own_before_quoting=by_relevance)
    return _answered(every, results, behind, similar) | {"took_ms": _since(began)}


def _since(began: float) -> float:
    return round((time.perf_counter() - began) * 1000, 1)


def _asked_for(similar: int) -> int:
    """Some more, since copies of one text are one."""
    return similar * COPIES


def _answered(every: list[dict[str, Any]], results: Results, behind: Behind, similar: int) -> dict[str, Any]:
    hits = [hit for hit in every if hit["how"] != "meaning"]
    near = [hit for hit in every if hit["how"] == "meaning" and hit["same_as"] is None]
    by_passage = {hit["passage"]: hit for hit in hits}
    return {
        "total": results.total,
        "documents": results.documents,
        "suggestion": results.suggestion,
        "as_typed": results.as_typed,
        "undated_left_out": results.undated_left_out,
        "waiting": behind.documents,
        "hits": hits,
        "similar": near[:similar],
        "groups": [
            {
                "document": group.document,
                "count": group.count,
                "hits": [by_passage[hit.passage] for hit in group.hits if hit.passage in by_passage],
            }
            for group in results.groups
        ],
        "facets": {
            name: [{"value": facet.value, "count": facet.count} for facet in facets]
            for name, facets in results.facets.items()
        },
        "understood": " ".join(filter(None, [behind.said, results.understood])),
    }


def shown(record: Record, hits: Iterable[Hit], *, own_before_quoting: bool = False) -> list[dict[str, Any]]:
    """The hits as the command line and the page show them, in order, without any the record lacks.

    Each is what evidence.reads.search.found_passages has of it but its text, with passage, score, snippet,
    why, misread, how, and ``same_as``, the passage among them that says the same, or None. A passage may be
    asked for before those of other papers that quote it, whatever their scores.
    """
    found = list(hits)
    rows = reads.found_passages(record.db, [hit.passage for hit in found])
    same = copies({"passage": n, "text": row["text"], "date": row["date"]} for n, row in rows.items())
    if own_before_quoting:
        found = _own_first([hit for hit in found if hit.passage in rows], rows)
    return [
        {
            "passage": hit.passage,
            **{name: value for name, value in rows[hit.passage].items() if name != "text"},
            "score": hit.score,
            "snippet": hit.snippet,
            "why": hit.why,
            "misread": list(hit.misread),
            "how": hit.how,
            "same_as": same.get(hit.passage),
        }
        for hit in found
        if hit.passage in rows
    ]


def _own_first(hits: Sequence[Hit], rows: Rows) -> list[Hit]:
    """Among those that have as much of what was asked: else a closing formula would lift what has less."""
    by_passage = {hit.passage: hit for hit in hits}
    tiers = groupby(hits, key=lambda hit: (hit.how == "meaning", hit.tier))
    return [by_passage[n] for _, tier in tiers for n in own_first([hit.passage for hit in tier], rows)]


def suggestions(services: Searchable, prefix: str, limit: int = 8) -> list[str]:
    """What typing ``prefix`` could be completed to; nothing while the index cannot be read.

    A change shows in the next one, if it is quick to index.
    """
    try:
        bring_up_to_date(services)
        return services.engine.suggestions(prefix, limit)
    except IndexDamaged:
        return []
