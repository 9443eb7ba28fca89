"""The strip on a document's page that leads back to the results, and on to the next of them. Pure."""

from collections.abc import Callable
from typing import Any

from evidence.search import Query
from evidence.search.walking import Place, Step
from webapp.presenting.hits import Link

NOTHING: dict[str, Any] = {"results": "", "before": "", "after": "", "number": 0, "of": 0}


def strip_of(
    query: Query, place: Place | None, results: Callable[[Query], str], link: Callable[[Query], Link]
) -> dict[str, Any]:
    """The addresses of the results, of the hit before and the one after, and which of how many hits this is.

    ``results`` gives the address of a query's results, ``link`` a query's way to its hits.
    """

    def to(step: Step | None) -> str:
        if step is None:
            return ""
        return link(step.query)({"document": step.hit.document, "passage": step.hit.passage})

    if place is None:
        return {**NOTHING, "results": results(query)}
    return {
        "results": results(query),
        "before": to(place.before),
        "after": to(place.after),
        "number": place.number,
        "of": place.of,
    }
