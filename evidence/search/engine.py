"""The SearchEngine protocol and the values that cross it. No engine is imported here."""

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from evidence.errors import Busy, HomeError, MusterError
from evidence.reads.saved_searches import Since as Since  # passed on: a query holds one
from evidence.reads.search import Entry as Entry  # passed on: an engine is given these


class IndexDamaged(MusterError):
    """The index cannot be read or is not there. It holds nothing of its own: clear it and index again."""

    http_status = 503


class IndexBusy(Busy):
    """Another process is writing to the index."""

    told = "Another process is bringing the search index up to date."


class IndexUnwritable(HomeError):
    """The system refuses to have the index written. What it lacks stands in the record all the same."""


@dataclass(frozen=True)
class Query:
    """What a person asked. Empty filters do not filter; several values of one filter are alternatives.

    ``sort`` is "relevance" or "date" (newest first). ``grouped`` asks for documents in place of passages:
    ``limit`` and ``offset`` then count documents. ``since`` keeps, of what the query finds without it, what
    is new: whether most of the words will do is decided by all passages, not by the new ones. ``meaning``:
    whether passages that are similar in meaning are wanted, where there is room for them. ``retagged`` are
    passages whose tags are now those of the entry, whatever the index holds.
    """

    text: str = ""
    kinds: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    source_classes: tuple[str, ...] = ()
    councils: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    stances: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    date_from: str = ""
    date_to: str = ""
    limit: int = 20
    offset: int = 0
    sort: str = "relevance"
    grouped: bool = False
    undated: bool = False
    meaning: bool = True
    since: Since | None = None
    retagged: Mapping[int, Entry] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True)
class Hit:
    """A passage found. ``snippet`` is HTML-escaped text whose matches stand in <mark>.

    ``why`` says in words what matched, where the snippet alone does not show it. ``misread`` are the words of
    the passage that OCR seems to have broken, in place of those that were asked for. ``how`` is "exact" where
    all that was asked stands here, in its heading or label too, "damaged" where a word of it is misread,
    "near" where some of it stands in the document's title alone, or nowhere, and "meaning" where other words
    say what was asked. ``tier`` rises from those that have all of it to those that have less.
    """

    passage: int
    document: int
    score: float
    snippet: str
    why: str = ""
    misread: tuple[str, ...] = ()
    how: str = "exact"
    tier: int = 0


@dataclass(frozen=True)
class Group:
    """A document with hits: the best of them, and how many there are."""

    document: int
    count: int
    hits: tuple[Hit, ...]


@dataclass(frozen=True)
class Facet:
    """A value one could filter by, and how many hits would remain."""

    value: str
    count: int


@dataclass(frozen=True)
class Results:
    """One page of hits. ``total`` counts passages, ``documents`` the documents they stand in.

    ``groups`` are the page's documents if they were asked for; ``hits`` are then all of theirs.
    ``facets`` is by field: kind, block, measure, source, source_class, council, year, stance, finding,
    document. A facet is counted as though its own filter were not chosen, so that a second value can be.
    ``undated_left_out`` are the passages without a date that a filter of dates leaves out, and ``undated``
    in the query brings in. ``suggestion`` is a "did you mean"; ``understood`` says in words how an odd query
    was read. ``as_typed`` is the query that searches for what was typed, where a suggestion was searched for.
    ``similar`` are passages that say it in other words, apart from ``hits`` and from ``total``.
    """

    total: int
    hits: tuple[Hit, ...]
    documents: int = 0
    groups: tuple[Group, ...] = ()
    facets: Mapping[str, tuple[Facet, ...]] = field(default_factory=dict)
    suggestion: str = ""
    understood: str = ""
    undated_left_out: int = 0
    as_typed: str = ""
    similar: tuple[Hit, ...] = ()
    took_ms: float = 0.0


@dataclass(frozen=True)
class Marks:
    """What of a text a query matches: stems, words as printed, and beginnings of words as printed."""

    stems: frozenset[str] = frozenset()
    printed: frozenset[str] = frozenset()
    beginnings: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.stems or self.printed or self.beginnings)


class SearchEngine(Protocol):
    """An index that can be deleted at any moment and rebuilt from the record.

    One engine may be used by many threads, and one folder by many processes: each search sees
    every commit that ended before it.
    """

    @property
    def tags_apart(self) -> bool:
        """Whether tags are kept beside the words, so that to write them again costs little."""
        ...

    def replace(self, documents: Mapping[int, Iterable[Entry]]) -> None:
        """Make the index hold exactly these entries for each of these documents, in one commit.

        A document with no entries is removed. Raises IndexBusy, IndexDamaged.
        """
        ...

    def retag(self, documents: Mapping[int, Iterable[Entry]]) -> None:
        """Give the passages of documents that the index holds the tags of these entries, whose words it has:
        links, stances, blocks, findings. Raises IndexBusy, IndexDamaged."""
        ...

    def purge(self, documents: Mapping[int, Iterable[Entry]]) -> bool:
        """As ``replace``; and of what was replaced or removed, now or ever, no file keeps a word. False, with
        nothing done, where that cannot be done short of building the index anew. Raises IndexBusy,
        IndexDamaged.
        """
        ...

    def search(self, query: Query, similar: int = 0) -> Results:
        """Answer a query. Never raises for what a person typed, only IndexDamaged.

        Without text, every passage that passes the filters is a hit, newest document first. At most
        ``similar`` passages of similar meaning come with the first page.
        """
        ...

    def marks(self, text: str) -> Marks:
        """What of a passage the query ``text`` matches, misread words and long forms too. Raises
        IndexDamaged."""
        ...

    def suggestions(self, prefix: str, limit: int = 8) -> list[str]:
        """Headings, titles and names that have a word that begins like ``prefix``, in the index's own
        writing, best first. Raises IndexDamaged.
        """
        ...

    def documents(self) -> set[int]:
        """The documents that the index holds: for the check against the record. Raises IndexDamaged."""
        ...

    def clear(self) -> None:
        """Drop everything, also an index that cannot be read. Raises IndexBusy."""
        ...

    def alone(self) -> None:
        """Remove the same home's indexes of other engines: they were not told what this one was."""
        ...

    def rebuilding(self) -> AbstractContextManager["SearchEngine"]:
        """An empty engine beside this one. It takes this one's place at the end of the with block, in one
        step, for every process; if the block raises, it goes. Until then this one answers. Hold ``writing``
        around it.
        """
        ...

    def writing(self, timeout: float) -> AbstractContextManager[None]:
        """Hold the right to bring the index up to date: one holder at a time, across processes.

        Without it, an older reading of a document could be committed after a newer one.
        Raises IndexBusy after ``timeout`` seconds.
        """
        ...
