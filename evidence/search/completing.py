"""What typing could be completed to: headings, titles and names. No engine is imported."""

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import islice

from evidence.search.rows import NAME, TITLE
from evidence.search.words import words

Names = Callable[[str], Iterable[tuple[str, int]]]
"""The index's names that begin with a prefix, and how many passages have each."""

MOST = 3000
"""Names looked at: more than one letter of the commonest beginnings has."""

OFTEN = 2
"""Passages that a name must stand in: capitals that meet once are seldom a name."""


def complete(prefix: str, names: Names, limit: int) -> list[str]:
    """The commonest completions, those that begin so before those that have a later word so."""
    typed = " ".join(word.text for word in words(prefix))
    if len(typed) < 2:
        return []
    begins = typed if prefix[-1:].isalnum() else typed + " "
    counts: Counter[str] = Counter()
    for name, count in islice(names(NAME + begins), MOST):
        counts[name.partition("\t")[2]] += count
    counts = Counter({shown: count for shown, count in counts.items() if count >= OFTEN})
    for name, count in islice(names(TITLE + begins), MOST):
        counts[name.partition("\t")[2]] += count
    best: dict[str, tuple[bool, int, str]] = {}
    for shown, count in counts.items():
        key = " ".join(word.text for word in words(shown))
        rank = (key.startswith(begins), count, shown)
        best[key] = max(best.get(key, rank), rank)  # "IMPROVEMENT BOARD" and "Improvement Board" are one
    ranked = sorted(best.values(), key=lambda r: (not r[0], -r[1], len(r[2]), r[2]))
    return [shown for _, _, shown in ranked[: max(limit, 0)]]
