"""How near a passage lies to a measure in the field's space: as a whole, and its best sentence to the best
clause. Pure."""

from dataclasses import dataclass

import numpy as np

from evidence.linking.field_model import FieldModel
from evidence.linking.passages import Counts, Texts
from evidence.linking.vocabulary import Floats, Ints

CONTEXT = 0.375  # weight of the heading and paragraph above; in sixteenths, so that sums are exact


@dataclass(frozen=True)
class Near:
    """``whole`` is passages × measures, in standard deviations above what the field's paragraphs have;
    ``best`` is the cosine of the best sentence with the best clause; ``cosines`` are all of them, sentences ×
    clauses, whose numbers ``clauses`` has."""

    whole: Floats
    best: Floats
    cosines: Floats
    clauses: Ints

    def nearest(self, sentences: slice, clauses: slice) -> tuple[int, int]:
        """The sentence and the clause, by their numbers, that lie nearest of a passage's and a measure's: the
        first ones, if several do. The clauses are given by number too."""
        first, end = np.searchsorted(self.clauses, (clauses.start, clauses.stop))
        among = self.cosines[sentences, first:end]
        sentence = int(among.max(axis=1).argmax())
        return sentences.start + sentence, clauses.start + int(among[sentence].argmax())


class Space:
    """Measures in the field's space."""

    def __init__(self, model: FieldModel, measures: Texts) -> None:
        """``measures`` are cut into clauses."""
        self.model, self.texts = model, measures
        # Small whole numbers, and weights in sixteenths: single precision is exact.
        self._vectors = model.vectors.astype(np.float32)
        self.measures = unit(self._sums(measures.stems(by_part=False)))
        self.clauses = unit(self._sums(measures.stems(by_part=True)))
        spread = np.einsum("ij,jk,ik->i", self.measures, model.spread, self.measures)
        self.usual = self.measures @ model.mean
        self.deviation = np.sqrt(np.maximum(spread, 1e-6))

    def vectors_of(self, stems: Ints) -> Floats:
        """Zeros for a stem that the model does not know."""
        known = stems < len(self._vectors)
        out = np.zeros((len(stems), self.model.dimensions))
        out[known] = self._vectors[stems[known]]
        return out

    def near(self, passages: Texts, bags: Counts, context: Texts, wanted: Ints) -> Near:
        """How near passages are to the wanted measures; ``context`` holds a text for each passage."""
        around = CONTEXT * self._sums(context.stems(by_part=False))
        whole = self._sums(bags) + around
        above = (unit(whole) @ self.measures[wanted].T - self.usual[wanted]) / self.deviation[wanted]
        # Of each sentence, each measure's best clause; then of each passage, its best sentence.
        sentences = self._sums(passages.stems(by_part=True)) + around[passages.of_part]
        clauses = np.flatnonzero(np.isin(self.texts.of_part, wanted))
        cosines = unit(sentences) @ self.clauses[clauses].T
        first = np.searchsorted(self.texts.of_part[clauses], wanted)
        by_measure = np.maximum.reduceat(cosines, first, axis=1)
        return Near(above, np.maximum.reduceat(by_measure, passages.first_part, axis=0), cosines, clauses)

    def headings(self, headings: Texts, wanted: Ints) -> Floats:
        """Headings × the wanted measures: the cosine of the best clause."""
        clauses = np.flatnonzero(np.isin(self.texts.of_part, wanted))
        cosines = unit(self._sums(headings.stems(by_part=False))) @ self.clauses[clauses].T
        return np.maximum.reduceat(cosines, np.searchsorted(self.texts.of_part[clauses], wanted), axis=1)

    def _sums(self, bags: Counts) -> Floats:
        known = bags.column < len(self._vectors)
        start = np.concatenate([[0], np.cumsum(known)])[bags.start]
        return Counts(bags.column[known], bags.weight[known], start, bags.rows).sums(self._vectors)


def lengths(rows: Floats) -> Floats:
    return np.asarray(np.sqrt((rows * rows).sum(axis=1)))


def unit(rows: Floats) -> Floats:
    """Rows at length 1; rows of zeros stay."""
    squares = (rows * rows).sum(axis=1, keepdims=True)
    return np.asarray(rows / np.sqrt(np.where(squares > 0, squares, 1)))
