"""What nobody sees on an original's page cannot be taken out of a pack's page."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from cli_runner import Muster
from pdf_marks import annotate
from pypdf import PdfReader, PdfWriter
from pypdf.generic import RectangleObject
from reader_files import pdf, prose
from reportlab.lib.colors import white
from reportlab.pdfgen.canvas import Canvas

SEEN = "The audit of May was shared with the board and with all partners of the council."
LETTER = "Letter from Anyshire Council to the Improvement Board, 3 May 2011."
SECRET = "Quillfeather"
HIDDEN = f"The child {SECRET} was named in an older audit."


def _canvas(draw: Callable[[Canvas], None]) -> Callable[[Path], Path]:
    def drawn(canvas: Canvas) -> None:
        canvas.drawString(72, 760, LETTER)
        canvas.drawString(72, 700, SEEN)
        draw(canvas)

    return lambda path: pdf(path, drawn)


def _white(canvas: Canvas) -> None:
    canvas.setFillColor(white)
    canvas.drawString(72, 600, HIDDEN)


def _invisible(canvas: Canvas) -> None:
    text = canvas.beginText(72, 600)
    text.setTextRenderMode(3)
    text.textOut(HIDDEN)
    canvas.drawText(text)


def _covered(canvas: Canvas) -> None:
    canvas.drawString(72, 600, HIDDEN)
    canvas.rect(60, 590, 400, 30, fill=1)


def _altered(change: Callable[[PdfWriter], None]) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        writer = PdfWriter(clone_from=pdf(path, *[_both]))
        change(writer)
        writer.write(path)
        return path

    return make


def _both(canvas: Canvas) -> None:
    canvas.drawString(72, 760, LETTER)
    canvas.drawString(72, 700, SEEN)
    canvas.drawString(72, 100, HIDDEN)


def _crop(writer: PdfWriter) -> None:
    writer.pages[0].cropbox = RectangleObject((0, 300, 595, 842))


def _mark(writer: PdfWriter) -> None:
    annotate(
        writer, "/Redact", (60, 90, 480, 120), QuadPoints=[60.0, 120.0, 480.0, 120.0, 60.0, 90.0, 480.0, 90.0]
    )


WAYS = {
    "white": _canvas(_white),
    "invisible": _canvas(_invisible),
    "covered": _canvas(_covered),
    "cropped": _altered(_crop),
    "marked": _altered(_mark),
}


def _frozen(home: Path, made: Path) -> Path:
    """The PDF of an issue that holds this paper."""
    muster = Muster(home)
    document = muster("ingest", made, "--json").data["files"][0]["documents"][0]
    shown = muster("show", document, "--json").data
    passage = next(p["id"] for p in shown["passages"] if "audit of May" in p["text"])
    muster("inspection", "new", "Visit")
    muster("link", passage, "--block", "B")
    muster("pack", "new", "P", "--inspection", "Visit")
    muster("pack", "add", "P", "--block", "B")
    ran = muster("pack", "freeze", "P", "--json")
    assert ran.code == 0, ran.err
    return Path(json.loads(ran.out)["built"]["pdf"])


def _everything(built: Path) -> str:
    """The PDF's text in every way at hand, without spaces."""
    found = [page.extract_text() for page in PdfReader(built).pages]
    found += [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(built)]
    for reference in range(1, len(PdfReader(built).xref[0]) + 1):
        thing = PdfReader(built).get_object(reference)
        if hasattr(thing, "get_data") and thing.get("/Subtype") != "/Image":
            found.append(thing.get_data().decode("latin-1"))
    if shutil.which("pdftotext"):
        command = ["pdftotext", "-nopgbrk", str(built), "-"]
        found.append(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return "".join("".join(found).split())


@pytest.mark.parametrize("way", WAYS)
def test_words_that_nobody_sees_are_in_no_page_of_a_pack(way: str, tmp_path: Path) -> None:
    made = WAYS[way](tmp_path / "paper.pdf")
    assert SECRET in _everything(made)
    built = _frozen(tmp_path / "home", made)
    said = _everything(built)
    assert SECRET not in said
    assert "TheauditofMaywassharedwiththeboard" in said
    assert said.count("Shownasapicture") >= 2  # at the page's foot and in the index


def test_a_page_without_hidden_words_stays_as_it_is(tmp_path: Path) -> None:
    built = _frozen(tmp_path / "home", pdf(tmp_path / "paper.pdf", prose(f"{LETTER} {SEEN}")))
    assert "Shownasapicture" not in _everything(built)


def test_a_mark_for_redaction_is_carried_out_in_the_picture(tmp_path: Path) -> None:
    built = _frozen(tmp_path / "home", WAYS["marked"](tmp_path / "paper.pdf"))
    pages = pypdfium2.PdfDocument(built)
    picture = pages[len(pages) - 1].render(scale=2).to_pil().convert("L")
    width, height = picture.size
    marked = picture.crop((int(width * 0.2), int(height * 0.845), int(width * 0.7), int(height * 0.86)))
    assert marked.getextrema()[1] < 10
