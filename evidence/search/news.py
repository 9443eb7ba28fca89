"""What a saved search finds now that a person has not seen."""

import time
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from evidence.reads import saved_searches as reads
from evidence.search.engine import IndexDamaged, Query, Since
from evidence.search.freshness import Searchable, as_tagged, bring_up_to_date
from evidence.search.saved import saved_search
from evidence.store import saved_searches as store

SECONDS = 0.3
"""How long counting for a list of searches may take: of the rest it is said that they were not counted."""


def counted(
    services: Searchable, saved: Iterable[dict[str, Any]], seconds: float = SECONDS
) -> dict[int, int | None]:
    """For each saved search (as evidence.search.saved gives it) that its reader has opened before,
    how many passages it finds that were not there then; None where time, or the index, did not allow it.

    Searches that nothing can be new for cost nothing; of the others at least one is counted.
    """
    bring_up_to_date(services)
    until = time.monotonic() + seconds
    found: dict[int, int | None] = {}
    for each in saved:
        if each["seen"] is None:
            continue
        since = reads.since(services.record.db, each["seen"])
        late = time.monotonic() > until and any(found.values())
        found[each["id"]] = 0 if since is None else None if late else count(services, each["query"], since)
    return found


def count(services: Searchable, query: Query, since: Since) -> int | None:
    """How many passages that are new a query finds; None while the index cannot be read."""
    try:
        return services.engine.search(as_tagged(services, only(query, since))).total
    except IndexDamaged:
        return None


def only(query: Query, since: Since, limit: int = 0) -> Query:
    """The query for its new passages alone, newest document first."""
    return replace(query, since=since, limit=limit, offset=0, grouped=False, sort="date")


def look(services: Searchable, number: int) -> dict[str, Any]:
    """Open a saved search: what it finds now counts as seen by whoever opens it. Returns the search as it
    stands after that. Raises NotFound."""
    db, person = services.record.db, services.record.actor
    saved = saved_search(db, number, person)
    bring_up_to_date(services)
    if services.record.read_only:
        return saved
    store.look(services.record, number, reads.seen_now(db, saved["seen"]))
    return saved_search(db, number, person)
