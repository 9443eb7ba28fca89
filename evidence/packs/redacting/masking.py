"""Redacted words in other texts: found however they are written, and masked.

Texts are compared by their letters and digits alone, folded, so that "Jane-Doe", "JANE DOE" and "JaneDoe.pdf"
hold the words "Jane Doe".
"""

import re
import unicodedata
from calendar import month_name
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from evidence.language.terms import STOP

MASK = "[redacted]"
WINDOW = 5  # words of a long stretch that tell it, wherever they stand together
NAME = 5  # letters of a run whose plural is looked for: of a shorter one it may be another word
SHORTEST = 3  # letters of a single word that is looked for elsewhere; of a name alone, 2
LONG = 8  # letters of a run that tells what it is within another word too
BRIEF = 3  # words of a name
_TITLES = frozenset({"mr", "ms", "mx", "dr", "st"})
_NAMES_A_FILE = re.compile(r"\S*(?:[@/\\_]|\.\w)\S*")
_MASKS = re.compile(r"\[redacted\](?:[^\w\t\n|]{0,3}\[redacted\])+")
_CELLS = re.compile(r"(\t| \| )")  # between the cells of a table's row
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTHS = frozenset(month.casefold() for month in month_name if month)


@dataclass(frozen=True)
class Letters:
    """A text's letters and digits, folded, and where each stands in it."""

    text: str
    folded: str
    at: tuple[int, ...]

    def found(self, run: str) -> Iterator[tuple[int, int]]:
        """Where a run of folded letters stands in the text, as whole words: the first and the last letter. A
        name's plural is the name too."""
        start = self.folded.find(run)
        while start >= 0:
            end = start + len(run)
            if len(run) >= NAME and self.folded.startswith("s", end) and self._breaks(end + 1):
                end += 1
            if self._breaks(start) and self._breaks(end):
                yield self.at[start], self.at[end - 1]
            start = self.folded.find(run, start + 1)

    def within(self, run: str) -> Iterator[tuple[int, int]]:
        """Where a run stands within a word: "msjanedoe.pdf" holds "janedoe". Short ones only in names of
        files and addresses."""
        start = self.folded.find(run) if len(run) >= NAME else -1
        while start >= 0:
            first, last = self.at[start], self.at[start + len(run) - 1]
            if last - first < len(run) and (len(run) >= LONG or self._names_a_file(first)):
                yield first, last
            start = self.folded.find(run, start + 1)

    def _names_a_file(self, index: int) -> bool:
        return any(m.start() <= index < m.end() for m in _NAMES_A_FILE.finditer(self.text))

    def _breaks(self, index: int) -> bool:
        """Whether a word may begin, or the one before it end, at this letter."""
        if index in (0, len(self.at)):
            return True
        before, here = self.at[index - 1], self.at[index]
        if here > before + 1:
            return True
        first, second = self.text[before], self.text[here]
        return here != before and (
            (first.islower() and second.isupper()) or first.isdigit() != second.isdigit()
        )


def letters(text: str) -> Letters:
    """The letters of a text."""
    folded, at = [], []
    for index, character in enumerate(text):
        for each in unicodedata.normalize("NFKD", character).casefold():
            if each.isalnum():
                folded.append(each)
                at.append(index)
    return Letters(text, "".join(folded), tuple(at))


def fold(word: str) -> str:
    """The letters and digits of a word, folded."""
    return letters(word).folded


def cover(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with these stretches (first and last character) masked; neighbours as one."""
    out, done = [], 0
    for first, last in sorted(spans):
        if last < done:
            continue
        gone = text[max(first, done) : last + 1]
        # A table's cells stay apart, so that none moves to another column.
        out += [text[done:first], *(p if n % 2 else MASK * bool(p) for n, p in enumerate(_CELLS.split(gone)))]
        done = last + 1
    return _MASKS.sub(MASK, "".join(out) + text[done:])


@dataclass(frozen=True)
class Secrets:
    """What must not be read: runs of folded letters, the longest first; whole, or ``within`` words too."""

    runs: tuple[str, ...] = ()
    within: bool = False

    def hide(self, text: str) -> str:
        """The text with every one masked."""
        if not text or not self.runs:
            return text
        seen = letters(text)
        if self._any is not None and not self._any.search(seen.folded):
            return text
        held = [run for run in self.runs if run in seen.folded]
        spans = [span for run in held for span in seen.found(run)]
        return cover(text, spans + [span for run in held if self.within for span in seen.within(run)])

    def holds(self, text: str) -> bool:
        """Whether any is in the text."""
        return self.hide(text) != text

    def __or__(self, other: "Secrets") -> "Secrets":
        runs = tuple(sorted({*self.runs, *other.runs}, key=lambda run: (-len(run), run)))
        return Secrets(runs, self.within or other.within)

    @cached_property
    def _any(self) -> re.Pattern[str] | None:
        return re.compile("|".join(map(re.escape, self.runs))) if self.runs else None


def secrets(runs: Iterable[Sequence[str]], readable: frozenset[str]) -> Secrets:
    """What tells of runs of redacted words: each whole, its parts where it is long, and each telling word.

    A word that is as common as it is short, or that stays ``readable`` (folded words) where it was redacted,
    tells nothing by itself.
    """
    found: set[str] = set()
    for run in runs:
        words = [(word, fold(word)) for word in run]
        words = [(word, folded) for word, folded in words if folded]
        if len(words) > 1:
            plain = [folded for _, folded in words]
            found.add("".join(plain))
            found |= {"".join(plain[i : i + WINDOW]) for i in range(len(plain) - WINDOW + 1)}
            brief = len(words) <= BRIEF
            found |= {f for w, f in words if f not in readable and (telling(w) or (brief and _brief(w)))}
        elif words and (telling(words[0][0]) or words[0][1] not in readable):
            found |= {f for w, f in words if len(f) >= SHORTEST or _brief(w)}
        else:
            found |= {f for w, f in words if _brief(w)}
    return Secrets(tuple(sorted(found, key=lambda run: (-len(run), run))), within=True)


def _brief(word: str) -> bool:
    """Whether a word may be a name of two letters, or somebody's initials."""
    folded = fold(word)
    plain = folded.isalpha() and folded not in STOP and folded not in _TITLES
    return len(folded) == 2 and plain and next(c for c in word if c.isalnum()).isupper()


def telling(word: str) -> bool:
    """Whether a word by itself can tell who or what is meant: a name, a number, an address of the net."""
    folded = fold(word)
    if len(folded) < SHORTEST or folded in STOP or folded in _MONTHS or _YEAR.fullmatch(folded):
        return False
    if any(c.isdigit() for c in folded):
        return len(folded) >= 4 and sum(c.isdigit() for c in folded) >= 2
    return "@" in word or next(c for c in word if c.isalnum()).isupper()
