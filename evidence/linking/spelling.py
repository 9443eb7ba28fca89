"""How alike passages and measures are letter by letter: "record", "recording" and "recordkeeping". Pure.

Each form is the set of its runs of three to five letters, word boundaries counted, at a length that is the
form's rarity; a text is the sum of its forms, and its own length is taken as if its forms shared nothing.
"""

import math
from collections import defaultdict

import numpy as np

from evidence.linking.candidates import Asked
from evidence.linking.field_model import RAREST, FieldModel
from evidence.linking.passages import Counts, in_sentences
from evidence.linking.vocabulary import Floats, Ints, Vocabulary

GRAMS = (3, 4, 5)
COMMON = 1.0  # rarity of a word of grammar


class Spelling:
    """Measures as runs of letters, and what each form adds for each of them."""

    def __init__(self, model: FieldModel | None, vocabulary: Vocabulary, measures: list[Asked]) -> None:
        self._rarity = model.rarity if model else np.zeros(0)
        self._vocabulary = vocabulary
        forms = in_sentences(vocabulary, [m.text for m in measures]).forms()
        rows: dict[str, Floats] = defaultdict(lambda: np.zeros(len(measures)))
        for measure in range(len(measures)):
            for form, times in zip(*forms.row(measure), strict=True):
                share = self._length(int(form)) / _root(written := self._low(int(form)))
                for gram in grams(written):
                    rows[gram][measure] += times * share
        self._rows = dict(rows)
        squares = sum((row * row for row in rows.values()), np.zeros(len(measures)))
        self._measures = np.sqrt(np.maximum(squares, 1e-9))
        # One line a form: what it adds to each measure, and its own length squared.
        self._table = np.zeros((0, len(measures) + 1))
        self._known = 0  # its lines that are filled in

    def cosines(self, forms: Counts, wanted: Ints) -> Floats:
        """Passages × the wanted measures."""
        table = self._lines()
        dots = forms.sums(table, wanted)
        squares = Counts(forms.column, forms.weight**2, forms.start, forms.rows).sums(table[:, -1:])
        return np.asarray(dots / np.sqrt(np.maximum(squares, 1e-9)) / self._measures[wanted])

    def _lines(self) -> Floats:
        """The table, with every form of the vocabulary as it is now."""
        known, forms = self._known, len(self._vocabulary.written)
        if forms > len(self._table):  # with room for more: each passage brings a few new forms
            room = np.zeros((2 * forms - known, self._table.shape[1]))
            self._table = np.concatenate([self._table[:known], room])
        for form in range(known, forms):
            self._table[form] = self._line(form)
        self._known = forms
        return self._table[:forms]

    def _line(self, form: int) -> Floats:
        length, written = self._length(form), self._low(form)
        line = np.zeros(len(self._measures) + 1)
        for gram in grams(written):
            if (row := self._rows.get(gram)) is not None:
                line[:-1] += row
        line *= length / _root(written)
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
