"""Measures of different registers that may ask for the same, each pair with its reason. Pure.

A measure is compared with another as a passage is: once with the one's words, once with the other's. A pair
is proposed where each is among the nearest of the other's register; a person decides.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from evidence.frameworks.framework import Framework
from evidence.language.indicators import codes_in
from evidence.linking.candidates import Candidate
from evidence.linking.field_model import FieldModel
from evidence.linking.overlap import Background
from evidence.linking.reasons import Reason
from evidence.linking.roots import root
from evidence.linking.stated import value_of
from evidence.linking.suggesting import ENOUGH_WORDS, Linker
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
    by_code = {m.code: m for _, m in measures}
    candidates = {code: Candidate(m.text, context=m.theme) for code, m in by_code.items()}
    near = zip(candidates, linker.nearest(list(candidates.values()), LOOKED_AT), strict=True)
    scores = {
        (code, other): s for code, some in near for other, s in some if register[other] != register[code]
    }
    pairs = [p for p in _pairs(scores, by_code) if p.score >= LEAST]
    why: dict[Alike, str] = {}
    while new := [p for p in _nearest(pairs, register) if p not in why]:
        ways = {p: _ways(p, scores) for p in new if not _same_words(p, by_code)}
        asked: dict[str, set[str]] = defaultdict(set)
        for one, other in (way for some in ways.values() for way in some):
            asked[one].add(other)
        said = {one: linker.reasons(candidates[one], others) for one, others in asked.items()}
        why |= {p: _why(p, [said[a][b] for a, b in ways.get(p, [])], by_code, linker) for p in new}
        pairs = [p for p in pairs if why.get(p, "?")]  # where one falls, the next may be among the nearest
    told = [replace(p, reason=why[p]) for p in _nearest(pairs, register)]
    return sorted(told, key=lambda p: (-p.score, p.one, p.other))


def _ways(pair: Alike, scores: Mapping[tuple[str, str], float]) -> list[tuple[str, str]]:
    """Which of a pair says better why, or both where they are as good: saying it takes longest."""
    ways = [way for way in ((pair.one, pair.other), (pair.other, pair.one)) if way in scores]
    best = max(scores[way] for way in ways)
    return [way for way in ways if scores[way] == best]


def _why(pair: Alike, reasons: Sequence[Reason], measures: Mapping[str, Measure], linker: Linker) -> str:
    """The better of the two measures' reasons, after what both have a target for; nothing where that is a
    single word in common. None are given for the same words."""
    if not reasons:
        return "the same words"
    a, b = measures[pair.one], measures[pair.other]
    why = max(reasons, key=lambda r: r.text)
    both = sorted(_indicators(a) & _indicators(b)) or _same_targets(a, b)
    if why.telling + len(both) < ENOUGH_WORDS and not _one_word(linker, a, b):
        return ""
    return "; ".join([*([f"both set a target for {', '.join(both)}"] if both else []), why.text])


def _same_words(pair: Alike, measures: Mapping[str, Measure]) -> bool:
    return _plain(measures[pair.one]) == _plain(measures[pair.other])


def _same_targets(one: Measure, other: Measure) -> list[str]:
    """The indicators of the one's targets for which the other asks for the same value."""
    values = {value_of(t) for t in other.targets if t.value is not None}
    return sorted({t.indicator for t in one.targets if t.value is not None and value_of(t) in values})


def _one_word(linker: Linker, one: Measure, other: Measure) -> bool:
    """Whether one telling word is all that either has: it is enough where it is the same."""
    mine, yours = ({root(word) for word in linker.telling(m.code)} for m in (one, other))
    return len(mine) == 1 and mine == yours


def _pairs(scores: Mapping[tuple[str, str], float], measures: Mapping[str, Measure]) -> list[Alike]:
    """Every pair with its score, and no reason yet."""
    indicators = {code: _indicators(m) for code, m in measures.items()}
    plain = {code: _plain(m) for code, m in measures.items()}
    found = []
    for one, other in scores:
        if one > other and (other, one) in scores:
            continue
        a, b = sorted((one, other))
        mine, yours = indicators[a], indicators[b]
        if mine and yours and not mine & yours:
            continue  # they measure different things
        score = (scores.get((a, b), 0.0) + scores.get((b, a), 0.0)) / 2 + (NAMING if mine & yours else 0)
        if plain[a] == plain[b]:
            score = SAME_WORDS
        found.append(Alike(a, b, round(min(score, 1.0), 3), ""))
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
