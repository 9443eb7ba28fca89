"""What people put on a PDF's pages: filled-in fields of forms, typed and sticky notes, stamps, comments.

Each is an annotation (ISO 32000-1, 12.5), not part of the page's content, and a viewer shows it all the same.
"""

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as c

from ingest.readers.pdf.fragments import View
from ingest.readers.raw import Box

MOST = 5000  # annotations of one page that are looked at
UNSEEN = c.FPDF_ANNOT_FLAG_HIDDEN | c.FPDF_ANNOT_FLAG_NOVIEW


@dataclass(frozen=True)
class Put:
    """One thing put on a page. ``role`` is field or note; ``what`` says which ("Form field", "Stamp by Lead
    inspector"); ``name`` is the file's own name for a field, and ``ticked`` is set for a box or button.
    ``unseen`` says that viewers do not show it.
    """

    role: str
    what: str
    text: str
    box: Box
    name: str = ""
    ticked: bool = False
    unseen: bool = False


@dataclass(frozen=True)
class Annotation:
    """PDFium's handle of one annotation, open."""

    raw: c.FPDF_ANNOTATION
    index: int
    kind: int

    @property
    def unseen(self) -> bool:
        return bool(c.FPDFAnnot_GetFlags(self.raw) & UNSEEN)

    def says(self, key: str) -> str:
        """The string under a key of its dictionary, or nothing."""
        return string(c.FPDFAnnot_GetStringValue, self.raw, key.encode())

    def rectangle(self) -> c.FS_RECTF | None:
        rect = c.FS_RECTF()
        return rect if c.FPDFAnnot_GetRect(self.raw, ctypes.byref(rect)) else None

    def box(self, view: View) -> Box:
        """Where it stands on the page as displayed; all zeros if that cannot be had."""
        rect = self.rectangle()
        return view.box(rect) if rect is not None else (0.0, 0.0, 0.0, 0.0)


def annotations(page: pdfium.PdfPage) -> Iterator[Annotation]:
    """A page's annotations, each open while it is looked at."""
    for index in range(min(c.FPDFPage_GetAnnotCount(page.raw), MOST)):
        raw = c.FPDFPage_GetAnnot(page.raw, index)
        if raw:
            try:
                yield Annotation(raw, index, c.FPDFAnnot_GetSubtype(raw))
            finally:
                c.FPDFPage_CloseAnnot(raw)


def string(ask: Callable[..., int], *arguments: object) -> str:
    """What one of PDFium's functions for UTF-16 strings answers, asked for its length first."""
    length = ask(*arguments, None, 0)
    if length <= 2:
        return ""
    buffer = (ctypes.c_ushort * (length // 2 + 1))()
    ask(*arguments, buffer, length)
    return bytes(buffer)[: length - 2].decode("utf-16-le", "replace").rstrip("\0")
