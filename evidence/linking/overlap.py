"""How much of a measure's telling vocabulary a passage repeats: its words, and its pairs of neighbouring
words. Pure."""

from collections.abc import Iterable

import numpy as np

from evidence.linking.candidates import Asked
from evidence.linking.passages import Texts, in_sentences
from evidence.linking.sparse import Sparse
from evidence.linking.vocabulary import Floats, Ints, Vocabulary

PAIR_WEIGHT = 0.8  # two neighbouring words in common count this much beside the two words themselves
CONTEXT_WEIGHT = 0.3  # of words around: the heading or paragraph above a passage, a measure's theme
TELLING = 14  # a passage need not repeat more than a measure's so many most telling terms …
FULL_MATCH = 0.55  # … and of their weight this share makes a whole match
USUAL_LENGTH = 120  # words; what a longer passage shares is worth less
HIGHEST = 0.9  # of a match by words alone

PAIR = 1 << 32  # a pair of stems as one number: first × this + second


class Background:
    """Which words are common in a sample of the record's texts. Made once, it serves several linkers."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.vocabulary = Vocabulary()
        sample = list(texts)
        self.texts = len(sample)
        text, term = _terms(in_sentences(self.vocabulary, sample))
        order = np.lexsort((text, term))
        text, term = text[order], term[order]
        again = np.zeros(len(term), dtype=bool)
        again[1:] = (text[1:] == text[:-1]) & (term[1:] == term[:-1])
        self._terms, self._spread = np.unique(term[~again], return_counts=True)

    def spread(self, terms: Ints, vocabulary: Vocabulary) -> Floats:
        """In how many of the texts each term of another vocabulary stands."""
        names = list(vocabulary.stems)
        own = np.array([self.vocabulary.stems.get(name, -1) for name in names], dtype=np.int64)
        first, second = terms // PAIR - 1, terms % PAIR
        here = np.where(first < 0, own[second], (own[first] + 1) * PAIR + own[second])
        here = np.where((own[second] < 0) | ((first >= 0) & (own[first] < 0)), -1, here)
        place = np.searchsorted(self._terms, here)
        place = np.minimum(place, max(len(self._terms) - 1, 0))
        if not len(self._terms):
            return np.zeros(len(terms))
        return np.where(self._terms[place] == here, self._spread[place], 0).astype(np.float64)


class Overlap:
    """Measures as weighted terms."""

    def __init__(self, background: Background, vocabulary: Vocabulary, measures: list[Asked]) -> None:
        count = len(measures)
        own = _terms(in_sentences(vocabulary, [m.text for m in measures]))
        theme = _terms(in_sentences(vocabulary, [m.theme for m in measures]))
        self.terms = np.unique(np.concatenate([own[1], theme[1]]))
        measure, term, standing = _standing(self.terms, theme, own)
        having = np.bincount(term, minlength=len(self.terms)) + background.spread(self.terms, vocabulary)
        rarity = np.log(1 + (count + background.texts) / np.maximum(having, 1))
        rarity *= np.where(self.terms >= PAIR, PAIR_WEIGHT, 1.0)
        weights = np.round(standing * rarity[term], 6)
        self.weights = Sparse(measure, term, weights, (count, len(self.terms)))
        best = self.weights.largest(TELLING)[:, ::-1]
        self.whole = np.maximum(best.sum(axis=1), 1e-9) if count else np.zeros(0)

    def stem_weights(self, stems: Ints, measure: int) -> Floats:
        """What each stem adds to a measure's score where a passage has it."""
        columns, values = self.weights.of_row(measure)
        if not len(columns):
            return np.zeros(len(stems))
        place = np.minimum(np.searchsorted(self.terms[columns], stems), len(columns) - 1)
        weights = np.where(self.terms[columns][place] == stems, values[place], 0.0)
        return np.asarray(weights / (self.whole[measure] * FULL_MATCH))

    def scores(self, passages: Texts, context: Texts, words: Ints, wanted: Ints) -> Floats:
        """Passages × the wanted measures, 0 to HIGHEST; ``words`` is how long each passage is."""
        passage, term, share = _standing(self.terms, _terms(context), _terms(passages))
        here = np.unique(term)  # few of the measures' terms stand in some passages
        weights = self.weights.of_columns(here)[:, wanted]
        of_some = weights.any(axis=1)
        standing = np.zeros((passages.texts, len(here)), order="F")
        standing[passage, np.searchsorted(here, term)] = share
        sums = standing[:, of_some] @ weights[of_some]
        worth = np.minimum(1.0, np.sqrt(USUAL_LENGTH / np.maximum(words, 1)))
        return np.asarray(np.minimum(worth[:, None] * sums / (self.whole[wanted] * FULL_MATCH), HIGHEST))


def _terms(texts: Texts) -> tuple[Ints, Ints]:
    """Each text's terms, as (text, term), repeated as in the text: its stems, a short form's long words among
    them, and its pairs of neighbours."""
    place, stem, _ = texts.vocabulary.stem_table().expanded(texts.form)
    text, first, second = texts.neighbours()
    rows = np.concatenate([texts.text[place], text])
    return rows, np.concatenate([stem, (first + 1) * PAIR + second])


def _standing(known: Ints, around: tuple[Ints, Ints], own: tuple[Ints, Ints]) -> tuple[Ints, Ints, Floats]:
    """Where known terms stand, as (text, the term's place, share): 1 in the text itself, less where around
    it alone."""
    if not len(known):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0)
    found = []
    for text, term in (own, around):
        place = np.minimum(np.searchsorted(known, term), len(known) - 1)
        here = known[place] == term
        found.append(text[here] * len(known) + place[here])
    keys, first = np.unique(np.concatenate(found), return_index=True)
    share = np.where(first < len(found[0]), 1.0, CONTEXT_WEIGHT)
    return keys // len(known), keys % len(known), share
