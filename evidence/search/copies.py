"""Hits that say the same: one stands for copies of a text, and a paper comes before what quotes it. Pure."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from evidence.language.misreadings import loose_shape
from evidence.language.words import fold
from evidence.search.answering.vocabulary import SHORTEST, twins

FEWEST = 5
"""Words of a text from which another of the same words is its copy: "Not met" is said anew each time."""
RUN = 8
"""Words side by side, in both of two papers, that one of them has from the other."""

Rows = Mapping[int, Mapping[str, Any]]

# Words, figures and signs of per cent, as evidence.language.words has them. That one also knows compounds and
# other spellings, which copies of one text do not need, and takes eight times as long for each page of hits.
_WORD = re.compile(r"[^\W\d_\u00b2\u00b3\u00b9\u2070-\u209c]+(?:['’][^\W\d_]+)*|\d+(?:[.,]\d+)*|%")
_SOFT = "\u00ad"


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
    if len(frozenset().union(*runs.values())) == sum(map(len, runs.values())):
        return list(order)
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
    return frozenset(zip(*(read[n:] for n in range(RUN)), strict=False))


@lru_cache(maxsize=2000)  # as one types, the same passages are found again
def _read(text: str) -> tuple[str, ...]:
    """A text's words as a bad reader sees them; short words and figures, as they stand."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).replace(_SOFT, "")
    return tuple(map(_seen, _WORD.findall(text)))


@lru_cache(maxsize=20_000)
def _seen(raw: str) -> str:
    word = raw.replace(",", "") if raw[0].isdecimal() else fold(raw) or raw
    return loose_shape(word) if len(word) >= SHORTEST and word.isalpha() and word not in twins() else word
