"""A page as a picture, for pages that hold words which nobody sees there, and for redacted ones.

What a viewer does not show goes with the page's own drawing. What is redacted is painted black in the picture
itself, as is what a mark for redaction covers that was never carried out. The words that are seen, and stay,
are laid over the picture as for a scan.
"""

from collections.abc import Iterator
from io import BytesIO
from math import ceil, floor

import pypdfium2
import pypdfium2.raw as raw
from PIL import Image, ImageChops, ImageDraw, ImageOps, ImageStat
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from evidence.packs.originals.images import opaque
from evidence.packs.originals.source_pages import Uncopyable, viewed
from evidence.packs.pack import SourcePage
from evidence.pages import fonts

DPI = 200
LONGEST_SIDE = 5000  # pixels: a poster is drawn coarser
QUALITY = 85  # of a JPEG: print stays sharp
GREY = 8  # of 255: channels that differ by no more are one
MOST = 500  # marks of one annotation

Box = tuple[float, float, float, float]


def draw_page(data: bytes, page: SourcePage) -> bytes:
    """The page as a PDF that holds its picture alone. Raises Uncopyable if it cannot be drawn."""
    try:
        picture = _picture((viewed(data, letters=True) if page.looks else None) or data, page)
    except (pypdfium2.PdfiumError, ValueError, MemoryError) as error:
        raise Uncopyable("The page is damaged and cannot be drawn.") from error
    return _as_pdf(picture, page)


def draw_redacted(data: bytes, page: SourcePage) -> bytes:
    """A frame of a picture file as a PDF of its pixels alone, blacked out where it is redacted.

    Raises OSError or ValueError if the picture cannot be read.
    """
    with Image.open(BytesIO(data)) as image:
        image.seek(page.number - 1)
        frame = opaque(ImageOps.exif_transpose(image)).convert("RGB")
    if page.turn:
        frame = frame.rotate(-page.turn, expand=True)
    frame.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    _black_out(frame, page)
    return _as_pdf(_greyed(frame), page)


def _as_pdf(picture: Image.Image, page: SourcePage) -> bytes:
    fonts.register()
    held, out = BytesIO(), BytesIO()
    picture.info.clear()  # a comment in the picture's file would come along
    picture.save(held, "JPEG", quality=QUALITY)
    canvas = Canvas(out, pagesize=(page.width, page.height), invariant=1, pageCompression=1)
    canvas.drawImage(ImageReader(BytesIO(held.getvalue())), 0, 0, page.width, page.height)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _picture(data: bytes, page: SourcePage) -> Image.Image:
    pdf = pypdfium2.PdfDocument(data, password="")
    try:
        if pdf.get_formtype():
            pdf.init_forms()
        opened = pdf[page.number - 1]
        scale = min(DPI / 72, LONGEST_SIDE / max(page.width, page.height, 1))
        picture = opened.render(scale=scale, rotation=page.turn).to_pil().convert("RGB")
        draw = ImageDraw.Draw(picture)
        for box in _marked(opened, picture.size, page.turn):
            draw.rectangle(box, fill="black")
    finally:
        pdf.close()
    _black_out(picture, page)
    return _greyed(picture)


def _black_out(picture: Image.Image, page: SourcePage) -> None:
    """Paint what is redacted, to the whole pixel and one more."""
    across, down = picture.width / page.width, picture.height / page.height
    draw = ImageDraw.Draw(picture)
    for left, top, right, bottom in page.blacked:
        first = floor(left * across) - 1, floor(top * down) - 1
        draw.rectangle((first, (ceil(right * across) + 1, ceil(bottom * down) + 1)), fill="black")


def _greyed(picture: Image.Image) -> Image.Image:
    """The picture, without colour where it has none."""
    red, green, blue = picture.split()
    apart = max(ImageStat.Stat(ImageChops.difference(red, other)).extrema[0][1] for other in (green, blue))
    grey: Image.Image = picture.convert("L")
    return grey if apart <= GREY else picture


def _marked(page: pypdfium2.PdfPage, size: tuple[int, int], turn: int) -> Iterator[Box]:
    """What marks for redaction cover, in pixels of the picture."""
    for index in range(max(0, raw.FPDFPage_GetAnnotCount(page))):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        try:
            if raw.FPDFAnnot_GetSubtype(annotation) == raw.FPDF_ANNOT_REDACT:
                for points in _places(annotation):
                    yield _in_pixels(page, points, size, turn)
        finally:
            raw.FPDFPage_CloseAnnot(annotation)


def _places(annotation: raw.FPDF_ANNOTATION) -> Iterator[list[tuple[float, float]]]:
    quads = raw.FPDFAnnot_CountAttachmentPoints(annotation)
    for number in range(min(quads, MOST)):
        q = raw.FS_QUADPOINTSF()
        if raw.FPDFAnnot_GetAttachmentPoints(annotation, number, q):
            yield [(q.x1, q.y1), (q.x2, q.y2), (q.x3, q.y3), (q.x4, q.y4)]
    rect = raw.FS_RECTF()
    if not quads and raw.FPDFAnnot_GetRect(annotation, rect):
        yield [(rect.left, rect.top), (rect.right, rect.bottom)]


def _in_pixels(
    page: pypdfium2.PdfPage, points: list[tuple[float, float]], size: tuple[int, int], turn: int
) -> Box:
    xs, ys = [], []
    for x, y in points:
        across, down = raw.c_int(), raw.c_int()
        raw.FPDF_PageToDevice(page, 0, 0, *size, turn // 90, x, y, across, down)
        xs.append(across.value)
        ys.append(down.value)
    return min(xs), min(ys), max(xs), max(ys)
