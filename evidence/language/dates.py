"""Dates in prose, and which of them is a document's own.

A date is ISO text whose length is its precision: ``2011-06-22``, ``2011-06`` or ``2011``. British
order throughout. A bare year in prose is never a date: it is too often part of a title
("Working together to safeguard children 2010"), a quantity or a reference.
"""

import calendar
import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from evidence.language.misreadings import FIGURES, closed_shape
from evidence.language.months import NAMES, ORDINAL, YEAR, month_number

_SHAPED = {closed_shape(m.casefold()): n for n, m in enumerate(NAMES, 1) if len(m) > 5}
# OCR reads l, I and | for 1 and O for 0 (and the other way round in words).
_DAY = r"(?P<day>[0-3l|IO]?[0-9lIO])(?:\s?(?:<sup>)?\s?(?:st|nd|rd|th)(?:</sup>)?)?"
_YEAR = r"(?P<year>[12lI][09O][0-9lIO]{2}|'?[0-9]{2})(?![\w%]|[./,]\d)"
_MONTH = r"(?P<month>[A-Za-z01]{3,10})\.?"
_WORDED = re.compile(
    rf"(?<![\w/.,£]){_DAY}(?:\s+day)?(?:\s+of\s+|(?P<sep>\s*[-/]\s*|\s+)|(?<=th)|(?<=nd)|(?<=rd)|(?<=st))"
    rf"{_MONTH},?[\s/-]*{_YEAR}"
)
_MONTH_FIRST = re.compile(
    rf"(?<!\w)(?P<month>[A-Z][a-z]{{2,8}})\.?\s+(?P<day>[0-3]?\d){ORDINAL}?,?\s+(?P<year>{YEAR})(?!\w)"
)
_MONTH_YEAR = re.compile(rf"(?<!\w)(?P<month>[A-Z][a-z]{{2,8}})\.?,?\s+(?P<year>{YEAR})(?![\w/]|[-–]\d\d\b)")
_NUMERIC = re.compile(
    rf"(?<![\w./-])(?P<day>[0-3]?\d)(?P<sep>[/.-])(?P<month>[01]?\d)(?P=sep)(?P<year>{YEAR}|\d{{2}})(?![\w/]|[.-]\d)"
)
_ISO = re.compile(rf"(?<![\w-])(?P<year>{YEAR})-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?![\w-])")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class FoundDate:
    """A date as read: its ISO form, its words, and their character range in the text."""

    iso: str
    words: str
    start: int
    end: int

    @property
    def is_whole(self) -> bool:
        """Whether it names a day."""
        return len(self.iso) == 10


def find_dates(text: str) -> tuple[FoundDate, ...]:
    """Every date in the text, in order, none overlapping. An impossible one (31 June) is left out."""
    found: list[FoundDate] = []
    taken: list[tuple[int, int]] = []  # in order, so that a text of nothing but dates takes no square of it
    for pattern in (_ISO, _WORDED, _MONTH_FIRST, _NUMERIC, _MONTH_YEAR):
        for match in pattern.finditer(text):
            at = bisect(taken, match.span())
            near = taken[max(0, at - 1) : at + 1]
            if not _month(match["month"]) or any(match.start() < e and s < match.end() for s, e in near):
                continue
            # An impossible date keeps its place, so that "31 June 2011" is not read as June 2011.
            taken.insert(at, match.span())
            found.append(
                FoundDate(_iso(match.groupdict()), match.group().strip(), match.start(), match.end())
            )
    return tuple(sorted((f for f in found if f.iso), key=lambda f: f.start))


def _iso(parts: dict[str, str]) -> str:
    month = _month(parts["month"])
    year = _year(parts["year"])
    if not month or not year:
        return ""
    if "day" not in parts:
        return f"{year:04d}-{month:02d}"
    if not _is_written_as_date(parts):
        return ""
    day = _digits(parts["day"])
    # A day with no true digit in it is a guess ("Il May"): better none.
    if day is None or not any(c.isdigit() for c in parts["day"]):
        return ""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _is_written_as_date(parts: dict[str, str]) -> bool:
    """A short year needs more: "3.2.11" numbers a paragraph, and "2 may 15 people" is prose."""
    if len(parts["year"].strip("'")) == 4:
        return True
    if parts["month"].isdigit():
        return parts["sep"] != "." or len(parts["day"]) == len(parts["month"]) == 2
    return parts["month"][0].isupper() or "-" in (parts.get("sep") or "")


def _month(word: str) -> int:
    if word.isdigit():
        return int(word) if len(word) <= 2 else 0  # "24/00109" is a decision's number
    name = word.casefold().replace("0", "o").replace("1", "l")
    return month_number(name) or _misread(name)


def _misread(name: str) -> int:
    """A long month in which OCR took one letter for another that looks like it: "februarv" is 2."""
    return _SHAPED.get(closed_shape(name), 0)


def _year(word: str) -> int:
    """Four digits, or two: 50 and later belong to the last century."""
    if sum(c.isdigit() for c in word) < 2:
        return 0
    number = _digits(word.strip("'"))
    if number is None:
        return 0
    if number >= 100:
        return number if 1900 <= number <= 2099 else 0
    return number + (1900 if number >= 50 else 2000)


def _digits(word: str) -> int | None:
    cleaned = word.translate(FIGURES)
    return int(cleaned) if cleaned.isdigit() else None


def day_of(iso: str) -> date | None:
    """The day that an ISO date names; None for a month, a year, or what is no date."""
    try:
        return date.fromisoformat(iso) if len(iso) == 10 else None
    except ValueError:
        return None


def span(iso: str) -> tuple[str, str] | None:
    """The first and last day of a year, month or day, or None if there is no such date."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", iso, re.ASCII)
    if not match:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        if day or match[3]:
            return (date(year, month, day).isoformat(),) * 2
        if month or match[2]:
            last = calendar.monthrange(year, month)[1]
            return date(year, month, 1).isoformat(), date(year, month, last).isoformat()
        return date(year, 1, 1).isoformat(), date(year, 12, 31).isoformat()
    except ValueError:
        return None


_LABEL = re.compile(
    r"^\W*(?:report\s+)?(?:dated?|date of (?:issue|report|meeting|letter|notice|publication|cabinet|board)"
    r"|date of (?:the )?decision(?:\s*/\s*meeting)?|decision (?:date|taken on)"
    r"|meeting date|report published|published|publication date|issued(?: on)?|meeting held on)"
    r"\s*(?:[:;.|\-–]|\bthis\b|\bon\b|$)"
    r"|^\W*(?:report|extract|data|workbook|log|tracker)\s+(?:produced|generated|extracted|exported|run|refreshed)"
    r"(?:\s*:|\s+(?:on|at)\b|(?=\s+\d))"
    r"|^\W*(?:first\s+|last\s+)?(?:published|updated|revised|issued)(?:\s*:|\s+(?:on|in)\b|(?=\s+(?:\d{1,2}\s+)?[A-Z][a-z]{2,8}\s+\d{4}\W*$))",
    re.IGNORECASE,
)
# A line that goes on with the date of something else: "Agenda for the Cabinet Committee on".
_CITES = re.compile(
    r"\b(?:agenda|letter)\b.*\b(?:of|on|dated|for|held)\s*$|\b(?:by|until|since|before|after)\s*$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"\w\s+(?:of|on|dated|for|held|to|from)\s*$", re.IGNORECASE)
_CITES_ANOTHER = re.compile(
    r"\b(?:your|letter|agenda|deadline|ref(?:erence)?|as\s+at|position|data|published|previous|last|next"
    r"|by\s+when|when|due|target|time\s?scale|completion|(?:start|end|review)\s+date)\b",
    re.IGNORECASE,
)
# What a month beside it dates: not the paper.
_HELD_THEN = re.compile(
    r"\b(?:inspect\w*|visit\w*|audit\w*|survey\w*|census|review\s+of|response\s+to|following|from|to|until|by)\b",
    re.IGNORECASE,
)
_DAY_NAME = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun)"
_SET_APART = re.compile(
    rf"[A-Za-z)]{{2}}.*(?:\s[–—-]\s*|[,:(|]\s*|\s{{3,}})(?:{_DAY_NAME}\.?,?\s+)?$", re.IGNORECASE
)
_AROUND = re.compile(rf"^(?:{_DAY_NAME}\b|date|dated|on|the|at|[\d.:]+\s*[ap]\.?m\.?|[\W_])*$", re.IGNORECASE)


def own_date(lines: Sequence[str], tail: Sequence[str] = ()) -> tuple[str, int]:
    """The date a document gives itself, and the index of its line (tail lines count on from the head's).

    In this order: a labelled date near the top ("Date: 22 June 2011"), a line near the top that is
    a date and nothing else, a title that ends with its date, then the first two at the sign-off. A date that
    (failing all these, one that ends with its month). A date that
    is merely mentioned is never taken, be it at the start of a line ("agenda for the meeting on / 5 March"),
    and two labelled dates that disagree about a letter or report leave the first.
    Returns ``("", -1)`` where there is none.
    """
    head, foot = list(lines), list(tail)
    # At a paper's end a line that goes on with a date speaks of another paper, whatever it names.
    foot = [t if not i or not _GOES_ON.search(foot[i - 1]) else "" for i, t in enumerate(foot)]
    for first, part, ways in (
        (0, head, (_labelled, _alone, _titled)),
        (len(head), foot, (_labelled, _alone)),
        (0, head, (_month_titled,)),
    ):
        for take in ways:
            for index, iso in take(part):
                return iso, first + index
    return "", -1


def _labelled(lines: list[str]) -> Iterator[tuple[int, str]]:
    for index, line in enumerate(lines):
        # A signature line may hold the signature before its date: "Signed: … Date: 2 March 2010".
        for start in [0, *(m.start() for m in re.finditer(r"\bDate\s*:", line))]:
            label = _LABEL.match(line[start:])
            if not label:
                continue
            rest = line[start + label.end() :].strip()
            at = index
            if not rest and index + 1 < len(lines):
                rest, at = lines[index + 1], index + 1
            dates = find_dates(rest)
            if dates and dates[0].start < 30:
                yield at, dates[0].iso


def _alone(lines: list[str]) -> Iterator[tuple[int, str]]:
    # A line in two languages may give the date in both: "4 Mawrth 2024 / 4 March 2024".
    parts = [(index, part) for index, line in enumerate(lines) for part in line.split(" / ")]
    for index, line in parts:
        dates = find_dates(line)
        if len(dates) == 1 and dates[0].is_whole:
            around = line[: dates[0].start] + " " + line[dates[0].end :]
            alone = _AROUND.match(_SPACES.sub(" ", around).strip())
            if alone and not (index and _CITES.search(lines[index - 1])):
                yield index, dates[0].iso
    for index, line in enumerate(lines):  # a month and a year alone: only where no line names a day
        dates = find_dates(line)
        ends_prose = index and len(lines[index - 1].split()) > 7 and _GOES_ON.search(lines[index - 1])
        if len(dates) == 1 and line.strip(" *#_.") == dates[0].words and not ends_prose:
            yield index, dates[0].iso


def _titled(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Short lines at the top that end with a date of their own: "Parenting Panel – 10 December 2024"."""
    for index, line in enumerate(lines[:8]):
        dates = find_dates(line)
        is_row = line.count(" | ") > 1  # a table's cell dates what its row is about
        if is_row or len(dates) != 1 or not dates[0].is_whole or len(line.split()) > 20 or find_ranges(line):
            continue
        before, after = line[: dates[0].start], line[dates[0].end :]
        if _SET_APART.search(before) and not after.strip(" )].*_") and not _CITES_ANOTHER.search(before):
            yield index, dates[0].iso


def _month_titled(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Short lines at the very top that end with a month of their own: "Version 2, June 2024"."""
    for index, line in enumerate(lines[:6]):
        dates = find_dates(line)
        if len(dates) != 1 or len(dates[0].iso) != 7 or " | " in line or len(line.split()) > 14:
            continue
        before, after = line[: dates[0].start], line[dates[0].end :]
        other = _CITES_ANOTHER.search(before) or _HELD_THEN.search(before)
        if _SET_APART.search(before) and not after.strip(" )].*_") and not other:
            yield index, dates[0].iso


_RANGE = re.compile(
    r"[0-3]?\d(?:\s?(?:st|nd|rd|th))?(?:\s+[A-Z][a-z]{2,8})?(?:\s+\d{4})?\s*(?:to|and|[-–—])\s*"
    r"[0-3]?\d(?:\s?(?:st|nd|rd|th))?\s+[A-Z][a-z]{2,8}\s+\d{4}"
)


def find_ranges(text: str) -> tuple[str, ...]:
    """Spans of days as printed: "3 to 14 October 2022", "29 October 2018 to 2 November 2018"."""
    spans = (_SPACES.sub(" ", m.group()) for m in _RANGE.finditer(text))
    return tuple(span for span in spans if find_dates(span))


def is_day(text: str) -> bool:
    """Whether a text is an ISO day that there is, as in 2011-06-22."""
    return len(text) == 10 and is_iso(text)


def is_iso(text: str) -> bool:
    """Whether a text is an ISO date of any precision that there is: 2011-06-22, 2011-06 or 2011."""
    if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", text, re.ASCII):
        return False
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return False
    return True
