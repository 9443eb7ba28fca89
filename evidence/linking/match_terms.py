"""A person's match terms: words that tell of a measure, beside its own, and its own that do not. Pure."""

from collections.abc import Sequence

import numpy as np

from evidence.linking.candidates import Asked
from evidence.linking.passages import Texts
from evidence.linking.roots import Roots, roots_of
from evidence.linking.vocabulary import Floats, Ints

FIRST = 1.4  # a term counts about as much as the measure's indicator named, …
MORE, MOST = 0.2, 3  # … each further one a little, up to so many
AROUND = 0.5  # worth of a term in the words around


class MatchTerms:
    """The terms that people added to measures, found in passages in whatever form they stand."""

    def __init__(self, roots: Roots, measures: Sequence[Asked]) -> None:
        self._roots = roots
        self._terms = [
            (place, term, roots_of(term))
            for place, m in enumerate(measures)
            for term in m.terms
            if roots_of(term)
        ]

    def scores(self, passages: Texts, context: Texts, wanted: Ints) -> Floats:
        """Passages × the wanted measures."""
        times = np.zeros((passages.texts, len(wanted)))
        columns = {measure: column for column, measure in enumerate(wanted.tolist())}
        for measure, _, roots in self._terms:
            if measure in columns:
                here = np.zeros(passages.texts)
                here[self._having(context, roots)] = AROUND
                here[self._having(passages, roots)] = 1.0
                times[:, columns[measure]] += here
        return np.asarray(FIRST * np.minimum(times, 1) + MORE * np.clip(times - 1, 0, MOST - 1))

    def found(self, passages: Texts, passage: int, measure: int) -> list[str]:
        """The measure's terms that a passage has."""
        own = [(term, roots) for place, term, roots in self._terms if place == measure]
        return [term for term, roots in own if passage in self._having(passages, roots).tolist()]

    def _having(self, texts: Texts, roots: tuple[str, ...]) -> Ints:
        numbers = [self._roots.number(one) for one in roots]
        number = self._roots.of(texts)
        starts = np.arange(max(len(number) - len(numbers) + 1, 0))
        here = np.ones(len(starts), dtype=bool)
        for step, wanted in enumerate(numbers):
            here &= number[starts + step] == wanted
        last = starts + len(numbers) - 1
        return np.unique(texts.text[starts[here & (texts.part[starts] == texts.part[last])]])
