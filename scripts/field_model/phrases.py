"""Phrases that reports judged good have oftener than those judged inadequate, or the other way."""

import math
from collections import Counter
from collections.abc import Sequence

from evidence.linking.phrases import phrases_in
from evidence.linking.vocabulary import sentences
from scripts.field_model.texts import Report

GOOD, BAD = ("good", "outstanding"), ("inadequate",)
REPORTS = 12  # a phrase of fewer reports is a place's or a paper's
TIMES = 25
TELLING = 0.5  # difference of the logarithms of how often


def learn(reports: Sequence[Report]) -> dict[str, float]:
    """Each phrase's weight, above 0 for good news. Both sides count alike, however many reports each has."""
    times = {True: Counter[str](), False: Counter[str]()}
    total = {True: 0, False: 0}
    spread: Counter[str] = Counter()
    for report in reports:
        if report.grade not in GOOD + BAD:
            continue
        side = report.grade in GOOD
        seen: set[str] = set()
        for text in report.paragraphs:
            for sentence in sentences(text):
                found = phrases_in(sentence)
                times[side].update(found)
                total[side] += 1
                seen |= found
        spread.update(seen)
    weights = {
        phrase: math.log((times[True][phrase] + 3) / (total[True] + 6))
        - math.log((times[False][phrase] + 3) / (total[False] + 6))
        for phrase, reports_with in sorted(spread.items())
        if reports_with >= REPORTS and times[True][phrase] + times[False][phrase] >= TIMES
    }
    return {phrase: weight for phrase, weight in weights.items() if abs(weight) > TELLING}
