"""What typing could be completed to: headings, titles and names, then phrases. No engine is imported."""

from collections import Counter
from itertools import islice

from evidence.language.words import words
from evidence.search.answering.entries import NAME, TITLE
from evidence.search.answering.half_typed import phrases
from evidence.search.answering.searcher import View

MOST = 3000
"""Names looked at: more than one letter of the commonest beginnings has."""

OFTEN = 2
"""Passages that a name must stand in: capitals that meet once are seldom a name."""


def complete(prefix: str, view: View, limit: int) -> list[str]:
    """The commonest completions, those that begin so before those that have a later word so; where they are
    too few, what the last word could become."""
    typed = " ".join(word.text for word in words(prefix))
    if len(typed) < 2:
        return []
    begins = typed if prefix[-1:].isalnum() else typed + " "
    counts: Counter[str] = Counter()
    for name, count in islice(view.names(NAME + begins), MOST):
        counts[name.partition("\t")[2]] += count
    counts = Counter({shown: count for shown, count in counts.items() if count >= OFTEN})
    for name, count in islice(view.names(TITLE + begins), MOST):
        counts[name.partition("\t")[2]] += count
    best: dict[str, tuple[bool, int, str]] = {}
    for shown, count in counts.items():
        key = " ".join(word.text for word in words(shown))
        rank = (key.startswith(begins), count, shown)
        best[key] = max(best.get(key, rank), rank)  # "IMPROVEMENT BOARD" and "Improvement Board" are one
    ranked = sorted(best.values(), key=lambda r: (not r[0], -r[1], len(r[2]), r[2]))
    found = [shown for _, _, shown in ranked[: max(limit, 0)]]
    if not found or (" " in typed and len(found) < limit):  # one word could become too much
        more = phrases(view, prefix, limit)
        said = {*best, typed}
        found += [each for each in more if " ".join(w.text for w in words(each)) not in said]
    return found[: max(limit, 0)]
