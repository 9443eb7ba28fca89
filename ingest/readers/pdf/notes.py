"""Notes, stamps and comments on a PDF's pages, each with what it is and, where the file tells it, whose."""

import re

import pypdfium2 as pdfium
import pypdfium2.raw as c

from ingest.readers.pdf.annotations import Annotation, Put
from ingest.readers.pdf.fragments import View
from ingest.readers.tidy import one_line

KINDS = {
    c.FPDF_ANNOT_TEXT: "Sticky note",
    c.FPDF_ANNOT_FREETEXT: "Typed note",
    c.FPDF_ANNOT_STAMP: "Stamp",
    c.FPDF_ANNOT_HIGHLIGHT: "Comment",
    c.FPDF_ANNOT_UNDERLINE: "Comment",
    c.FPDF_ANNOT_SQUIGGLY: "Comment",
    c.FPDF_ANNOT_STRIKEOUT: "Struck out",
    c.FPDF_ANNOT_CARET: "Comment",
    c.FPDF_ANNOT_INK: "Comment",
    c.FPDF_ANNOT_LINE: "Comment",
    c.FPDF_ANNOT_SQUARE: "Comment",
    c.FPDF_ANNOT_CIRCLE: "Comment",
    c.FPDF_ANNOT_POLYGON: "Comment",
    c.FPDF_ANNOT_POLYLINE: "Comment",
}
ON_WORDS = {c.FPDF_ANNOT_HIGHLIGHT, c.FPDF_ANNOT_UNDERLINE, c.FPDF_ANNOT_SQUIGGLY, c.FPDF_ANNOT_STRIKEOUT}
DRAWN = {c.FPDF_ANNOT_STAMP, c.FPDF_ANNOT_FREETEXT}
LONGEST_QUOTE = 200  # letters
_MARKUP = re.compile(r"<[^>]*>")
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def note_of(annotation: Annotation, page: pdfium.PdfPage, view: View, drawn: str) -> Put | None:
    """A note as a passage says it; None for one that says nothing. ``drawn`` are the words of its picture."""
    kind = KINDS[annotation.kind]
    text = one_line(annotation.says("Contents")) or one_line(_MARKUP.sub(" ", annotation.says("RC")))
    if annotation.kind == c.FPDF_ANNOT_STAMP:
        text = _stamped(text, drawn or _named(annotation.says("Name")))
    elif annotation.kind in ON_WORDS and (text or kind == "Struck out"):
        quoted = _quoted(annotation, page)
        text = quoted if not text or text == quoted else f"{text} (on “{quoted}”)" if quoted else text
        kind = kind if text == quoted and kind == "Struck out" else "Comment"
    text = text or drawn
    if not any(map(str.isalnum, text)):
        return None
    author = one_line(annotation.says("T"))
    what = f"{kind} by {author}" if author else kind
    return Put("note", what, text, annotation.box(view), unseen=annotation.unseen)


def _stamped(contents: str, drawn: str) -> str:
    """What a stamp shows, and what was written with it."""
    if not drawn or drawn.casefold() in contents.casefold():
        return contents
    return drawn if not contents or contents.casefold() in drawn.casefold() else f"{drawn}: {contents}"


def _named(name: str) -> str:
    """The name of one of the standard's stamps in words (ISO 32000-1, table 181): "NotApproved" is
    "Not Approved"."""
    name = name.removeprefix("#").removeprefix("SB").removeprefix("SH")
    return _CAPITAL.sub(" ", name) if name.isalpha() else ""


def _quoted(annotation: Annotation, page: pdfium.PdfPage) -> str:
    """The words that a mark lies on."""
    textpage = page.get_textpage()
    try:
        said = []
        for i in range(min(c.FPDFAnnot_CountAttachmentPoints(annotation.raw), 50)):
            q = c.FS_QUADPOINTSF()
            if c.FPDFAnnot_GetAttachmentPoints(annotation.raw, i, q):
                xs, ys = (q.x1, q.x2, q.x3, q.x4), (q.y1, q.y2, q.y3, q.y4)
                said.append(textpage.get_text_bounded(min(xs), min(ys), max(xs), max(ys)))
        return one_line(" ".join(said))[:LONGEST_QUOTE]
    finally:
        textpage.close()
