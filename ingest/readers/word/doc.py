"""Old Word files (.doc), as the newer ones that LibreOffice makes of them."""

from dataclasses import replace
from pathlib import Path

from evidence.settings import IngestSettings
from ingest.readers.old_office import WORD, newer
from ingest.readers.raw import RawFile
from ingest.readers.sniff import DOC
from ingest.readers.word import docx


def read(path: Path, name: str, settings: IngestSettings, password: str = "") -> RawFile:
    """An old Word file. Raises Unreadable if it is locked or damaged, or LibreOffice is not installed."""
    with newer(path, WORD, settings, password) as made:
        return replace(docx.read(made, name, settings), media_type=DOC)
