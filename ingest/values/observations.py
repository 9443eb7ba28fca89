"""What a paper says its indicators reached: from its tables and its prose, each with its source."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from evidence.model import Observation, Passage, PassageKind, Reading
from ingest.values.observation_names import names_in
from ingest.values.observation_prose import Context, find_told
from ingest.values.observation_tables import goes_on_below, heads_columns, table_values
from ingest.values.rows import Row

_ASIDE = {PassageKind.NOTE, PassageKind.FOOTNOTE}
_BARS = re.compile(r"\s*\|\s*")


def find_observations(reading: Reading, council: str) -> tuple[Observation, ...]:
    """The observations of a paper other than a workbook, in the order of its passages. Each is said once."""
    told = find_told(
        reading.passages, Context(reading.field("date"), names_in(reading.passages, reading.register))
    )
    found = sorted((*_tabled(reading.passages, council), *told), key=lambda o: o.passage or 0)
    return tuple(dict.fromkeys(found))


def _tabled(passages: Sequence[Passage], council: str) -> Iterator[Observation]:
    above = ""
    # A comment or footnote in a cell stands below its row, and does not end the table.
    told = [p for p in passages if p.kind not in _ASIDE]
    rows: list[Row] = []
    between: list[Passage] = []
    for is_row, group in groupby(told, key=lambda p: p.kind is PassageKind.ROW):
        members = list(group)
        if not is_row:
            between = members
            continue
        further = [Row(tuple(_BARS.split(p.text)), p.ordinal, fills=p.fills) for p in members]
        if not _goes_on(rows, between, further):
            yield from table_values(rows, above, council)
            above, rows = " ".join(p.text for p in between[-2:] if _is_title(p)), []
        rows += further
    yield from table_values(rows, above, council)


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
