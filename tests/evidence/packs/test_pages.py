"""Original pages in a pack: as they look, upright, uncovered, and with nothing that acts."""

import re
from dataclasses import replace
from io import BytesIO

import pypdfium2
import pytest
from packing import A4, cite, draw_pdf, make_pack, page_texts, paragraph, rotate, store_file, written
from PIL import Image, ImageChops
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    RectangleObject,
    TextStringObject,
)

from evidence.packs.assembling.assemble import AssembledPack, assemble
from evidence.packs.originals.survey import LOCKED, survey_pdf
from evidence.packs.pack import Pack
from evidence.packs.planning.plan import plan
from evidence.services import Services
from evidence.store import packs


def _packed(services: Services, data: bytes, pages: int, **item: object) -> tuple[Pack, AssembledPack, int]:
    """A pack whose only section, block B, holds this PDF; and the page on which it starts."""
    name = make_pack(services)
    document = store_file(
        services, data, "paper.pdf", [paragraph(0, "cited words", **item)], pages=pages, title="A paper",
        date="2010-12-01",
    )  # fmt: skip
    cite(services, document, 0, block="B")
    packs.add(services.record, "One", "Safeguarding 2011")
    packs.add_section(services.record, "One", block="B")
    assert name
    pack = plan(services, "One")
    built = assemble(pack, services.files.read)
    return pack, built, built.document_pages[document]


def _image(pdf: bytes, page: int, *, annotations: bool = False) -> Image.Image:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return (
            document[page - 1]
            .render(scale=1, may_draw_forms=False, draw_annots=annotations)
            .to_pil()
            .convert("L")
        )
    finally:
        document.close()


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_rotated_page_looks_as_it_did(services: Services, turn: int) -> None:
    data = rotate(draw_pdf([(500, 700)]), [turn])
    _, built, start = _packed(services, data, 1)
    before, after = _image(data, 1), _image(built.pdf, start)
    assert before.size == after.size
    box = (0, 40, before.width, before.height - 40)  # the number stands outside
    difference = ImageChops.difference(before.crop(box), after.crop(box))
    assert sum(difference.histogram()[64:]) < 30


def test_a_cropped_page_stays_cropped(services: Services) -> None:
    writer = PdfWriter()
    writer.append(BytesIO(draw_pdf()))
    writer.pages[0].cropbox = RectangleObject((50, 400, 450, 700))
    _, built, start = _packed(services, written(writer), 1)
    page = PdfReader(BytesIO(built.pdf)).pages[start - 1]
    assert (page.mediabox.width, page.mediabox.height) == (400, 300)
    assert "Assessments were completed" in page_texts(built.pdf)[start - 1]


@pytest.mark.parametrize("look", [{"full_bleed": True}, {"dark": True}])
def test_a_page_without_margins_shrinks_so_that_the_number_covers_nothing(
    services: Services, look: dict[str, bool]
) -> None:
    pack, built, start = _packed(services, draw_pdf(**look), 1)  # type: ignore[arg-type]
    assert pack.documents[max(pack.documents)].pages[0].place == "strip"
    strip = _image(built.pdf, start).crop((0, int(A4[1]) - 24, 480, int(A4[1])))
    assert strip.getextrema()[0] > 250  # white, but for the number at its right
    assert page_texts(built.pdf)[start - 1].rstrip().endswith(str(start))


def test_the_number_stands_where_nothing_else_does(services: Services) -> None:
    """Print in the usual corner moves the number to another one."""
    writer = PdfWriter()
    writer.append(BytesIO(draw_pdf()))
    occupied = draw_pdf()
    page = writer.pages[0]
    stream = DecodedStreamObject()
    stream.set_data(
        PdfReader(BytesIO(occupied)).pages[0].get_contents().get_data() + b" 0 g 500 0 95 60 re f"
    )
    page[NameObject("/Contents")] = writer._add_object(stream)
    pack, built, start = _packed(services, written(writer), 1)
    assert pack.documents[max(pack.documents)].pages[0].place == "bottom-centre"
    assert page_texts(built.pdf)[start - 1].rstrip().endswith(str(start))


def test_an_encrypted_pdf_that_asks_for_no_password_is_packed(services: Services) -> None:
    writer = PdfWriter()
    writer.append(BytesIO(draw_pdf()))
    writer.encrypt(user_password="", owner_password="owner", algorithm="RC4-128")
    _, built, start = _packed(services, written(writer), 1)
    assert "Assessments were completed" in page_texts(built.pdf)[start - 1]


def test_a_locked_pdf_is_named_and_a_sheet_stands_in_its_place(services: Services) -> None:
    writer = PdfWriter()
    writer.append(BytesIO(draw_pdf()))
    writer.encrypt(user_password="secret", owner_password="owner", algorithm="RC4-128")
    pack, built, start = _packed(services, written(writer), 1)
    assert pack.documents[max(pack.documents)].pages[0].problem == LOCKED
    assert LOCKED in page_texts(built.pdf)[start - 1]
    assert built.not_shown == (("paper.pdf", 1, LOCKED),)


@pytest.mark.parametrize("data", [b"%PDF-1.4 and then nothing", b"<html>saved page</html>", b""])
def test_a_pdf_that_cannot_be_opened_becomes_sheets_that_say_so(services: Services, data: bytes) -> None:
    _, built, start = _packed(services, data, 2)
    texts = page_texts(built.pdf)
    for offset in (0, 1):
        assert f"Page {offset + 1} of this document cannot be shown here" in texts[start - 1 + offset]
        assert texts[start - 1 + offset].rstrip().endswith(str(start + offset))


def test_one_broken_page_does_not_take_the_others_with_it(services: Services) -> None:
    writer = PdfWriter()
    writer.append(BytesIO(draw_pdf([A4, A4])))
    writer.pages[1][NameObject("/Resources")] = NumberObject(7)
    broken = DecodedStreamObject()
    broken.set_data(b"x")
    broken[NameObject("/Filter")] = NameObject("/NoSuchFilter")
    writer.pages[1][NameObject("/Contents")] = writer._add_object(broken)
    _, built, start = _packed(services, written(writer), 2)
    assert "Assessments were completed" in page_texts(built.pdf)[start - 1]
    assert "cannot be shown" in page_texts(built.pdf)[start]


def _acting_pdf() -> bytes:
    """A PDF with a script, a launch link, an embedded file, a form with a filled field, and XFA."""
    writer = PdfWriter()
    writer.append(BytesIO(draw_pdf()))
    script = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("x()")}
    )
    writer.root_object[NameObject("/OpenAction")] = script
    writer.add_attachment("payload.exe", b"MZ")
    page = writer.pages[0]
    look = DecodedStreamObject()
    look.set_data(b"q BT /F1 12 Tf 2 4 Td (Signed by the Chair) Tj ET Q")
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    look.update(
        {
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): ArrayObject([FloatObject(v) for v in (0, 0, 200, 20)]),
            NameObject("/Resources"): DictionaryObject(
                {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
            ),
        }
    )
    rect = ArrayObject([FloatObject(v) for v in (100, 300, 300, 320)])
    launch = DictionaryObject(
        {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("cmd.exe")}
    )
    field = DictionaryObject(
        {
            NameObject("/Subtype"): NameObject("/Widget"),
            NameObject("/FT"): NameObject("/Tx"),
            NameObject("/T"): TextStringObject("signature"),
            NameObject("/Rect"): rect,
            NameObject("/AP"): DictionaryObject({NameObject("/N"): writer._add_object(look)}),
            NameObject("/A"): launch,
        }
    )
    link = DictionaryObject(
        {NameObject("/Subtype"): NameObject("/Link"), NameObject("/Rect"): rect, NameObject("/A"): launch}
    )
    page[NameObject("/Annots")] = ArrayObject([writer._add_object(field), writer._add_object(link)])
    page[NameObject("/AA")] = DictionaryObject({NameObject("/O"): launch})
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject(
        {NameObject("/XFA"): TextStringObject("<xdp/>")}
    )
    return written(writer)


def test_what_acts_stays_behind_and_what_shows_stays(services: Services) -> None:
    _, built, start = _packed(services, _acting_pdf(), 1)
    for name in (
        b"/JavaScript",
        b"/Launch",
        b"/EmbeddedFile",
        b"/AcroForm",
        b"/XFA",
        b"/AA ",
        b"cmd.exe",
    ):
        assert name not in built.pdf, name
    assert not re.search(rb"/JS\s*[(<\d]", built.pdf)  # three letters alone come up by chance
    assert "Signed by the Chair" in page_texts(built.pdf)[start - 1]


def test_a_hidden_layer_stays_hidden(services: Services) -> None:
    writer = PdfWriter()
    writer.append(BytesIO(draw_pdf()))
    page = writer.pages[0]
    group = DictionaryObject(
        {NameObject("/Type"): NameObject("/OCG"), NameObject("/Name"): TextStringObject("Remarks")}
    )
    layer = writer._add_object(group)
    stream = DecodedStreamObject()
    drawn = page.get_contents().get_data()
    stream.set_data(drawn + b" /OC /L BDC 0 g 100 100 300 200 re f EMC")
    page[NameObject("/Contents")] = writer._add_object(stream)
    page["/Resources"].get_object()[NameObject("/Properties")] = DictionaryObject({NameObject("/L"): layer})
    usual = DictionaryObject({NameObject("/OFF"): ArrayObject([layer])})
    writer.root_object[NameObject("/OCProperties")] = DictionaryObject(
        {NameObject("/OCGs"): ArrayObject([layer]), NameObject("/D"): usual}
    )
    _, built, start = _packed(services, written(writer), 1)
    assert _image(built.pdf, start).crop((110, 560, 390, 730)).getextrema() == (255, 255)


def test_cited_passages_are_highlighted_in_place_with_a_note_that_names_the_measure(
    services: Services,
) -> None:
    _, built, start = _packed(services, rotate(draw_pdf([(600, 400)]), [90]), 1, rect=(50, 100, 250, 140))
    page = PdfReader(BytesIO(built.pdf)).pages[start - 1]
    notes = [a.get_object() for a in page["/Annots"] if a.get_object()["/Subtype"] == "/Highlight"]
    assert len(notes) == 1
    assert notes[0]["/Contents"] == "Cited here: supports B."
    assert [float(v) for v in notes[0]["/Rect"]] == [
        50,
        460,
        250,
        500,
    ]  # from the top left of the upright page
    marked = _image(built.pdf, start, annotations=True).crop((60, 102, 240, 138))
    assert marked.getextrema()[0] < 250


def test_pictures_are_not_resampled(services: Services) -> None:
    picture = Image.effect_noise((64, 48), 80).convert("RGB")
    jpeg = BytesIO()
    picture.save(jpeg, "JPEG", quality=80, dpi=(72, 72))
    make_pack(services)
    document = store_file(
        services,
        jpeg.getvalue(),
        "scan.jpg",
        [paragraph(0, "words")],
        media_type="image/jpeg",
        date="2010-12-01",
    )
    cite(services, document, 0, block="B")
    packs.add(services.record, "One", "Safeguarding 2011")
    packs.add_section(services.record, "One", block="B")
    built = assemble(plan(services, "One"), services.files.read)
    assert jpeg.getvalue() in built.pdf


def test_survey_never_raises_on_hostile_files(corpus: object) -> None:
    for path in sorted((corpus / "hostile").glob("*.pdf")):  # type: ignore[operator]
        pages = survey_pdf(path.read_bytes(), range(1, 4))
        assert len(pages) == 3, path.name


def test_real_reports_look_in_the_pack_as_they_do_alone(services: Services, corpus: object) -> None:
    path = next((corpus / "inspection-reports").glob("tameside-2019*.pdf"))  # type: ignore[operator]
    data = path.read_bytes()
    with pypdfium2.PdfDocument(data) as document:
        count = len(document)
    pack, built, start = _packed(services, data, count)
    assert not built.not_shown
    for number in range(1, count + 1):
        if pack.documents[max(pack.documents)].pages[number - 1].place == "strip":
            continue
        before, after = _image(data, number), _image(built.pdf, start + number - 1)
        difference = ImageChops.difference(before, after)
        inside = difference.crop((0, 40, before.width, before.height - 40))
        assert sum(inside.histogram()[64:]) < 200, number


def test_a_page_of_no_size_gets_one(services: Services) -> None:
    writer = PdfWriter()
    writer.append(BytesIO(draw_pdf()))
    writer.pages[0].mediabox = RectangleObject((0, 0, 0, 0))
    pages = survey_pdf(written(writer), [1])
    assert replace(pages[0], place="strip").width > 1
