"""Dates in a query's own words: "since 2010", "before June 2011", "from 2010 to March 2012", "between May and
July 2012", "2010 to 2012", "last year"; and in fields: from:May 2011, year:2010/11."""

import re
from datetime import date, timedelta

from evidence.language.dates import find_dates, span
from evidence.language.months import MONTH, month_number

_DATE = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{MONTH}\.?\s+(?:19|20)\d\d(?![-/–\d])"
    r"|\d{1,2}/\d{1,2}/(?:19|20)\d\d|(?:19|20)\d\d-\d\d(?:-\d\d)?(?![-/–]?\d)|(?:19|20)\d\d(?![-/–]?\d|%)"
)
_FIRST = rf"{_DATE}|{MONTH}"
"""A range's first month has the year of its last."""
_SAID = re.compile(
    rf"""(?ix)
    \b(?P<name>from|to):\s?"?(?P<on>{_DATE})"? |
    (?<![\w-])year:(?P<account>(?:19|20)\d\d)[/–-](?P<next>(?:20)?\d\d)(?![\w/-]) |
    "[^"]*" |
    \b(?:from\s+(?P<first>{_FIRST})\s+(?:to|until)|between\s+(?P<one>{_FIRST})\s+and)\s+(?P<last>{_DATE}) |
    \b(?P<start>{_DATE})\s+(?:to|until)\s+(?P<end>{_DATE}) |
    \b(?P<word>since|after|before|until|up\s+to)\s+(?P<date>{_DATE}|(?:last|this)\s+year\b) |
    \b(?P<year>last|this)\s+year\b
    """
)


def dated(text: str, today: date | None = None) -> str:
    """The query with such words as fields: "visits since 2010" is "visits from:2010". What stands in
    quotation marks stays."""
    now = today or date.today()

    def field(match: re.Match[str]) -> str:
        if match["name"]:
            iso = match["on"] if span(match["on"]) else _iso(match["on"])
            return f"{match['name'].lower()}:{iso}" if span(iso) else match[0]
        if first := match["account"]:  # a council's, from April to March
            following = match["next"]
            if (int(first) + 1) % 100 == int(following[-2:]):
                return f"from:{first}-04 to:{int(first) + 1}-03"
            return f"from:{first} to:{following}" if len(following) == 4 and following > first else match[0]
        if match["start"]:
            first, last = _iso(match["start"]), _iso(match["end"])
            return f"from:{first} to:{last}" if first and last and first <= last else match[0]
        if match["year"]:
            return f"year:{_year(match['year'], now)}"
        if match["last"]:
            last = _iso(match["last"])
            first = _first(match["first"] or match["one"], last)
            return f"from:{first} to:{last}" if first and last else match[0]
        iso = (_year(match["date"], now) or _iso(match["date"])) if match["word"] else ""
        days = span(iso)
        if not days:
            return match[0]
        word = " ".join(match["word"].casefold().split())
        if word == "after":
            return f"from:{date.fromisoformat(days[1]) + timedelta(days=1)}"
        if word == "before":
            return f"to:{date.fromisoformat(days[0]) - timedelta(days=1)}"
        return f"{'from' if word == 'since' else 'to'}:{iso}"

    return _SAID.sub(field, text)


def _year(said: str, now: date) -> str:
    """Of "last year" and "this year"; "" for a date."""
    back = {"last": 1, "this": 0}.get(said.casefold().split()[0])
    return "" if back is None else str(now.year - back)


def _first(said: str, last: str) -> str:
    """A range's first date; a month without a year is that before its ``last``."""
    number = month_number(said)
    if not number:
        return _iso(said)
    year, _, month = last[:7].partition("-")
    return f"{int(year) - (number > int(month))}-{number:02}" if month else ""


def _iso(said: str) -> str:
    """As a date is written in a field; "" for "2010-11", which is a year in two of the calendar's as well."""
    if re.fullmatch(r"\d{4}", said):
        return said
    if re.fullmatch(r"\d{4}-\d\d", said):
        return "" if int(said[-2:]) == (int(said[:4]) + 1) % 100 or not span(said) else said
    found = find_dates(said.title())
    return found[0].iso if found else ""
