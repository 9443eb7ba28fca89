"""Which documents say nearly the same: a re-scan, a draft and its final. Pure.

A document's likes are found by a sketch, the smallest hashes of its runs of three words (Broder's bottom-k
sketch, 1997): documents that share many runs share many of their smallest. What the sketch proposes is then
compared word by word.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest
from zlib import crc32

from rapidfuzz.distance import LCSseq
from rapidfuzz.fuzz import ratio

RUN = 3  # words: a misread word spoils three runs, so longer ones would lose every poor scan
SKETCH = 64  # hashes a document
SHARED = 6  # of those, for two documents to be compared at all
LONGEST = 40_000  # words compared, from the start: comparing takes the square of it, half a second here
FEWEST = 20  # words: a compliments slip is like every other
LIKE = 0.75  # of the words of both, for a pair to be flagged; two scans at 90 % of words right share 81 %
WITHIN = 0.9  # of the shorter's words, if it is at least half as long: a draft that grew
NUMBERS = 10  # from so many numbers on, two tables with other numbers are two months, not two copies
SAME_NUMBERS = 0.5
QUESTIONS = (
    4  # from so many on that two papers share, most answered otherwise, it is one form filled in twice
)
OTHER_ANSWERS = 0.5
MISREAD = 80  # of 100: an answer that is so much like another may be the same, misread
_ANSWER = re.compile(r"\s*([^\W\d_][^:|\n]{2,80}?)\s*[:|]\s*(\S.{0,300})")


@dataclass(frozen=True)
class Likeness:
    """How alike two documents are: ``share`` of the words of both, from 0 to 1, and that in words."""

    share: float
    reason: str


class Words(list[str]):
    """A document's words in order; what is counted of them is counted once."""

    @cached_property
    def numbers(self) -> Counter[str]:
        return Counter(word for word in self if word.isdecimal())

    @cached_property
    def compared(self) -> Counter[str]:
        """How often each of those stands that are compared one by one."""
        return Counter(self[:LONGEST])


def words_of(texts: Iterable[str]) -> Words:
    """The words and numbers of a document's passages, without case, marks and hyphens at line ends."""
    found = Words()
    for text in texts:
        whole = re.sub(r"[-\xad]\s*\n\s*", "", text) if "\n" in text else text
        found += re.findall(r"\w+", whole.casefold())
    return found


def sketch(words: Sequence[str]) -> frozenset[int]:
    """The smallest hashes of the document's runs of words; none for one too short to compare."""
    if len(words) < FEWEST:
        return frozenset()
    whole = [word.encode("utf-8", "surrogatepass") for word in words]
    runs = set(map(crc32, map(b" ".join, zip(*(whole[n:] for n in range(RUN)), strict=False))))
    return frozenset(nsmallest(SKETCH, runs))


def likeness(earlier: Words, later: Words) -> Likeness | None:
    """How alike two documents' words are, or None if not enough for a person to look at."""
    shorter, longer = sorted((len(earlier), len(later)))
    if shorter < FEWEST or 2 * shorter < longer or not _same_numbers(earlier, later):
        return None
    lengths = min(len(earlier), LONGEST), min(len(later), LONGEST)
    both, least = sum(lengths), min(lengths)
    common = _in_order(earlier, later, int(min(LIKE * both / 2, WITHIN * least)))
    share, within = 2 * common / both, common / least
    if share < LIKE and within < WITHIN:
        return None
    return Likeness(share, _reason(share, within, len(later) - len(earlier)))


def _in_order(earlier: Words, later: Words, enough: int) -> int:
    """How many words both have in the same order; 0 if not enough of them, which is known sooner."""
    if earlier == later:
        return min(len(earlier), LONGEST)
    mine, yours = earlier.compared, later.compared
    shared = mine.keys() & yours.keys()
    if sum(min(mine[word], yours[word]) for word in shared) < enough:
        return 0
    one, other = ([word for word in words[:LONGEST] if word in shared] for words in (earlier, later))
    return LCSseq.similarity(one, other, score_cutoff=enough)


def answered_otherwise(earlier: Iterable[str], later: Iterable[str]) -> bool:
    """Whether two papers print the same questions ("Outcome: …", "Seen alone | …") with other answers."""
    one, other = _answers(earlier), _answers(later)
    asked = one.keys() & other.keys()
    return len(asked) >= QUESTIONS and sum(
        ratio(one[q], other[q]) < MISREAD for q in asked
    ) > OTHER_ANSWERS * len(asked)


def _answers(texts: Iterable[str]) -> dict[str, str]:
    """By question; those asked more than once (of each child, in each row) tell nothing apart."""
    found = [m.groups() for text in texts for line in text.split("\n") if (m := _ANSWER.fullmatch(line))]
    often = Counter(question.casefold() for question, _ in found)
    return {q.casefold(): " ".join(words_of([a])) for q, a in found if often[q.casefold()] == 1}


def _same_numbers(one: Words, other: Words) -> bool:
    """Whether both hold much the same numbers, where they hold enough of them to tell."""
    first, second = one.numbers, other.numbers
    most = max(first.total(), second.total())
    return most < NUMBERS or (first & second).total() >= SAME_NUMBERS * most


def _reason(share: float, within: float, more: int) -> str:
    if share < LIKE:
        which = "earlier" if more > 0 else "later"
        return f"{_percent(within)} of the words of the {which} one stand in the other, in the same order"
    grown = f"; the later one is {abs(more):,} words {'longer' if more > 0 else 'shorter'}" if more else ""
    return f"{_percent(share)} of the words are the same, in the same order{grown}"


def _percent(share: float) -> str:
    """100% only where nothing differs."""
    return f"{100 if share == 1 else min(99, round(100 * share))}%"
