"""What OCR misreads: letters and figures that look alike, words read wrong, figures read wrong. Pure.

A reader takes "q" for "g" or "rn" for "m". So words that look alike to it share a shape; a word that the
record hardly knows is suspect where a word that it knows well has the same shape. The text itself is never
changed; figures are set right only for reading values.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from evidence.language.stems import stem

KNOWN = 3  # times a word must stand in the record to be offered …
RARER = 5  # … and so many times as often as the one it is offered for
SHORTEST = 5  # letters: shorter words have too many likes
CHANGED = 5  # letters of a word for each that may be misread

_WORD = re.compile(r"[A-Za-z0-9]+")
_CODE = re.compile(r"[A-Za-z]{0,4}\d+[A-Za-z]?")  # NI59, 2010b, 35

# Letters and figures that look alike to a reader, each as the strokes that it is made of.
_SURE = {"q": "g", "9": "g", "i": "l", "1": "l", "0": "o", "5": "s", "8": "b"}
_SURE |= {"m": "rn", "d": "cl", "u": "ll", "w": "vv"}
_LOOSE = _SURE | {"e": "c"}  # alike as well, but one good word for another too often to offer unasked
_CLOSED = _LOOSE | {"n": "ll", "m": "rll", "v": "y", "h": "b"}
_SURE_STROKES, _LOOSE_STROKES, _CLOSED_STROKES = map(str.maketrans, (_SURE, _LOOSE, _CLOSED))
FIGURES = str.maketrans("OoIl|", "00111")
"""What a reader takes for figures among figures."""


def shape(word: str) -> str:
    """A small-letter word as a bad reader sees it: "modern" and "modem" are one, "improvement" and
    "irnprovernent"."""
    return word.translate(_SURE_STROKES)


def loose_shape(word: str) -> str:
    """The same, with letters that are good for each other too often to be sure: e and c."""
    return word.translate(_LOOSE_STROKES)


def closed_shape(word: str) -> str:
    """The same, for a word that must be one of a few, as a month is: "novemher", "februarv"."""
    return word.translate(_CLOSED_STROKES)


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
        return [(word, better) for word in words if (better := self._better(word))]

    @cached_property
    def _better(self) -> Callable[[str], str]:
        return lru_cache(maxsize=1 << 15)(self.better)  # papers have the same words again and again


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


_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?<![\w.])(?:[12lI][09O][0-9OIl]{2})(?![\w%]|\.\d)")
_PERCENT = re.compile(r"(?<![\w.])(?=[0-9OIl.]*\d)[0-9OIl]{1,3}(?:\.[0-9OIl]+)?(?=\s?(?:%|per\s?cent\b))")
_PARTED = re.compile(r"(?<![\d.])(\d{1,2})\s+\.(?=\d+\s?(?:%|per\s?cent\b))")
_NATIONAL = re.compile(r"\bN[1l](?=\s\d{2,3}\b(?!\s*[A-Z]{2}\b))")


def mended(text: str) -> str:
    """A text with the figures of years, percentages and indicators' codes set right.

    >>> mended("N1 59 from 61 .2% to 2O% by June 2O1O")
    'NI 59 from 61.2% to 20% by June 2010'
    """
    if not _DIGIT.search(text):
        return text
    share = "%" in text or "cent" in text
    if share:
        text = _PARTED.sub(r"\1.", text)
    if "N1" in text or "Nl" in text:
        text = _NATIONAL.sub("NI", text)
    for pattern in (_YEAR, _PERCENT) if share else (_YEAR,):
        text = pattern.sub(lambda m: m.group().translate(FIGURES), text)
    return text
