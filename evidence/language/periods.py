"""The periods that targets and observations are stated for, made comparable. Pure."""

import re

MONTH = {
    name: number
    for number, names in enumerate(
        [
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sep sept",
            "october oct",
            "november nov",
            "december dec",
        ],
        start=1,
    )
    for name in names.split()
}
_MONTH_YEAR = re.compile(rf"\b({'|'.join(MONTH)})\.?[\s\-–’']+(\d{{4}}|\d{{2}}\b)", re.IGNORECASE)
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
_MONTHS_ONE_YEAR = re.compile(
    rf"\b({'|'.join(MONTH)})\.?\s*(?:to|-|–|until)\s*({'|'.join(MONTH)})\.?\s+(\d{{4}})", re.IGNORECASE
)
_QUARTER = re.compile(r"\b(?:q|quarter )\s*([1-4])\b", re.IGNORECASE)
_SPLIT_YEAR = re.compile(r"\b(20\d{2})\s*[/\-–]\s*(?:20)?(\d{2})\b")
_ISO_MONTH = re.compile(r"\b(20\d{2})-(0[1-9]|1[0-2])\b")
_YEAR = re.compile(r"\b(20\d{2})\b")


def period_key(words: str) -> str:
    """One key for all the ways to write a period, or "" if it is none that we know.

    "the month of June 2010" and "Jun 10" are "2010-06"; "cumulative period October 2010 to March 2011"
    is "2010-10..2011-03"; "Q2 2010/11" is "2010/11 Q2"; "2009/10 academic year" is "2009/10".
    """
    months = [_month(name, year) for name, year in _MONTH_YEAR.findall(words)]
    if one_year := _MONTHS_ONE_YEAR.search(words):
        first, last, year = one_year.groups()
        return f"{_month(first, year)}..{_month(last, year)}"
    if len(months) == 1 and (run := _RUN.search(words)):
        return f"{_back(months[0], _LENGTHS.get(run[1].casefold()) or int(run[1]))}..{months[0]}"
    if len(months) > 1:
        return f"{months[0]}..{months[-1]}"
    if months:
        return months[0]
    quarter = _QUARTER.search(words)
    if split := _SPLIT_YEAR.search(words):
        first_year, second = int(split[1]), int(split[2])
        if second == (first_year + 1) % 100:
            return f"{first_year}/{second:02d}" + (f" Q{quarter[1]}" if quarter else "")
    if iso := _ISO_MONTH.search(words):
        return f"{iso[1]}-{iso[2]}"
    if year_only := _YEAR.search(words):
        return year_only[1] + (f" Q{quarter[1]}" if quarter else "")
    return ""


def _back(month: str, length: int) -> str:
    """The first month of a run of months that ends with this one."""
    count = int(month[:4]) * 12 + int(month[5:]) - length
    return f"{count // 12:04d}-{count % 12 + 1:02d}"


def _month(name: str, year: str) -> str:
    full = year if len(year) == 4 else f"20{year}"
    return f"{full}-{MONTH[name.casefold()]:02d}"
