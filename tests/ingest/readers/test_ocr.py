"""Scans: what OCR reads, what it cannot, and how that is said."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytesseract
import pytest
from PIL import Image
from reader_files import pdf, picture_of, prose, read, scan, texts
from reportlab.pdfgen.canvas import Canvas

from evidence.errors import Unreadable
from ingest.readers.pdf.unreadable import is_rubbish
from ingest.readers.raw import Line, turned
from ingest.readers.scans.image import page_from
from ingest.readers.scans.ocr import Seen
from ingest.readers.scans.pronouns import SAID, with_pronouns
from ingest.readers.scans.skew import skew, tilted
from ingest.readers.troubles import Troubles, spans

WORDS = ["The Improvement Board met on Tuesday", "and agreed the plan for children in care"]
needs_tesseract = pytest.mark.skipif(not shutil.which("tesseract"), reason="tesseract is not installed")


@contextmanager
def without_tesseract() -> Iterator[None]:
    command = pytesseract.pytesseract.tesseract_cmd
    pytesseract.pytesseract.tesseract_cmd = "no-such-program"
    try:
        yield
    finally:
        pytesseract.pytesseract.tesseract_cmd = command


@needs_tesseract
def test_a_scanned_page_is_read_and_its_lines_are_placed(tmp_path: Path) -> None:
    raw = read(pdf(tmp_path / "scan.pdf", prose("Cover"), scan(picture_of(*WORDS))))
    page = raw.pages[1]
    assert page.quality == "ocr" and page.confidence > 80
    assert [line.text for line in page.lines] == WORDS
    left, top, right, bottom = page.lines[0].box
    assert left == pytest.approx(120 * 595 / 1654, abs=5) and 30 < top < bottom < 60 and right < page.width


@needs_tesseract
@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_picture_lying_on_its_side_is_read_upright(tmp_path: Path, quarters: int) -> None:
    filler = [f"Paragraph {n} of the letter says what the board heard" for n in range(8)]
    upright = picture_of(*WORDS, *filler, size=28)
    path = tmp_path / "side.png"
    upright.rotate(-90 * quarters, expand=True).save(path, dpi=(200, 200))
    raw = read(path)
    assert texts(raw)[:2] == WORDS
    left, top, right, bottom = raw.pages[0].lines[0].box
    assert (right - left > bottom - top) == (quarters == 2)


@needs_tesseract
def test_a_scan_with_a_stamp_in_text_is_still_read(tmp_path: Path) -> None:
    def stamped(canvas: Canvas) -> None:
        scan(picture_of(*WORDS).resize((1654, 2339)))(canvas)
        canvas.drawString(500, 20, "Page 12")

    assert read(pdf(tmp_path / "a.pdf", stamped)).pages[0].quality == "ocr"


@needs_tesseract
def test_a_multipage_tiff_is_its_pages(tmp_path: Path) -> None:
    path = tmp_path / "a.tiff"
    first, second = picture_of(WORDS[0]), picture_of(WORDS[1])
    first.save(path, save_all=True, append_images=[second], dpi=(200, 200))
    assert texts(read(path)) == WORDS


def test_an_empty_picture_is_blank(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Image.new("L", (800, 600), 250).save(path)
    assert [(page.quality, page.text) for page in read(path).pages] == [("blank", "")]


def test_without_tesseract_scans_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    words = scan(picture_of(*WORDS))
    path = pdf(tmp_path / "a.pdf", prose("Dear Minister\nThe board has met."), words, words)
    with without_tesseract():
        raw = read(path)
    assert [page.quality for page in raw.pages] == ["text", "unreadable", "unreadable"]
    assert raw.warnings == (
        "Each of pages 2 and 3 is a scan and could not be read: tesseract is not installed.",
    )


def test_one_scan_without_tesseract_is_named_by_itself(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", prose("Dear Minister"), prose("Two"), scan(picture_of(*WORDS)))
    with without_tesseract():
        raw = read(path)
    assert raw.warnings == ("Page 3 is a scan and could not be read: tesseract is not installed.",)


def test_ocr_can_be_switched_off(tmp_path: Path) -> None:
    raw = read(pdf(tmp_path / "a.pdf", scan(picture_of(*WORDS))), ocr=False)
    assert raw.warnings == ("Page 1 is a scan and was not read: OCR is switched off in config.toml.",)


@needs_tesseract
def test_a_missing_language_is_named(tmp_path: Path) -> None:
    raw = read(pdf(tmp_path / "a.pdf", scan(picture_of(*WORDS))), ocr_language="xyz")
    assert raw.warnings == (
        "Page 1 is a scan and could not be read: tesseract lacks the language xyz; "
        "install it or change ocr_language.",
    )


@needs_tesseract
def test_a_garbled_text_layer_is_read_by_ocr_instead(tmp_path: Path) -> None:
    def garbled(canvas: Canvas) -> None:
        scan(picture_of(*WORDS))(canvas)
        shifted = "".join(chr(ord(c) - 29) if c.isalpha() else c for c in " ".join(WORDS) * 3)
        canvas.drawString(72, 100, shifted.replace("\x03", " "))
        canvas.drawString(72, 80, "WKH LPSURYHPHQW ERDUG PHW RQ WXHVGDB DQG DJUHHG WKH SODQ " * 2)

    raw = read(pdf(tmp_path / "a.pdf", garbled))
    assert WORDS[0] in texts(raw)
    assert "Page 1 has a garbled text layer, so it was read by OCR." in raw.warnings


def test_a_damaged_picture_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"rubbish" * 40)
    with pytest.raises(Unreadable, match="The picture is damaged and cannot be opened"):
        read(path)


@pytest.mark.parametrize("angle", [-6.0, -2.0, 1.5, 5.0])
def test_a_tilt_is_found_and_boxes_come_back_to_where_they_were(angle: float) -> None:
    level = picture_of(*WORDS * 4, size=30)
    tilt = level.rotate(angle, fillcolor=255)
    assert skew(tilt) == pytest.approx(-angle, abs=0.5)
    box = (100.0, 100.0, 200.0, 120.0)
    there = tilted(box, angle, level.size)
    back = tilted(there, -angle, level.size)
    assert back[0] <= box[0] and back[1] <= box[1] and back[2] >= box[2] and back[3] >= box[3]


def test_a_level_page_is_left_as_it_is() -> None:
    assert skew(picture_of(*WORDS * 4, size=30)) == 0.0


def test_a_box_turned_round_comes_back() -> None:
    box, size = (10.0, 20.0, 60.0, 40.0), (200.0, 300.0)
    for quarters in range(4):
        there = turned(box, quarters, *size)
        width, height = size if quarters % 2 == 0 else size[::-1]
        assert turned(there, -quarters, width, height) == box


def test_tables_of_codes_and_names_are_not_rubbish(corpus: Path) -> None:
    for path in sorted((corpus / "mixed").glob("*-2025-*.pdf")):
        for page in read(path).pages:
            assert not is_rubbish(page.lines), (path.name, page.number)


def test_pages_are_named_in_words() -> None:
    assert [spans(n) for n in ([3], [2, 3], [4, 5, 6], [2, 4, 5, 6, 9])] == [
        "3",
        "2 and 3",
        "4 to 6",
        "2, 4 to 6 and 9",
    ]


@needs_tesseract
def test_a_real_scan_turned_and_tilted_is_read_straight(corpus: Path) -> None:
    raw = read(corpus / "mixed" / "scan-rotated_skew.pdf")
    assert raw.pages[0].confidence > 90
    assert len(max(texts(raw), key=len)) > 90, "a line across the page is read in one"


@pytest.mark.parametrize(
    ("read_as", "shown"),
    [
        (["Thank you. | was pleased to see it,", "and | will write again."],
         ["Thank you. I was pleased to see it,", "and I will write again."]),
        (["| hope that you are well", "and |", "would like to meet"],
         ["I hope that you are well", "and I", "would like to meet"]),
        (["Action | will be taken"], ["Action | will be taken"]),
        (["Owner and | Head of care"], ["Owner and | Head of care"]),
        (["| was asked", "| Name | Date |"], ["| was asked", "| Name | Date |"]),
        (["Red | Amber"], ["Red | Amber"]),
    ],
)  # fmt: skip
def test_a_lone_bar_is_the_word_i_only_where_a_sentence_has_that_word(
    read_as: list[str], shown: list[str]
) -> None:
    lines, made = with_pronouns([Line(text, 0) for text in read_as])
    assert [line.text for line in lines] == shown
    assert made == sum(text.split().count("|") for text in read_as) * (read_as != shown)


def test_what_ocr_took_for_a_bar_is_said_and_a_pages_own_bars_stay(tmp_path: Path) -> None:
    troubles = Troubles()
    page = page_from(3, Seen((Line("Good. | am sure.", 0),), 90.0), (595, 842), troubles)
    assert page.lines[0].text == "Good. I am sure." and page.text.startswith("Good. I am sure.")
    assert troubles.sentences() == (f"Page 3 {SAID}",)
    assert "Good. | am sure." in texts(read(pdf(tmp_path / "own.pdf", prose("Good. | am sure."))))
