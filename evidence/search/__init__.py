"""Search: one query, one protocol, engines behind it."""

from evidence.search.engine import Entry, Facet, Hit, IndexBusy, IndexDamaged, Query, Results, SearchEngine

__all__ = ["Entry", "Facet", "Hit", "IndexBusy", "IndexDamaged", "Query", "Results", "SearchEngine"]
