"""The search page: one address for the page and for what changes as one types."""

from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from evidence.reads.documents import documents as read_documents
from evidence.reads.links import links as read_links
from evidence.search import Query
from evidence.search.service import search as run_search
from webapp import auth
from webapp.facets import facets_of
from webapp.fragments import render
from webapp.paging import pages_of
from webapp.typed import typed, typed_all
from webapp.work import services, settings

search = Blueprint("search", __name__)

FILTERS = ("kind", "block", "measure", "source")


@search.get("/")
@auth.requires(*auth.READERS)
def home() -> ResponseReturnValue:
    """Search is where work begins."""
    return redirect(url_for("search.page"))


@search.get("/search")
@auth.requires(*auth.READERS)
def page() -> ResponseReturnValue:
    """Ranked passages for what was typed, with filters and their counts."""
    work = services()
    chosen = {name: typed_all(name) for name in FILTERS}
    query = _query(chosen)
    asked = bool(query.text or any(chosen.values()) or query.date_from or query.date_to)
    found = run_search(work, query) if asked else None
    total = found["total"] if found else 0
    return render(
        "search",
        "page",
        "results",
        query=query,
        chosen=chosen,
        found=found,
        hits=[_shown(hit) for hit in found["hits"]] if found else [],
        facets=facets_of(found["facets"], chosen, work.framework) if found else [],
        paging=pages_of(total, query.limit, _page_number()),
        documents=0 if found else len(read_documents(work.record.db)),
    )


def _shown(hit: dict[str, Any]) -> dict[str, Any]:
    """A hit with its snippet as HTML, and its links by status."""
    tied = read_links(services().record.db, passage=hit["passage"])
    own = {link["block"] for link in tied}
    return {
        **hit,
        "snippet": Markup(hit["snippet"]),  # noqa: S704 -- escaped by the engine
        "tied": tied,
        "whole": [block for block in hit["blocks"] if block not in own],
    }


def _query(chosen: dict[str, tuple[str, ...]]) -> Query:
    size = settings().search.page_size
    return Query(
        text=typed("q"),
        kinds=chosen["kind"],
        blocks=chosen["block"],
        measures=chosen["measure"],
        sources=chosen["source"],
        date_from=typed("from"),
        date_to=typed("to"),
        limit=size,
        offset=(_page_number() - 1) * size,
    )


def _page_number() -> int:
    return min(max(1, request.args.get("page", 1, type=int)), 10_000)
