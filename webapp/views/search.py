"""The search page: one address for the page and for what changes as one types."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, jsonify, make_response, request, url_for

from evidence.language.dates import span
from evidence.reads.documents import documents as read_documents
from evidence.reads.search import document_names, unreadable
from evidence.search import Query
from evidence.search.query.kept import is_asked
from evidence.search.results import search as run_search
from evidence.search.results import suggestions as complete
from webapp.people import auth
from webapp.presenting.facets import Chosen, Said, chosen_of, facets_of, without_filters
from webapp.presenting.hits import Link, folded, group_shown, hit_shown
from webapp.presenting.keeping import bar
from webapp.presenting.search_address import args_of, packed, page_of, query_from, turned
from webapp.presenting.wider import ways_out
from webapp.site.fragments import render
from webapp.site.paging import Paging, pages_of
from webapp.site.request_services import queue, services, settings
from webapp.site.typed import typed

search = Blueprint("search", __name__)

COMPLETIONS = 6  # what a line of the page holds
SIMILAR = 3
"""Passages of similar meaning below those that hold the words."""
WAYS = {
    "Sort by": ("sort", {"": "relevance", "date": "date, newest first"}),
    "Show": ("view", {"": "passages", "documents": "documents"}),
}


@search.get("/search")
@auth.requires(*auth.READERS)
def page() -> Response:
    """Ranked passages for what was typed, with filters and their counts."""
    query = query_from(request.args, settings().search.page_size)
    if not is_asked(query):
        return _answer(query, found=None, documents=len(read_documents(services().record.db)))
    query, found, paging = _found(query, SIMILAR)
    own, said = services().own, _said(query, found)
    chosen = chosen_of(query, said)
    link = hit_link(query)
    return _answer(
        query,
        found=found,
        paging=paging,
        hits=folded(hit_shown(hit, link, own) for hit in found["hits"]),
        similar=[hit_shown(hit, link, own) for hit in found["similar"]],
        by_words=replace(turned(query, 1), meaning=not query.meaning),
        groups=[group_shown(group, link, own) for group in found["groups"] if group["hits"]],
        facets=facets_of(found["facets"], query, said),
        chosen=chosen,
        dated={filter_.name for filter_ in chosen},
        free=without_filters(query),
        instead=replace(turned(query, 1), text=found["suggestion"]),
        typed=replace(turned(query, 1), text=found["as_typed"]),
        dateless=replace(turned(query, 1), undated=True),
        ways=_ways(query),
        keeping=bar(query, found),
        nothing=None if found["total"] else _nothing(query, chosen),
    )


@search.get("/search/suggestions")
@auth.requires(*auth.READERS)
def suggestions() -> Response:
    """What the words typed so far could become, as JSON: {"suggestions": [words]}."""
    return jsonify(suggestions=complete(services(), typed("q"), COMPLETIONS))


def _found(query: Query, similar: int) -> tuple[Query, dict[str, Any], Paging]:
    """The query, what it finds, and which page of it: the last one, if the page asked for is past it."""
    found = run_search(services(), query, similar=similar)
    paging = pages_of(found["documents" if query.grouped else "total"], query.limit, page_of(query))
    if paging.number != page_of(query):
        query = turned(query, paging.number)
        found = run_search(services(), query)
    if found["waiting"]:
        queue().index()
    return query, found, paging


def _said(query: Query, found: dict[str, Any]) -> Said:
    """What says the filters' values."""
    numbers = [*query.documents, *(facet["value"] for facet in found["facets"].get("document", ()))]
    known = [int(n) for n in numbers if n.isdecimal() and len(n) < 19]
    return Said(services().framework, document_names(services().record.db, known))


def _answer(query: Query, **values: Any) -> Response:
    """The page; or what of it changes, which htmx puts under the address that the page has."""
    answer = make_response(render("search", "page", "results", query=query, to=_address, **values))
    answer.headers["HX-Push-Url"] = url_for("search.page", **args_of(query, page=True))
    return answer


def _address(query: Query) -> str:
    return url_for("search.page", **args_of(query))


def _ways(query: Query) -> list[dict[str, Any]]:
    """The ways to show results: of each its choices' words and addresses, and which one holds."""
    given = args_of(query)
    return [
        {
            "words": words,
            "choices": [
                {
                    "words": said,
                    "href": url_for("search.page", **{**given, name: value or None}),
                    "current": given.get(name, "") == value,
                }
                for value, said in choices.items()
            ],
        }
        for words, (name, choices) in WAYS.items()
        if query.text or name != "sort"  # without words, all is in the order of its dates
    ]


def hit_link(query: Query) -> Link:
    """To a hit's paragraph, the words marked there, with the way back to these results."""
    rest = packed(query) or None
    return lambda hit: url_for(
        "documents.page",
        number=hit["document"],
        passage=hit["passage"],
        q=query.text or None,
        back=rest,
        _anchor=f"passage-{hit['passage']}",
    )


def _nothing(query: Query, chosen: list[Chosen]) -> dict[str, Any]:
    """What helps where nothing was found: the same without each filter, or without all, and with the last
    word as the beginning of one, each with what it finds; whether the dates are crossed; what no search can
    find."""
    begun = replace(query, text=f"{query.text}*", offset=0)
    wider = ways_out(query, chosen)
    wider += [(f"Search for {begun.text}", begun)] if query.text[-1:].isalnum() else []
    first, last = span(query.date_from), span(query.date_to)
    totals = [
        (words, other, run_search(services(), replace(other, limit=0))["total"]) for words, other in wider
    ]
    return {
        "wider": [one for one in totals if one[2]],
        "crossed": bool(first and last and first[0] > last[1]),
        "unreadable": unreadable(services().record.db),
    }
