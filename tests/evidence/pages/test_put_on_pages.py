"""What people filled in and noted on a PDF stands on the page's picture and in a pack, whoever draws it."""

import re
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


def fonts_missing(path: Path) -> set[str]:
    """Fonts that what a pack takes over names, and that are not there."""
    writer, missing = PdfWriter(), set()
    for piece in Original(path.read_bytes()).copy(writer, 1).pieces:
        drawn = piece.form.get_object()
        named = set(re.findall(r"(/\S+) [\d.]+ Tf", drawn.get_data().decode("latin-1")))
        missing |= named - set(drawn.get("/Resources", {}).get_object().get("/Font", {}).get_object())
    return missing


@pytest.mark.parametrize("told", [True, False])
def test_a_note_and_a_dash_beside_fields_that_the_viewer_is_to_draw_are_drawn(
    tmp_path: Path, told: bool
) -> None:
    writer = plain(tmp_path)
    form(writer, [text_field(writer, "why", "A group of 3 – näh", WHERE)], NeedAppearances=told)
    look = {"Contents": "Seen by the reviewer", "DA": "/Helv 12 Tf 1 0 0 rg"}
    annotate(writer, "/FreeText", (72, 400, 372, 440), **look)
    path = saved(writer, tmp_path / "a.pdf")
    text = packed(path)
    assert "Seen by the reviewer" in text and re.search(r"A group of 3 [\x85\x96] n\xe4h", text)
    assert not fonts_missing(path)


def test_a_stamp_without_a_look_is_drawn_by_its_name(tmp_path: Path) -> None:
    writer = plain(tmp_path)
    annotate(writer, "/Stamp", WHERE, Name="/NotApproved")
    path = saved(writer, tmp_path / "a.pdf")
    assert ink(path) > 200
    assert "NOT APPROVED" in packed(path)
