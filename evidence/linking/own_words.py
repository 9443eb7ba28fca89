"""A measure's own words in another paper: what is asked for, said again, shows nothing. Pure."""

import re
from functools import lru_cache

RUN = 5  # words that stand in both in the same order are a quotation
SHARE = 0.75  # of a passage's words: with as many of them quoted, it only says the demand again …
ASKING = 0.6  # … or with as many, where it says that it asks

_ASKS = re.compile(r"\b(?:must|should|asks?|asked|requires?|required|requirement|expected to)\b")
_WORD = re.compile(r"[a-z0-9][a-z0-9.]*")


def repeats(text: str, measure: str) -> bool:
    """Whether a passage only repeats a measure: most of its words are the measure's, in their order, and it
    has no figure that the measure lacks."""
    words = _words(text)
    asked, runs = _asked(measure)
    if sum(word in asked for word in words) < ASKING * len(words):
        return False  # as most passages: no run is worth looking for
    if any(w[0].isdigit() and w not in asked for w in words):
        return False
    quoted: set[int] = set()
    for at in range(len(words) - RUN + 1):
        if tuple(words[at : at + RUN]) in runs:
            quoted.update(range(at, at + RUN))
    enough = ASKING if _ASKS.search(text.lower()) else SHARE
    return len(quoted) >= enough * max(len(words), 1)


@lru_cache(maxsize=4096)
def _asked(measure: str) -> tuple[frozenset[str], frozenset[tuple[str, ...]]]:
    """A measure's words, and their runs: it is compared with passage after passage."""
    words = _words(measure)
    return frozenset(words), frozenset(tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


@lru_cache(maxsize=64)  # a passage is compared with measure after measure
def _words(text: str) -> list[str]:
    return [word.rstrip(".") for word in _WORD.findall(text.lower().replace("’", "'"))]
