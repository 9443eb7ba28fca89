"""Entries for the tests of search: short to write, with their data in view."""

from collections.abc import Iterable
from dataclasses import replace

from evidence.search import Entry, Query, Results, SearchEngine

ENGINES = ("whoosh", "tantivy")

PLAIN = Entry(
    passage=0,
    document=0,
    text="",
    label="",
    heading="",
    title="",
    kind="report",
    passage_kind="paragraph",
    date="2011-06-22",
    author="",
    source="Council",
    source_class="internal",
    page=1,
)


def entry(passage: int, text: str, **values: object) -> Entry:
    """An entry of document 1, or of ``document``."""
    return replace(PLAIN, passage=passage, text=text, **{"document": 1, **values})


def put(engine: SearchEngine, *entries: Entry) -> None:
    """Index these entries in one commit; each document then has these and no others."""
    documents: dict[int, list[Entry]] = {}
    for each in entries:
        documents.setdefault(each.document, []).append(each)
    engine.replace(documents)


def ask(engine: SearchEngine, text: str = "", **filters: object) -> Results:
    """Search for a text."""
    return engine.search(Query(text=text, **filters))


def found(engine: SearchEngine, text: str = "", **filters: object) -> list[int]:
    """The passages found, best first."""
    return passages(ask(engine, text, **filters).hits)


def passages(hits: Iterable[object]) -> list[int]:
    """The hits' passages."""
    return [hit.passage for hit in hits]
