"""Scorecards: tables with one value or one rating for each indicator, whose period stands above the table."""

import re

from evidence.language.months import YEAR
from evidence.language.periods import find_period, full_years

_INDICATORS = re.compile(r"\b(?:indicators?|measures?|metrics?|k?pis?)\b", re.IGNORECASE)
_SPAN = rf"{YEAR}(?:\s?[/–-]\s?(?:20)?\d\d)?"
_YEARS = re.compile(_SPAN)
_QUARTER = re.compile(rf"\b(Q|Quarter |Qtr )\s?([1-4])\b[\s,:–(-]*(?:of\s+)?({_SPAN})", re.IGNORECASE)


def period_of(caption: str) -> str:
    """The one period that the words above a table name; nothing where they name none, or several."""
    caption = full_years(caption)
    quarters = list(dict.fromkeys(f"{m[1]}{m[2]} {m[3]}" for m in _QUARTER.finditer(caption)))
    if quarters:
        return quarters[0] if len(quarters) == 1 else ""
    return find_period(caption) if len(set(_YEARS.findall(caption))) == 1 else ""


def names_indicators(head: str) -> bool:
    """Whether a column's head says that indicators stand below it, whose rating a row's rating is."""
    return bool(_INDICATORS.search(head))
