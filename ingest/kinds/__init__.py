"""What each part of a file is, and what it says of itself: one kind a module.

A kind's module has ``score(paper) -> float``, how sure it is (0 to 1), and ``read(paper, settings) ->
Reading``. The surest reads; where none is sure enough the part is Kind.OTHER, with what any paper has.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

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
from ingest.kinds.file_name import dated_by_name
from ingest.kinds.misgivings import misgivings
from ingest.structure.split import Part
from ingest.values.observations import find_observations

FLOOR = 0.5
_READERS = {
    Kind.NOTICE: notice,
    Kind.DIRECTION: direction,
    Kind.MONITORING_LETTER: monitoring_letter,
    Kind.INSPECTION_REPORT: inspection_report,
    Kind.MINUTES: minutes,
    Kind.PLAN: plan,
    Kind.LETTER: letter,
    Kind.REPORT: report,
    Kind.EMAIL: email,
    Kind.DATA: data,
}
_NAMES = {module: kind for kind, module in _READERS.items()}
KINDS = tuple(_NAMES)
NOTHING_SAID: Mapping[int, str] = MappingProxyType({})


def describe(
    parts: Sequence[Part], settings: Settings, said: Mapping[int, str] = NOTHING_SAID
) -> list[Reading]:
    """One Reading for each part, in order. A part that no kind recognises is Kind.OTHER.

    ``said`` is what a person said that a part is, by its place: it is read as that, and its Reading keeps the
    kind that would have been recognised, which the person's word stands over in the record.
    """
    papers = [Paper(part) for part in parts]
    read = [_observed(_describe(p, settings, said.get(n, "")), settings) for n, p in enumerate(papers)]
    # Last of all: a date that no paper prints must date nothing else that is read from it.
    dated = dated_by_name(read, parts[0].raw.name) if parts else []
    whole = [replace(r, warnings=(*r.warnings, *misgivings(r))) for r in dated]
    return [replace(r, kind=recognised(papers[n])) if n in said else r for n, r in enumerate(whole)]


def recognised(paper: Paper) -> Kind:
    """What a part is by its looks alone."""
    best = max(KINDS, key=lambda kind: kind.score(paper))
    return _NAMES[best] if best.score(paper) >= FLOOR else Kind.OTHER


def _observed(reading: Reading, settings: Settings) -> Reading:
    """With the values that its prose and tables tell (a workbook's own kind reads its cells)."""
    if reading.kind is Kind.DATA and reading.observations:
        return reading
    return replace(reading, observations=find_observations(reading, settings.council))


def _describe(paper: Paper, settings: Settings, said: str) -> Reading:
    kind = Kind(said) if said else recognised(paper)
    if kind is not Kind.OTHER:
        return _READERS[kind].read(paper, settings)
    hint = paper.part.title_hint
    at = next((x.passage for x in paper.lines[:10] if hint and x.text in hint), None)
    return reading(paper, Kind.OTHER, [Field("title", hint, at), paper.date])
