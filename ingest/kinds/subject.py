"""Which council a document is about: read from its own words, else from the paper that encloses it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from evidence.model import Field, Reading
from evidence.relations.councils import TOGETHER, Council, Said, council_of, pieces

FIELD = "council"


def with_councils(readings: Sequence[Reading]) -> list[Reading]:
    """Each reading with the field ``council``, where its words name one: its official name if it is listed.

    A paper that speaks of several alike gets all of them, and says so: a person may say whose it is.
    """
    found: list[Reading] = []
    for reading in readings:
        council, rivals = council_of(_pieces(reading), reading.field("date"))
        if council is None and not rivals and reading.parent is not None and reading.parent < len(found):
            name = found[reading.parent].field(FIELD)
            council = Council("", name) if name else None
        found.append(_told(reading, council, rivals))
    return found


def _told(reading: Reading, council: Council | None, rivals: tuple[str, ...]) -> Reading:
    if council is not None:
        return replace(reading, fields=(*reading.fields, Field(FIELD, council.name, council.passage)))
    if rivals:
        said = f"It speaks alike of {', '.join(rivals[:-1])} and {rivals[-1]}: say which council it is about."
        together = Field(FIELD, TOGETHER.join(rivals))
        return replace(reading, fields=(*reading.fields, together), warnings=(*reading.warnings, said))
    return reading


def _pieces(reading: Reading) -> Iterator[Said]:
    fields = ((f.name, f.value, f.passage) for f in reading.fields)
    return pieces(fields, ((p.ordinal, p.kind, p.text) for p in reading.passages))
