"""Phrases that tell good news from bad, by logistic regression over paragraphs.

No one labelled paragraphs: those of reports judged good or outstanding stand for good news, those of reports
judged inadequate for bad, and so do those that a report gives as grounds for a recommendation, whatever its
grade. Both sides count alike. Many paragraphs stand on the wrong side so; what they say is outweighed.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np

from evidence.linking.phrases import BIAS, phrases_in, worth
from scripts.field_model.texts import Report

GOOD, BAD = ("good", "outstanding"), ("inadequate",)
MARKED = 3.0  # weight of a paragraph that is grounds for a recommendation
REPORTS = 12  # a phrase of fewer reports is a place's or a paper's
TIMES = 25  # paragraphs
HELD_BACK = 10.0  # weight of the squared weights (L2)
STEPS, RATE = 150, 0.05  # of Adam (Kingma and Ba 2015)
TELLING = 0.09  # a phrase of less weight is left out


def learn(reports: Sequence[Report]) -> dict[str, float]:
    """Each phrase's weight, above 0 for good news; BIAS is what a paragraph without any has."""
    texts, good, weight, seen = _judged(reports)
    spread: Counter[str] = Counter(phrase for found in texts for phrase in found)
    known = sorted(p for p, n in spread.items() if n >= TIMES and len(seen[p]) >= REPORTS)
    column = {phrase: place for place, phrase in enumerate(known)}
    rows = [sorted(column[p] for p in found if p in column) for found in texts]
    for side in (True, False):
        weight[good == side] *= len(weight) / 2 / weight[good == side].sum()
    learnt, bias = _regression(rows, good.astype(np.float64), weight, len(known))
    kept = {p: float(w) for p, w in zip(known, learnt, strict=True) if abs(w) >= TELLING}
    return {BIAS: float(bias), **kept}


def _judged(
    reports: Sequence[Report],
) -> tuple[list[set[str]], np.ndarray, np.ndarray, dict[str, set[str]]]:
    """Paragraphs as phrases, whether they are good news, their weights, and the reports of each phrase."""
    texts: list[set[str]] = []
    sides: list[tuple[bool, float]] = []
    seen: dict[str, set[str]] = defaultdict(set)
    for report in reports:
        for text, marked in zip(report.paragraphs, report.marked, strict=True):
            if marked or report.grade in GOOD + BAD:
                texts.append(found := phrases_in(text))
                sides.append((not marked and report.grade in GOOD, MARKED if marked else 1.0))
                for phrase in found:
                    seen[phrase].add(report.name)
    return texts, np.array([s for s, _ in sides]), np.array([w for _, w in sides]), seen


def _regression(
    rows: list[list[int]], good: np.ndarray, weight: np.ndarray, width: int
) -> tuple[np.ndarray, float]:
    row = np.repeat(np.arange(len(rows)), [len(r) for r in rows])
    column = np.array([c for r in rows for c in r], dtype=np.int64)
    share = np.array([worth(len(r)) for r in rows])[row]
    learnt, mean, square = (np.zeros(width + 1) for _ in range(3))
    for step in range(1, STEPS + 1):
        leaning = np.bincount(row, share * learnt[column], len(rows)) + learnt[-1]
        wrong = weight * (1 / (1 + np.exp(-leaning)) - good)
        change = np.append(np.bincount(column, share * wrong[row], width), wrong.sum())
        change[:-1] += HELD_BACK * learnt[:-1]
        mean = 0.9 * mean + 0.1 * change
        square = 0.999 * square + 0.001 * change * change
        learnt -= RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return learnt[:-1], float(learnt[-1])
