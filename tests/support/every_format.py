"""One small real file of each format that Muster reads, as bytes, each saying WORDS."""

from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from office_files import cell, mail, msg, ods, odt, xls
from openpyxl import Workbook
from PIL import Image
from pptx import Presentation
from reader_files import docx, paragraph, pdf, prose

from ingest.readers import sniff

WORDS = "The Improvement Board met on Tuesday"
NAMES = {
    sniff.TEXT: ".txt",
    sniff.PDF: ".pdf",
    sniff.DOCX: ".docx",
    sniff.XLSX: ".xlsx",
    sniff.XLS: ".xls",
    sniff.PPTX: ".pptx",
    sniff.ODT: ".odt",
    sniff.ODS: ".ods",
    sniff.RTF: ".rtf",
    sniff.HTML: ".html",
    sniff.EML: ".eml",
    sniff.MSG: ".msg",
    sniff.PNG: ".png",
    sniff.JPEG: ".jpg",
    sniff.TIFF: ".tif",
    sniff.GIF: ".gif",
    sniff.BMP: ".bmp",
    sniff.WEBP: ".webp",
}
PICTURES = {media for media in NAMES if media.startswith("image/")}


@cache
def sample(media: str) -> bytes:
    """The bytes of a file of this media type. Pictures are blank: reading them is OCR's own test."""
    with TemporaryDirectory() as folder:
        return _made(media, Path(folder) / "made").read_bytes()


def _made(media: str, path: Path) -> Path:
    if media in PICTURES:
        form = {"image/jpeg": "JPEG"}.get(media, media.rpartition("/")[2].upper())
        Image.new("L", (60, 40), 250).save(path, form)
        return path
    office = {
        sniff.PDF: lambda: pdf(path, prose(WORDS)),
        sniff.DOCX: lambda: docx(path, paragraph(WORDS)),
        sniff.XLS: lambda: xls(path, [[WORDS, 4.5]]),
        sniff.ODT: lambda: odt(path, f"<text:p>{WORDS}</text:p>"),
        sniff.ODS: lambda: ods(path, ("Data", f"<table:table-row>{cell(WORDS)}</table:table-row>")),
        sniff.PPTX: lambda: _slides(path),
        sniff.MSG: lambda: msg(path, "Progress", WORDS, [("a.txt", b"Notes")]),
    }
    if media in office:
        return office[media]()
    path.write_bytes(_workbook() if media == sniff.XLSX else _typed(media))
    return path


def _typed(media: str) -> bytes:
    return {
        sniff.TEXT: WORDS.encode(),
        sniff.RTF: b"{\\rtf1\\ansi " + WORDS.encode() + b"\\par}",
        sniff.HTML: b"<!DOCTYPE html><html><body><p>" + WORDS.encode() + b"</p></body></html>",
        sniff.EML: mail(WORDS, html=f"<p>{WORDS}</p>", subject="Progress").as_bytes(),
    }[media]


def _slides(path: Path) -> Path:
    show = Presentation()
    slide = show.slides.add_slide(show.slide_layouts[5])
    slide.shapes.title.text = WORDS
    show.save(path)
    return path


def _workbook() -> bytes:
    book, out = Workbook(), BytesIO()
    book.active.append([WORDS, 4.5])
    book.save(out)
    return out.getvalue()
