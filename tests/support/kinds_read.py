"""From text, or a file, to readings: the whole way that ingest goes, for the tests of kinds."""

from pathlib import Path

from structure_raw import text_file

from evidence.model import Reading
from evidence.settings import Settings
from ingest.kinds import describe
from ingest.readers import read_file
from ingest.readers.raw import RawFile
from ingest.structure import passages_of
from ingest.structure.split import split


def readings_of(raw: RawFile, settings: Settings) -> list[Reading]:
    """The documents of a file as read."""
    return describe(split(raw, passages_of(raw)), settings)


def read_text(text: str, settings: Settings) -> Reading:
    """The one document of a text."""
    (reading,) = readings_of(text_file(text), settings)
    return reading


def read_path(path: Path, settings: Settings) -> list[Reading]:
    """The documents of a real file."""
    return readings_of(read_file(path, path.name, settings.ingest), settings)


def fields_of(reading: Reading, *names: str) -> tuple[str, ...]:
    """The values of the named fields, "" where there is none."""
    return tuple(reading.field(name) for name in names)
