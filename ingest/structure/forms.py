"""Pages that are copies of one form: scorecards, audits, records of decisions.

What they repeat is what they ask: content, not a running head.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence, Set
from statistics import median
from typing import NamedTuple

from ingest.readers.raw import RawPage
from ingest.structure.edges import leftmost

_FEWEST = 3  # questions that make a form
_MOST = 0.6  # of the pages that ask them
_ONCE = 1.2  # times a page: what a table's cells say comes more often
_SPREAD = 0.15  # of the page's height: a table's head, which repeats too, is not so tall
_LETTERS = 4


class Asked(NamedTuple):
    """What a form may ask: a line's words, up to its colon, and how far down the page it stands, 0 to 1."""

    words: str
    down: float


def asked(page: RawPage, besides: Set[int]) -> list[Asked]:
    """What stands first on each of a page's heights. ``besides``: offsets of lines that do not count."""
    out = []
    for n, line in enumerate(leftmost(page.lines)):
        label, colon, _ = " ".join(line.text.lower().split()).partition(":")
        if line.start in besides or sum(map(str.isalpha, label)) < _LETTERS:
            continue
        down = line.box[1] / page.height if line.box and page.height else n / len(page.lines)
        out.append(Asked(label + colon, down))
    return out


def is_form(pages: Sequence[Sequence[Asked]]) -> bool:
    """Whether lines down the pages say the same on most of them, once on each."""
    count: Counter[str] = Counter()
    where: dict[str, list[float]] = defaultdict(list)
    filled = [page for page in pages if page]
    for page in filled:
        count.update(one.words for one in page)
        for words, down in dict(page).items():
            where[words].append(down)
    least = max(2, _MOST * len(filled))
    places = [
        median(downs)
        for words, downs in where.items()
        if len(downs) >= least and count[words] <= _ONCE * len(downs)
    ]
    return len(places) >= _FEWEST and max(places) - min(places) >= _SPREAD
