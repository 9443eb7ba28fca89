"""A date that only the file's name gives: taken where the paper prints none, and said to be from there.

It stands below anything printed. Where the paper prints another date, both are told and the printed one
stands; a name whose date cannot be the paper's (an inspection's, before the inspection ended) gives none.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from evidence.kinds.kind import kind_of
from evidence.language.citations import say_date
from evidence.language.dates import FoundDate, find_dates
from evidence.model import Field, Reading

FROM_NAME = "the file's name"  # the value of "date_from"
_COMPACT = re.compile(r"(?<![A-Za-z0-9])((?:19|20)\d\d)([01]\d)([0-3]\d)(?![A-Za-z0-9])")
_JOINED = re.compile(r"(?<=[A-Za-z0-9])[-_.+]+(?=[A-Za-z0-9])")
_DASHED = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_. ]([01]\d)[-_. ]([0-3]\d)(?!\d)")
_BRITISH = re.compile(r"(?<!\d)([0-3]?\d)[-_. ]([01]?\d)[-_. ]((?:19|20)\d\d)(?!\d)")
_MONTHLY = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_. ]([01]\d)(?![-_. ]?\d)")
_CAMERA = re.compile(
    r"^(?:scan|scanned|img|image|photo|picture|screenshot|dsc|pxl|doc\d*scan)(?![a-z])", re.IGNORECASE
)
_SPAN = re.compile(r"\d\s?(?:[-–_]|to|and)\s?\d{1,2}(?:st|nd|rd|th)?[-_. ]+[A-Z]", re.IGNORECASE)


def date_in_name(name: str) -> str:
    """The ISO date in a file's name, as precise as the name is; nothing where it has none or several.

    "report 2022-11-25.pdf", "25-November-2022", "25.11.2022", "20221125" and "June 2011" are dates.
    "2010-12" may be two years, "3 to 14 October 2022" is a span, a year alone is a title's, and what a camera
    or scanner wrote ("IMG_20240511") is the day of the picture.
    """
    stem = PurePath(name).stem
    if _CAMERA.match(stem):
        return ""
    iso = [(m.span(), "-".join(m.groups())) for p in (_COMPACT, _DASHED) for m in p.finditer(stem)]
    iso += [(m.span(), f"{m[3]}-{int(m[2]):02d}-{int(m[1]):02d}") for m in _BRITISH.finditer(stem)]
    # The last two figures of a later year would make a span of years: 2010-12 is a month or 2010 to 2012.
    iso += [(m.span(), f"{m[1]}-{m[2]}") for m in _MONTHLY.finditer(stem) if int(m[2]) <= int(m[1][2:])]
    rest = stem
    for (start, end), _ in iso:
        rest = rest[:start] + "#" * (end - start) + rest[end:]
    if _SPAN.search(rest):
        return ""
    worded = [d for d in find_dates(_JOINED.sub(" ", rest)) if re.search("[A-Za-z]", d.words)]
    found = {*(f.iso for _, text in iso for f in _real(text)), *(d.iso for d in worded)}
    return found.pop() if len(found) == 1 else ""


def _real(text: str) -> Sequence[FoundDate]:
    """An ISO date, if there is such a day."""
    if len(text) == 10:
        return find_dates(text)
    return (FoundDate(text, text, 0, 7),) if 1 <= int(text[5:]) <= 12 else ()


def dated_by_name(readings: Sequence[Reading], name: str) -> list[Reading]:
    """The readings of a file; its outermost document has its name's date where it prints none.

    A file of several papers side by side has a name that speaks of none of them.
    """
    named = date_in_name(name)
    outer = [r for r in readings if r.parent is None]
    if not named or len(outer) != 1 or not kind_of(outer[0].kind).dated_by_name:
        return list(readings)
    return [_dated(r, named) if r is outer[0] else r for r in readings]


def _dated(reading: Reading, named: str) -> Reading:
    printed, is_month = reading.field("date"), len(named) < 10
    if is_month and (printed or kind_of(reading.kind).dated_by_name == "day"):
        return reading  # a month in a name is as likely what the figures are of
    if printed:
        if _agree(printed, named):
            return reading
        told = f"The file's name gives {say_date(named)}; the paper gives {say_date(printed)}, which stands."
        return replace(reading, warnings=(*reading.warnings, told))
    inspected = max((d.iso for d in find_dates(reading.field("inspection_dates"))), default="")
    if inspected and named < inspected[: len(named)]:
        told = f"The file's name gives {say_date(named)}, before the inspection ended: it was not taken."
        return replace(reading, warnings=(*reading.warnings, told))
    fields = (*reading.fields, Field("date", named), Field("date_from", FROM_NAME))
    return replace(reading, fields=fields)


def _agree(one: str, other: str) -> bool:
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]
