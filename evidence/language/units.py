"""Units of values and comparators of targets: how papers write them, and how Muster says them. Pure."""

import re
from collections.abc import Mapping
from typing import Any, Final

from evidence.model import Comparator

_PER_10000 = r"(?:per|for\s+every)\s+10,?\s?000\b"
# After a number, the longest first: "percentage points" before "per cent".
AFTER_NUMBER: Final = (
    ("ppts", r"percentage\s+points?|per\s?cent(?:age)?\s+points?|ppts?\b|pps?\b|%\s?(?:points?|pts?)\b"),
    ("percent", r"%|per\s?cent\b"),
    ("rate_per_10000", rf"(?:children\s+)?{_PER_10000}"),
    ("days", r"(?:working\s+|calendar\s+)?days?\b"),
)
_IN_WORDS = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("rate_per_10000", r"10,?\s?000"),
        ("ppts", r"ppt|percentage\s+point"),
        ("percent", r"%|per\s?cent"),
        ("days", r"\bdays?\b"),
        ("count", r"\b(?:number|count|no\.?|total|n)\b|^#$"),
    )
)
_IN_NAMES = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("rate_per_10000", _PER_10000),
        ("percent", r"^\W*(?:the\s+)?(?:percentage|per\s?cent|%|proportion)(?!\w|\s+points?\b)|\(%\)\s*$"),
        ("count", r"^\W*(?:the\s+)?(?:total\s+)?number\s+of\b"),
    )
)
# What a cell may count, in its own words after the number: "19.2 children", "12 weeks".
_THINGS = (
    r"(?:children|child|young\s+people|people|persons|famil(?:y|ies)|households?|pupils?|cases?|visits?"
    r"|referrals?|contacts?|assessments?|plans?|placements?|reviews?|conferences?|meetings?|audits?|episodes?"
    r"|adults?|parents?|officers?|managers?|calls?|sessions?|records?|files?|nights?|points?"
    r"|complaints?|incidents?|inspections?|homes?|schools?|posts?|vacancies|vacancy|staff|f\.?t\.?e\.?s?"
    r"|(?:social\s+|agency\s+)?workers?|(?:foster\s+)?carers?)"
)
_PER = r"(?:per|/)\s*(?:10,?\s?000|10k)"
AFTER_CELL: Final = (
    rf"%|per\s?cent|ppts?|(?:working\s+|calendar\s+)?days?|weeks?|months?|years?|hours?|minutes?"
    rf"|(?:{_THINGS}\s+)?{_PER}(?:\s+{_THINGS})?|{_THINGS}"
)
_TIMES = ("weeks", "months", "years", "hours", "minutes")
_AFTER_CELL = (
    *(("rate_per_10000", re.compile(_PER, re.I)), ("ppts", re.compile(r"ppts?", re.I))),
    *(("percent", re.compile(r"%|per\s?cent", re.I)), ("days", re.compile(r".*\bdays?", re.I))),
    *((name, re.compile(f"{name[:-1]}s?", re.I)) for name in _TIMES),
    ("count", re.compile(_THINGS, re.I)),
)
_UNIT_WORDS = {"percent": "%", "ppts": " percentage points", "count": "", "rate_per_10000": " per 10,000"}
_COMPARATOR_WORDS = {
    Comparator.AT_LEAST: "at least",
    Comparator.AT_MOST: "at most",
    Comparator.EQUAL: "exactly",
    Comparator.REDUCE_BY: "reduce by",
    Comparator.INCREASE_BY: "increase by",
    Comparator.TREND_UP: "rising trend",
    Comparator.TREND_DOWN: "falling trend",
}


def unit_in(words: str) -> str:
    """The unit that words for one name, as a column "Unit" or a sign has them; "" if they name none."""
    return next((name for name, pattern in _IN_WORDS if pattern.search(words)), "")


def unit_after(words: str) -> str:
    """The unit that stands after a cell's number (``AFTER_CELL``); "" for none.

    >>> unit_after("children"), unit_after("per 10,000"), unit_after("weeks"), unit_after("")
    ('count', 'rate_per_10000', 'weeks', '')
    """
    found = next((name for name, pattern in _AFTER_CELL[:1] if pattern.search(words)), "")
    return found or next((name for name, pattern in _AFTER_CELL if pattern.fullmatch(words)), "")


def unit_of_indicator(name: str) -> str:
    """The unit that an indicator's name gives its values: "Percentage of …", "… (%)"; or ""."""
    return next((unit for unit, pattern in _IN_NAMES if pattern.search(name)), "")


def is_per_10000(sentence: str) -> bool:
    """Whether a sentence's counts are rates per 10,000."""
    return bool(re.search(_PER_10000, sentence, re.IGNORECASE))


def say_value(value: float | None, unit: str) -> str:
    """A value in words: 72.0 and "percent" is "72%"; None is ""."""
    if value is None:
        return ""
    number = f"{value:,.10g}" if abs(value) < 1e9 else f"{value:g}"
    if unit == "days" and value == 1:
        return "1 day"
    return f"{number}{_UNIT_WORDS.get(unit, f' {unit}' if unit else '')}"


def say_noted(value: float | None, unit: str, note: str) -> str:
    """A value with what its paper notes of it: "84%, note: from June 2025"."""
    return ", note: ".join(filter(None, (say_value(value, unit), note)))


def say_target(target: Mapping[str, Any]) -> str:
    """What a target asks, in words: "at least 72% from 65%, the month of June 2010".

    ``target`` has comparator, value, unit, baseline and period, as a target's row does.
    """
    words = [_COMPARATOR_WORDS[Comparator(target["comparator"])], say_value(target["value"], target["unit"])]
    if target["baseline"] is not None:
        words.append(f"from {say_value(target['baseline'], target['unit'])}")
    return ", ".join(filter(None, [" ".join(filter(None, words)), target["period"]]))


def scale(unit: str) -> str:
    """What a change in a unit is measured on: percentage points move a percentage."""
    return "percent" if unit == "ppts" else unit


def say_size(size: int | None) -> str:
    """A number of bytes, as people say it: "1.4 MB"."""
    if size is None:
        return ""
    if size < 1_000_000:
        return f"{-(-size // 1000):,} kB"
    return f"{size / 1e6:,.1f} MB" if size < 1e9 else f"{size / 1e9:,.1f} GB"
