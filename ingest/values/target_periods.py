"""The periods of targets in prose: when a demand is due or begins, and what is no period of it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from evidence.language.months import MONTH, YEAR
from evidence.language.periods import find_period
from evidence.language.quantities import Quantity
from evidence.model import Comparator, Target

_STARTING_LEVEL = re.compile(
    r"\b(?:from|on|against)\s+(?:the|its|their|a)?\s*(?:[\w/–-]+\s+){1,3}"
    r"(?:level|figure|position|baseline|outturn)s?\b(?!\s+of\s+\d)"
    r"|\bfrom\s+(?:(?:a|the|its)\s+)?(?:\w+\s+of\s+)?\d[\d.,]*\s?%?\s+(?:in|at|for)\s+"
    rf"(?:the\s+end\s+of\s+)?{MONTH}\s+{YEAR}"
)
_BEGINNING = re.compile(r"(?:from|since)\b", re.IGNORECASE)
_EVERY_FROM = re.compile(
    r"(?P<every>\b(?:each|every|any)\s+(?:calendar\s+)?(?:month|quarter|week|year|term))\s+from\b"
)


def with_periods(
    sentence: str, found: Sequence[tuple[Quantity, Target]]
) -> list[tuple[Quantity | None, Target]]:
    """Give each target the period that follows its figure; else the one that opens the sentence, or
    that a later figure shares with it."""
    ends = [*(q.start for q, _ in found[1:]), len(sentence)]
    periods = [
        _period_in(sentence[q.end - 1 : end], t.comparator)
        for (q, t), end in zip(found, ends, strict=bool(found))
    ]
    if not found:
        return []
    opening = _period_in(sentence[: found[0][0].start], found[0][1].comparator)
    return [
        (q, replace(t, period=period or opening or periods[-1]))
        for (q, t), period in zip(found, periods, strict=True)
    ]


def _period_in(text: str, comparator: Comparator) -> str:
    """The first period that a target can be for: what a change starts from, "from the March 2025 level", is
    none; "in each month from January 2026" is all that begins then."""
    text = _STARTING_LEVEL.sub(" ", text)
    period = find_period(text)
    begins = _BEGINNING.match(period)
    if comparator in (Comparator.REDUCE_BY, Comparator.INCREASE_BY) and begins:
        return find_period(text.replace(period, "", 1))
    every = _EVERY_FROM.search(text)
    later = find_period(text[every.end("every") :]) if every else ""
    period = later if _BEGINNING.match(later) else period
    return period[:1].lower() + period[1:] if begins else period
