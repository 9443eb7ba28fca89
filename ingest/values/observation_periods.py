"""The period of a value told in prose: which year "in November" means, where that is beyond doubt."""

import re

from evidence.language.months import MONTH, month_number
from evidence.language.periods import period_end, period_key, period_kind, period_start, quarter_of

_NAMED_MONTH = re.compile(rf"\b({MONTH})\b")
_OWN_MONTH = re.compile(rf"\((?:in\s+|at\s+|(?:the\s+)?month\s+of\s+)?({MONTH})\)\W*$")
_YEAR = re.compile(r"\b(20\d\d|19\d\d)(?:\s?[/–-]\s?(?:20)?(\d\d))?\b")
_DAY_FIRST = re.compile(r"^(?:the\s+)?(?:month\s+of\s+)?(?=\S)")
_AND = re.compile(r"\s+and\s+(?=[A-Z\d])")


def tidy(words: str) -> str:
    """A period without its article: "the end of March" is "end of March", "April and June 2010" a span."""
    words = _DAY_FIRST.sub("", words)
    return _AND.sub(" to ", words) if len(_NAMED_MONTH.findall(words)) > 1 else words


def is_monthly(words: str) -> bool:
    """Whether a period names one month and no year."""
    return len(_NAMED_MONTH.findall(words)) == 1 and not _YEAR.search(words)


def with_year(words: str, day: str, said: str) -> str:
    """A month or a quarter with its year, where the document's date leaves no doubt: the latest before it.

    ``day`` is the document's ISO date; ``said`` is the passage. Where that names another year, or "last
    year", the month stays as it is printed.
    """
    if len(day) < 7:
        return words
    if not is_monthly(words):
        return _with_financial_year(words, day, said)
    month = _month(words)
    year, now = int(day[:4]), int(day[5:7])
    year -= month > now
    if _is_of_another_year(said, year):
        return words
    return f"{words} {year}"


def _with_financial_year(words: str, day: str, said: str) -> str:
    """A council's quarter with its financial year; of one that was not over it may be the year before's."""
    quarter = quarter_of(words)
    if not quarter or _YEAR.search(words) or re.search(r"\blast\b|\bcalendar\b", f"{words} {said}"):
        return words
    year, month = int(day[:4]), int(day[5:7])
    first = year - (month < 4)  # the year in which the paper's own financial year began
    now = (month - 4) % 12 // 3 + 1
    if int(quarter) == now:
        return words
    first -= int(quarter) > now
    if _is_of_another_year(said, first) and _is_of_another_year(said, first + 1):
        return words
    return f"{words} of {first}/{(first + 1) % 100:02d}"


def _is_of_another_year(said: str, year: int) -> bool:
    named = {int(m[1]) + extra for m in _YEAR.finditer(said) for extra in ((0, 1) if m[2] else (0,))}
    # A year to come is a target's; one that is past may be the month's own.
    if any(n < year for n in named) and year not in named:
        return True
    return bool(
        re.search(r"\b(?:last|previous|same\s+\w+\s+(?:of\s+)?last|prior)\s+year\b|\blast\s+(?=[A-Z])", said)
    )


def beside(words: str, other: str, *, before: bool) -> str:
    """A month with the year that a fuller period of its sentence gives it.

    ``before``: whether it is the earlier of the two ("from 58% in October to 66% in March 2011").
    """
    years = _YEAR.findall(other)
    if not is_monthly(words) or len(years) != 1 or years[0][1] or not _NAMED_MONTH.search(other):
        return words
    month, theirs, year = _month(words), _month(other), int(years[0][0])
    if before:
        year -= month > theirs
    else:
        year += month < theirs
    return f"{words} {year}"


def is_later(words: str, day: str) -> bool:
    """Whether a period begins after the document's date: then no value of it can be known yet."""
    key = period_key(words)
    if not key or len(day) < 7:
        return False
    if re.fullmatch(r"\d{4}-\d\d(?:\.\..*)?", key):
        return key[:7] > day[:7]
    return key[:4] > day[:4]


def month_within(period: str, name: str) -> str:
    """The month of a quarter or year that a row's name narrows its values to, as "Visits (September)" does
    in a column "Q2 2025/26"; the period as it stands where the month is none of it."""
    narrowed, key = _OWN_MONTH.search(name), period_key(period)
    if narrowed is None or period_kind(key) not in ("quarter", "year"):
        return period
    first, last = period_start(key), period_end(key)
    for year in (first[:4], last[:4]):
        if first <= f"{year}-{month_number(narrowed[1]):02d}" <= last:
            return f"{narrowed[1]} {year}"
    return period


def _month(words: str) -> int:
    found = _NAMED_MONTH.search(words)
    return month_number(found[1]) if found else 0
