"""What a search found, to take away: a table for other programs, and the rows of a printed page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from evidence.exports import sheets
from evidence.exports.marked import COLUMN, Carried
from evidence.reads.exports import in_full
from evidence.reads.links import say_stance
from evidence.reads.search import unreadable
from evidence.search.engine import Query
from evidence.search.query.kept import said
from evidence.search.results import search
from evidence.services import Services

AT_ONCE = 500
"""Passages that are asked for at once: an engine answers one at a time, and others search meanwhile."""
COLUMNS = (
    ("Document", "title", 44), ("Date", "date", 12), ("Kind", "kind", 18), ("Source", "source", 26),
    ("External or internal", "source_class", 12), ("Council", "council", 26), ("Page", "page", 8),
    ("Label", "label", 10), ("Citation", "citation", 50), ("Text", "text", 100), ("Blocks", "blocks", 12),
    ("Measures", "measures", 24), ("Accepted", "accepted", 24), ("Suggested", "suggested", 24),
    ("Why it was found", "why", 40), ("Pages of the document without readable text", "unreadable", 18),
    COLUMN, ("Address", "address", 50),
)  # fmt: skip
WRAPPED = ("title", "citation", "text", "why")

Address = Callable[[Mapping[str, Any]], str]
"""Where a hit can be opened."""


@dataclass(frozen=True)
class Export:
    """All passages that a query finds, up to the settings' ``export_rows``.

    ``rows`` have the keys of COLUMNS; "passage", "document" and "tags" (see search.results.shown) besides.
    ``total`` is how many there are in all. ``unreadable`` are the record's documents with pages that nothing
    can be found on: id, name, pages. ``at`` is when, ISO in UTC, ``by`` who asked for it. ``marking`` is the
    highest of what is in it.
    """

    query: Query
    rows: tuple[dict[str, Any], ...]
    total: int
    documents: int
    understood: str
    unreadable: tuple[dict[str, Any], ...]
    at: str
    by: str
    marking: str = ""

    @property
    def extent(self) -> str:
        """How much of what was found is here, in words."""
        if not self.total:
            return "No passage was found."
        if len(self.rows) < self.total:
            return (
                f"The first {len(self.rows):,} of {self.total:,} passages. Narrow the search for the others."
            )
        passages = f"{self.total:,} passage{'' if self.total == 1 else 's'}"
        return f"All {passages}, in {self.documents:,} document{'' if self.documents == 1 else 's'}."

    @property
    def missing(self) -> list[str]:
        """The pages without readable text, a line for each document."""
        return [f"{d['name']}: {_pages(d['pages'])}" for d in self.unreadable]


def export(services: Services, query: Query, address: Address, at_once: int = AT_ONCE) -> Export:
    """Run a query for all that it finds, up to the settings' ``export_rows``, in its own order.

    It gives passages, though the query ask for documents. ``at_once`` are fetched by one search.
    """
    most = services.settings.search.export_rows
    asked = replace(query, limit=min(at_once, most), offset=0, grouped=False)
    found = search(services, asked)
    hits = {hit["passage"]: hit for hit in found["hits"]}
    for start in range(at_once, min(most, found["total"]), at_once):
        more = search(services, replace(asked, limit=min(at_once, most - start), offset=start))
        hits |= {hit["passage"]: hit for hit in more["hits"]}
    texts = in_full(services.record.db, hits)
    return Export(
        query=query,
        rows=tuple(_row(hit, texts[passage], address(hit)) for passage, hit in hits.items()),
        total=found["total"],
        documents=found["documents"],
        understood=found["understood"],
        unreadable=tuple(unreadable(services.record.db)),
        at=services.record.now,
        by=services.record.actor,
        marking=Carried(services.record.db).of(hit["document"] for hit in hits.values()),
    )


def as_csv(found: Export) -> bytes:
    """The rows as CSV."""
    return sheets.as_csv(COLUMNS, found.rows)


def as_xlsx(found: Export) -> bytes:
    """A workbook: the rows, and a sheet that says what was asked, when and by whom."""
    about = [
        ("Searched for", said(found.query)),
        ("As understood", found.understood),
        ("In this file", found.extent),
        ("Made at", found.at),
        ("Made by", found.by),
        *(("No readable text on", line) for line in found.missing),
    ]
    told = [(name, value) for name, value in about if value]
    return sheets.as_xlsx(
        "Passages found", COLUMNS, found.rows, about=told, wrapped=WRAPPED, marking=found.marking
    )


def _row(hit: dict[str, Any], passage: dict[str, Any], address: str) -> dict[str, Any]:
    return {
        **hit,
        "kind": hit["kind"].replace("_", " "),
        "page": hit["page"] if passage["paged"] else "",
        "text": passage["text"],
        "blocks": ", ".join(hit["blocks"]),
        "measures": ", ".join(hit["measures"]),
        "accepted": _linked(hit, "accepted"),
        "suggested": _linked(hit, "suggested"),
        "unreadable": ", ".join(map(str, hit["unreadable_pages"])),
        "address": address,
    }


def _linked(hit: dict[str, Any], status: str) -> str:
    """The passage's own links of a status: "N2010-01 (supports), C (context)"."""
    return ", ".join(
        f"{tag['code']} ({say_stance(tag['stance'], status)})"
        for tag in hit["tags"]
        if tag["status"] == status
    )


def _pages(numbers: list[int]) -> str:
    return ("page " if len(numbers) == 1 else "pages ") + ", ".join(map(str, numbers))
