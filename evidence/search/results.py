"""A query -> what the command line prints and the search page shows."""

import time
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, Protocol

from evidence.reads import search as reads
from evidence.search import indexer
from evidence.search.engine import Hit, IndexBusy, IndexDamaged, Query, Results, SearchEngine
from evidence.store import Record

SOON = 50
"""Documents that wait for the index and are still worth waiting for before a list is shown."""
BEHIND = "The index is being brought up to date, so the newest changes may be missing."


class Searchable(Protocol):
    """What searching needs of the open services: the record, and the engine that indexes it."""

    @property
    def record(self) -> Record: ...

    @property
    def engine(self) -> SearchEngine: ...


def search(services: Searchable, query: Query) -> dict[str, Any]:
    """Search the record as it stands now.

    The outbox is drained first, so that a change shows in the next search, unless another process is doing
    so: then ``understood`` says that the index is behind. An index that is damaged or gone is built anew.
    Returns {"total", "documents", "took_ms", "suggestion", "understood", "hits",
    "groups": [{"document", "count", "hits"}], "facets": {field: [{"value", "count"}]}}; a hit is as
    ``shown`` makes it. There are groups if the query asks for them.
    """
    began = time.perf_counter()
    behind = not bring_up_to_date(services)
    try:
        results = services.engine.search(query)
    except IndexDamaged:
        indexer.reindex(services.record, services.engine)
        results = services.engine.search(query)
    if not results.total and not services.engine.documents():
        behind = not _up_to_date(services, queued=False)
        results = services.engine.search(query)
    return _shown(services, results, behind, began)


def bring_up_to_date(services: Searchable) -> bool:
    """Index what waits in the outbox. False if another process is doing so."""
    return _up_to_date(services, queued=True)


def _up_to_date(services: Searchable, *, queued: bool) -> bool:
    """Bring the index up to the record if there is a sign that it is behind. False if it could not be."""
    db = services.record.db
    behind = reads.waiting(db)[0] if queued else reads.indexable(db)
    try:
        if behind:
            indexer.drain(services.record, services.engine, wait=0)
    except IndexBusy:
        return False
    return True


def _shown(services: Searchable, results: Results, behind: bool, began: float) -> dict[str, Any]:
    hits = shown(services.record, results.hits)
    by_passage = {hit["passage"]: hit for hit in hits}
    return {
        "total": results.total,
        "documents": results.documents,
        "took_ms": round((time.perf_counter() - began) * 1000, 1),
        "suggestion": results.suggestion,
        "hits": hits,
        "groups": [
            {
                "document": group.document,
                "count": group.count,
                "hits": [by_passage[hit.passage] for hit in group.hits if hit.passage in by_passage],
            }
            for group in results.groups
        ],
        "facets": {name: [asdict(facet) for facet in facets] for name, facets in results.facets.items()},
        "understood": " ".join(filter(None, [results.understood, BEHIND if behind else ""])),
    }


def shown(record: Record, hits: Iterable[Hit]) -> list[dict[str, Any]]:
    """The hits as the command line and the page show them, in order, without any the record lacks.

    Each is what evidence.reads.search.found_passages has of it, with passage, score, snippet, why, misread.
    """
    found = list(hits)
    rows = reads.found_passages(record.db, [hit.passage for hit in found])
    return [
        {
            "passage": hit.passage,
            **rows[hit.passage],
            "score": hit.score,
            "snippet": hit.snippet,
            "why": hit.why,
            "misread": list(hit.misread),
        }
        for hit in found
        if hit.passage in rows
    ]


def suggestions(services: Searchable, prefix: str, limit: int = 8) -> list[str]:
    """What typing ``prefix`` could be completed to; nothing while the index cannot be read.

    A change shows in the next one, unless so much waits that a person would wait between two keys.
    """
    try:
        if len(reads.waiting(services.record.db)[1]) <= SOON:
            bring_up_to_date(services)
        return services.engine.suggestions(prefix, limit)
    except IndexDamaged:
        return []
