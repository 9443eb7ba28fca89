"""What to ask instead where all the filters together leave nothing. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from evidence.search import Query
from evidence.search.query.syntax import without_each_field
from webapp.presenting.facets import Chosen, without_filters

DROPPED = 8
"""Filters each of which is tried without."""


def ways_out(query: Query, chosen: Sequence[Chosen]) -> list[tuple[str, Query]]:
    """What is said of it, and the query: without each of its filters, chosen or typed, then without all."""
    typed_ones = without_each_field(query.text)
    words = query.text
    while typed_ones and (each := without_each_field(words)):
        words = each[0][1]
    several = len(chosen) + len(typed_ones) > 1
    wider = [(f"Search without the filter {one.words}", one.without) for one in chosen[:DROPPED] if several]
    wider += [
        (f"Search without {said}", replace(query, text=rest, offset=0))
        for said, rest in typed_ones[:DROPPED]
        if rest
    ]
    free = replace(without_filters(query), text=words)
    if words and free != query and (several or chosen):
        wider.append(("Search without the filters", free))
    return wider
