"""What the search page offers to keep of a search: its name, its exports, and what of it is new.

The page's view passes ``keeping=bar(query, found)``, its template includes "keeping/_bar.html", and a hit is
new if its passage is in ``keeping.fresh``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from flask import url_for

from evidence.reads.saved_searches import since
from evidence.search import Query, Since, news
from evidence.search.query.kept import is_asked, written
from evidence.search.saved import saved_searches
from webapp.presenting.search_address import args_of
from webapp.site.request_services import services, settings

EXPORTS = (("CSV", "exports.as_csv"), ("Excel", "exports.as_xlsx"), ("printable page", "exports.printable"))


def bar(query: Query, found: Mapping[str, Any]) -> dict[str, Any]:
    """What the bar shows of a query and what it found (as evidence.search.results gives it).

    ``saved`` is the person's saved search that asks the same, or None; ``new`` how many passages came since
    they last but once opened it, and ``fresh`` those of them among the hits: what was new when it was opened
    stays so while its pages are turned.
    """
    # The address knows nothing of saved searches: the same query, however one came to it, is the same.
    saved = _same(query)
    new, most = _since(saved), settings().search.export_rows
    return {
        "saved": saved,
        "save": url_for("keeping.new", **args_of(query)) if is_asked(query) else "",
        "exports": [(words, url_for(to, **args_of(query))) for words, to in EXPORTS],
        "most": most if found["total"] > most else 0,
        "new": (news.count(services(), query, new) or 0) if new else 0,
        "fresh": fresh(found["hits"], new),
    }


def fresh(hits: Iterable[Mapping[str, Any]], since: Since | None) -> frozenset[int]:
    """The passages among these hits that came since."""
    if since is None:
        return frozenset()
    return frozenset(
        h["passage"] for h in hits if h["passage"] > since.passage or h["document"] in since.documents
    )


def _same(query: Query) -> dict[str, Any] | None:
    """The person's saved search that asks the same."""
    asked = written(replace(query, sort="relevance", grouped=False))
    for saved in saved_searches(services().record.db, services().record.actor):
        if written(replace(saved["query"], sort="relevance", grouped=False)) == asked:
            return saved
    return None


def _since(saved: Mapping[str, Any] | None) -> Since | None:
    if saved is None or saved["before"] is None:
        return None
    return since(services().record.db, saved["before"])
