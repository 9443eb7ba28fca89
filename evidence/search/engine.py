"""The SearchEngine protocol and the values that cross it. No engine is imported here."""

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from evidence.errors import MusterError


class IndexDamaged(MusterError):
    """The index cannot be read or is not there. It holds nothing of its own: clear it and index again."""

    http_status = 503


class IndexBusy(MusterError):
    """Another process is writing to the index."""

    http_status = 503


@dataclass(frozen=True)
class Entry:
    """One passage as the index holds it: the record's values, flattened.

    ``blocks`` and ``measures`` are the codes of links that are not rejected; ``indicators`` those
    of the measures' targets, so that measure:"NI 59" finds them.
    """

    passage: int
    document: int
    text: str
    label: str
    heading: str
    title: str
    kind: str
    passage_kind: str
    date: str
    author: str
    source: str
    source_class: str
    page: int
    blocks: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()


@dataclass(frozen=True)
class Query:
    """What a person asked. Empty filters do not filter; several values of one filter are alternatives."""

    text: str = ""
    kinds: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    source_classes: tuple[str, ...] = ()
    date_from: str = ""
    date_to: str = ""
    limit: int = 20
    offset: int = 0


@dataclass(frozen=True)
class Hit:
    """A passage found. ``snippet`` is HTML-escaped text whose matches stand in <mark>."""

    passage: int
    document: int
    score: float
    snippet: str


@dataclass(frozen=True)
class Facet:
    """A value one could filter by, and how many hits would remain."""

    value: str
    count: int


@dataclass(frozen=True)
class Results:
    """One page of hits. ``total`` counts passages.

    ``facets`` is by field: kind, block, measure, source, source_class, year.

    ``suggestion`` is a "did you mean"; ``understood`` says in words how an odd query was read.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[Facet, ...]] = field(default_factory=dict)
    suggestion: str = ""
    understood: str = ""
    took_ms: float = 0.0


class SearchEngine(Protocol):
    """An index that can be deleted at any moment and rebuilt from the record.

    One engine may be used by many threads, and one folder by many processes: each search sees
    every commit that ended before it.
    """

    def replace(self, documents: Mapping[int, Iterable[Entry]]) -> None:
        """Make the index hold exactly these entries for each of these documents, in one commit.

        A document with no entries is removed. Raises IndexBusy, IndexDamaged.
        """
        ...

    def search(self, query: Query) -> Results:
        """Answer a query. Never raises for what a person typed, only IndexDamaged.

        Facets are counted over all hits of the query under the filters it has. Without text, every
        passage that passes the filters is a hit, newest document first.
        """
        ...

    def documents(self) -> set[int]:
        """The documents that the index holds: for the check against the record. Raises IndexDamaged."""
        ...

    def clear(self) -> None:
        """Drop everything, also an index that cannot be read. Raises IndexBusy."""
        ...

    def writing(self, timeout: float) -> AbstractContextManager[None]:
        """Hold the right to bring the index up to date: one holder at a time, across processes.

        Without it, an older reading of a document could be committed after a newer one.
        Raises IndexBusy after ``timeout`` seconds.
        """
        ...
