"""One page of a file as a PNG, in a process of its own: a hostile page can stop this process and no other.

``python -m evidence.pages.render FILE PAGE MEDIA_TYPE WIDTH TURN`` writes the PNG to its standard output. It
leaves with 3 if there is no such page, and with anything else but 0 if the page cannot be drawn.
"""

import resource
import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageOps

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

NO_PAGE = 3
SECONDS = 20  # of processor time
MEMORY = 2 << 30  # bytes
MOST_NOTES = 5000  # annotations of a page that are looked at
TALLEST = 3  # times the width: a page taller than that is drawn narrower


def render(path: Path, media_type: str, page: int, width: int, turn: int) -> bytes | None:
    """The page, counted from 1, ``width`` pixels wide after it was turned ``turn`` degrees clockwise.

    None if the file has no such page. Raises what PDFium and Pillow raise on a page that they cannot draw.
    """
    picture = _pdf_page(path, page, width, turn) if media_type == "application/pdf" else _frame(path, page)
    if picture is None:
        return None
    if turn:
        picture = picture.rotate(-turn, expand=True)
    picture.thumbnail((width, width * TALLEST))
    out = BytesIO()
    picture.save(out, "PNG", optimize=False, compress_level=6)
    return out.getvalue()


def _pdf_page(path: Path, page: int, width: int, turn: int) -> Image.Image | None:
    import pypdfium2 as pdfium

    with pdfium.PdfDocument(path) as pdf:
        if not 1 <= page <= len(pdf):
            return None
        looked = _with_notes(path, page) if _has_typed(pdf[page - 1]) else None
        if looked is None:
            return _drawn(pdf, page, width, turn)
    with pdfium.PdfDocument(looked) as pdf:
        return _drawn(pdf, min(page, len(pdf)), width, turn)


def _drawn(pdf: "PdfDocument", page: int, width: int, turn: int) -> Image.Image:
    """The page as a viewer shows it, with what was filled in and put on it."""
    if pdf.get_formtype():
        pdf.init_forms()  # which draws fields whose file leaves that to the viewer
    opened = pdf[page - 1]
    across, down = opened.get_size()
    if turn in (90, 270):
        across, down = down, across
    scale = min(width / max(1.0, across), width * TALLEST / max(1.0, down))
    picture: Image.Image = opened.render(scale=scale, draw_annots=True).to_pil()
    return picture.convert("RGB")


def _has_typed(page: "PdfPage") -> bool:
    """Whether a field, typed note or stamp may be left to the viewer to draw."""
    import pypdfium2.raw as c

    for index in range(min(c.FPDFPage_GetAnnotCount(page.raw), MOST_NOTES)):
        note = c.FPDFPage_GetAnnot(page.raw, index)
        kinds = (c.FPDF_ANNOT_FREETEXT, c.FPDF_ANNOT_STAMP, c.FPDF_ANNOT_WIDGET)
        typed = c.FPDFAnnot_GetSubtype(note) in kinds and not c.FPDFAnnot_HasKey(note, b"AP")
        c.FPDFPage_CloseAnnot(note)
        if typed:
            return True
    return False


def _with_notes(path: Path, page: int) -> bytes | None:
    """The file with its fields and typed notes drawn where PDFium cannot, or the one page if that has notes
    alone; None if that cannot be, so that the page is shown without."""
    from evidence.pages import letters, typed_notes

    try:
        if (lettered := letters.with_letters(data := path.read_bytes())) != data:
            return typed_notes.with_looks(lettered)
        return typed_notes.page_with_looks(path, page)
    except Exception:  # pypdf raises all sorts on damaged files
        return None


def _frame(path: Path, page: int) -> Image.Image | None:
    """One picture of a picture file, as its camera was held; a TIFF can hold several."""
    Image.MAX_IMAGE_PIXELS = 200_000_000
    with Image.open(path) as opened:
        try:
            opened.seek(page - 1)
        except EOFError:
            return None
        return _on_white(ImageOps.exif_transpose(opened)).convert("RGB")


def _on_white(frame: Image.Image) -> Image.Image:
    """The picture on white paper, where it is see-through."""
    if frame.mode not in ("RGBA", "LA", "PA") and "transparency" not in frame.info:
        return frame
    seen = frame.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen)


def limit() -> None:
    """Take no more of the machine than one page may."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def main(arguments: list[str]) -> int:
    """Draw the page that the arguments name. Returns the exit code."""
    limit()
    path, page, media_type, width, turn = arguments
    drawn = render(Path(path), media_type, int(page), int(width), int(turn))
    if drawn is None:
        return NO_PAGE
    sys.stdout.buffer.write(drawn)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
