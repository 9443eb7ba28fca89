"""Old PowerPoint files (.ppt), as the newer ones that LibreOffice makes of them."""

from dataclasses import replace
from pathlib import Path

from evidence.settings import IngestSettings
from ingest.readers.old_office import SLIDES, newer
from ingest.readers.raw import RawFile
from ingest.readers.slides import pptx
from ingest.readers.sniff import PPT


def read(path: Path, name: str, settings: IngestSettings, password: str = "") -> RawFile:
    """Old slides. Raises Unreadable if they are locked or damaged, or LibreOffice is not installed."""
    with newer(path, SLIDES, settings, password) as made:
        return replace(pptx.read(made, name, settings), media_type=PPT)
