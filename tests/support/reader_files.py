"""Small real files that the readers' tests read, made here so that what they hold is visible."""

import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from evidence.settings import IngestSettings
from ingest.readers import read_file
from ingest.readers.raw import RawFile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
Draw = Callable[[Canvas], None]


def read(path: Path, **settings: object) -> RawFile:
    """Read with the shipped settings, or some of them changed; and hold the readers' one invariant."""
    raw = read_file(path, path.name, IngestSettings(**settings))
    for page in raw.pages:
        for line in page.lines:
            assert page.text[line.start : line.start + len(line.text)] == line.text
            assert line.text.strip()
    return raw


def texts(raw: RawFile) -> list[str]:
    """Every line of a file, in order."""
    return [line.text for page in raw.pages for line in page.lines]


def pdf(path: Path, *pages: Draw, size: tuple[float, float] = A4, **options: object) -> Path:
    """A PDF with a page for each function that draws one."""
    canvas = Canvas(str(path), pagesize=size, **options)
    for draw in pages:
        canvas.setFont("Helvetica", 11)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return path


def prose(text: str, x: float = 72, y: float = 760, size: float = 11, font: str = "Helvetica") -> Draw:
    """Lines of text, one below another."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont(font, size)
        for i, line in enumerate(text.split("\n")):
            canvas.drawString(x, y - i * size * 1.25, line)

    return draw


def picture_of(*lines: str, size: float = 40) -> Image.Image:
    """A picture of printed words, as a scanner makes it: 200 dots an inch, upright."""
    from PIL import ImageDraw, ImageFont

    image = Image.new("L", (1654, 700), 255)
    pen = ImageDraw.Draw(image)
    font = ImageFont.load_default(size)
    for i, line in enumerate(lines):
        pen.text((120, 100 + i * size * 1.6), line, fill=0, font=font)
    return image


def scan(image: Image.Image) -> Draw:
    """A page that holds nothing but a picture, across its width."""

    def draw(canvas: Canvas) -> None:
        width = A4[0]
        height = width * image.height / image.width
        canvas.drawImage(ImageReader(image), 0, A4[1] - height, width, height)

    return draw


def docx(path: Path, body: str, **parts: str) -> Path:
    """A Word file from the XML of its body; other parts by name: ``numbering``, ``styles``, ``footnotes``."""
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr(
            "word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        )
        for name, content in parts.items():
            package.writestr(f"word/{name}.xml", f'<w:{name} xmlns:w="{W}">{content}</w:{name}>')
    return path


def paragraph(text: str, properties: str = "") -> str:
    """One Word paragraph's XML."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def zipped(members: dict[str, bytes]) -> bytes:
    """A ZIP in memory."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def labels(raw: RawFile) -> list[tuple[str, str]]:
    """Each line's automatic number and its text."""
    return [(line.label, line.text) for page in raw.pages for line in page.lines]


def rows(cells: Sequence[Sequence[str]]) -> str:
    """A Word table's XML."""
    inner = "".join(
        "<w:tr>" + "".join(f"<w:tc>{paragraph(c)}</w:tc>" for c in row) + "</w:tr>" for row in cells
    )
    return f"<w:tbl>{inner}</w:tbl>"
