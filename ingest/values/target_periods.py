"""The periods of targets in prose: when a demand is due or begins, and what is no period of it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from evidence.language.months import MONTH, YEAR
from evidence.language.periods import find_period, period_spans
from evidence.language.quantities import Quantity, find_quantities
from evidence.model import Comparator, Target

_STARTING_LEVEL = re.compile(
    r"\b(?:from|on|against)\s+(?:the|its|their|a)?\s*(?:[\w/–-]+\s+){1,3}"
    r"(?:level|figure|position|baseline|outturn)s?\b(?!\s+of\s+\d)"
    r"|\bfrom\s+(?:(?:a|the|its)\s+)?(?:\w+\s+of\s+)?\d[\d.,]*\s?%?\s+(?:in|at|for)\s+"
    rf"(?:the\s+end\s+of\s+)?{MONTH}\s+{YEAR}"
)
# "…; by March 2018, 95%": a clause that begins with the time of what it asks for.
_LEADING = re.compile(
    r"(?P<mark>[;,])\s*(?:(?:and|then|but)\s+)?(?:by|in|from|at|for)\s+(?:the\s+)?(?:end\s+of\s+)?$",
    re.IGNORECASE,
)
_AT_ONCE = re.compile(r"[\s,:]*(?!(?:and|or|of)\b)(?:[a-z]+\s+){0,4}[\s,]*", re.IGNORECASE)
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
    if not found:
        return []
    opening = _period_in(sentence[: found[0][0].start], found[0][1].comparator)
    periods, led = [], ""
    for (q, t), end in zip(found, ends, strict=True):
        own, next_led = _parted(sentence[q.end - 1 : end], has_opening=bool(opening or led))
        periods.append(led or _period_in(own, t.comparator))
        led = next_led
    return [
        # What stands before its figure speaks of that figure; a later one's alone is shared.
        (q, replace(t, period=period or opening or periods[-1]))
        for (q, t), period in zip(found, periods, strict=True)
    ]


def leads(words: str) -> str:
    """The period with which a further clause leads to the figure right after it: "; by March 2018, ..."."""
    spans = period_spans(words)
    lead = _LEADING.search(words[: spans[-1][0]]) if spans else None
    rest = words[spans[-1][1] :] if spans else ""
    return find_period(words[lead.start() :]) if lead and _AT_ONCE.fullmatch(rest) else ""


def _parted(after: str, *, has_opening: bool) -> tuple[str, str]:
    """What follows a figure as far as it speaks of it, and the period that leads to the next figure."""
    ends = [f.start + 1 for f in find_quantities(after[1:]) if f.unit != "count"]  # a year is one
    for between in (after[:end] for end in (*ends, len(after))):
        led = leads(between)
        lead = _LEADING.search(between[: period_spans(between)[-1][0]]) if led else None
        if lead and (has_opening or lead["mark"] == ";" or find_period(between[: lead.start()])):
            return between[: lead.start()], led
    return after, ""


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
