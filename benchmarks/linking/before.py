"""Suggests links between passages and measures or blocks, each with its reason. Pure.

A suggestion is not a finding: the score says how much of a measure's telling vocabulary a passage
shares, or that it names the measure's indicator. A person decides.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from benchmarks.linking.before_stance import stance_of
from evidence.frameworks.framework import Framework
from evidence.language.indicators import codes_in
from evidence.language.patterns import small
from evidence.language.terms import terms
from evidence.model import Measure, PassageKind, Suggestion

NAMED = 0.95  # a passage that names a measure's indicator
NAMED_MANY = 0.75  # … and so many others that it is a list
LIST_LENGTH = 4
PAIR_WEIGHT = 0.8  # two neighbouring words in common count this much beside the two words themselves
CONTEXT_WEIGHT = 0.3  # of words around: the heading or paragraph above a passage, a measure's theme
TELLING = 14  # a passage need not repeat more than a measure's so many most telling terms …
FULL_MATCH = 0.55  # … and of their weight this share makes a whole match
USUAL_LENGTH = 120  # words; what a longer passage shares is worth less
HIGHEST = 0.9  # of a match by words alone
LOWEST = 0.05  # below this a passage has nothing to do with a measure
SHORTEST = 6  # a passage of fewer words evidences nothing
REASON_WORDS = 4
LINKABLE = frozenset({PassageKind.PARAGRAPH, PassageKind.BULLET, PassageKind.ROW, PassageKind.FIELD})


@dataclass(frozen=True)
class Candidate:
    """A passage to find links for: its text, and the words around it that say what it is about."""

    text: str
    kind: PassageKind = PassageKind.PARAGRAPH
    context: str = ""


@dataclass(frozen=True)
class _Known:
    """A measure made ready: its indicators and weighted vocabulary; and the codes of all that say the same,
    as the registers of a paper's copies and drafts do."""

    codes: tuple[str, ...]
    indicators: frozenset[str]
    weights: dict[str, float]
    whole: float

    def reason(self, common: list[str], shares: dict[str, float], written: dict[str, str]) -> str:
        """What a passage that names ``common`` of its indicators has in common with it."""
        shared = {t: shares[t] * self.weights[t] for t in shares.keys() & self.weights.keys()}
        parts = [f"names {', '.join(common)}"] if common else []
        return "; ".join(filter(None, [*parts, _shared_reason(shared, written)]))


class Background:
    """Which words are common in a sample of the record's texts. Made once, it serves several linkers."""

    def __init__(self, texts: Iterable[str]) -> None:
        bags = [{term for term, _ in terms(text)} for text in texts]
        self.texts = len(bags)
        self.spread = Counter(term for bag in bags for term in bag)


class Linker:
    """Compares passages with a fixed set of measures. Build once, use for many passages."""

    def __init__(
        self, measures: Sequence[Measure], framework: Framework, background: Background | None = None
    ) -> None:
        bags = [_shares(m.text, m.theme)[0] for m in measures]
        usual = background or Background(())
        own = Counter(term for bag in bags for term in bag)
        total = len(bags) + usual.texts
        self._rarity = {t: _rarity(total, n + usual.spread[t]) * _pair_weight(t) for t, n in own.items()}
        self._known = _grouped(self._ready(m, bag) for m, bag in zip(measures, bags, strict=True))
        self._framework = framework
        # Which measures use a term, and which name an indicator: most passages have to do with few of them.
        self._using: dict[str, list[tuple[int, float]]] = defaultdict(list)
        self._naming: dict[str, list[int]] = defaultdict(list)
        for i, known in enumerate(self._known):
            for term, weight in known.weights.items():
                self._using[term].append((i, weight))
            for indicator in known.indicators:
                self._naming[indicator].append(i)

    def suggest(
        self,
        candidate: Candidate,
        least: float = LOWEST,
        most: int | None = None,
        besides: Collection[str] = (),
    ) -> list[Suggestion]:
        """Every measure and block that has anything to do with the passage, best first.

        ``least`` is the score that one must have; ``most`` is how many measures are wanted; ``besides`` are
        the codes of measures that are not.
        """
        named = codes_in(candidate.text)
        shares, written = _shares(candidate.text, candidate.context)
        scores = self._scores(candidate.text, shares, named, max(least, LOWEST))
        best = sorted((-s, c, i) for i, s in scores.items() for c in self._known[i].codes if c not in besides)
        found = list(self._blocks(candidate.text, least))
        for score, code, i in best[:most]:
            known = self._known[i]
            reason = known.reason(sorted(known.indicators & named), shares, written)
            found.append(Suggestion(-score, reason, measure=code))
        if not found:
            return []
        stance, why = stance_of(candidate.text)
        found = [replace(s, stance=stance, reason=f"{s.reason}; {why}" if why else s.reason) for s in found]
        return sorted(found, key=lambda s: (-s.score, s.measure, s.block))

    def worth_storing(
        self, candidate: Candidate, threshold: float, per_passage: int, besides: Collection[str] = ()
    ) -> list[Suggestion]:
        """The suggestions to show a person unasked: above the threshold, and not too many measures.

        Headings, letterheads and fragments get none.
        """
        if candidate.kind not in LINKABLE or len(candidate.text.split()) < SHORTEST:
            return []
        above = self.suggest(candidate, threshold, per_passage, besides)
        return [s for s in above if s.measure] + [s for s in above if s.block]

    def _ready(self, measure: Measure, bag: dict[str, float]) -> _Known:
        weights = {t: share * self._rarity[t] for t, share in bag.items()}
        whole = sum(sorted(weights.values(), reverse=True)[:TELLING]) or 1.0
        indicators = {i for t in measure.targets for i in codes_in(t.indicator)}
        return _Known((measure.code,), frozenset(indicators), weights, whole)

    def _scores(self, text: str, shares: dict[str, float], named: set[str], least: float) -> dict[int, float]:
        """The score of each known measure that has so much to do with the text."""
        worth = min(1.0, (USUAL_LENGTH / max(len(text.split()), 1)) ** 0.5)
        sums: dict[int, float] = dict.fromkeys((i for n in named for i in self._naming.get(n, ())), 0.0)
        for term in shares.keys() & self._using.keys():
            share = shares[term]
            for i, weight in self._using[term]:
                sums[i] = sums.get(i, 0.0) + share * weight
        scores = {}
        for i, total in sums.items():
            known = self._known[i]
            score = min(worth * total / (known.whole * FULL_MATCH), HIGHEST)
            if known.indicators & named:
                score = max(score, NAMED if len(named) < LIST_LENGTH else NAMED_MANY)
            if (score := round(score, 3)) >= least:
                scores[i] = score
        return scores

    def _blocks(self, text: str, least: float) -> Iterable[Suggestion]:
        low = small(text)
        for block in self._framework.blocks:
            hits = [(r, m) for r in block.rules if r.where == "passage" and (m := r.pattern.search(low))]
            if hits:
                rule, match = max(hits, key=lambda hit: hit[0].weight)
                score = min(rule.weight + 0.05 * (len(hits) - 1), 1.0)
                if round(score, 3) < least:
                    continue
                said = text[slice(*match.span())]
                quoted = said if len(said) <= 60 else f"{said[:28]} … {said[-28:]}"
                yield Suggestion(round(score, 3), f"{rule.reason}: “{quoted}”", block=block.code)


def document_blocks(framework: Framework, kind: str, title: str) -> dict[str, str]:
    """The blocks that a whole document belongs to by its kind and title: ``{code: reason}``."""
    low = small(title)
    return {
        block.code: rule.reason
        for block in framework.blocks
        for rule in reversed(block.rules)
        if rule.where == "document" and (not rule.kinds or kind in rule.kinds) and rule.pattern.search(low)
    }


def _grouped(every: Iterable[_Known]) -> list[_Known]:
    """Those that say the same as one."""
    groups: dict[tuple[frozenset[str], frozenset[tuple[str, float]]], list[_Known]] = defaultdict(list)
    for known in every:
        groups[known.indicators, frozenset(known.weights.items())].append(known)
    return [replace(g[0], codes=tuple(code for known in g for code in known.codes)) for g in groups.values()]


def _rarity(total: int, having: int) -> float:
    return math.log(1 + total / having)


def _pair_weight(term: str) -> float:
    return PAIR_WEIGHT if " " in term else 1.0


def _shares(own: str, around: str) -> tuple[dict[str, float], dict[str, str]]:
    """How much each term counts, by whether it stands in the text itself or around it (a passage's
    heading, a measure's theme), and how it was written."""
    shares: dict[str, float] = {}
    written: dict[str, str] = {}
    for weight, said in ((1.0, terms(own)), (CONTEXT_WEIGHT, _terms_around(around))):
        for term, word in said:
            shares.setdefault(term, weight)
            written.setdefault(term, word)
    return shares, written


@lru_cache(maxsize=256)
def _terms_around(text: str) -> tuple[tuple[str, str], ...]:
    """A heading or paragraph stands above many."""
    return tuple(terms(text))


def _shared_reason(shared: dict[str, float], written: dict[str, str]) -> str:
    """The words in common that weigh most; a pair hides its two words."""
    best = sorted(shared, key=lambda t: (-shared[t], t))
    pairs = [t for t in best if " " in t]
    covered = {word for pair in pairs for word in pair.split()}
    telling = [t for t in best if " " in t or t not in covered][:REASON_WORDS]
    return "shares " + ", ".join(f"“{written[t]}”" for t in telling) if telling else ""
