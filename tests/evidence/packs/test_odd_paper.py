"""Pages written upside down or sideways, pale print, posters, UserUnits: the number is read on each."""

from collections.abc import Callable
from io import BytesIO

import pypdfium2
import pytest
from packing import A4, announce, cite, draw_pdf, paragraph, rotate, store_file, written
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, FloatObject, NameObject
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from evidence.packs.assembling.assemble import AssembledPack, assemble
from evidence.packs.originals.survey import survey_pdf
from evidence.packs.planning.plan import plan
from evidence.services import Services
from evidence.store import packs


def written_at(angle: int, *, lines: int = 12, sideline: bool = False) -> bytes:
    """An A4 page whose text runs at ``angle`` degrees anticlockwise; ``sideline`` adds one turned note."""
    out, (width, height) = BytesIO(), A4
    canvas = Canvas(out, pagesize=A4, invariant=1)
    canvas.saveState()
    canvas.translate(width / 2, height / 2)
    canvas.rotate(angle)
    canvas.setFont("Helvetica", 11)
    for index in range(lines):
        canvas.drawString(
            -200, 150 - 16 * index, f"Line {index}: the Board noted the figures for this month."
        )
    canvas.restoreState()
    if sideline:
        canvas.rotate(90)
        canvas.drawString(200, -580, "OFFICIAL")
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def drawn(draw: Callable[[Canvas], object]) -> bytes:
    """An A4 page with what is drawn on it."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", 11)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def packed(services: Services, pdf: bytes, size: tuple[float, float] = A4) -> AssembledPack:
    words = paragraph(0, "Line 0: the Board noted the figures for this month.", rect=(90, 250, 400, 270))
    document = store_file(services, pdf, "paper.pdf", [words], title="A paper", date="2010-12-01")
    announce(services)
    cite(services, document, 0, block="B")
    packs.add(services.record, "One", "Safeguarding 2011")
    packs.add_section(services.record, "One", block="B")
    return assemble(plan(services, "One"), services.files.read)


def rendered(built: AssembledPack, scale: float = 1.0) -> Image.Image:
    """The first page of the pack's first document, as a viewer draws it."""
    document = pypdfium2.PdfDocument(built.pdf)
    try:
        page = document[next(iter(built.document_pages.values())) - 1]
        return page.render(scale=scale).to_pil().convert("L")
    finally:
        document.close()


def angles(built: AssembledPack) -> set[int]:
    """Which ways the lines of the pack's first document run, in degrees anticlockwise as displayed."""
    found: set[int] = set()
    page = PdfReader(BytesIO(built.pdf)).pages[next(iter(built.document_pages.values())) - 1]
    page.extract_text(visitor_text=lambda *_: None)
    document = pypdfium2.PdfDocument(built.pdf)
    try:
        text = document[next(iter(built.document_pages.values())) - 1].get_textpage()
        for index in range(text.count_chars()):
            radians = pypdfium2.raw.FPDFText_GetCharAngle(text, index)
            if radians >= 0 and chr(pypdfium2.raw.FPDFText_GetUnicode(text, index)).isalpha():
                found.add(round(radians * 57.2958 / 90) * 90 % 360)
    finally:
        document.close()
    return found


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_page_stands_as_its_text_runs(services: Services, angle: int, rotation: int) -> None:
    built = packed(services, rotate(written_at(angle), [rotation]))
    assert angles(built) == {0}
    page = plan(services, "One").last.documents[0].pages[0]
    assert (page.width > page.height) == (angle % 180 == 90)


def test_a_turned_note_beside_level_text_turns_no_page() -> None:
    (page,) = survey_pdf(written_at(0, sideline=True), [1])
    assert page.turn == 0


@pytest.mark.parametrize("lines", [1, 2, 4])
@pytest.mark.parametrize("angle, turn", [(0, 0), (90, 90), (180, 180), (270, 270)])
def test_a_page_of_few_lines_is_turned_as_they_run(angle: int, turn: int, lines: int) -> None:
    (page,) = survey_pdf(written_at(angle, lines=lines), [1])
    assert page.turn == turn


@pytest.mark.parametrize("words", ["OFFICIAL", "Per cent", "12 / 48"])
def test_a_word_or_two_on_their_side_turn_no_page(words: str) -> None:
    (page,) = survey_pdf(drawn(lambda canvas: (canvas.rotate(90), canvas.drawString(200, -580, words))), [1])
    assert page.turn == 0


def test_the_label_of_a_charts_axis_and_the_caption_of_a_picture_turn_no_page() -> None:
    def chart(canvas: Canvas) -> None:
        for index in range(9):
            canvas.rect(100 + 40 * index, 200, 20, 30 + 20 * index, fill=1)
        _label(canvas)

    def picture(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(Image.effect_noise((60, 60), 90)), 100, 200, 400, 400)
        _label(canvas)

    for draw in (chart, picture):
        (page,) = survey_pdf(drawn(draw), [1])
        assert page.turn == 0


def _label(canvas: Canvas) -> None:
    canvas.rotate(90)
    canvas.drawString(200, -80, "Percentage of initial assessments completed within ten working days")


@pytest.mark.parametrize("nested", [1, 2])
@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_text_in_forms_is_turned_as_it_is_seen(angle: int, nested: int) -> None:
    def page_of_forms(canvas: Canvas) -> None:
        canvas.beginForm("inner0")
        for index in range(12):
            canvas.drawString(-200, 150 - 16 * index, f"Line {index}: the Board noted the figures.")
        canvas.endForm()
        for level in range(1, nested):
            canvas.beginForm(f"inner{level}")
            canvas.doForm(f"inner{level - 1}")
            canvas.endForm()
        canvas.translate(A4[0] / 2, A4[1] / 2)
        canvas.rotate(angle)
        canvas.doForm(f"inner{nested - 1}")

    (page,) = survey_pdf(drawn(page_of_forms), [1])
    assert page.turn == angle


@pytest.mark.parametrize("angle", [0, 90])
def test_the_matrix_of_a_form_turns_its_text(angle: int) -> None:
    def page_of_forms(canvas: Canvas) -> None:
        canvas.beginForm("it", -300, -300, 300, 300)
        for index in range(12):
            canvas.drawString(-200, 150 - 16 * index, f"Line {index}: the Board noted the figures.")
        canvas.endForm()
        canvas.doForm("it")

    writer = PdfWriter(BytesIO(drawn(page_of_forms)))
    turned = (0, 1, -1, 0, 300, 300) if angle else (1, 0, 0, 1, 300, 300)
    for form in writer.pages[0]["/Resources"]["/XObject"].values():
        form.get_object()[NameObject("/Matrix")] = ArrayObject(map(FloatObject, turned))
    (page,) = survey_pdf(written(writer), [1])
    assert page.turn == angle


@pytest.mark.parametrize("grey", [0.75, 0.85, 0.93])
def test_a_number_stays_off_pale_print(grey: float) -> None:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    canvas.setFillGray(grey)
    canvas.setFont("Helvetica", 7)
    canvas.drawRightString(A4[0] - 34, 20, "Restricted until agreed")
    canvas.setFillGray(0)
    canvas.drawString(72, 700, "Words of the page.")
    canvas.showPage()
    canvas.save()
    (page,) = survey_pdf(out.getvalue(), [1])
    assert page.place != "bottom-right"


@pytest.mark.parametrize("side", [1200.0, 3370.0, 14000.0])
def test_the_number_of_a_poster_is_read_when_the_whole_of_it_is_seen(services: Services, side: float) -> None:
    built = packed(services, draw_pdf([(side, side * 1.2)]))
    image = rendered(built, scale=1000 / side)
    foot = image.crop((image.width // 2, int(image.height * 0.93), image.width, image.height))
    _, top, _, bottom = foot.point(lambda level: 255 if level < 120 else 0).getbbox()
    assert bottom - top >= 7, "pixels, of a page drawn 1,000 pixels wide"


def test_a_page_keeps_its_size_on_paper(services: Services) -> None:
    reader = PdfReader(BytesIO(draw_pdf()))
    writer = PdfWriter()
    writer.add_page(reader.pages[0])[NameObject("/UserUnit")] = FloatObject(4)
    built = packed(services, written(writer))
    page = PdfReader(BytesIO(built.pdf)).pages[next(iter(built.document_pages.values())) - 1]
    assert page.user_unit == 4
    assert float(page.mediabox.width) == pytest.approx(A4[0], abs=0.1)
