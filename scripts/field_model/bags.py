"""Texts as bags of stems: the same words and sentences as linking uses."""

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from evidence.linking.vocabulary import Vocabulary, sentences
from scripts.field_model.texts import Report, council

COUNCILS = 5  # a stem found in fewer councils' reports is a place's or a person's, and is not learnt
PARAGRAPHS = 5

Bag = dict[int, float]


class Stems:
    """The stems worth learning, each with its rarity, and texts as bags of them."""

    def __init__(self, reports: Sequence[Report]) -> None:
        self._vocabulary = Vocabulary()
        paragraphs: Counter[int] = Counter()
        councils: dict[int, set[str]] = {}
        self.total = 0
        for report in reports:
            for text in report.paragraphs:
                self.total += 1
                for number in self._bag(text):
                    paragraphs[number] += 1
                    councils.setdefault(number, set()).add(council(report.name))
        names = {number: name for name, number in self._vocabulary.stems.items()}
        kept = [n for n, seen in councils.items() if len(seen) >= COUNCILS and paragraphs[n] >= PARAGRAPHS]
        # Commonest first: the words whose stems the model's reader checks are the first ones.
        kept.sort(key=lambda n: (-paragraphs[n], names[n]))
        self.stems = [names[n] for n in kept]
        self.rarity = np.array([1 + np.log((self.total + 1) / (paragraphs[n] + 1)) for n in kept])
        self._column = {n: column for column, n in enumerate(kept)}

    def bag(self, text: str) -> Bag:
        """The learnt stems of a text, each with its weight: 1 for each time, half for a long form's words."""
        return {self._column[n]: x for n, x in self._bag(text).items() if n in self._column}

    def in_sentences(self, text: str) -> list[Bag]:
        return [self.bag(one) for one in sentences(text)]

    def written(self, words: Iterable[str]) -> list[str]:
        """For each stem, from the first on, a word as written."""
        found: dict[str, str] = {}
        for form, stems in zip(self._vocabulary.written, self._vocabulary.of_form, strict=True):
            if stems and form.isalpha() and form.islower():
                found.setdefault(self._names[stems[0][0]], form)
        return [found.get(word, "") for word in words]

    @property
    def _names(self) -> list[str]:
        return list(self._vocabulary.stems)

    def _bag(self, text: str) -> Bag:
        found: Bag = {}
        for form in self._vocabulary.numbers(text):
            for number, weight in self._vocabulary.of_form[form]:
                found[number] = found.get(number, 0.0) + weight
        return found


def matrix(bags: Sequence[Bag], rarity: np.ndarray) -> np.ndarray:
    """Bags × stems: repetition counts by its logarithm, a rare stem for more."""
    out = np.zeros((len(bags), len(rarity)), dtype=np.float32)
    for row, bag in enumerate(bags):
        if bag:
            out[row, list(bag)] = list(bag.values())
    repeated = out > 1
    out[repeated] = 1 + np.log(out[repeated])
    return out * rarity.astype(np.float32)


def less(whole: Bag, part: Bag) -> Bag:
    return {n: left for n, x in whole.items() if (left := x - part.get(n, 0.0)) > 1e-9}
