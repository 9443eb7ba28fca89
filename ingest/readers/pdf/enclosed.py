"""The files inside a PDF: attached to it as a whole, pinned to a page, or gathered in a portfolio."""

import ctypes
import logging
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as c
from pypdf import PdfReader

from evidence.settings import IngestSettings
from ingest.readers.raw import Enclosed

# What it makes of a damaged file is said in our own words.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

MOST = 1000  # files inside one PDF
MOST_NOTES = 5000  # annotations of one page that are looked at


@dataclass
class Inside:
    """Gathers one PDF's files, each name and content once, within the limits; ``left`` names the others."""

    pdf: pdfium.PdfDocument
    settings: IngestSettings
    found: dict[tuple[str, bytes], Enclosed] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)
    sealed: list[str] = field(default_factory=list)
    portfolio: bool = False

    def gather(self, path: Path) -> None:
        """Take what is attached to the document."""
        attached = list(_attached(self.pdf))
        if attached and _is_sealed(path):
            self.sealed = [a.get_name() for a in attached]
            return
        for attachment in attached:
            self._take(attachment)
        # Only a PDF that holds files can be a portfolio, so the second look at its structure is rare.
        self.portfolio = bool(self.found) and _is_collection(self.pdf)

    def look(self, page: pdfium.PdfPage) -> None:
        """Take what is pinned to a page."""
        for attachment in _pinned(self.pdf, page):
            self._take(attachment)

    @property
    def enclosed(self) -> tuple[Enclosed, ...]:
        return tuple(self.found.values())

    def sentences(self) -> tuple[str, ...]:
        """What of the files inside could not be had, and what a portfolio is."""
        said = []
        if self.portfolio:
            count = len(self.found)
            each = "one file, which is a document" if count == 1 else f"{count:,} files, each a document"
            said.append(f"This PDF is a portfolio of {each} of its own.")
        if self.left:
            named = ", ".join(dict.fromkeys(self.left))
            said.append(f"Attached to the PDF and not read, being damaged or too large: {named}.")
        if self.sealed:
            said.append(
                f"Attached to the PDF and locked with a password of their own: {', '.join(self.sealed)}. "
                "Open the PDF, save them from it, and ingest those."
            )
        return tuple(said)

    def _take(self, attachment: pdfium.PdfAttachment) -> None:
        name = f"attachment {len(self.found) + 1}"
        limit = self.settings.max_file_mb << 20
        try:
            name = attachment.get_name().strip("\0 ") or name
            size = _size(attachment)
            if size is None or size > limit or len(self.found) >= MOST:
                self.left.append(name)
                return
            data = bytes(attachment.get_data()) if size else b""
        except (pdfium.PdfiumError, MemoryError, ValueError, OSError):
            self.left.append(name)
            return
        self.found.setdefault((name, data), Enclosed(name, data))


def _size(attachment: pdfium.PdfAttachment) -> int | None:
    """How many bytes an attachment unpacks to; None if it cannot be had."""
    size = ctypes.c_ulong()
    if not c.FPDFAttachment_GetFile(attachment.raw, None, 0, ctypes.byref(size)):
        return None
    return int(size.value)


def _attached(pdf: pdfium.PdfDocument) -> Iterator[pdfium.PdfAttachment]:
    for i in range(min(max(0, pdf.count_attachments()), MOST + 1)):
        try:
            yield pdf.get_attachment(i)
        except pdfium.PdfiumError:
            continue


def _pinned(pdf: pdfium.PdfDocument, page: pdfium.PdfPage) -> Iterator[pdfium.PdfAttachment]:
    for i in range(min(c.FPDFPage_GetAnnotCount(page.raw), MOST_NOTES)):
        note = c.FPDFPage_GetAnnot(page.raw, i)
        if not note:
            continue
        if c.FPDFAnnot_GetSubtype(note) == c.FPDF_ANNOT_FILEATTACHMENT:
            raw = c.FPDFAnnot_GetFileAttachment(note)
            if raw:
                yield pdfium.PdfAttachment(raw, pdf)
        c.FPDFPage_CloseAnnot(note)


def _is_sealed(path: Path) -> bool:
    """Whether the PDF is open and only what is attached is encrypted (ISO 32000-1, 7.6.5: EFF)."""
    try:
        with warnings.catch_warnings(), path.open("rb") as stream:
            warnings.simplefilter("ignore")
            encryption = PdfReader(stream).trailer.get("/Encrypt")
            rules = encryption.get_object() if encryption is not None else {}
            return bool(
                rules.get("/StmF", "/Identity") == "/Identity"
                and rules.get("/EFF", "/Identity") != "/Identity"
            )
    except Exception:  # pypdf raises all sorts on damaged files
        return False


def _is_collection(pdf: pdfium.PdfDocument) -> bool:
    """Whether the PDF is a portfolio (ISO 32000-1, 12.3.5), which PDFium does not tell."""
    out = BytesIO()
    try:
        # Written anew without encryption, so that pypdf needs no password to look at it.
        pdf.save(out, flags=c.FPDF_REMOVE_SECURITY)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return "/Collection" in PdfReader(BytesIO(out.getvalue())).root_object
    except Exception:  # pypdf raises all sorts on damaged files
        return False
