"""One score for each passage and measure, from four likenesses. Pure.

The sum is measured, not learnt: see benchmarks/linking. It is turned into a number from 0 to 1 that rises
with it; at one half, about as many suggestions were right as wrong where it was measured.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evidence.language.stems import stem
from evidence.language.terms import ASKING
from evidence.linking.candidates import Asked, Candidate, named_in, sections
from evidence.linking.field_model import FieldModel
from evidence.linking.likeness import Near, Space, lengths
from evidence.linking.match_terms import MatchTerms
from evidence.linking.names import Names
from evidence.linking.overlap import Background, Overlap
from evidence.linking.passages import Counts, Texts, in_sentences
from evidence.linking.roots import Roots
from evidence.linking.spelling import Spelling
from evidence.linking.stated import StatedTargets, Value, stated_in
from evidence.linking.vocabulary import Floats, Ints, Vocabulary, clauses, sentences

WHOLE = 0.15  # a standard deviation of likeness as a whole
BEST = 1.0
LETTERS = 1.0
WORDS = 0.5
NAMED = 1.5  # the measure's indicator is named
NAMED_MANY = 1.0  # … and so many others that it is a list
LIST_LENGTH = 4
TELLING = 10  # words of a measure that are proposed as its match terms
NAMED_OTHER = -0.3  # it names indicators, and none of the measure's
HEADING = 0.5  # the cosine of the heading with the best clause …
HEADING_NEAR = 0.3  # … if it is more than this
ITSELF = -0.6  # it tells of its own paper
SECTION = (
    0.2  # share of the section's mean in a passage's score: what a section is about, its passages are about …
)
LONGEST_SECTION = 15  # … unless it has more passages than these

# The sum at which the score is one half, and how far from it the odds are e to one.
HALF, STEP = 1.3, 0.25
HALF_WORDS, STEP_WORDS = 0.75, 0.15  # without the field's model


@dataclass(frozen=True)
class Scored:
    """``scores`` (0 to 1) and ``total``, the sum they rise with: passages × the ``wanted`` measures, given by
    their places; the rest is what reasons are given from.
    """

    scores: Floats
    total: Floats
    wanted: Ints
    near: Near | None
    passages: Texts
    bags: Counts
    named: list[set[str]]
    stated: list[frozenset[Value]]


@dataclass(frozen=True)
class Asks:
    """A measure's stems for giving reasons: how much each weighs, what sharing it is worth, its vector and
    that one's length; ``length`` is of their weighted sum, ``of_any`` are stems of any demand."""

    stems: Ints
    weights: Floats
    worth: Floats
    of_any: list[bool]
    vectors: Floats
    lengths: Floats
    length: Floats


class Scorer:
    """Measures made ready. The more passages are scored at once, the less time each takes."""

    def __init__(self, measures: list[Asked], background: Background, model: FieldModel | None) -> None:
        self.measures, self.model = measures, model
        self.vocabulary = Vocabulary(model.stems if model else ())
        self.asked = Texts(self.vocabulary, [clauses(m.text) for m in measures])
        roots_of_asking = (self.vocabulary.stems.get(stem(word)) for word in ASKING)
        self.asking = frozenset(root for root in roots_of_asking if root is not None)
        self.asked_bags = self.asked.stems(by_part=False)
        self.space = Space(model, self.asked) if model else None
        self.spelling = Spelling(model, self.vocabulary, measures)
        self.overlap = Overlap(background, self.vocabulary, measures)
        roots = Roots(self.vocabulary)
        self.names = Names(roots, measures)
        self.terms = MatchTerms(roots, measures)
        self.targets = StatedTargets(measures)
        self._asks: dict[int, Asks] = {}

    def telling(self, measure: int) -> list[str]:
        """The measure's words that weigh most, as it writes them, best first."""
        written = {s: w for s, w in self.asked.written(measure).items() if s not in self.asking}
        weights = self.overlap.stem_weights(np.array(list(written), dtype=np.int64), measure)
        best = sorted(zip(-weights, written.values(), strict=True))
        return list(dict.fromkeys(word for weight, word in best[:TELLING] if weight < 0))

    def asks(self, measure: int) -> Asks:
        """What reasons are given from: the same for every passage, so made once."""
        if measure not in self._asks:
            stems, weights = self.asked_bags.row(measure)
            vectors = self.space.vectors_of(stems) if self.space else np.zeros((len(stems), 0))
            self._asks[measure] = Asks(
                stems,
                weights,
                WORDS * self.overlap.stem_weights(stems, measure),
                [stem in self.asking for stem in stems.tolist()],
                vectors,
                lengths(vectors),
                lengths(weights[None] @ vectors),
            )
        return self._asks[measure]

    def score(self, candidates: Sequence[Candidate], wanted: Sequence[int] | None = None) -> Scored:
        """At least one candidate, and at least one measure: the wanted ones, by their places in order, or
        all."""
        columns = np.arange(len(self.measures)) if wanted is None else np.array(wanted, dtype=np.int64)
        passages = Texts(self.vocabulary, [[*sentences(c.text), *c.explained] for c in candidates])
        context = in_sentences(self.vocabulary, [c.context for c in candidates])
        bags = passages.stems(by_part=False)
        letters = self.spelling.cosines(passages.forms(), columns)
        length = np.array([len(c.text.split()) for c in candidates])
        words = self.overlap.scores(passages, context, length, columns)
        named, stated = named_in(candidates), stated_in(candidates)
        total = LETTERS * letters + WORDS * words + self._named(named, columns)
        total += self.targets.scores(stated, columns)
        near = None
        if self.space:
            near = self.space.near(passages, bags, context, columns)
            total += WHOLE * near.whole + BEST * near.best + self._headings(candidates, columns)
        total += self.names.scores(passages, context, columns)
        total += self.terms.scores(passages, context, columns)
        total += ITSELF * np.array([[c.tells_of_itself] for c in candidates])
        total = _with_section(total, candidates)
        half, step = (HALF, STEP) if self.space else (HALF_WORDS, STEP_WORDS)
        scores = np.round(1 / (1 + np.exp((half - total) / step)), 3)
        return Scored(scores, total, columns, near, passages, bags, named, stated)

    def _headings(self, candidates: Sequence[Candidate], wanted: Ints) -> Floats:
        if not self.space:
            return np.zeros((len(candidates), len(wanted)))
        places = {heading: n for n, heading in enumerate(dict.fromkeys(c.section for c in candidates))}
        near = self.space.headings(in_sentences(self.vocabulary, list(places)), wanted)
        worth = np.where(near > HEADING_NEAR, HEADING * near, 0.0)
        return np.asarray(worth[[places[c.section] for c in candidates]])

    def _named(self, named: list[set[str]], wanted: Ints) -> Floats:
        out = np.zeros((len(named), len(wanted)))
        measures = [self.measures[place] for place in wanted.tolist()]
        for row, codes in enumerate(named):
            for column, measure in enumerate(measures) if codes else ():
                if codes & measure.indicators:
                    out[row, column] = NAMED if len(codes) < LIST_LENGTH else NAMED_MANY
                elif measure.indicators:
                    out[row, column] = NAMED_OTHER
        return out


def _with_section(total: Floats, candidates: Sequence[Candidate]) -> Floats:
    out = total.copy()
    for start, end in sections(candidates):
        if candidates[start].section and 1 < end - start <= LONGEST_SECTION:
            out[start:end] += SECTION * (total[start:end].mean(axis=0) - total[start:end])
    return out
