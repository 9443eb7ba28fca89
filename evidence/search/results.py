"""A query -> what the command line prints and the search page shows."""

import time
from dataclasses import asdict
from typing import Any

from evidence.reads import search as reads
from evidence.search import indexer
from evidence.search.engine import IndexBusy, IndexDamaged, Query, Results
from evidence.services import Services

SOON = 50
"""Documents that wait for the index and are still worth waiting for before a list is shown."""
BEHIND = "The index is being brought up to date, so the newest changes may be missing."


def search(services: Services, query: Query) -> dict[str, Any]:
    """Search the record as it stands now.

    The outbox is drained first, so that a change shows in the next search, unless another process is doing
    so: then ``understood`` says that the index is behind. An index that is damaged or gone is built anew.
    Returns {"total", "documents", "took_ms", "suggestion", "understood", "hits",
    "groups": [{"document", "count", "hits"}], "facets": {field: [{"value", "count"}]}}; a hit is as
    evidence.reads.search.hydrate makes it. There are groups if the query asks for them.
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


def bring_up_to_date(services: Services) -> bool:
    """Index what waits in the outbox. False if another process is doing so."""
    return _up_to_date(services, queued=True)


def _up_to_date(services: Services, *, queued: bool) -> bool:
    """Bring the index up to the record if there is a sign that it is behind. False if it could not be."""
    db = services.record.db
    behind = reads.waiting(db)[0] if queued else reads.indexable(db)
    try:
        if behind:
            indexer.drain(services.record, services.engine, wait=0)
    except IndexBusy:
        return False
    return True


def _shown(services: Services, results: Results, behind: bool, began: float) -> dict[str, Any]:
    hits = reads.hydrate(services.record.db, results.hits)
    shown = {hit["passage"]: hit for hit in hits}
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
                "hits": [shown[hit.passage] for hit in group.hits if hit.passage in shown],
            }
            for group in results.groups
        ],
        "facets": {name: [asdict(facet) for facet in facets] for name, facets in results.facets.items()},
        "understood": " ".join(filter(None, [results.understood, BEHIND if behind else ""])),
    }


def suggestions(services: Services, prefix: str, limit: int = 8) -> list[str]:
    """What typing ``prefix`` could be completed to; nothing while the index cannot be read.

    A change shows in the next one, unless so much waits that a person would wait between two keys.
    """
    try:
        if len(reads.waiting(services.record.db)[1]) <= SOON:
            bring_up_to_date(services)
        return services.engine.suggestions(prefix, limit)
    except IndexDamaged:
        return []
