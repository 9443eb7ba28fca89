"""Why a passage was suggested for a measure: the words that its score rests on. Pure.

Likeness in the field's space is a sum over pairs of words, one of the passage and one of the measure, and
overlap a sum over shared words: the words that add most are the reason itself, not an account made up
afterwards.
"""

from dataclasses import dataclass

import numpy as np

from evidence.linking import scoring
from evidence.linking.likeness import lengths
from evidence.linking.passages import Texts
from evidence.linking.scoring import Scored, Scorer
from evidence.linking.vocabulary import Floats, Ints

TOLD = 4  # words of the measure that a reason names
TELLING = 0.08  # share of the whole that a word adds to count as telling
AKIN = 0.35  # cosine from which two words are said to go together
WORTH_OF_TERM = 2  # telling words: a person said that it tells
LONGEST_QUOTE = 110  # characters of the sentence and of the clause that are nearest


@dataclass(frozen=True)
class Reason:
    """``telling`` is how many words, names, indicators and targets of the passage carry the suggestion."""

    text: str
    telling: int


def reason(scorer: Scorer, scored: Scored, passage: int, measure: int) -> Reason:
    """The words that a passage shares with a measure, and those that go with them in inspection reports; then
    the sentence and the clause that lie nearest."""
    named = sorted(scored.named[passage] & scorer.measures[measure].indicators)
    parts = [f"names {', '.join(named)}"] if named else []
    stated = scorer.targets.shared(scored.stated[passage], measure)
    parts += [f"states the target of {', '.join(stated)}"] if stated else []
    called = scorer.names.named(scored.passages, passage, measure)
    parts += [f"names {', '.join(f'“{name}”' for name in called)}"] if called else []
    terms = scorer.terms.found(scored.passages, passage, measure)
    parts += [f"has your match terms {', '.join(f'“{term}”' for term in terms)}"] if terms else []
    pairs = _pairs(scorer, scored, passage, measure)
    parts += _told(pairs, scored.passages, scorer.asked, passage, measure)
    parts += _nearest(scorer, scored, passage, measure)
    telling = len(named) + len(stated) + len(called) + WORTH_OF_TERM * len(terms) + pairs.telling
    return Reason("; ".join(parts), telling)


@dataclass(frozen=True)
class _Pairs:
    """The passage's stems × the measure's: what each pair adds, and which are the same; ``best`` are the
    measure's that add most, by their places in ``asked``."""

    mine: Ints
    asked: Ints
    adds: Floats
    best: list[int]
    telling: int


def _pairs(scorer: Scorer, scored: Scored, passage: int, measure: int) -> _Pairs:
    mine, weights = scored.bags.row(passage)
    asks = scorer.asks(measure)
    asked = asks.stems
    adds = np.zeros((len(mine), len(asked)))
    akin = (mine[:, None] == asked[None]).astype(np.float64)
    shared = akin * asks.worth[None]
    if scorer.space:
        left = scorer.space.vectors_of(mine)
        dots = left @ asks.vectors.T
        akin = np.maximum(akin, dots / np.maximum(np.outer(lengths(left), asks.lengths), 1e-9))
        scale = lengths(weights[None] @ left) * asks.length
        share = scoring.WHOLE / scorer.space.deviation[measure] + scoring.BEST
        adds = np.outer(weights, asks.weights) * dots * share / np.maximum(scale, 1e-9)
    adds = np.round(adds + shared, 6)
    kin = np.where(akin >= AKIN, adds, 0)
    by_asked = kin.max(axis=0, initial=0.0)
    enough = TELLING * by_asked.sum()
    by_asked[asks.of_any] = 0
    best = [i for i in np.argsort(-by_asked, kind="stable").tolist() if by_asked[i] > 0]
    carry = [i for i in best if by_asked[i] >= enough]
    telling = set(kin[:, carry].argmax(axis=0).tolist()) if carry else set()  # a passage may have no words
    return _Pairs(mine, asked, adds, best, len(telling))


def _told(pairs: _Pairs, passages: Texts, asked: Texts, passage: int, measure: int) -> list[str]:
    shared: list[str] = []
    going: list[str] = []
    here = passages.written(passage)
    there = asked.written(measure) if pairs.best else {}
    for column in pairs.best[:TOLD]:
        stem = int(pairs.asked[column])
        if stem in here:
            shared.append(f"“{here[stem]}”")
        else:
            mine = int(pairs.mine[pairs.adds[:, column].argmax()])
            going.append(f"“{here[mine]}” goes with “{there[stem]}” in inspection reports")
    return [f"shares {', '.join(shared)}", *going] if shared else going


def _nearest(scorer: Scorer, scored: Scored, passage: int, measure: int) -> list[str]:
    if not scored.near:
        return []
    parts = scored.passages.parts_of(passage), scorer.asked.parts_of(measure)
    sentence, clause = scored.near.nearest(*parts)
    return [f"nearest: “{_short(scored.passages.parts[sentence])}” to “{_short(scorer.asked.parts[clause])}”"]


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE].rsplit(' ', 1)[0]} …"
