"""From one hit to the one before it and the one after it, in the order of their results."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from evidence.search.engine import Hit, IndexDamaged, Query, SearchEngine


@dataclass(frozen=True)
class Step:
    """A hit, and the page of results that it stands on."""

    query: Query
    hit: Hit


@dataclass(frozen=True)
class Place:
    """Where a passage stands among the results: ``number`` counts from 1 of ``of``, and is 0 where the
    results stand by document, of each of which only the best passages do."""

    number: int
    of: int
    before: Step | None
    after: Step | None


def place_of(engine: SearchEngine, query: Query, passage: int, document: int) -> Place | None:
    """Where a passage stands on the page of results that the query is for; of one that is not there, where
    the first of its document stands. None if neither is there, as after the index changed, or the index
    cannot be read."""
    try:
        total, hits = _hits(engine, query)
        found = [at for at, hit in enumerate(hits) if hit.passage == passage]
        found += [at for at, hit in enumerate(hits) if hit.document == document]
        if not found:
            return None
        at = found[0]
        before, after = _step(query, hits, at - 1), _step(query, hits, at + 1)
        if before is None and query.offset:
            earlier = replace(query, offset=max(0, query.offset - query.limit))
            others = _hits(engine, earlier)[1]
            before = _step(earlier, others, len(others) - 1)
        if after is None and query.offset + query.limit < total:
            later = replace(query, offset=query.offset + query.limit)
            after = _step(later, _hits(engine, later)[1], 0)
    except IndexDamaged:
        return None
    return Place(0 if query.grouped else query.offset + at + 1, total, before, after)


def _hits(engine: SearchEngine, query: Query) -> tuple[int, Sequence[Hit]]:
    """How many there are of what the query's pages count, and those of its page in order."""
    results = engine.search(query)
    if not query.grouped:
        return results.total, results.hits
    return results.documents, [hit for group in results.groups for hit in group.hits]


def _step(query: Query, hits: Sequence[Hit], at: int) -> Step | None:
    return Step(query, hits[at]) if 0 <= at < len(hits) else None
