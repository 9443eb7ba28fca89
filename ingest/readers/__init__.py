"""One format a file: bytes to pages of text."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from evidence.errors import Unreadable
from evidence.settings import IngestSettings
from ingest.readers import sniff, text
from ingest.readers.locked import OTHERWISE, unlocked
from ingest.readers.mail import eml, invites, msg, sealed
from ingest.readers.pdf import reader as pdf
from ingest.readers.raw import RawFile
from ingest.readers.refusals import expected, too_large
from ingest.readers.scans import image
from ingest.readers.sheets import delimited, ods, xls
from ingest.readers.sheets import xlsx as sheet
from ingest.readers.slides import odp, ppt, pptx
from ingest.readers.web import html
from ingest.readers.word import doc, docx, odt, rtf

Reader = Callable[[Path, str, IngestSettings], RawFile]

READERS: dict[str, Reader] = {
    sniff.TEXT: text.read,
    sniff.CSV: delimited.read,
    sniff.PDF: pdf.read,
    sniff.DOCX: docx.read,
    sniff.XLSX: sheet.read,
    sniff.XLS: xls.read,
    sniff.ODT: odt.read,
    sniff.ODS: ods.read,
    sniff.DOC: doc.read,
    sniff.PPT: ppt.read,
    sniff.PPTX: pptx.read,
    sniff.ODP: odp.read,
    sniff.RTF: rtf.read,
    sniff.HTML: html.read,
    sniff.EML: eml.read,
    sniff.MSG: msg.read,
    sniff.ICS: invites.read,
    sniff.P7M: sealed.read,
    **dict.fromkeys((sniff.PNG, sniff.JPEG, sniff.TIFF, sniff.GIF, sniff.BMP, sniff.WEBP), image.read),
}


def _locked(path: Path, name: str, settings: IngestSettings, password: str = "") -> RawFile:
    """An Office file under a password: what it is, and what it says, shows once it is open."""
    with unlocked(path, password) as opened:
        media_type = sniff.sniff(opened, name)
        if media_type not in READERS or media_type == sniff.LOCKED:
            raise Unreadable(*OTHERWISE)
        return READERS[media_type](opened, name, settings)


READERS[sniff.LOCKED] = _locked
WITH_PASSWORD: dict[str, Callable[..., RawFile]] = {
    sniff.PDF: pdf.read,
    sniff.XLS: xls.read,
    sniff.DOC: doc.read,
    sniff.PPT: ppt.read,
    sniff.LOCKED: _locked,
}

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
            raw = WITH_PASSWORD[media_type](path, name, settings, password=password)
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
