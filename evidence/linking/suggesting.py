"""Suggests links between passages and measures or blocks, each with its reason. Pure.

A suggestion is not a finding: the score says how near a passage lies to what a measure asks for, or that it
names the measure's indicator. A person decides.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

import numpy as np

from evidence.frameworks.framework import Framework
from evidence.linking.blocks import passage_blocks
from evidence.linking.boilerplate import is_boilerplate
from evidence.linking.candidates import Candidate, asked, sections
from evidence.linking.field_model import FieldModel
from evidence.linking.overlap import Background
from evidence.linking.reasons import reason
from evidence.linking.scoring import Scored, Scorer
from evidence.linking.stance import of_words, stance_of
from evidence.model import Measure, Suggestion

LOWEST = 0.01  # below this a passage has nothing to do with a measure
ENOUGH_WORDS = 2  # a single word in common is no reason to suggest a link unasked
TOGETHER = 256  # passages compared at once: as many arrays as fit a processor's cache


class Linker:
    """Compares passages with a fixed set of measures. Build once, use for many passages.

    Without a ``model``, passages are compared by their words and letters alone.
    """

    def __init__(
        self,
        measures: Sequence[Measure],
        framework: Framework,
        background: Background | None = None,
        model: FieldModel | None = None,
    ) -> None:
        self._scorer = Scorer(asked(measures), background or Background(()), model)
        self._framework = framework
        self._phrases = model.phrases if model else {}
        self._repeated = model.repeated if model else frozenset()
        self._targets = {m.code: m.targets for m in measures}

    @property
    def codes(self) -> set[str]:
        """The codes of its measures."""
        return {code for m in self._scorer.measures for code in m.codes}

    def telling(self, code: str) -> list[str]:
        """A measure's words that weigh most, best first; none for one that it does not have."""
        place = next((i for i, m in enumerate(self._scorer.measures) if code in m.codes), None)
        return [] if place is None else self._scorer.telling(place)

    def suggest(
        self, candidate: Candidate, most: int | None = None, among: Sequence[Candidate] = ()
    ) -> list[Suggestion]:
        """Every measure and block that has anything to do with the passage, best first; ``most`` is how many
        measures are wanted, ``among`` are the passages of its section, itself included."""
        found = list(passage_blocks(self._framework, candidate.text, LOWEST))
        if self._scorer.measures:
            place = among.index(candidate) if candidate in among else 0
            scored = self._scorer.score(among if candidate in among else [candidate])
            found = self._measures(scored, place, LOWEST, most, (), 0) + found
        found = self._with_stance(candidate, found)
        return sorted(found, key=lambda s: -s.score)

    def worth_storing(
        self,
        candidates: Sequence[Candidate],
        threshold: float,
        per_passage: int,
        besides: Collection[str] = (),
    ) -> Iterator[tuple[int, Suggestion]]:
        """The suggestions to show a person unasked, each with its candidate's place: above the threshold, not
        too many measures, and none for one shared word alone. ``besides`` are codes of measures not wanted.

        Headings, letterheads, fragments and what every report repeats get none.
        """
        wanted = [i for i, m in enumerate(self._scorer.measures) if any(c not in besides for c in m.codes)]
        places = [i for i, c in enumerate(candidates) if c.linkable]
        for some in _batches(places, candidates):
            scored = self._scorer.score([candidates[i] for i in some], wanted) if wanted else None
            for row, place in enumerate(some):
                candidate = candidates[place]
                found = list(passage_blocks(self._framework, candidate.text, threshold))
                some_measures = (
                    self._measures(scored, row, threshold, per_passage, besides, ENOUGH_WORDS)
                    if scored
                    else []
                )
                if some_measures and not is_boilerplate(candidate.text, self._repeated):
                    found = some_measures + found
                yield from ((place, s) for s in self._with_stance(candidate, found))

    def _measures(
        self,
        scored: Scored,
        row: int,
        least: float,
        most: int | None,
        besides: Collection[str],
        telling: int,
    ) -> list[Suggestion]:
        scores, total = scored.scores[row], np.round(scored.total[row], 4)
        found: list[Suggestion] = []
        for column in np.argsort(-total, kind="stable").tolist():
            if scores[column] < least:
                break
            measure = int(scored.wanted[column])
            codes = [c for c in self._scorer.measures[measure].codes if c not in besides]
            if not codes:
                continue
            why = reason(self._scorer, scored, row, measure)
            if why.telling >= telling:
                found += [Suggestion(float(scores[column]), why.text, measure=code) for code in codes]
            if most is not None and len(found) >= most:
                break
        return found[:most]

    def _with_stance(self, candidate: Candidate, found: list[Suggestion]) -> list[Suggestion]:
        by_words = of_words(candidate.text, candidate.section, self._phrases) if found else None
        out: list[Suggestion] = []
        for one in found:
            targets = self._targets.get(one.measure, ()) if candidate.values else ()
            stance, why = (
                stance_of(candidate, self._phrases, targets) if targets or not by_words else by_words
            )
            out.append(replace(one, stance=stance, reason=f"{one.reason}; {why}" if why else one.reason))
        return out


def _batches(places: list[int], candidates: Sequence[Candidate]) -> Iterator[list[int]]:
    """Some hundred passages each; no section is cut."""
    batch: list[int] = []
    for start, end in sections([candidates[i] for i in places]):
        batch += places[start:end]
        if len(batch) >= TOGETHER:
            yield batch
            batch = []
    if batch:
        yield batch
