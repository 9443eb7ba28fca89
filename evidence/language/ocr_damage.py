"""Words that OCR probably misread, with what they may have been. Pure. The text itself is never changed.

A reader takes "q" for "g" or "rn" for "m". So words that look alike to it share a shape; a word that the
record hardly knows is suspect where a word that it knows well has the same shape.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from evidence.language.stems import stem

KNOWN = 3  # times a word must stand in the record to be offered …
RARER = 5  # … and so many times as often as the one it is offered for
SHORTEST = 5  # letters: shorter words have too many likes
CHANGED = 5  # letters of a word for each that may be misread

_WORD = re.compile(r"[A-Za-z0-9]+")
_CODE = re.compile(r"[A-Za-z]{0,4}\d+[A-Za-z]?")  # NI59, 2010b, 35
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("ii", "u"), ("fi", "fl"))
# "e" and "c", "u" and "n" are misread as well, but one good word for another too often to ask about.
_ALIKE = str.maketrans("1i0589q", "llosbgg")


@dataclass(frozen=True)
class Vocabulary:
    """The record's words, in small letters, and how often each stands there."""

    counts: Mapping[str, int]

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Vocabulary":
        return cls(Counter(word.lower() for text in texts for word in _WORD.findall(text)))

    @cached_property
    def _shapes(self) -> dict[str, list[str]]:
        """The words that are known well, by their shape."""
        found: dict[str, list[str]] = defaultdict(list)
        for word, count in self.counts.items():
            if count >= KNOWN and len(word) >= SHORTEST and word.isalpha():
                found[shape(word)].append(word)
        return dict(found)

    @cached_property
    def _stems(self) -> Counter[str]:
        stems: Counter[str] = Counter()
        for word, count in self.counts.items():
            if word.isalpha():
                stems[stem(word)] += count
        return stems

    def better(self, word: str) -> str:
        """What a word may have been, in its own case; nothing if it is well known or like no other."""
        small = word.lower()
        if len(small) < SHORTEST or _CODE.fullmatch(small):
            return ""
        # Another form of it is known ("inspects" by "inspected"): a word, if a rare one.
        own = self._stems[stem(small)] if small.isalpha() else 0
        likes = [
            like
            for like in self._shapes.get(shape(small), ())
            if like != small and self.counts[like] >= RARER * max(own, 1) and _near(small, like)
        ]
        best = max(likes, key=lambda like: (self.counts[like], like), default="")
        return _in_case(best, word)

    def perhaps(self, text: str) -> list[tuple[str, str]]:
        """``(word as read, what it may have been)`` for each suspect word of a text, once, in order."""
        words = dict.fromkeys(_WORD.findall(text))
        return [(word, better) for word in words if (better := self.better(word))]


def shape(word: str) -> str:
    """A word as a bad reader sees it: letters that look alike are one."""
    for two, one in _PAIRS:
        word = word.replace(two, one)
    return word.translate(_ALIKE)


def _near(word: str, other: str) -> bool:
    """Whether few enough letters differ, pairs read as one letter counting once."""
    changed = abs(len(word) - len(other))
    if not changed:
        changed = sum(a != b for a, b in zip(word, other, strict=True))
    return changed <= max(1, len(other) // CHANGED)


def _in_case(best: str, word: str) -> str:
    if word.isupper():
        return best.upper()
    # A small l at the start may be a capital I: "lnspectors".
    return best.capitalize() if word[:1].isupper() else best
