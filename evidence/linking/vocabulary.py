"""Words as numbers: every form that texts and measures use, numbered once, with its stems and its weight.
Pure.

A form is a word as written ("Records", "CAF"); its stems are what is compared. A short form has its long
form's stems too, at half their weight. Words of grammar have no stems and are compared by their spelling
alone.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from evidence.language.acronyms import long_forms
from evidence.language.indicators import INDICATOR
from evidence.language.terms import stem_of

LONG_FORM = 0.5  # weight of a long form's words beside their short form

_FORM = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:['’][A-Za-z]+)*")
_DIGIT = re.compile(r"\d")
# A sentence ends at its stop before a capital; a bullet within a passage begins another.
# It begins with the space to which Python can skip, and looks back then.
_SENTENCE = re.compile(r"\s(?:(?<=[.!?;:]\s)\s*(?=[A-Z“\"‘'•(])|\s*[•▪]\s+)")
_CLAUSE = re.compile(
    r"(?<=[;.:])\s+|,\s+(?=(?:and|including|so that|to|in particular|particularly)\b)"
    r"|\s+(?=so that\b|in order (?:to|for)\b)"
)
SHORTEST_PART = 4  # words; a shorter sentence or clause says too little to be compared by itself

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def _parts(text: str, parting: re.Pattern[str]) -> list[str]:
    return [part for part in parting.split(text) if len(part.split()) >= SHORTEST_PART] or [text]


def sentences(text: str) -> list[str]:
    """The sentences of a passage; fragments are left out, unless there is nothing else."""
    return _parts(text, _SENTENCE)


def clauses(text: str) -> list[str]:
    """What a measure asks for, each demand by itself: "…, including …; …, so that …"."""
    return _parts(text, _CLAUSE)


class StemTable(NamedTuple):
    """Forms × their stems: form f has ``stem[start[f]:start[f + 1]]``; ``own`` is its own, or -1."""

    start: Ints
    stem: Ints
    weight: Floats
    own: Ints

    def expanded(self, forms: Ints) -> tuple[Ints, Ints, Floats]:
        """For each stem of each of these forms: the place in ``forms``, the stem, its weight."""
        number = self.start[forms + 1] - self.start[forms]
        place = np.repeat(np.arange(len(forms)), number)
        at = np.arange(len(place)) - np.repeat(np.cumsum(number) - number, number) + self.start[forms][place]
        return place, self.stem[at], self.weight[at]


class Vocabulary:
    """Numbers forms and stems as they come. One serves a linker for as long as it lives."""

    def __init__(self, stems: Iterable[str] = ()) -> None:
        self.stems: dict[str, int] = {word: number for number, word in enumerate(stems)}
        self.forms: dict[str, int] = {}
        self.written: list[str] = []
        # A form's stems and their weights; the first is its own.
        self.of_form: list[tuple[tuple[int, float], ...]] = []
        none = np.zeros(0, dtype=np.int64)
        self._table = StemTable(np.zeros(1, dtype=np.int64), none, np.zeros(0), none)

    def numbers(self, text: str) -> list[int]:
        """A text's forms in order. Indicators are left out: they are compared as codes. Never raises."""
        known = self.forms
        if _DIGIT.search(text):
            text = INDICATOR.sub(" ", text)
        return [n if (n := known.get(form)) is not None else self._add(form) for form in _FORM.findall(text)]

    def stem_table(self) -> StemTable:
        """The forms numbered so far. What was there is kept: most of a document's forms are known from
        others."""
        new = self.of_form[len(self._table.own) :]
        if new:
            flat = [pair for stems in new for pair in stems]
            ends = self._table.start[-1] + np.cumsum([len(stems) for stems in new])
            added = (
                ends,
                np.array([stem for stem, _ in flat], dtype=np.int64),
                np.array([weight for _, weight in flat], dtype=np.float64),
                np.array([stems[0][0] if stems else -1 for stems in new], dtype=np.int64),
            )
            self._table = StemTable(*map(np.concatenate, zip(self._table, added, strict=True)))
        return self._table

    def _add(self, form: str) -> int:
        number = self.forms[form] = len(self.written)
        self.written.append(form)
        found: dict[int, float] = {}
        longs = long_forms(form) if sum(map(str.isupper, form)) > 1 else ()
        for word, weight in [(form, 1.0), *((w, LONG_FORM) for w in _FORM.findall(" ".join(longs)))]:
            if (root := stem_of(word)) is not None:
                found.setdefault(self.stems.setdefault(root, len(self.stems)), weight)
        self.of_form.append(tuple(found.items()))
        return number
