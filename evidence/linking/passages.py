"""Passages as arrays of numbered words: what every part of the score is worked out from. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evidence.linking.vocabulary import Floats, Ints, Vocabulary, sentences

WEIGHTED = 1 << 20  # numbers that are weighted at once: 8 MiB of them


@dataclass(frozen=True)
class Counts:
    """Sparse rows: ``column[start[r]:start[r + 1]]`` are the words of row r, ``weight`` how much each counts:
    1 + ln(times), in sixteenths, so that sums are the same on every machine."""

    column: Ints
    weight: Floats
    start: Ints
    rows: int

    def row(self, number: int) -> tuple[Ints, Floats]:
        some = slice(self.start[number], self.start[number + 1])
        return self.column[some], self.weight[some]

    def sums(self, table: NDArray[np.floating[Any]]) -> Floats:
        """Each row's weighted sum of the table's rows: rows × the table's width."""
        if not len(self.column):
            return np.zeros((self.rows, table.shape[1]))
        out = np.zeros((self.rows, table.shape[1]))
        most = max(WEIGHTED // max(table.shape[1], 1), 1)  # words at once
        at = 0
        while at < self.rows:
            end = max(int(np.searchsorted(self.start, self.start[at] + most, "right")) - 1, at + 1)
            some = slice(self.start[at], self.start[end])
            weighted = table[self.column[some]] * self.weight[some, None].astype(table.dtype)
            filled = self.start[at:end] < self.start[at + 1 : end + 1]
            if len(weighted):  # reduceat has no sum for an empty row
                first = self.start[at:end][filled] - self.start[at]
                out[at:end][filled] = np.add.reduceat(weighted, first, axis=0)
            at = end
        return out


def counted(rows: Ints, columns: Ints, weights: Floats, number: int) -> Counts:
    """Rows of words from a list of (row, word, weight), in any order."""
    width = int(columns.max()) + 1 if len(columns) else 1
    keys, place = np.unique(rows * width + columns, return_inverse=True)
    times = np.bincount(place, weights=weights, minlength=len(keys))
    weight = np.where(times > 1, 1 + np.log(np.maximum(times, 1)), times)
    start = np.searchsorted(keys, np.arange(number + 1) * width)
    return Counts(keys % width, np.round(weight * 16) / 16, start, number)


class Texts:
    """Texts cut into parts (sentences or clauses), their words numbered."""

    def __init__(self, vocabulary: Vocabulary, parted: Sequence[list[str]]) -> None:
        self.vocabulary = vocabulary
        self.parts = [part for parts in parted for part in parts]
        self.of_part = np.repeat(np.arange(len(parted)), [len(parts) for parts in parted])
        numbered = [vocabulary.numbers(part) for part in self.parts]
        self.part = np.repeat(np.arange(len(numbered)), [len(n) for n in numbered])
        self.form = np.fromiter(chain.from_iterable(numbered), dtype=np.int64, count=len(self.part))
        self.text = self.of_part[self.part] if len(self.part) else self.part
        self.texts = len(parted)
        self._written: dict[int, dict[int, str]] = {}

    def parts_of(self, text: int) -> slice:
        """A text's parts, by their numbers."""
        return slice(*np.searchsorted(self.of_part, (text, text + 1)).tolist())

    @property
    def first_part(self) -> Ints:
        """Each text's first part; every text has one."""
        return np.searchsorted(self.of_part, np.arange(self.texts))

    def stems(self, by_part: bool) -> Counts:
        of_form = self.vocabulary.stem_table()
        rows = self.part if by_part else self.text
        long, stem, weight = of_form.expanded(self.form)
        return counted(rows[long], stem, weight, len(self.parts) if by_part else self.texts)

    def forms(self) -> Counts:
        return counted(self.text, self.form, np.ones(len(self.form)), self.texts)

    def written(self, text: int) -> dict[int, str]:
        """The text's stems, each as it first writes it."""
        if text in self._written:
            return self._written[text]
        start, end = np.searchsorted(self.text, (text, text + 1))
        found: dict[int, str] = {}
        for form in self.form[start:end].tolist():
            for stem, _ in self.vocabulary.of_form[form]:
                found.setdefault(stem, self.vocabulary.written[form])
        self._written[text] = found  # asked for again for each measure that a reason is given for
        return found

    def neighbours(self) -> tuple[Ints, Ints, Ints]:
        """Pairs of neighbouring telling words, as (text, stem, stem)."""
        own = self.vocabulary.stem_table().own[self.form]
        first, second = own[:-1], own[1:]
        together = (first >= 0) & (second >= 0) & (first != second) & (self.part[:-1] == self.part[1:])
        return self.text[:-1][together], first[together], second[together]


def in_sentences(vocabulary: Vocabulary, texts: Sequence[str]) -> Texts:
    return Texts(vocabulary, [sentences(text) for text in texts])
