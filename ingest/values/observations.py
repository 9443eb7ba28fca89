"""What a paper says its indicators reached: from its tables and its prose, each with its source."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from evidence.model import Observation, Passage, PassageKind, Reading
from ingest.values.observation_names import names_in
from ingest.values.observation_prose import Context, find_told
from ingest.values.observation_tables import table_values
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
    for is_row, group in groupby(told, key=lambda p: p.kind is PassageKind.ROW):
        members = list(group)
        if is_row:
            rows = [Row(tuple(_BARS.split(p.text)), p.ordinal, fills=p.fills) for p in members]
            yield from table_values(rows, above, council)
        else:
            above = " ".join(p.text for p in members[-2:] if _is_title(p))


def _is_title(passage: Passage) -> bool:
    """Whether what stands above a table names it: the years in a sentence there are of other things."""
    text = passage.text.rstrip()
    return len(text.split()) < 40 and (passage.kind is PassageKind.HEADING or not text.endswith((".", ";")))
