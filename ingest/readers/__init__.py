"""One format a file: bytes to pages of text."""

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from evidence.errors import Unreadable
from evidence.settings import IngestSettings
from ingest.readers import sniff
from ingest.readers.locked import OTHERWISE, unlocked
from ingest.readers.raw import RawFile
from ingest.readers.refusals import expected, too_large

Reader = Callable[..., RawFile]


def _of(module: str) -> Reader:
    """The reader in a module, which is loaded with the first such file: all of them take long to load, and
    most homes see few formats."""

    def read(path: Path, name: str, settings: IngestSettings, **password: str) -> RawFile:
        found: RawFile = import_module(f"ingest.readers.{module}").read(path, name, settings, **password)
        return found

    return read


READERS: dict[str, Reader] = {
    sniff.TEXT: _of("text"),
    sniff.CSV: _of("sheets.delimited"),
    sniff.PDF: _of("pdf.reader"),
    sniff.DOCX: _of("word.docx"),
    sniff.XLSX: _of("sheets.xlsx"),
    sniff.XLS: _of("sheets.xls"),
    sniff.ODT: _of("word.odt"),
    sniff.ODS: _of("sheets.ods"),
    sniff.DOC: _of("word.doc"),
    sniff.PPT: _of("slides.ppt"),
    sniff.PPTX: _of("slides.pptx"),
    sniff.ODP: _of("slides.odp"),
    sniff.RTF: _of("word.rtf"),
    sniff.HTML: _of("web.html"),
    sniff.EML: _of("mail.eml"),
    sniff.MSG: _of("mail.msg"),
    sniff.ICS: _of("mail.invites"),
    sniff.P7M: _of("mail.sealed"),
    **dict.fromkeys(
        (sniff.PNG, sniff.JPEG, sniff.TIFF, sniff.GIF, sniff.BMP, sniff.WEBP), _of("scans.image")
    ),
}


def _locked(path: Path, name: str, settings: IngestSettings, password: str = "") -> RawFile:
    """An Office file under a password: what it is, and what it says, shows once it is open."""
    with unlocked(path, password) as opened:
        media_type = sniff.sniff(opened, name)
        if media_type not in READERS or media_type == sniff.LOCKED:
            raise Unreadable(*OTHERWISE)
        return READERS[media_type](opened, name, settings)


READERS[sniff.LOCKED] = _locked
WITH_PASSWORD = {sniff.PDF, sniff.XLS, sniff.DOC, sniff.PPT, sniff.LOCKED}

DEEP = ("The file is nested deeper than any document.", "Ask the sender for another copy, or save it as PDF.")
CHECK = "check that it is the right file."
BLANK = f"No page of it holds any text or picture: {CHECK}"


def read_file(path: Path, name: str, settings: IngestSettings, password: str = "") -> RawFile:
    """Read one file of any kind that Muster knows. ``name`` is what the sender called it.

    ``password`` opens a locked PDF or Office file; files that need none pass it by. It is never stored or
    logged.
    All its arguments and its result can be pickled, so that it can run in a process of its own.
    Raises Unreadable, with the sentence for the ledger.
    """
    refused = too_large(path.stat().st_size, settings.max_file_mb)
    if refused is not None:
        raise refused
    media_type = sniff.sniff(path, name)
    if media_type == sniff.ZIP:
        raise Unreadable("This is a ZIP, which holds files but is none.", "Unpack it, and ingest the folder.")
    try:
        if password and media_type in WITH_PASSWORD:
            raw = READERS[media_type](path, name, settings, password=password)
        else:
            raw = READERS[media_type](path, name, settings)
    except RecursionError as error:
        raise Unreadable(*DEEP) from error
    named = expected(name) if media_type == sniff.TEXT else ""
    if named:
        return replace(raw, warnings=(*raw.warnings, f"It is named as {named}, but is plain text: {CHECK}"))
    if not raw.warnings and not raw.enclosed and all(page.quality == "blank" for page in raw.pages):
        return replace(raw, warnings=(BLANK,))
    return raw
