"""What people filled in and noted on a PDF stands on the page's picture and in a pack, whoever draws it."""

from io import BytesIO
from pathlib import Path

import pytest
from pdf_marks import HIDDEN, annotate, form, plain, saved, text_field
from PIL import Image
from pypdf import PdfWriter

from evidence.packs.originals.source_pages import Original
from evidence.pages.render import render

WHERE = (72.0, 500.0, 372.0, 540.0)


def ink(path: Path) -> int:
    """How many dark dots the page's picture has within the rectangle."""
    drawn = render(path, "application/pdf", 1, 1190, 0)
    assert drawn is not None
    image = Image.open(BytesIO(drawn)).convert("L")
    across, down = image.width / 595.28, image.height / 841.89
    left, bottom, right, top = WHERE
    part = image.crop(
        (
            round(left * across),
            round((841.89 - top) * down),
            round(right * across),
            round((841.89 - bottom) * down),
        )
    )
    return sum(part.histogram()[:120])


def packed(path: Path) -> str:
    """The words of the page as a pack takes it over, notes and fields included."""
    writer = PdfWriter()
    page = Original(path.read_bytes()).copy(writer, 1)
    return " ".join(piece.form.get_object().get_data().decode("latin-1") for piece in page.pieces)


def test_a_typed_note_without_a_look_is_drawn(tmp_path: Path) -> None:
    writer = plain(tmp_path)
    annotate(
        writer, "/FreeText", WHERE, Contents="NOT MET in (May), said the inspector", DA="/Helv 12 Tf 0 g"
    )
    path = saved(writer, tmp_path / "a.pdf")
    assert ink(path) > 200
    assert "NOT MET in \\(May\\), said the inspector" in packed(path)


def test_a_long_note_is_set_smaller_and_nothing_of_it_is_lost(tmp_path: Path) -> None:
    words = [f"word{i}" for i in range(60)]
    writer = plain(tmp_path)
    annotate(writer, "/FreeText", WHERE, Contents=" ".join(words), DA="/Helv 14 Tf")
    text = packed(saved(writer, tmp_path / "a.pdf"))
    assert all(word in text for word in words)


@pytest.mark.parametrize("told", [True, False])
def test_a_field_that_the_viewer_is_to_draw_is_drawn(tmp_path: Path, told: bool) -> None:
    writer = plain(tmp_path)
    form(writer, [text_field(writer, "outcome", "Refused entry", WHERE)], NeedAppearances=told)
    path = saved(writer, tmp_path / "a.pdf")
    assert ink(path) > 100
    assert "Refused entry" in packed(path)


def test_a_hidden_note_is_not_drawn(tmp_path: Path) -> None:
    writer = plain(tmp_path)
    annotate(writer, "/FreeText", WHERE, Contents="An old remark", F=HIDDEN)
    path = saved(writer, tmp_path / "a.pdf")
    assert ink(path) == 0
    assert "An old remark" not in packed(path)
