"""Pictures as pages. A picture's pixels are never resampled; a JPEG's bytes go in as they are."""

from io import BytesIO

from PIL import Image, ImageOps
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from evidence.packs.pack import SourcePage
from evidence.pages import fonts

ORIENTATION = 0x0112  # the EXIF tag
TURNS = {3: 180, 6: -90, 8: 90}  # how far the paper must turn, anticlockwise


def draw_picture(data: bytes, page: SourcePage) -> bytes:
    """One frame of a picture as a PDF page of the page's size.

    Raises OSError or ValueError if the picture cannot be read.
    """
    fonts.register()
    out = BytesIO()
    canvas = Canvas(out, pagesize=(page.width, page.height), invariant=1, pageCompression=1)
    with Image.open(BytesIO(data)) as image:
        orientation = image.getexif().get(ORIENTATION, 1)
        if image.format == "JPEG" and orientation in {1, *TURNS}:
            _turned(canvas, ImageReader(BytesIO(data)), page, TURNS.get(orientation, 0) - page.turn)
        else:
            image.seek(page.number - 1)
            frame = ImageOps.exif_transpose(image)
            _turned(canvas, ImageReader(opaque(frame)), page, -page.turn)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def opaque(frame: Image.Image) -> Image.Image:
    """The frame on white paper, where it is see-through."""
    if frame.mode in ("RGBA", "LA", "PA") or "transparency" in frame.info:
        frame = frame.convert("RGBA")
        paper = Image.new("RGBA", frame.size, "white")
        return Image.alpha_composite(paper, frame).convert("RGB")
    return frame if frame.mode in ("L", "RGB", "CMYK") else frame.convert("RGB")


def _turned(canvas: Canvas, picture: ImageReader, page: SourcePage, turn: int) -> None:
    width, height = (page.width, page.height) if turn % 180 == 0 else (page.height, page.width)
    canvas.translate(page.width / 2, page.height / 2)
    canvas.rotate(turn)
    canvas.drawImage(picture, -width / 2, -height / 2, width, height)
