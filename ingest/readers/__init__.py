"""One format a file: bytes to pages of text."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from evidence.errors import Unreadable
from evidence.settings import IngestSettings
from ingest import sniff
from ingest.raw import RawFile
from ingest.readers import docx, image, pdf, sheet, text

Reader = Callable[[Path, str, IngestSettings], RawFile]

READERS: dict[str, Reader] = {
    sniff.TEXT: text.read,
    sniff.CSV: sheet.read_csv,
    sniff.PDF: pdf.read,
    sniff.DOCX: docx.read,
    sniff.XLSX: sheet.read,
    sniff.PNG: image.read,
    sniff.JPEG: image.read,
    sniff.TIFF: image.read,
}

BLANK = "No page of it holds any text or picture: check that it is the right file."


def read_file(path: Path, name: str, settings: IngestSettings) -> RawFile:
    """Read one file of any kind that Muster knows. ``name`` is what the sender called it.

    All its arguments and its result can be pickled, so that it can run in a process of its own.
    Raises Unreadable, with the sentence for the ledger.
    """
    size = path.stat().st_size
    if size > settings.max_file_mb << 20:
        raise Unreadable(
            f"The file is {size >> 20:,} MB, more than the limit of {settings.max_file_mb:,} MB.",
            "Split it, or raise max_file_mb in config.toml.",
        )
    media_type = sniff.sniff(path, name)
    if media_type == sniff.ZIP:
        raise Unreadable("This is a ZIP inside a ZIP.", "Unpack it, and ingest the folder.")
    raw = READERS[media_type](path, name, settings)
    if not raw.warnings and all(page.quality == "blank" for page in raw.pages):
        return replace(raw, warnings=(BLANK,))
    return raw
