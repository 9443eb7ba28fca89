"""Turns a drawn letter into a scan: one crooked, grainy picture on a page and no text."""

import io
import random

import pypdfium2
from PIL import Image, ImageFilter
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from . import paper
from .markup import Text

DPI = 200


def draw(text: Text) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    canvas.setTitle("Scan")
    canvas.setSubject(text.facts["note"])
    document = pypdfium2.PdfDocument(paper.draw(text))
    for page in document:
        jpeg = worn(page.render(scale=DPI / 72, grayscale=True).to_pil())
        canvas.drawImage(ImageReader(jpeg), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def worn(picture: Image.Image) -> io.BytesIO:
    """The page as an office scanner sees it: skewed by 0.7 degrees, soft, on paper that is not white."""
    picture = picture.rotate(0.7, Image.Resampling.BICUBIC, fillcolor=255)
    grain = random.Random(7).randbytes(picture.width * picture.height)
    noise = Image.frombytes("L", picture.size, grain).filter(ImageFilter.GaussianBlur(0.8))
    picture = Image.blend(picture.filter(ImageFilter.GaussianBlur(0.5)), noise, 0.12)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=45, dpi=(DPI, DPI))
    out.seek(0)
    return out
