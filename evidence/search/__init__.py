"""Search: one query, one protocol, engines behind it."""

from evidence.search.engine import (
    Entry,
    Facet,
    Group,
    Hit,
    IndexBusy,
    IndexDamaged,
    Marks,
    Query,
    Results,
    SearchEngine,
    Since,
)

__all__ = [
    "Entry",
    "Facet",
    "Group",
    "Hit",
    "IndexBusy",
    "IndexDamaged",
    "Marks",
    "Query",
    "Results",
    "SearchEngine",
    "Since",
]
