"""PDF with text: lines, their places and type, in reading order."""

import io
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from reader_files import pdf, prose, read, texts
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from evidence.errors import Unreadable

LEFT = [
    "The board met three times in the spring and",
    "heard from the director of children’s services",
    "about referrals, about thresholds and about the",
    "recruitment of social workers in all three areas",
    "of the city, and agreed to look again at each of",
    "them in the autumn, with the auditor’s figures.",
]
RIGHT = [
    "Partners told the board that the changes at the",
    "front door were felt in schools and in surgeries",
    "and that calls were answered sooner than before,",
    "though the forms were still too long for most of",
    "those who fill them in, and they asked for fewer",
    "questions and for one place to send their forms.",
]


def columns(by_line: bool) -> object:
    """Two columns under a heading, drawn column by column or line by line across."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 16)
        canvas.drawString(72, 780, "What the improvement board heard from its partners this year")
        canvas.setFont("Helvetica", 9.5)
        placed = [(72, i, line) for i, line in enumerate(LEFT)] + [(320, i, x) for i, x in enumerate(RIGHT)]
        for x, i, line in sorted(placed, key=lambda p: (p[1], p[0])) if by_line else placed:
            canvas.drawString(x, 740 - 13 * i, line)

    return draw


@pytest.mark.parametrize("by_line", [False, True])
def test_two_columns_read_one_after_the_other(tmp_path: Path, by_line: bool) -> None:
    found = texts(read(pdf(tmp_path / "two.pdf", columns(by_line))))
    assert found[1:] == [*LEFT, *RIGHT]


def test_cells_drawn_cell_by_cell_stay_cell_by_cell(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for row, top in enumerate((700, 640, 580)):
            for x, words in ((72, "first cell of row"), (300, "second cell of row")):
                for i in range(3):
                    canvas.drawString(x, top - 14 * i, f"{words} {row} line {i}")

    found = texts(read(pdf(tmp_path / "table.pdf", draw)))
    assert found[:6] == [f"{cell} cell of row 0 line {i}" for cell in ("first", "second") for i in range(3)]
    assert len(found) == 18


def test_parts_drawn_out_of_place_are_read_from_the_top(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(300, 40, "Page 1")
        prose("Dear Chair\nThank you for your report.", y=600)(canvas)
        canvas.drawString(72, 760, "Department for Education")

    found = texts(read(pdf(tmp_path / "letter.pdf", draw)))
    assert found == ["Department for Education", "Dear Chair", "Thank you for your report.", "Page 1"]


def test_a_line_knows_its_place_its_size_and_its_weight(tmp_path: Path) -> None:
    raw = read(pdf(tmp_path / "a.pdf", prose("Findings", x=100, y=700, size=18, font="Helvetica-Bold")))
    (line,) = raw.pages[0].lines
    assert (line.size, line.bold) == (18, True)
    left, top, right, bottom = line.box
    baseline = A4[1] - 700
    assert left == pytest.approx(100, abs=2) and right == pytest.approx(176, abs=6)
    assert top < baseline - 10 and baseline - 1 < bottom < baseline + 8
    assert (raw.pages[0].width, raw.pages[0].height) == pytest.approx(A4, abs=0.1)


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_turned_page_has_its_lines_where_they_are_displayed(tmp_path: Path, quarters: int) -> None:
    upright = pdf(tmp_path / "a.pdf", prose("Dear Minister\nThe board has met.", x=100, y=700))
    writer = PdfWriter(clone_from=PdfReader(upright))
    writer.pages[0].rotate(90 * quarters)
    writer.write(tmp_path / "turned.pdf")
    raw = read(tmp_path / "turned.pdf")
    assert texts(raw) == ["Dear Minister", "The board has met."]
    page, line = raw.pages[0], raw.pages[0].lines[0]
    assert (page.width > page.height) == (quarters in {1, 3})
    left, top, right, bottom = line.box
    near = A4[1] - 700  # how far the line is from the edge that was the top
    if quarters == 1:
        assert right == pytest.approx(page.width - near, abs=14) and top == pytest.approx(100, abs=2)
    elif quarters == 2:
        assert bottom == pytest.approx(page.height - near, abs=14) and right == pytest.approx(495, abs=3)
    else:
        assert left == pytest.approx(near, abs=14) and bottom == pytest.approx(page.height - 100, abs=2)


def test_a_table_set_sideways_reads_along_its_own_lines(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(400, 100)
        canvas.rotate(90)
        for i, line in enumerate(["Indicator and period", "Care leavers in work", "Visits made in time"]):
            canvas.drawString(0, -20 * i, line)

    raw = read(pdf(tmp_path / "side.pdf", draw))
    assert texts(raw) == ["Indicator and period", "Care leavers in work", "Visits made in time"]
    left, top, right, bottom = raw.pages[0].lines[0].box
    assert bottom - top > right - left


def test_a_cropped_page_is_measured_from_what_is_displayed(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", prose("Dear Minister", x=200, y=600))
    writer = PdfWriter(clone_from=PdfReader(path))
    writer.pages[0].cropbox.lower_left, writer.pages[0].cropbox.upper_right = (100, 100), (500, 700)
    writer.write(tmp_path / "crop.pdf")
    page = read(tmp_path / "crop.pdf").pages[0]
    assert (page.width, page.height) == (400, 600)
    assert page.lines[0].box[0] == pytest.approx(100, abs=2)
    assert page.lines[0].box[3] == pytest.approx(100, abs=5)


def test_a_number_in_its_own_hanging_indent_keeps_its_space(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "10.")
        canvas.drawString(72 + canvas.stringWidth("10.") + 1, 700, "Many records are late.")

    assert texts(read(pdf(tmp_path / "a.pdf", draw))) == ["10. Many records are late."]


def test_an_empty_page_is_blank_not_unreadable(tmp_path: Path) -> None:
    raw = read(pdf(tmp_path / "a.pdf", prose("Dear Minister"), lambda canvas: None))
    assert [page.quality for page in raw.pages] == ["text", "blank"]
    assert raw.warnings == ()


def test_a_file_of_empty_pages_is_kept_and_said_to_be_empty(tmp_path: Path) -> None:
    raw = read(pdf(tmp_path / "a.pdf", lambda canvas: None, lambda canvas: None))
    assert raw.warnings == ("No page of it holds any text or picture: check that it is the right file.",)


def locked(tmp_path: Path, password: str) -> Path:
    writer = PdfWriter(clone_from=PdfReader(pdf(tmp_path / "open.pdf", prose("Dear Minister"))))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    writer.write(tmp_path / "locked.pdf")
    return tmp_path / "locked.pdf"


def test_a_pdf_locked_with_an_empty_password_opens(tmp_path: Path) -> None:
    assert texts(read(locked(tmp_path, ""))) == ["Dear Minister"]


def test_a_pdf_locked_with_a_password_says_so(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as caught:
        read(locked(tmp_path, "secret"))
    assert str(caught.value) == (
        "The PDF is locked with a password. "
        "Ask the sender for the password or an unlocked copy, then ingest it again."
    )


def test_a_damaged_pdf_says_so(tmp_path: Path) -> None:
    path = tmp_path / "bad.pdf"
    path.write_bytes(b"%PDF-1.7\n" + b"rubbish " * 400)
    with pytest.raises(Unreadable, match=r"The PDF is damaged and cannot be opened\. Ask the sender"):
        read(path)


def test_a_pdf_with_too_many_pages_is_not_read(tmp_path: Path) -> None:
    path = pdf(tmp_path / "long.pdf", *[prose("Dear Minister")] * 3)
    with pytest.raises(Unreadable, match="has 3 pages, more than the limit of 2"):
        read(path, max_pages=2)


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    path.write_bytes(io.BytesIO(b"x" * (2 << 20)).getvalue())
    with pytest.raises(Unreadable, match="is 2 MB, more than the limit of 1 MB"):
        read(path, max_file_mb=1)


def test_every_hostile_pdf_is_read_or_named(corpus: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for path in sorted((corpus / "hostile").glob("*.pdf")):
        try:
            raw = read(path)
            assert raw.pages, path.name
        except Unreadable as error:
            assert error.advice, path.name
    assert capfd.readouterr().err == ""
