"""The period that the head of a table's column names, in its own words: "Q1 24/25" is Q1 2024/25."""

import re

from evidence.language.months import MONTH, YEAR
from evidence.language.periods import find_period, full_years

NOT_OWN = re.compile(
    r"\b(?:target|plan(?:ned)?|from|end\s+date|national|england|region(?:al)?|neighbours?|SN|comparators?"
    r"|benchmark|forecast|projected|projection"
    r"|trajectory|change|variance|difference|movement|numerator|denominator|cohort|previous\s+rag"
    r"|direction|dot|gap|due|deadline|by\s+when|required"
    r"|requirement)\b",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:actual|outturn|result|performance|value|position|baseline|at|as\s+at|month\s+of|ytd"
    r"|latest|current|previous|reported|\(?cumulative\)?)\b",
    re.IGNORECASE,
)
_MONTH_ONLY = re.compile(rf"{MONTH}\.?", re.I)
_QUARTER = r"(?:Q\s?[1-4]|Qtr\.?\s?[1-4]|Quarter\s+[1-4])"
_PART = re.compile(rf"{_QUARTER}|{_MONTH_ONLY.pattern}", re.IGNORECASE)
_DAY = r"\d{1,2}([/.])\d{1,2}\1(?:20)?\d\d"
_WHOLE_PERIOD = re.compile(rf"{YEAR}|\d{{4}}-\d\d-\d\d|{_DAY}|Q[1-4]")
_SHORT_MONTH = re.compile(rf"{_MONTH_ONLY.pattern}[\s\-–/’']*(?:20)?\d\d", re.IGNORECASE)
_YEAR = re.compile(rf"{YEAR}(?:\s?[/–-]\s?(?:20)?\d\d)?")
_BETWEEN = r"[\s,:(–-]*(?:of\s+)?"
_QUARTERED = re.compile(rf"\b({_QUARTER}){_BETWEEN}({_YEAR.pattern})\b", re.IGNORECASE)
_YEAR_FIRST = re.compile(rf"\b({_YEAR.pattern}){_BETWEEN}({_QUARTER})\b", re.IGNORECASE)


def head_period(text: str, over: str, caption: str) -> str:
    """A head cell's period in its own words, with the year over it or in the caption; "" for none."""
    if not text or NOT_OWN.search(text) or NOT_OWN.search(over):
        return ""
    text = full_years(text)
    own = _OWN.sub("", text).strip(" ()-–:")
    if _PART.fullmatch(own):
        year = _YEAR.search(full_years(over)) or _only_year(caption)
        return _join(own, year.group()) if year else own
    if _WHOLE_PERIOD.fullmatch(own) or _SHORT_MONTH.fullmatch(own):
        return own
    words = " ".join(_OWN.sub("", text).split())
    found, period = quarter_in(words)
    if not period:
        period, words = find_period(text), text
    rest = _OWN.sub("", words.replace(found or period, "", 1)).strip(" ()-–:")
    return period if period and len(rest) <= 3 and not _PART.fullmatch(rest) else ""


def quarter_in(text: str) -> tuple[str, str]:
    """The first quarter with its year that words name, as they print it and as one says it; "" for none.

    >>> quarter_in("Position, 2024/25 Q1")
    ('2024/25 Q1', 'Q1 2024/25')
    """
    if found := _QUARTERED.search(text):
        return found[0], f"{found[1]} {found[2]}"
    if found := _YEAR_FIRST.search(text):
        return found[0], f"{found[2]} {found[1]}"
    return "", ""


def _only_year(caption: str) -> re.Match[str] | None:
    found = list(_YEAR.finditer(full_years(caption)))
    return found[0] if len({m.group() for m in found}) == 1 else None


def _join(part: str, year: str) -> str:
    """ "Oct" under "2010/11" is Oct 2010; "Q3" is Q3 2010/11."""
    split = re.fullmatch(r"(\d{4})\s?[/–-]\s?(?:20)?(\d\d)", year)
    if split and _MONTH_ONLY.fullmatch(part):
        spring = part[:3].casefold() in {"jan", "feb", "mar"}
        return f"{part.rstrip('.')} {split[1][:2] + split[2] if spring else split[1]}"
    return f"{part} {year}"
