"""What a PDF itself calls its pages (ISO 32000-1, 12.4.2): "iv", "A-3"."""

from collections.abc import Sequence
from dataclasses import replace

import pypdfium2 as pdfium
import pypdfium2.raw as c

from ingest.readers.pdf.annotations import string
from ingest.readers.raw import RawPage
from ingest.readers.tidy import one_line


def labelled(pdf: pdfium.PdfDocument, pages: Sequence[RawPage]) -> tuple[RawPage, ...]:
    """The pages with their labels, where they are not their numbers. A file labels all or none."""
    if not string(c.FPDF_GetPageLabel, pdf.raw, 0):
        return tuple(pages)
    labels = [one_line(string(c.FPDF_GetPageLabel, pdf.raw, page.number - 1)) for page in pages]
    return tuple(
        page if label == str(page.number) else replace(page, label=label)
        for page, label in zip(pages, labels, strict=True)
    )
