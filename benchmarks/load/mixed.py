"""Papers of many kinds: PDFs with text, Word files, mail and scans, as many pages as are wanted."""

import random
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from PIL import Image, ImageDraw, ImageFont
from pypdf import PdfReader
from pypdf.errors import PdfReadError
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from benchmarks.load.home import paragraph

SHARES = {"scan": 0.05, "mail": 0.10, "word": 0.15}
"""Of the pages; the rest are PDFs with text."""
WORD_PAGES = 3  # pages of a Word file, some 400 words each
DPI = 150

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES, RELATIONS = f"{PACKAGE}/content-types", f"{PACKAGE}/relationships"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
KIND = "application/vnd.openxmlformats"
DEFAULTS = f'<Default Extension="rels" ContentType="{KIND}-package.relationships+xml"/>'
MAIN = (
    '<Override PartName="/word/document.xml" '
    f'ContentType="{KIND}-officedocument.wordprocessingml.document.main+xml"/>'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
RELATED = f'<Relationship Id="rId1" Type="{OFFICE}" Target="word/document.xml"/>'


def papers(folder: Path, pages: int, sources: Sequence[Path]) -> int:
    """Write them into ``folder``. Returns how many files they are. ``sources`` are PDFs with text, of which
    copies with bytes of their own are made."""
    folder.mkdir()
    chance, written = random.Random(16), 0
    for number in range(round(pages * SHARES["scan"])):
        _scan(folder / f"scan-{number}.pdf", chance)
        written += 1
    for number in range(round(pages * SHARES["mail"])):
        _mail(folder / f"mail-{number}.eml", number, chance)
        written += 1
    for number in range(round(pages * SHARES["word"] / WORD_PAGES)):
        _word(folder / f"report-{number}.docx", number, chance)
        written += 1
    left = round(pages * (1 - sum(SHARES.values())))
    for number, (path, count) in enumerate(_again_and_again(sources)):
        if left <= 0:
            break
        data = path.read_bytes() + b"\n%% copy %d\n" % number
        (folder / f"{number}-{path.name}").write_bytes(data)
        left, written = left - count, written + 1
    return written


def _again_and_again(sources: Sequence[Path]) -> Iterator[tuple[Path, int]]:
    counted = []
    for path in sources:
        with suppress(PdfReadError):  # a page of HTML, say, that bears the name of a PDF
            counted.append((path, len(PdfReader(path).pages)))
    if not counted:
        raise SystemExit("No PDF is in these folders.")
    while True:
        yield from counted


def _scan(path: Path, chance: random.Random) -> None:
    """A page as a picture alone."""
    page = Image.new("L", (int(A4[0] / 72 * DPI), int(A4[1] / 72 * DPI)), 255)
    draw, font = ImageDraw.Draw(page), ImageFont.load_default(size=22)
    words = " ".join(paragraph(chance) for _ in range(5)).split()
    for row in range(0, len(words), 11):
        draw.text((110, 120 + row * 3), " ".join(words[row : row + 11]), fill=0, font=font)
    canvas = Canvas(str(path), pagesize=A4)
    canvas.drawInlineImage(page, 0, 0, *A4)
    canvas.save()


def _mail(path: Path, number: int, chance: random.Random) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"] = "Jo Field <jo@anyshire.example>", "board@anyshire.example"
    mail["Subject"] = f"Progress, note {number}"
    mail["Date"] = format_datetime(datetime(2026, 1, 5, 9, tzinfo=UTC) + timedelta(hours=number % 7000))
    mail.set_content("\n\n".join(paragraph(chance) for _ in range(6)))
    path.write_bytes(bytes(mail))


def _word(path: Path, number: int, chance: random.Random) -> None:
    """The least that Word opens: a title, a date, numbered paragraphs."""
    texts = [f"Report of the performance board, number {number}", "15 June 2026"]
    texts += [f"{count}. {paragraph(chance)}" for count in range(1, 12 * WORD_PAGES + 1)]
    body = "".join(f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for text in texts)
    with ZipFile(path, "w", ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", f'<Types xmlns="{TYPES}">{DEFAULTS}{MAIN}</Types>')
        package.writestr("_rels/.rels", f'<Relationships xmlns="{RELATIONS}">{RELATED}</Relationships>')
        package.writestr(
            "word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        )
