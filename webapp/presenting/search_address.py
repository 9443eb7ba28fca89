"""The search page's address <-> the query that it stands for. Pure.

``q`` the words; ``kind``, ``source``, ``class``, ``council``, ``year``, ``block``, ``measure``, ``stance``,
``finding``, ``document`` each once or more often; ``from`` and ``to``, ``undated=1``; ``sort=date``;
``view=documents``; ``meaning=off``; ``page``, from 1.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlencode

from werkzeug.datastructures import MultiDict

from evidence.search import Query
from webapp.site.typed import plain

FILTERS = {
    "kind": "kinds",
    "source": "sources",
    "class": "source_classes",
    "council": "councils",
    "year": "years",
    "block": "blocks",
    "measure": "measures",
    "stance": "stances",
    "finding": "findings",
    "document": "documents",
}
"""The address's name of each filter of several values, and the query's."""

WORDS = 10_000  # characters of q: a thousand words, and room to spare
VALUES = 50  # values of one filter
PAGES = 10_000
REST = 10_000  # characters of what a link carries

Args = Mapping[str, str | list[str]]


def query_from(args: Args, size: int = 20) -> Query:
    """What an address asks for; ``size`` hits a page. Nothing in an address is an error."""
    given = MultiDict(args)
    chosen: dict[str, Any] = {field: _values(given.getlist(name)) for name, field in FILTERS.items()}
    return Query(
        text=plain(given.get("q", ""), WORDS),
        **chosen,
        date_from=plain(given.get("from", "")),
        date_to=plain(given.get("to", "")),
        limit=size,
        offset=(_page(given) - 1) * size,
        sort="date" if given.get("sort") == "date" else "relevance",
        grouped=given.get("view") == "documents",
        undated=given.get("undated") == "1",
        meaning=given.get("meaning") != "off",
    )


def args_of(query: Query, *, page: bool = False) -> dict[str, Any]:
    """The address of a query, less what it leaves as it is: for ``url_for(**…)``, and to keep.

    Of its first page, unless ``page``.
    """
    args: dict[str, str | list[str]] = {
        "q": query.text,
        **{name: list(getattr(query, field)) for name, field in FILTERS.items()},
        "from": query.date_from,
        "to": query.date_to,
        "undated": "1" if query.undated and (query.date_from or query.date_to or query.text) else "",
        "sort": "date" if query.sort == "date" else "",
        "view": "documents" if query.grouped else "",
        "meaning": "" if query.meaning else "off",
        "page": str(page_of(query)) if page and query.offset else "",
    }
    return {name: value for name, value in args.items() if value}


def packed(query: Query) -> str:
    """What of an address is not the words, as one value that a link from the results can carry."""
    return urlencode({k: v for k, v in args_of(query, page=True).items() if k != "q"}, doseq=True)


def unpacked(words: str, rest: str, size: int = 20) -> Query:
    """The query of those words, and of what ``packed`` made; ``size`` hits a page."""
    return query_from({**parse_qs(rest[:REST]), "q": words}, size)


def page_of(query: Query) -> int:
    """Which page of its results a query asks for, from 1."""
    return query.offset // query.limit + 1


def turned(query: Query, page: int) -> Query:
    """The same query, for another page."""
    return replace(query, offset=(page - 1) * query.limit)


def _page(given: MultiDict[str, str]) -> int:
    return min(max(1, given.get("page", 1, type=int)), PAGES)


def _values(typed: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(plain, typed))))[:VALUES]
