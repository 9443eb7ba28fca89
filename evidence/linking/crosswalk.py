"""Measures of different registers that may ask for the same, each pair with its reason. Pure.

A measure is compared with another as a passage is: once with the one's words, once with the other's. A pair
is proposed where each is among the nearest of the other's register; a person decides.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from evidence.frameworks.framework import Framework
from evidence.language.indicators import codes_in
from evidence.linking.candidates import Candidate
from evidence.linking.field_model import FieldModel
from evidence.linking.overlap import Background
from evidence.linking.suggesting import Linker
from evidence.model import Measure

LOOKED_AT = 40  # measures that each is compared with in full, the nearest first
NEAREST = 2  # of each register
LEAST = 0.8  # mean of both scores: of the samples' pairs nine in ten ask for the same from there on
NAMING = 0.25  # what a shared indicator adds
SAME_WORDS = 1.0


@dataclass(frozen=True)
class Alike:
    """Two measures' codes, how alike they are (0 to 1), and why."""

    one: str
    other: str
    score: float
    reason: str


def alike(
    measures: Sequence[tuple[str, Measure]],
    framework: Framework,
    background: Background | None = None,
    model: FieldModel | None = None,
) -> list[Alike]:
    """The pairs to propose among measures, each given with its register; the most alike first."""
    if len({register for register, _ in measures}) < 2:
        return []
    linker = Linker([m for _, m in measures], framework, background, model)
    register = {m.code: r for r, m in measures}
    scores: dict[tuple[str, str], tuple[float, str]] = {}
    for _, m in measures:
        candidate = Candidate(m.text, context=m.theme)
        for s in linker.suggest(candidate, LOOKED_AT):
            if s.measure and register[s.measure] != register[m.code]:
                scores[m.code, s.measure] = (s.score, s.reason)
    by_code = {m.code: m for _, m in measures}
    found = [p for p in _pairs(scores, by_code) if p.score >= LEAST]
    return sorted(_nearest(found, register), key=lambda p: (-p.score, p.one, p.other))


def _pairs(scores: dict[tuple[str, str], tuple[float, str]], measures: dict[str, Measure]) -> list[Alike]:
    found = []
    for one, other in scores:
        if one > other and (other, one) in scores:
            continue
        a, b = sorted((one, other))
        there, back = scores.get((a, b), (0.0, "")), scores.get((b, a), (0.0, ""))
        mine, yours = _indicators(measures[a]), _indicators(measures[b])
        shared = sorted(mine & yours)
        if mine and yours and not shared:
            continue  # they measure different things
        score = (there[0] + back[0]) / 2 + (NAMING if shared else 0)
        reason = max(there, back)[1].partition("; reads as ")[0]
        if _plain(measures[a]) == _plain(measures[b]):
            score, reason = SAME_WORDS, "the same words"
        elif shared:
            reason = f"both set a target for {', '.join(shared)}; {reason}"
        found.append(Alike(a, b, round(min(score, 1.0), 3), reason))
    return found


def _nearest(pairs: list[Alike], register: dict[str, str]) -> list[Alike]:
    """Those that are among the nearest of both measures in the other's register."""
    ranked: dict[tuple[str, str], list[Alike]] = defaultdict(list)
    for pair in sorted(pairs, key=lambda p: (-p.score, p.one, p.other)):
        ranked[pair.one, register[pair.other]].append(pair)
        ranked[pair.other, register[pair.one]].append(pair)
    near = {key: some[:NEAREST] for key, some in ranked.items()}
    return [p for p in pairs if p in near[p.one, register[p.other]] and p in near[p.other, register[p.one]]]


def _indicators(measure: Measure) -> set[str]:
    return {code for t in measure.targets for code in codes_in(t.indicator)} | codes_in(measure.text)


def _plain(measure: Measure) -> str:
    return " ".join(measure.text.split()).casefold().rstrip(".;,")
