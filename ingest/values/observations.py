"""What a paper says its indicators reached: from its tables and its prose, each with its source."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from evidence.language.dates import find_dates
from evidence.model import Observation, Passage, PassageKind, Reading
from ingest.values.noted_rows import with_notes, with_told_notes
from ingest.values.observation_names import names_in
from ingest.values.observation_prose import Context, find_told
from ingest.values.observation_tables import goes_on_below, heads_columns, table_values
from ingest.values.rows import Row

_ASIDE = {PassageKind.NOTE, PassageKind.FOOTNOTE}
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_FINANCIAL = re.compile(r"\b20\d\d\s?[/–-]\s?(?:20)?\d\d\b(?!\s?[/–-])")
_BARS = re.compile(r"\s*\|\s*")


def find_observations(reading: Reading, council: str) -> tuple[Observation, ...]:
    """The observations of a paper other than a workbook, in the order of its passages. Each is said once."""
    told = find_told(
        reading.passages, Context(reading.field("date"), names_in(reading.passages, reading.register))
    )
    found = sorted(
        (
            *_tabled(reading.passages, council, reading.field("title")),
            *with_told_notes(told, reading.passages),
        ),
        key=lambda o: o.passage or 0,
    )
    return tuple(dict.fromkeys(found))


def _tabled(passages: Sequence[Passage], council: str, title: str) -> Iterator[Observation]:
    """``title``: the paper's own, whose financial year dates its tables' quarters if nothing nearer does."""
    rows: list[Row]
    # A comment or footnote in a cell stands below its row, and does not end the table.
    told = [p for p in passages if p.kind not in _ASIDE]
    years = list(dict.fromkeys(_FINANCIAL.findall(title)))
    year = years[0] if len(years) == 1 else ""
    above, rows = year, []
    between: list[Passage] = []
    for is_row, group in groupby(told, key=lambda p: p.kind is PassageKind.ROW):
        members = list(group)
        if not is_row:
            between = members
            continue
        further = [Row(tuple(_BARS.split(p.text)), p.ordinal, fills=p.fills) for p in members]
        if not _goes_on(rows, between, further):
            yield from table_values(with_notes(rows, passages, between), above, council)
            near = " ".join(p.text for p in between[-2:] if _is_title(p))
            undated = _without_days(near)
            if _YEAR.search(undated):
                near = undated
            above, rows = f"{year} {undated}" if year and not _YEAR.search(near) else near, []
        rows, between = rows + further, []
    yield from table_values(with_notes(rows, passages, between), above, council)


def _without_days(text: str) -> str:
    """The words without the days that they name: the day of a meeting is no period of its figures."""
    for date in find_dates(text):
        text = text.replace(date.words, "") if date.is_whole else text
    return text


def _goes_on(rows: Sequence[Row], between: Sequence[Passage], further: Sequence[Row]) -> bool:
    """Whether a line within a table, which names a group of its rows, parts what is one table."""
    if not rows or len(between) != 1 or not goes_on_below(between[0].text):
        return False
    alike = len(further[0].cells) == len(rows[0].cells)
    return alike and heads_columns(rows[0], "") and not heads_columns(further[0], "")


def _is_title(passage: Passage) -> bool:
    """Whether what stands above a table names it: the years in a sentence there are of other things."""
    text = passage.text.rstrip()
    return len(text.split()) < 40 and (passage.kind is PassageKind.HEADING or not text.endswith((".", ";")))
