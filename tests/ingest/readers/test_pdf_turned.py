"""Words set on their side, at a slant or letter by letter are read as a person reads them."""

from pathlib import Path

import pytest
from reader_files import pdf, read, texts
from reportlab.pdfgen.canvas import Canvas

from ingest.structure import passages_of

UPRIGHT = "The board heard the figures of each team and asked for a plan by the end of June."


def turned(canvas: Canvas, degrees: int, x: float, y: float, *lines: str, size: float = 11) -> None:
    """Lines one below another, all turned."""
    canvas.saveState()
    canvas.translate(x, y)
    canvas.rotate(degrees)
    canvas.setFont("Helvetica", size)
    for i, line in enumerate(lines):
        canvas.drawString(0, -i * size * 1.25, line)
    canvas.restoreState()


@pytest.mark.parametrize("degrees", [90, 270, 180])
def test_a_turned_note_in_an_upright_page_is_read_the_right_way_round(tmp_path: Path, degrees: int) -> None:
    note = ("Figures for the spring were checked again in the", "autumn, and two of them were put right.")

    def draw(canvas: Canvas) -> None:
        for i in range(8):
            canvas.drawString(120, 780 - 14 * i, UPRIGHT)
        turned(canvas, degrees, 80 if degrees == 90 else 400, 300 if degrees == 90 else 500, *note)

    found = [p.text for p in passages_of(read(pdf(tmp_path / "a.pdf", draw)))]
    assert found[-1] == " ".join(note)
    assert found[0] == " ".join([UPRIGHT] * 8)


def test_heads_that_run_up_the_page_are_each_a_text_of_its_own(tmp_path: Path) -> None:
    heads = ("Referrals received", "Assessments done", "Visits on time", "Plans reviewed late")

    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 780, UPRIGHT)
        for i, head in enumerate(heads):
            turned(canvas, 90, 200 + 40 * i, 600, head)
            for row in range(3):
                canvas.drawString(190 + 40 * i, 580 - 16 * row, f"{40 + 10 * row + i}")

    found = [p.text for p in passages_of(read(pdf(tmp_path / "a.pdf", draw)))]
    assert set(heads) <= set(found)


def test_a_watermark_is_read_once_and_says_what_it_is(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 780, UPRIGHT)
        turned(canvas, 45, 150, 300, "CONFIDENTIAL DRAFT", size=48)

    raw = read(pdf(tmp_path / "a.pdf", draw, draw, draw))
    assert texts(raw) == [UPRIGHT, "[Watermark] CONFIDENTIAL DRAFT", UPRIGHT, UPRIGHT]
    assert [words for _, words in raw.pages[2].left_out] == ["[Watermark] CONFIDENTIAL DRAFT"]


def test_slanted_heads_of_columns_are_words(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 780, UPRIGHT)
        turned(canvas, 45, 200, 600, "Seen alone")
        turned(canvas, 45, 240, 600, "Seen in time")

    assert texts(read(pdf(tmp_path / "a.pdf", draw))) == [UPRIGHT, "Seen alone", "Seen in time"]


def test_a_page_that_is_turned_as_a_whole_has_no_turned_notes(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        turned(canvas, 90, 100, 100, UPRIGHT, UPRIGHT)

    raw = read(pdf(tmp_path / "a.pdf", draw))
    assert texts(raw) == [UPRIGHT, UPRIGHT]
    assert all(line.role == "" for line in raw.pages[0].lines)


@pytest.mark.parametrize(("by", "text"), [(5, "CHILDREN IN CARE"), (0, "C H I L D R E N   I N   C A R E")])
def test_words_set_letter_by_letter_are_words(tmp_path: Path, by: float, text: str) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, UPRIGHT)
        words = canvas.beginText(72, 780)
        words.setCharSpace(by)
        words.textLine(text)
        canvas.drawText(words)

    found = [p.text for p in passages_of(read(pdf(tmp_path / "a.pdf", draw)))]
    assert found == ["CHILDREN IN CARE", UPRIGHT]


@pytest.mark.parametrize("letters", ["A B C D E F G", "Y N Y Y N N Y", "R A G R A G A G"])
def test_letters_that_are_no_words_stay_letters(tmp_path: Path, letters: str) -> None:
    assert texts(read(pdf(tmp_path / "a.pdf", lambda canvas: canvas.drawString(72, 780, letters)))) == [
        letters
    ]


@pytest.mark.parametrize(
    ("heading", "spacing", "font", "size", "said"),
    [
        ("E A R L Y  H E L P", 0, "Helvetica-Bold", 14, "EARLY HELP"),
        ("FAMILY HUBS", 5, "Helvetica-Bold", 14, "FAMILY HUBS"),
        ("FOSTERING", 4, "Helvetica", 11, "FOSTERING"),
        ("O U R   W O R K", 0, "Helvetica", 11, "OUR WORK"),
    ],
)
def test_a_letter_spaced_heading_stands_apart_from_the_line_below(
    heading: str, spacing: float, font: str, size: float, said: str, tmp_path: Path
) -> None:
    def draw(canvas: Canvas) -> None:
        for i in range(3):
            canvas.drawString(72, 800 - 14 * i, UPRIGHT)
        text = canvas.beginText(72, 740)
        text.setFont(font, size)
        text.setCharSpace(spacing)
        text.textOut(heading)
        text.setCharSpace(0)
        canvas.drawText(text)
        canvas.setFont(font, size)
        canvas.drawString(72, 740 - 1.25 * size, "What the team does and")
        canvas.setFont("Helvetica", 11)
        for i in range(3):
            canvas.drawString(72, 690 - 14 * i, UPRIGHT)

    found = [p.text for p in passages_of(read(pdf(tmp_path / "a.pdf", draw)))]
    assert found[1] == said
