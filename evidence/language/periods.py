"""The periods of targets and observations: found as printed, and made comparable. Pure.

"June 2010", "2010/11", "Q3 2025/26", "the cumulative period October 2010 to March 2011".
"""

import re

from evidence.language.months import MONTH, ORDINAL, SPLIT_YEAR, YEAR, month_number

_POINT = rf"(?:\d{{1,2}}{ORDINAL}?\s+)?{MONTH}\s+{YEAR}"
_HALF_POINT = rf"(?:\d{{1,2}}{ORDINAL}?\s+)?{MONTH}\b(?:\s+{YEAR})?"
_SPAN = rf"{_HALF_POINT}\s*(?:to|and|until|[-–])\s*(?:the\s+)?(?:end\s+of\s+)?{_POINT}"
_KIND = r"(?:academic|school|financial|calendar|municipal|reporting|fiscal)"
_QUARTER = r"(?:quarter\s+[1-4]|Q[1-4]|(?:first|second|third|fourth|final|last)\s+quarter)"
_ANY_YEAR = rf"(?:{SPLIT_YEAR}|{YEAR})"
_SHORT_SPLIT = r"\d\d\s?[/–-]\s?\d\d(?![\d/–-])"

_NOT_TO = r"(?!\s*(?:to|until|[-–])\s)(?!\s+(?:level|figure|position|baseline|outturn|value|rate)\b)"
_OPEN = rf"(?:[Ff]rom|[Ss]ince)\s+{_POINT}(?:\s+(?:onwards?|to\s+date)\b)?{_NOT_TO}"
_TOLD_OPEN = rf"(?:[Ff]rom|[Ss]ince)\s+{_POINT}\s+(?:onwards?|to\s+date)\b"
# Longest first: the first that matches at the earliest place wins.
_FORMS = (
    rf"cumulative(?:\s+period)?(?:\s+(?:of|from|for))?\s+{_SPAN}",
    _OPEN,
    rf"{_SPAN}",
    rf"(?:the\s+)?end\s+of\s+(?:the\s+)?{_KIND}\s+year(?:\s+{_ANY_YEAR})?",
    rf"(?:the\s+)?end\s+of\s+(?:the\s+)?(?:{_ANY_YEAR}\s+{_KIND}\s+year|{_QUARTER}(?:\s+of"
    rf"|,)?\s+{_ANY_YEAR})",
    rf"(?:the\s+)?end\s+of\s+(?:the\s+)?(?:{_HALF_POINT}|{_ANY_YEAR})",
    rf"{_QUARTER}(?:\s+of|,)?\s+(?:the\s+)?(?:{_KIND}\s+year\s+)?(?:{_ANY_YEAR}|{_SHORT_SPLIT})",
    rf"(?:{_KIND}\s+)?year\s+(?:ending|ended|to)\s+(?:the\s+)?(?:end\s+of\s+)?{_POINT}",
    rf"{_KIND}\s+year\s+{_ANY_YEAR}",
    rf"{_ANY_YEAR}\s+{_KIND}\s+year",
    rf"{_ANY_YEAR}\s+(?:examinations?|exams?|results|tests|assessments|cohort|summer\s+examinations)",
    rf"(?:spring|summer|autumn|winter)(?:\s+term)?\s+{_ANY_YEAR}",
    rf"{_POINT}",
    rf"{SPLIT_YEAR}",
    r"(?:each|every|any)\s+(?:calendar\s+)?(?:month|quarter|week|year|term)",
    rf"(?<=\bin\s){YEAR}(?![\d/])|(?<=\bby\s){YEAR}(?![\d/])|(?<=during\s){YEAR}(?![\d/])",
    rf"(?<=\bby\s){_HALF_POINT}\b|(?<=\bin\s){MONTH}\b",
)
_PERIOD = re.compile("|".join(f"(?:{form})" for form in _FORMS))
_AMOUNT = r"(?:two|three|four|six|nine|ten|twelve|\d{1,2})"
_TOLD = re.compile(
    rf"(?:{_AMOUNT}\s+(?:months|weeks)|quarter|half[- ]year|year)\s+(?:to|ending"
    rf"|up\s+to)\s+(?:the\s+)?(?:end\s+of\s+)?{_HALF_POINT}\b"
    + "|"
    + "|".join(f"(?:{_TOLD_OPEN if form is _OPEN else form})" for form in _FORMS[:-3])
    + rf"|{_HALF_POINT}(?![\w’'])(?!\s+\d{{1,2}}(?:st|nd|rd|th|,?\s+{YEAR}))|{_QUARTER}(?!\s+of\b)"
    + rf"|(?<=\bin\s){YEAR}(?![\d/])|(?<=during\s){YEAR}(?![\d/])"
)
# No period is without one of these: most sentences have none, and the forms take long to find that out.
_TELLING = re.compile(
    r"Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|19\d\d|20\d\d|quarter|Q[1-4]|end\s+of|each|every|any"
)
_MONTH_OF = re.compile(r"^(?:the\s+)?(?:month\s+of\s+)?")
_CUMULATIVE = re.compile(r"^cumulative(?:\s+period)?(?:\s+(?:of|from|for))?\s+")
_BETWEEN = re.compile(rf"^({_HALF_POINT})\s+and\s+")


def find_period(text: str) -> str:
    """The first period in the text, in its own words without the preposition, or nothing.

    "for the cumulative period October 2010 to March 2011" gives "cumulative October 2010 to March
    2011", "between March 2025 and March 2027" gives "March 2025 to March 2027".
    """
    match = _TELLING.search(text) and _PERIOD.search(text)
    if not match:
        return ""
    words = _MONTH_OF.sub("", " ".join(match.group().split()))
    words = _BETWEEN.sub(r"\1 to ", words)
    return _CUMULATIVE.sub("cumulative ", words)


def period_spans(text: str) -> tuple[tuple[int, int, str], ...]:
    """Every period in a sentence that tells what happened, with where it stands, in its own words.

    Months without a year count here, and "the third quarter": in such a sentence they are periods too.
    """
    if not _TELLING.search(text):
        return ()
    return tuple((m.start(), m.end(), " ".join(m.group().split())) for m in _TOLD.finditer(text))


def period_range(text: str) -> tuple[int, int] | None:
    """Where the first period stands in the text, or None."""
    match = _TELLING.search(text) and _PERIOD.search(text)
    return match.span() if match else None


_YEAR_TO_DATE = re.compile(r"\b(?:YTD|year[\s-]+to[\s-]+date|cumulative(?:ly)?)\b", re.IGNORECASE)
_TO_DATE = re.compile(r"\b(?:YTD|year[\s-]+to[\s-]+date)\b", re.IGNORECASE)
_ROLLING = re.compile(r"\brolling\b|\b(?:12|twelve)[\s-]+months?\b(?!\s+(?:to|end))", re.IGNORECASE)
_BEGINS = re.compile(r"\b(?:from|since)\s+(?:the\s+)?\w+\.?\s+\d|\b(?:onwards?|to\s+date)\b", re.IGNORECASE)
_OF_YEAR = re.compile(rf"\b({MONTH})\.?[\s\-–’']+(\d{{4}}|\d{{2}}\b)", re.IGNORECASE)
_LENGTHS = {
    "two": 2,
    "three": 3,
    "four": 4,
    "six": 6,
    "nine": 9,
    "ten": 10,
    "twelve": 12,
    "quarter": 3,
    "year": 12,
}
_RUN = re.compile(
    r"\b(two|three|four|six|nine|ten|twelve|\d{1,2}|quarter|year)(?:\s+months)?\s+(?:to|ending|ended"
    r"|up\s+to)\b",
    re.IGNORECASE,
)
_MONTHS_ONE_YEAR = re.compile(rf"\b({MONTH})\.?\s*(?:to|-|–|until)\s*({MONTH})\.?\s+(\d{{4}})", re.IGNORECASE)
_QUARTER_NUMBER = re.compile(
    r"\b(?:q|qtr\.?|quarter )\s*([1-4])\b|\b(first|second|third|fourth|final|last)\s+quarter\b", re.IGNORECASE
)
_QUARTERS = {"first": "1", "second": "2", "third": "3", "fourth": "4", "final": "4", "last": "4"}
_TWO_YEARS = re.compile(r"\b(20\d{2})\s*[/\-–]\s*(?:20)?(\d{2})\b")
_SHORT_YEARS = re.compile(
    r"(?<![\d/.–-])(?P<lead>(?:Q\s?[1-4]|Q(?:tr|uarter)\.?\s?[1-4]|FY)[\s(,:]*)?"
    r"(?P<first>\d\d)\s?(?P<sign>[/–-])\s?(?P<second>\d\d)(?![\d/.–-])",
    re.IGNORECASE,
)
_DAY = re.compile(r"\b\d{1,2}([/.])(0?[1-9]|1[0-2])\1(20\d\d|\d\d)\b")
_ISO_MONTH = re.compile(r"\b(20\d{2})-(0[1-9]|1[0-2])\b")
_ONE_YEAR = re.compile(r"\b(20\d{2})\b")


def full_years(words: str) -> str:
    """The words with a financial year of two digits in full, where it can be nothing else.

    >>> full_years("Q1 24-25"), full_years("23/24"), full_years("aged 16-17")
    ('Q1 2024-25', '2023/24', 'aged 16-17')
    """
    return _SHORT_YEARS.sub(_full_years, words)


def _full_years(found: re.Match[str]) -> str:
    first, sign = int(found["first"]), found["sign"]
    told = sign == "/" or found["lead"]  # with a dash it may be ages
    if not told or (first + 1) % 100 != int(found["second"]):
        return found[0]
    return f"{found['lead'] or ''}20{first:02d}{sign}{found['second']}"


def period_key(words: str) -> str:
    """One key for all the ways to write a period, or "" if it is none that we know.

    "the month of June 2010" and "Jun 10" are "2010-06"; "cumulative period October 2010 to March 2011"
    is "2010-10..2011-03"; "Q2 2010/11" is "2010/11 Q2"; "2009/10 academic year" is "2009/10"; what begins and
    has no end, "from January 2011", is "2011-01.."; a year to date is the financial year's, from April:
    "Q2 2010/11, cumulative" is "2010-04..2010-09".
    """
    words = full_years(words)
    months = [_month(name, year) for name, year in _OF_YEAR.findall(words)]
    if len(months) == 1 and _YEAR_TO_DATE.search(words):
        return f"{_financial_year(months[0])}..{months[0]}"
    if len(months) == 1 and _ROLLING.search(words):
        return f"{_back(months[0], 12)}..{months[0]}"
    if len(months) == 1 and _BEGINS.search(words):
        return f"{months[0]}.."
    if one_year := _MONTHS_ONE_YEAR.search(words):
        first, last, year = one_year.groups()
        return f"{_month(first, year)}..{_month(last, year)}"
    if len(months) == 1 and (run := _RUN.search(words)):
        return f"{_back(months[0], _LENGTHS.get(run[1].casefold()) or int(run[1]))}..{months[0]}"
    if len(months) > 1:
        return f"{months[0]}..{months[-1]}"
    if months:
        return months[0]
    quarter = quarter_of(words)
    if split := _TWO_YEARS.search(words):
        first_year, second = int(split[1]), int(split[2])
        if second == (first_year + 1) % 100:
            key = f"{first_year}/{second:02d}" + (f" Q{quarter}" if quarter else "")
            return _run_of_year(key, words) or key
    if day := _DAY.search(words):
        return f"20{day[3][-2:]}-{int(day[2]):02d}"
    if iso := _ISO_MONTH.search(words):
        return f"{iso[1]}-{iso[2]}"
    if year_only := _ONE_YEAR.search(words):
        return year_only[1] + (f" Q{quarter}" if quarter else "")
    return ""


def is_open(key: str) -> bool:
    """Whether a period, by its key, begins and has no end: "from January 2011"."""
    return key.endswith("..")


def period_kind(key: str) -> str:
    """What a period is by its key: "month", "quarter", "year", "span" (several months together) or "open";
    values of different kinds are no points of one line."""
    if ".." in key:
        return "open" if is_open(key) else "span"
    return "quarter" if " Q" in key else "month" if re.fullmatch(r"\d{4}-\d\d", key) else "year"


def period_start(key: str) -> str:
    """The first month of a period by its key, as "2010-10", or "" for none."""
    first, spans, _ = key.partition("..")
    end = period_end(first)
    length = {"quarter": 3, "year": 12}.get(period_kind(first), 1)
    return _back(end, length) if end and not spans else first


def quarter_of(words: str) -> str:
    """The number of the quarter that words name, "1" to "4", or ""; the last of a year is its fourth."""
    found = _QUARTER_NUMBER.search(words)
    return (found[1] or _QUARTERS[found[2].casefold()]) if found else ""


def _run_of_year(key: str, words: str) -> str:
    """The months of a financial year's quarter that words call cumulative or rolling, and of a year to date,
    whose end is not told; "" for the quarter or the year itself."""
    end, first = period_end(key), f"{key[:4]}-04"
    if " Q" in key and _ROLLING.search(words):
        return f"{_back(end, 12)}..{end}"
    if " Q" in key and _YEAR_TO_DATE.search(words):
        return f"{first}..{end}"
    return f"{first}.." if _TO_DATE.search(words) else ""


def _back(month: str, length: int) -> str:
    """The first month of a run of months that ends with this one."""
    count = int(month[:4]) * 12 + int(month[5:]) - length
    return f"{count // 12:04d}-{count % 12 + 1:02d}"


def _financial_year(month: str) -> str:
    """The first month of the financial year that a month is in."""
    return f"{int(month[:4]) - (month[5:] < '04'):04d}-04"


def _month(name: str, year: str) -> str:
    full = year if len(year) == 4 else f"20{year}"
    return f"{full}-{month_number(name):02d}"


_QUARTER_ENDS = {"1": "06", "2": "09", "3": "12", "4": "03"}  # of a financial year


def period_end(key: str) -> str:
    """The last month of a period by its key, as "2011-03", or "" for none. A split year ends in March."""
    key = key.rpartition("..")[2]
    year, _, quarter = key.partition(" Q")
    if "/" in year:
        month = _QUARTER_ENDS.get(quarter, "03")
        return f"{int(year[:4]) + (month == '03')}-{month}"
    if len(year) == 4:
        return f"{year}-{int(quarter) * 3:02d}" if quarter else f"{year}-12"
    return year
