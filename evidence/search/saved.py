"""Saved searches with their queries: evidence.reads and evidence.store keep a query as JSON."""

from typing import Any

from sqlite_utils import Database

from evidence.errors import UsageError
from evidence.reads import saved_searches as reads
from evidence.search.engine import Query
from evidence.search.query.kept import is_asked, read, written
from evidence.store import Record
from evidence.store import saved_searches as store


def saved_searches(db: Database, person: str) -> list[dict[str, Any]]:
    """What a person may run, as evidence.reads.saved_searches gives it; ``query`` is a Query."""
    return [_with_query(row) for row in reads.saved_searches(db, person)]


def saved_search(db: Database, number: int, person: str) -> dict[str, Any]:
    """One of them. Raises NotFound, also for one that is private to another."""
    return _with_query(reads.saved_search(db, number, person))


def save(record: Record, name: str, query: Query, *, shared: bool = False) -> int:
    """Save a query under a name, the actor's own. Returns its id.

    Raises UsageError if nothing is asked, or for a name that is empty, too long or taken.
    """
    if not is_asked(query):
        raise UsageError("There is nothing to save yet.", "Type a few words or choose a filter, then save.")
    return store.save(record, name, written(query), shared=shared)


def _with_query(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "query": read(row["query"])}
