"""How alike passages and measures are letter by letter: "record", "recording" and "recordkeeping". Pure.

Each form is the set of its runs of three to five letters, word boundaries counted, at a length that is the
form's rarity; a text is the sum of its forms, and its own length is taken as if its forms shared nothing.
"""

import math

import numpy as np

from evidence.linking.candidates import Asked
from evidence.linking.field_model import RAREST, FieldModel
from evidence.linking.passages import Counts, in_sentences
from evidence.linking.sparse import ranges
from evidence.linking.vocabulary import Floats, Ints, Vocabulary

GRAMS = (3, 4, 5)
COMMON = 1.0  # rarity of a word of grammar
MEMORY = 64 << 20  # bytes that forms' lines may take, however many forms and measures there are


class Spelling:
    """Measures as runs of letters, and what each form adds for each of them."""

    def __init__(self, model: FieldModel | None, vocabulary: Vocabulary, measures: list[Asked]) -> None:
        self._rarity = model.rarity if model else np.zeros(0)
        self._vocabulary = vocabulary
        self._grams: dict[str, int] = {}
        forms = in_sentences(vocabulary, [m.text for m in measures]).forms()
        measure, gram, share = self._shares(forms)
        keys, place = np.unique(gram * max(len(measures), 1) + measure, return_inverse=True)
        # The runs one after the other, each with the measures that have it.
        self._measure, of_gram = keys % max(len(measures), 1), keys // max(len(measures), 1)
        self._share = np.bincount(place, weights=share, minlength=len(keys))
        self._start = np.searchsorted(of_gram, np.arange(len(self._grams) + 1))
        squares = np.bincount(self._measure, weights=self._share * self._share, minlength=len(measures))
        self._measures = np.sqrt(np.maximum(squares, 1e-9))
        # One line a form: what it adds to each measure, and its own length squared.
        self._table = np.zeros((0, len(measures) + 1))
        self._most = MEMORY // self._table.dtype.itemsize // self._table.shape[1]
        self._lines: dict[int, int] = {}  # the forms that have one

    def _shares(self, forms: Counts) -> tuple[Ints, Ints, Floats]:
        """The measures' runs of letters, numbered as they come, as (measure, run, share)."""
        used, place = np.unique(forms.column, return_inverse=True)
        numbers = self._grams
        low = [self._low(form) for form in used.tolist()]
        own = [[numbers.setdefault(gram, len(numbers)) for gram in grams(written)] for written in low]
        start = np.concatenate([[0], np.cumsum([len(some) for some in own], dtype=np.int64)])
        flat = np.array([n for some in own for n in some], dtype=np.int64)
        share = np.array([self._length(f) / _root(w) for f, w in zip(used.tolist(), low, strict=True)])
        which, at = ranges(start, place)
        measure = np.repeat(np.arange(forms.rows), np.diff(forms.start))
        return measure[which], flat[at], (forms.weight * share[place])[which]

    def cosines(self, forms: Counts, wanted: Ints) -> Floats:
        """Passages × the wanted measures."""
        used, column = np.unique(forms.column, return_inverse=True)
        table = self._lines_of(used.tolist())
        dots = Counts(column, forms.weight, forms.start, forms.rows).sums(table[:, wanted])
        squares = Counts(column, forms.weight**2, forms.start, forms.rows).sums(table[:, -1:])
        return np.asarray(dots / np.sqrt(np.maximum(squares, 1e-9)) / self._measures[wanted])

    def _lines_of(self, forms: list[int]) -> Floats:
        """A line for each of these forms. Those made last are kept: most forms of a text stand in others."""
        new = [form for form in forms if form not in self._lines]
        if len(self._lines) + len(new) > self._most:
            self._lines, new = {}, forms
        if (needed := len(self._lines) + len(new)) > len(self._table):  # with room for more
            room = np.zeros((max(needed, min(2 * needed, self._most)), self._table.shape[1]))
            room[: len(self._lines)] = self._table[: len(self._lines)]
            self._table = room
        for form in new:
            place = self._lines[form] = len(self._lines)
            self._table[place] = self._line(form)
        return self._table[[self._lines[form] for form in forms]]

    def _line(self, form: int) -> Floats:
        length, written = self._length(form), self._low(form)
        known = [n for gram in grams(written) if (n := self._grams.get(gram)) is not None]
        _, at = ranges(self._start, np.array(known, dtype=np.int64))
        sums = np.bincount(self._measure[at], weights=self._share[at], minlength=self._table.shape[1])
        line: Floats = sums * np.float64(length / _root(written))
        line[-1] = length * length
        return line

    def _low(self, form: int) -> str:
        return self._vocabulary.written[form].lower().replace("’", "'")

    def _length(self, form: int) -> float:
        if not (stems := self._vocabulary.of_form[form]):
            return COMMON
        own = stems[0][0]
        return float(self._rarity[own]) if own < len(self._rarity) else RAREST


def grams(word: str) -> list[str]:
    padded = f" {word} "
    return [padded[at : at + n] for n in GRAMS for at in range(len(padded) - n + 1)]


def _root(word: str) -> float:
    return math.sqrt(max(sum(max(len(word) + 3 - n, 0) for n in GRAMS), 1))
