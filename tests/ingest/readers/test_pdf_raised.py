"""The raised numbers of notes in a PDF are part of no figure and no word."""

from pathlib import Path

import pytest
from kinds_read import read_path
from reportlab.pdfgen.canvas import Canvas

from evidence.language.words import words
from evidence.model import Reading
from evidence.settings import Settings

Part = str | int  # words, or a note's raised number


def _set(canvas: Canvas, y: float, parts: tuple[Part, ...], rise: float = 4, size: float = 6.5) -> None:
    x = 72.0
    for part in parts:
        text, height = (str(part), size) if isinstance(part, int) else (part, 11.0)
        canvas.setFont("Helvetica", height)
        canvas.drawString(x, y + (rise if isinstance(part, int) else 0), text)
        x += canvas.stringWidth(text, "Helvetica", height)


def paper(path: Path, settings: Settings, *lines: tuple[Part, ...], rise: float = 4) -> Reading:
    canvas = Canvas(str(path / "paper.pdf"))
    canvas.setFont("Helvetica-Bold", 18)
    canvas.drawString(72, 760, "Report on looked after children")
    for place, parts in enumerate(lines):
        _set(canvas, 720 - 15 * place, parts, rise)
    canvas.save()
    (reading,) = read_path(path / "paper.pdf", settings)
    return reading


def text_of(reading: Reading) -> str:
    return " ".join(" ".join(p.text.split()) for p in reading.passages)


def test_a_figure_ends_before_its_note(settings: Settings, tmp_path: Path) -> None:
    said = text_of(
        paper(
            tmp_path, settings,
            ("The number of children looked after was 512", 18, " at 31 March 2024, the highest"),
            ("in ten years; the rate was 62.5", 4, " per 10,000 and 84%", 5, " had a plan in 2023", 118, "."),
        )
    )  # fmt: skip
    assert "512¹⁸ at 31 March" in said and "62.5⁴ per 10,000" in said
    assert "84%⁵ had a plan in 2023¹¹⁸." in said


def test_a_word_ends_before_its_note(settings: Settings, tmp_path: Path) -> None:
    said = text_of(
        paper(
            tmp_path, settings,
            ("Most children were in mainstream education", 3, "; others were taught at home for a time."),
        )
    )  # fmt: skip
    assert "education³; others" in said
    assert "education" in [w.text for w in words(said)] or "educ" in [w.text for w in words(said)]


def test_values_are_read_without_the_notes_number(settings: Settings, tmp_path: Path) -> None:
    reading = paper(
        tmp_path, settings,
        ("In March 2024, 74.2%", 3, " of initial assessments were completed on time (NI 59)", 12, "."),
    )  # fmt: skip
    assert [o.value for o in reading.observations] == [74.2]


@pytest.mark.parametrize("rise", [-2.0, 0.0])
def test_small_figures_that_are_not_raised_stay_as_they_are(
    settings: Settings, tmp_path: Path, rise: float
) -> None:
    said = text_of(
        paper(tmp_path, settings, ("The level of CO", 2, " was measured in every home this year."), rise=rise)
    )
    assert "CO2 was measured" in said


def test_a_notes_own_number_and_a_fraction_keep_their_figures(settings: Settings, tmp_path: Path) -> None:
    said = text_of(
        paper(
            tmp_path, settings,
            ("The council employs 2", 1, "/2 posts for this work, which was agreed by the board in May."),
            (),
            (18, " Source: the return of the council to the department, which was made in the summer."),
        )
    )  # fmt: skip
    assert "/2 posts" in said and "18 Source" in said
    assert not any(sign in said for sign in "¹²³⁰⁴⁵⁶⁷⁸⁹")
