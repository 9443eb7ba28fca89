"""What answering needs of an index for one query. Each engine has a searcher.py of its own."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from evidence.language.acronyms import Acronyms
from evidence.search.answering.facets import Dates, Filter
from evidence.search.answering.vectors import Frequencies
from evidence.search.answering.vocabulary import Vocabulary
from evidence.search.engine import Since
from evidence.search.query.clauses import Clause


class Place(NamedTuple):
    """Where a hit is: ``tier`` says which clause found it, ``at`` is the engine's own address of it."""

    score: float
    passage: int
    document: int
    tier: int
    at: object


class Tally(NamedTuple):
    """Counts over all hits: of documents, and of each facet's values as though its filter were not chosen."""

    documents: int
    facets: Mapping[str, Mapping[str, int]]


class Searcher(Protocol):
    """Reads, for one query, an index as it stood at one commit. Tiers are clauses that share no
    passage."""

    def count(self, clause: Clause) -> int:
        """How many passages it finds under the filters."""
        ...

    def frequency(self, clause: Clause) -> int:
        """How many passages of the index have it, filters or not."""
        ...

    def best(self, tiers: Sequence[Clause], skip: int, wanted: int, *, by_date: bool) -> list[Place]:
        """The passages from ``skip`` on: tier by tier, each by the engine's score or newest first, then in
        the record's order."""
        ...

    def best_documents(
        self, tiers: Sequence[Clause], skip: int, wanted: int, *, by_date: bool
    ) -> list[tuple[int, int, list[Place]]]:
        """Documents in the order of their best passages: each with how many it has, and the best three."""
        ...

    def of_documents(
        self, tiers: Sequence[Clause], documents: Sequence[int]
    ) -> Mapping[int, tuple[int, list[Place]]]:
        """The same for these documents."""
        ...

    def has(self, clause: Clause, places: Sequence[Place]) -> NDArray[np.bool_]:
        """Which of these passages it finds."""
        ...

    def vectors(self, places: Sequence[Place]) -> list[bytes]:
        """These passages' stems, as vectors.py packs them."""
        ...

    def tally(self, tiers: Sequence[Clause]) -> Tally:
        """The counts over all of the tiers' passages."""
        ...

    def text(self, place: Place) -> str:
        """A passage's text."""
        ...


class View(Protocol):
    """An index as it stood at one commit."""

    @property
    def vocabulary(self) -> Vocabulary:
        """Its words."""
        ...

    @property
    def acronyms(self) -> Acronyms:
        """Those that its passages explain, and the configured ones."""
        ...

    @property
    def size(self) -> tuple[int, float]:
        """How many passages it has, and how many words their texts have on average."""
        ...

    @property
    def frequencies(self) -> Frequencies:
        """How many passages have each stem."""
        ...

    def names(self, prefix: str) -> Iterable[tuple[str, int]]:
        """The names that begin so, and how many passages have each."""
        ...

    def searcher(self, filters: Sequence[Filter | Dates | Since]) -> Searcher:
        """A searcher under these filters."""
        ...


SHOWN = 3
"""Passages of a document that are shown when results are grouped."""

WINDOW = 200
"""The best passages, which are scored by what they share: the same on every engine."""
CANDIDATES = 600
"""The best of an engine's own order, among which those are looked for. Engines round lengths and weigh fields
differently: of the first 200 of one some ten are not among the other's."""
