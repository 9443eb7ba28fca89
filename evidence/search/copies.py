"""Hits that say the same, word for word: one stands for all of them. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from evidence.language.words import words

FEWEST = 5
"""Words of a text from which another of the same words is its copy: "Not met" is said anew each time."""


def copies(hits: Iterable[Mapping[str, Any]]) -> dict[int, int]:
    """For each hit that says what another says, word for word: the passage that stands for them.

    Hits have "passage", "text" and "date". A single word or figure that differs makes another text: it may
    say the opposite. The earliest of them stands for all, as what the others repeat; of undated ones, or of
    one day, the first.
    """
    said: dict[tuple[str, ...], list[Mapping[str, Any]]] = defaultdict(list)
    for hit in hits:
        found = tuple(word.text for word in words(hit["text"]))
        if len(found) >= FEWEST:
            said[found].append(hit)
    found_again: dict[int, int] = {}
    for same in said.values():
        first = min(same, key=lambda hit: hit["date"] or "9999")
        found_again |= {hit["passage"]: first["passage"] for hit in same if hit is not first}
    return found_again
