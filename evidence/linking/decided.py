"""What people decided, so that the same words are not suggested again from another paper. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

SAME = 92  # of 100: as much of both texts is alike; a date, a page or a misreading may differ
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Decided:
    """A decision on a link: the words it was on (``text``), which document's, and what was decided.
    ``about`` is the measure's code."""

    about: str
    text: str
    document: int
    status: str
    link: int


class Decisions:
    """Decisions by measure, ready to be compared with passages of other documents."""

    def __init__(self, decided: Iterable[Decided] = ()) -> None:
        self._by_measure: dict[str, list[tuple[str, Decided]]] = defaultdict(list)
        for one in decided:
            self._by_measure[one.about].append((_plain(one.text), one))

    def on(self, measure: str, text: str, document: int) -> Decided | None:
        """The decision on the same words of another document for that measure, if there is one."""
        if measure not in self._by_measure:
            return None
        words = _plain(text)
        others = (pair for pair in self._by_measure[measure] if pair[1].document != document)
        return next((decided for said, decided in others if _same(words, said)), None)


def _same(words: str, others: str) -> bool:
    shorter, longer = sorted((len(words), len(others)))
    return shorter * 100 >= longer * (SAME - 8) and fuzz.ratio(words, others, score_cutoff=SAME) > 0


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))
