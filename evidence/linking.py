"""Suggests links between passages and measures or blocks, each with its reason. Pure.

A suggestion is not a finding: the score says how much of a measure's telling vocabulary a passage
shares, or that it names the measure's indicator. A person decides.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from evidence.framework import Framework
from evidence.model import Measure, PassageKind, Suggestion
from evidence.stance import stance_of
from evidence.words import terms

NAMED = 0.95  # a passage that names a measure's indicator
NAMED_MANY = 0.75  # … and so many others that it is a list
LIST_LENGTH = 4
PAIR_WEIGHT = 1.3  # two neighbouring words in common say more than the two apart
CONTEXT_WEIGHT = 0.4  # of words that stand in the heading or the paragraph above, not in the passage
FULL_MATCH = 0.62  # the cosine at which a score reaches 1
SHORTEST = 6  # a passage of fewer words evidences nothing
REASON_WORDS = 4
LINKABLE = frozenset({PassageKind.PARAGRAPH, PassageKind.BULLET, PassageKind.ROW})

_INDICATOR = re.compile(r"\b(N\.?\s?I\.?|[A-Z]{2,4})[\s-]?(\d{1,3}[a-z]?)\b")


@dataclass(frozen=True)
class Candidate:
    """A passage to find links for: its text, and the words around it that say what it is about."""

    text: str
    kind: PassageKind = PassageKind.PARAGRAPH
    context: str = ""


@dataclass(frozen=True)
class _Known:
    """A measure made ready: its code, indicators and weighted vocabulary."""

    code: str
    indicators: frozenset[str]
    weights: dict[str, float]
    norm: float


def indicators_in(text: str) -> set[str]:
    """The indicator codes a text names, in one form: "N.I. 59" and "NI59" are "NI59"."""
    return {f"{letters.replace('.', '').replace(' ', '')}{n}" for letters, n in _INDICATOR.findall(text)}


class Linker:
    """Compares passages with a fixed set of measures. Build once, use for many passages."""

    def __init__(self, measures: Sequence[Measure], framework: Framework) -> None:
        bags = [Counter(t for t, _ in terms(f"{m.text} {m.theme}")) for m in measures]
        spread = Counter(term for bag in bags for term in bag)
        self._rarity = {
            t: _rarity(len(bags), n) * (PAIR_WEIGHT if " " in t else 1) for t, n in spread.items()
        }
        self._known = [self._ready(m, bag) for m, bag in zip(measures, bags, strict=True)]
        self._framework = framework

    def suggest(self, candidate: Candidate) -> list[Suggestion]:
        """Every measure and block that has anything to do with the passage, best first."""
        found = [*self._measures(candidate), *self._blocks(candidate.text)]
        stance, why = stance_of(candidate.text)
        found = [replace(s, stance=stance, reason=f"{s.reason}; {why}" if why else s.reason) for s in found]
        return sorted(found, key=lambda s: (-s.score, s.measure, s.block))

    def worth_storing(self, candidate: Candidate, threshold: float, per_passage: int) -> list[Suggestion]:
        """The suggestions to show a person unasked: above the threshold, and not too many measures.

        Headings, letterheads and fragments get none.
        """
        if candidate.kind not in LINKABLE or len(candidate.text.split()) < SHORTEST:
            return []
        above = [s for s in self.suggest(candidate) if s.score >= threshold]
        return [s for s in above if s.measure][:per_passage] + [s for s in above if s.block]

    def _ready(self, measure: Measure, bag: Counter[str]) -> _Known:
        weights = {t: (1 + math.log(n)) * self._rarity[t] for t, n in bag.items()}
        indicators = {i for t in measure.targets for i in indicators_in(t.indicator)}
        return _Known(measure.code, frozenset(indicators), weights, _norm(weights.values()))

    def _measures(self, candidate: Candidate) -> Iterable[Suggestion]:
        named = indicators_in(candidate.text)
        bag, written = self._bag(candidate)
        norm = _norm(bag.values())
        for known in self._known:
            shared = {t: bag[t] * known.weights[t] for t in bag.keys() & known.weights.keys()}
            cosine = sum(shared.values()) / (norm * known.norm) if shared else 0.0
            score, reason = min(cosine / FULL_MATCH, 0.9), _shared_reason(shared, written)
            if common := sorted(known.indicators & named):
                score = max(score, NAMED if len(named) < LIST_LENGTH else NAMED_MANY)
                reason = f"names {', '.join(_spaced(i) for i in common)}" + (f"; {reason}" if reason else "")
            if score > 0.05:
                yield Suggestion(round(score, 3), reason, measure=known.code)

    def _bag(self, candidate: Candidate) -> tuple[dict[str, float], dict[str, str]]:
        """The passage's weighted terms, of those that any measure knows, and how each was written."""
        counts: Counter[str] = Counter()
        written: dict[str, str] = {}
        for term, word in terms(candidate.text):
            counts[term] += 1
            written.setdefault(term, word)
        bag = {t: (1 + math.log(n)) * self._rarity[t] for t, n in counts.items() if t in self._rarity}
        for term, word in terms(candidate.context):
            if term in self._rarity and term not in bag:
                bag[term] = CONTEXT_WEIGHT * self._rarity[term]
                written.setdefault(term, word)
        return bag, written

    def _blocks(self, text: str) -> Iterable[Suggestion]:
        for block in self._framework.blocks:
            hits = [(r, m) for r in block.rules if r.where == "passage" and (m := r.pattern.search(text))]
            if hits:
                rule, match = max(hits, key=lambda hit: hit[0].weight)
                score = min(rule.weight + 0.05 * (len(hits) - 1), 1.0)
                quoted = match[0] if len(match[0]) <= 60 else f"{match[0][:28]} … {match[0][-28:]}"
                yield Suggestion(round(score, 3), f"{rule.reason}: “{quoted}”", block=block.code)


def document_blocks(framework: Framework, kind: str, title: str) -> dict[str, str]:
    """The blocks that a whole document belongs to by its kind and title: ``{code: reason}``."""
    return {
        block.code: rule.reason
        for block in framework.blocks
        for rule in reversed(block.rules)
        if rule.where == "document" and (not rule.kinds or kind in rule.kinds) and rule.pattern.search(title)
    }


def _rarity(total: int, having: int) -> float:
    return math.log(1 + total / having)


def _norm(weights: Iterable[float]) -> float:
    return math.sqrt(sum(w * w for w in weights)) or 1.0


def _shared_reason(shared: dict[str, float], written: dict[str, str]) -> str:
    """The words in common that weigh most; a pair hides its two words."""
    best = sorted(shared, key=lambda t: (-shared[t], t))
    pairs = [t for t in best if " " in t]
    covered = {word for pair in pairs for word in pair.split()}
    telling = [t for t in best if " " in t or t not in covered][:REASON_WORDS]
    return "shares " + ", ".join(f"“{written[t]}”" for t in telling) if telling else ""


def _spaced(indicator: str) -> str:
    return re.sub(r"(?<=[A-Za-z])(?=\d)", " ", indicator)
