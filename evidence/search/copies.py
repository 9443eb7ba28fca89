"""Hits that say the same: one stands for copies of a text, and a paper comes before what quotes it. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from evidence.language.misreadings import loose_shape
from evidence.language.words import words
from evidence.search.answering.vocabulary import SHORTEST, twins

FEWEST = 5
"""Words of a text from which another of the same words is its copy: "Not met" is said anew each time."""
RUN = 8
"""Words side by side, in both of two papers, that one of them has from the other."""

Rows = Mapping[int, Mapping[str, Any]]


def copies(hits: Iterable[Mapping[str, Any]]) -> dict[int, int]:
    """For each hit that says what another says, word for word: the passage that stands for them.

    Hits have "passage", "text" and "date". A single word or figure that differs makes another text: it may
    say the opposite. A word that a bad reader takes for the other does not ("safequarding"). The earliest of
    them stands for all, as what the others repeat; of undated ones, or of one day, the first.
    """
    said: dict[tuple[str, ...], list[Mapping[str, Any]]] = defaultdict(list)
    for hit in hits:
        found = _read(hit["text"])
        if len(found) >= FEWEST:
            said[found].append(hit)
    found_again: dict[int, int] = {}
    for same in said.values():
        first = min(same, key=lambda hit: hit["date"] or "9999")
        found_again |= {hit["passage"]: first["passage"] for hit in same if hit is not first}
    return found_again


def own_first(order: Sequence[int], rows: Rows) -> list[int]:
    """The passages in order, each that another paper repeats a run of words from right before the first that
    does, if it came after it: what a body wrote itself before what quotes it.

    ``rows`` have each one's "text", "date" and "document". Who wrote first is told by the dates alone.
    """
    runs = {passage: _runs(rows[passage]["text"]) for passage in order}
    placed: list[int] = []
    for passage in order:
        at = next((n for n, before in enumerate(placed) if _quotes(before, passage, rows, runs)), len(placed))
        placed.insert(at, passage)
    return placed


def _quotes(later: int, earlier: int, rows: Rows, runs: Mapping[int, frozenset[tuple[str, ...]]]) -> bool:
    one, other = rows[later], rows[earlier]
    if one["document"] == other["document"] or not other["date"] or not one["date"] > other["date"]:
        return False
    return not runs[later].isdisjoint(runs[earlier])


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    read = _read(text)
    return frozenset(read[n : n + RUN] for n in range(len(read) - RUN + 1))


def _read(text: str) -> tuple[str, ...]:
    """A text's words as a bad reader sees them; short words and figures, as they stand."""
    return tuple(_seen(word.text) for word in words(text))


@lru_cache(maxsize=10_000)
def _seen(word: str) -> str:
    return loose_shape(word) if len(word) >= SHORTEST and word.isalpha() and word not in twins() else word
