"""Suggests links between passages and measures or blocks, each with its reason. Pure.

A suggestion is not a finding: the score says how near a passage lies to what a measure asks for, or that it
names the measure's indicator. A person decides.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import islice

import numpy as np

from evidence.frameworks.framework import Framework
from evidence.linking.blocks import passage_blocks
from evidence.linking.boilerplate import is_boilerplate
from evidence.linking.candidates import Candidate, asked, sections, table_heads
from evidence.linking.field_model import FieldModel
from evidence.linking.overlap import Background
from evidence.linking.own_words import repeats
from evidence.linking.reasons import Reason, reason
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
        self._places = {code: i for i, m in enumerate(self._scorer.measures) for code in m.codes}
        self._reasons: dict[Candidate, dict[int, Reason]] = defaultdict(dict)
        self._texts = {m.code: m.text for m in measures}

    @property
    def codes(self) -> set[str]:
        """The codes of its measures."""
        return {code for m in self._scorer.measures for code in m.codes}

    def telling(self, code: str) -> list[str]:
        """A measure's words that weigh most, best first; none for one that it does not have."""
        return self._scorer.telling(self._places[code]) if code in self._places else []

    def suggest(
        self, candidate: Candidate, most: int | None = None, among: Sequence[Candidate] = ()
    ) -> list[Suggestion]:
        """Every measure and block that has anything to do with the passage, best first; ``most`` is how many
        measures are wanted, ``among`` are the passages of its section, itself included."""
        found = list(passage_blocks(self._framework, candidate.text, LOWEST, candidate.day))
        if self._scorer.measures:
            place = among.index(candidate) if candidate in among else 0
            scored = self._scorer.score(among if candidate in among else [candidate])
            found = self._measures(scored, place, LOWEST, most, (), 0) + found
        found = self._with_stance(candidate, found)
        return sorted(found, key=lambda s: -s.score)

    def nearest(self, candidates: Sequence[Candidate], most: int) -> Iterator[list[tuple[str, float]]]:
        """For each passage, taken by itself, the codes of its nearest measures, each with its score; for
        ``reasons`` to say why of the few that matter, since saying takes longest."""
        for start in range(0, len(candidates) if self._scorer.measures else 0, TOGETHER):
            some = [replace(c, section="") for c in candidates[start : start + TOGETHER]]
            scored = self._scorer.score(some)
            for row in range(len(some)):
                ranked = self._ranked(scored, row, LOWEST)
                codes = (
                    (code, score) for place, score in ranked for code in self._scorer.measures[place].codes
                )
                yield list(islice(codes, most))

    def reasons(self, candidate: Candidate, codes: Collection[str]) -> dict[str, Reason]:
        """Why a passage is near each of these measures: asked together, since most of the time goes into
        making the passage ready."""
        known = self._reasons[candidate]  # a paper's copies ask and say the same
        if new := sorted({self._places[code] for code in codes} - known.keys()):
            scored = self._scorer.score([candidate], new)
            known.update((place, reason(self._scorer, scored, 0, place)) for place in new)
        return {code: known[self._places[code]] for code in codes}

    def worth_storing(
        self,
        candidates: Sequence[Candidate],
        threshold: float,
        per_passage: int,
        besides: Collection[str] = (),
    ) -> Iterator[tuple[int, Suggestion]]:
        """The suggestions to show a person unasked, each with its candidate's place: above the threshold, not
        too many measures, and none for one shared word alone. ``besides`` are codes of measures not wanted.

        Headings, letterheads, heads of tables, fragments, what every report repeats and a measure's own words
        get none.
        """
        wanted = [i for i, m in enumerate(self._scorer.measures) if any(c not in besides for c in m.codes)]
        heads = table_heads(candidates)
        places = [i for i, c in enumerate(candidates) if c.linkable and i not in heads]
        for some in _batches(places, candidates):
            scored = self._scorer.score([candidates[i] for i in some], wanted) if wanted else None
            for row, place in enumerate(some):
                candidate = candidates[place]
                found = list(passage_blocks(self._framework, candidate.text, threshold, candidate.day))
                some_measures = (
                    self._measures(scored, row, threshold, per_passage, besides, ENOUGH_WORDS)
                    if scored
                    else []
                )
                if some_measures and not is_boilerplate(candidate.text, self._repeated):
                    found = [s for s in some_measures if not self._only_repeats(candidate, s.measure)] + found
                yield from ((place, s) for s in self._with_stance(candidate, found))

    def _only_repeats(self, candidate: Candidate, code: str) -> bool:
        return not candidate.values and repeats(candidate.text, self._texts[code])

    def _measures(
        self,
        scored: Scored,
        row: int,
        least: float,
        most: int | None,
        besides: Collection[str],
        telling: int,
    ) -> list[Suggestion]:
        found: list[Suggestion] = []
        for place, score in self._ranked(scored, row, least):
            codes = [c for c in self._scorer.measures[place].codes if c not in besides]
            if not codes:
                continue
            why = reason(self._scorer, scored, row, place)
            if why.telling >= telling:
                found += [Suggestion(score, why.text, measure=code) for code in codes]
            if most is not None and len(found) >= most:
                break
        return found[:most]

    @staticmethod
    def _ranked(scored: Scored, row: int, least: float) -> Iterator[tuple[int, float]]:
        """The places of a passage's measures, the nearest first, with their scores down to the least."""
        scores, total = scored.scores[row], np.round(scored.total[row], 4)
        for column in np.argsort(-total, kind="stable").tolist():
            if scores[column] < least:
                return
            yield int(scored.wanted[column]), float(scores[column])

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
