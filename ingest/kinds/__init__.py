"""What each part of a file is, and what it says of itself: one kind a module.

A kind's module has ``score(paper) -> float``, how sure it is (0 to 1), and ``read(paper, settings) ->
Reading``. The surest reads; where none is sure enough the part is Kind.OTHER, with what any paper has.
"""

from collections.abc import Sequence
from dataclasses import replace

from evidence.model import Field, Kind, Reading
from evidence.settings import Settings
from ingest.kinds import (
    data,
    direction,
    email,
    inspection_report,
    letter,
    minutes,
    monitoring_letter,
    notice,
    plan,
    report,
)
from ingest.kinds.common import Paper, reading
from ingest.kinds.misgivings import misgivings
from ingest.observations import find_observations
from ingest.split import Part

FLOOR = 0.5
KINDS = (notice, direction, monitoring_letter, inspection_report, minutes, plan, letter, report, email, data)


def describe(parts: Sequence[Part], settings: Settings) -> list[Reading]:
    """One Reading for each part, in order. A part that no kind recognises is Kind.OTHER."""
    return [_observed(_describe(Paper(part), settings), settings) for part in parts]


def _observed(reading: Reading, settings: Settings) -> Reading:
    """With the values that its prose and tables tell (a workbook's own kind reads its cells), and with what
    was not understood."""
    if reading.kind is not Kind.DATA:
        reading = replace(reading, observations=find_observations(reading, settings.council))
    return replace(reading, warnings=(*reading.warnings, *misgivings(reading)))


def _describe(paper: Paper, settings: Settings) -> Reading:
    best = max(KINDS, key=lambda kind: kind.score(paper))
    if best.score(paper) >= FLOOR:
        return best.read(paper, settings)
    hint = paper.part.title_hint
    at = next((x.passage for x in paper.lines[:10] if hint and x.text in hint), None)
    return reading(paper, Kind.OTHER, [Field("title", hint, at), paper.date])
