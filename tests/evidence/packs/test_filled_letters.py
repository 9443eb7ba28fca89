"""What was typed in a form is in the pack in its own letters, or is said not to be; no number covers it."""

from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from packing import page_texts
from pdf_marks import annotate, dictionary, drawing, form, plain, saved, text_field
from pypdf import PdfWriter

from evidence.packs.originals.pictured import draw_page
from evidence.packs.originals.source_pages import Original
from evidence.packs.originals.survey import survey_pdf
from evidence.packs.pack import SourcePage
from evidence.pages.render import render

RECT = (72.0, 500.0, 372.0, 520.0)
POLISH, GREEK = "Zażółć gęślą jaźń", "Γεωργία Παπαδοπούλου"


def _filled(tmp_path: Path, value: str, **entries: object) -> bytes:
    writer = plain(tmp_path)
    form(writer, [text_field(writer, "Name of child", value, RECT)], **entries)
    return saved(writer, tmp_path / "form.pdf").read_bytes()


def _taken_over(data: bytes, page: SourcePage) -> bytes:
    """The page as a pack draws it, on paper of its size."""
    writer = PdfWriter()
    taken = Original(data, letters=bool(page.looks)).copy(writer, 1)
    paper = writer.add_blank_page(taken.width, taken.height)
    names = {f"/F{n}": piece.form for n, piece in enumerate(taken.pieces)}
    content = "".join(
        f"q {' '.join(f'{v:.4f}' for v in piece.matrix)} cm {name} Do Q\n"
        for name, piece in zip(names, taken.pieces, strict=True)
    )
    drawn = drawing(writer, content, (0, 0, taken.width, taken.height))
    drawn.get_object().update(
        dictionary(Resources=dictionary(XObject=dictionary(**{k[1:]: v for k, v in names.items()})))
    )
    paper.update(dictionary(Resources=dictionary(XObject=dictionary(All=drawn))))
    paper.update(dictionary(Contents=drawing(writer, "/All Do")))
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("asked", [{}, {"NeedAppearances": True}])
@pytest.mark.parametrize("value", [POLISH, GREEK, "Проверка", "agreed ☺"])
def test_letters_that_helvetica_lacks_are_in_the_pack(
    tmp_path: Path, value: str, asked: dict[str, object]
) -> None:
    data = _filled(tmp_path, value, **asked)
    (page,) = survey_pdf(data, [1])
    assert page.looks and not page.said
    assert value in page_texts(_taken_over(data, page))[0]


@pytest.mark.parametrize("value", ["محمد عبد الله", "李小龙", "דוד"])
def test_letters_that_cannot_be_drawn_are_boxes_and_their_field_is_named(tmp_path: Path, value: str) -> None:
    data = _filled(tmp_path, value)
    (page,) = survey_pdf(data, [1])
    assert page.said == "□ stands for letters that are not drawn in its field “Name of child”."
    boxes = "".join("□" if c != " " else c for c in value)
    assert boxes in page_texts(_taken_over(data, page))[0]


def test_of_many_fields_in_such_letters_the_first_are_named(tmp_path: Path) -> None:
    writer = plain(tmp_path)
    fields = [text_field(writer, f"F{n}", "李", (72.0, 20.0 * n, 200.0, 20.0 * n + 18)) for n in range(5, 10)]
    annotate(writer, "/FreeText", RECT, Contents="龙", DA="/Helv 12 Tf 0 g")
    form(writer, fields)
    (page,) = survey_pdf(saved(writer, tmp_path / "form.pdf").read_bytes(), [1])
    where = "in its fields “F5”, “F6”, “F7” and 2 more and in what was typed on it"
    assert page.said == f"□ stands for letters that are not drawn {where}."


def test_a_typed_note_in_other_letters_is_in_the_pack(tmp_path: Path) -> None:
    writer = plain(tmp_path)
    annotate(writer, "/FreeText", RECT, Contents=f"seen by {POLISH}", DA="/Helv 12 Tf 0 g")
    data = saved(writer, tmp_path / "note.pdf").read_bytes()
    (page,) = survey_pdf(data, [1])
    assert f"seen by {POLISH}" in page_texts(_taken_over(data, page))[0]


def test_a_value_that_viewers_are_to_draw_anew_is_shown_in_place_of_the_look_before_it(
    tmp_path: Path,
) -> None:
    writer = plain(tmp_path)
    before = dictionary(N=drawing(writer, "BT /F1 10 Tf 2 4 Td (Smith) Tj ET"))
    form(writer, [text_field(writer, "Name", "Jones", RECT, AP=before)], NeedAppearances=True)
    data = saved(writer, tmp_path / "form.pdf").read_bytes()
    (page,) = survey_pdf(data, [1])
    said = page_texts(_taken_over(data, page))[0]
    assert "Jones" in said and "Smith" not in said


def test_a_page_that_becomes_a_picture_shows_typed_notes_and_every_letter(tmp_path: Path) -> None:
    def ink(data: bytes, page: SourcePage) -> int:
        drawn = pypdfium2.PdfDocument(draw_page(data, page))[0].render(scale=2).to_pil().convert("L")
        return sum(drawn.crop((144, 640, 744, 690)).histogram()[:128])

    writer = plain(tmp_path)
    annotate(writer, "/FreeText", RECT, Contents="Seen by the manager", DA="/Helv 12 Tf 0 g", C=[])
    note = saved(writer, tmp_path / "note.pdf").read_bytes()
    for data in (note, _filled(tmp_path, GREEK), _filled(tmp_path, "李小龙")):
        (page,) = survey_pdf(data, [1])
        assert ink(data, page) > 50


def test_a_page_on_the_screen_shows_every_letter_of_a_field(tmp_path: Path) -> None:
    empty, filled = (tmp_path / "empty.pdf", tmp_path / "filled.pdf")
    empty.write_bytes(_filled(tmp_path, ""))
    filled.write_bytes(_filled(tmp_path, "李小龙"))
    assert render(empty, "application/pdf", 1, 800, 0) != render(filled, "application/pdf", 1, 800, 0)


@pytest.mark.parametrize("told", [True, False])
def test_no_number_stands_on_what_is_filled_in(tmp_path: Path, told: bool) -> None:
    writer = plain(tmp_path)
    look = dictionary(
        N=drawing(writer, "BT /F1 10 Tf 2 4 Td (" + "filled " * 24 + ") Tj ET", (0, 0, 575, 24))
    )
    at = [(10.0, y, 585.0, y + 24) for y in (6.0, 812.0)]
    given = {"AP": look} if told else {}
    fields = [text_field(writer, f"f{n}", "filled " * 24, rect, **given) for n, rect in enumerate(at)]
    form(writer, fields)
    (page,) = survey_pdf(saved(writer, tmp_path / "form.pdf").read_bytes(), [1])
    assert page.place == "strip"


def test_plans_of_before_draw_fields_as_they_did(tmp_path: Path) -> None:
    data = _filled(tmp_path, POLISH)
    one, other = (Original(data, letters=letters).copy(PdfWriter(), 1) for letters in (False, True))
    drawn = [pieces[-1].form.get_object().get_data() for pieces in (one.pieces, other.pieces)]
    assert drawn[0] != drawn[1]
    again = Original(data).copy(PdfWriter(), 1)
    assert again.pieces[-1].form.get_object().get_data() == drawn[0]
