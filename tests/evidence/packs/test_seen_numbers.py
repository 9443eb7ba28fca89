"""Number as rendered = label = index = bookmark = link target, on every page of any mix of originals."""

import re
import shutil
from dataclasses import replace
from io import BytesIO

import pypdfium2
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from packing import A4, draw_pdf, make_pack, page_texts, written
from paths import CONFIG
from pypdf import PdfReader, PdfWriter
from pypdf.generic import FloatObject, NameObject, RectangleObject
from reportlab.pdfgen.canvas import Canvas
from seen_numbers import numbers_seen

from evidence.packs.assembling.assemble import AssembledPack, assemble
from evidence.packs.originals.survey import survey_pdf
from evidence.packs.pack import Pack
from evidence.packs.planning.plan import plan
from evidence.services import open_services
from evidence.settings import load

pytestmark = pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")

Kind = tuple[tuple[float, float], int, str, str]  # size, rotation, look, what is done to the page
sizes = st.sampled_from([A4, A4[::-1], (420.0, 595.0), (842.0, 1191.0), (300.0, 300.0), (2384.0, 1684.0)])
looks = st.sampled_from(["", "full", "dark", "blank"])
done = st.sampled_from(["", "cropped", "unit", "moved", "repeated"])
kinds = st.lists(st.tuples(sizes, st.sampled_from([0, 90, 180, 270]), looks, done), min_size=1, max_size=5)


def _original(mix: list[Kind]) -> tuple[bytes, int]:
    """A PDF of these pages, and how many they are."""
    writer = PdfWriter()
    for size, turn, look, what in mix:
        drawn = draw_pdf([size], full_bleed=look == "full", dark=look == "dark")
        source = PdfReader(BytesIO(drawn)).pages[0]
        page = writer.add_blank_page(*size) if look == "blank" else writer.add_page(source)
        page.rotate(turn)
        if what == "cropped":
            page.cropbox = RectangleObject((20, 30, size[0] - 40, size[1] - 50))
        elif what == "unit":
            page[NameObject("/UserUnit")] = FloatObject(2.5)
        elif what == "moved":
            page.mediabox = RectangleObject((-50, 70, size[0] - 50, size[1] + 70))
            page.cropbox = page.mediabox
        elif what == "repeated":
            writer.add_page(page)
    return written(writer), len(writer.pages)


@pytest.fixture(scope="module")
def plan_of_one(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """A pack with a section of one document, cited once."""
    with open_services(load(home=tmp_path_factory.mktemp("home"), config=CONFIG), actor="tester") as services:
        return plan(services, make_pack(services))


def _packed(pack: Pack, data: bytes, count: int) -> AssembledPack:
    """Every page of the PDF in the pack, each cited."""
    part = pack.parts[0]
    held = next(d for d in part.documents if d.form == "pdf")
    document = replace(held, id=1, pages=survey_pdf(data, range(1, count + 1)))
    item = next(i for i in part.sections[0].items if i.document == held.id)
    items = tuple(
        replace(item, document=1, link=n, passage=n, page=n, rects=((n, 30.0, 40.0, 90.0, 60.0),))
        for n in range(1, count + 1)
    )
    section = replace(part.sections[0], items=items)
    whole = replace(pack, parts=(replace(part, sections=(section,), documents=(document,)),))
    return assemble(whole, lambda _sha256: data)


@hypothesis_settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(mix=kinds)
def test_the_number_one_sees_is_that_of_label_index_bookmark_and_link_on_every_page(
    mix: list[Kind], plan_of_one: Pack
) -> None:
    data, count = _original(mix)
    built = _packed(plan_of_one, data, count)
    reader = PdfReader(BytesIO(built.pdf))
    every = [str(n) for n in range(1, built.pages + 1)]
    assert numbers_seen(built.pdf) == every
    assert reader.page_labels == every
    numbers = {page.indirect_reference: n for n, page in enumerate(reader.pages, start=1)}
    for bookmark in _flat(reader.outline):
        page = reader.get_destination_page_number(bookmark) + 1
        assert bookmark.title.endswith(f"(page {page})"), bookmark.title
    start = built.document_pages[1]
    assert [built.item_pages[n] for n in range(1, count + 1)] == list(range(start, start + count))
    led = _led(reader, numbers, built.pdf)
    assert set(range(start, start + count)) <= set(led), "each cited page has its line in the index"


def _flat(outline: list) -> list:
    return [x for entry in outline for x in (_flat(entry) if isinstance(entry, list) else [entry])]


def _led(reader: PdfReader, numbers: dict, pdf: bytes) -> list[int]:
    """Where links lead; each stands on a line that prints its target."""
    found, opened = [], pypdfium2.PdfDocument(pdf)
    try:
        for index, page in enumerate(reader.pages):
            for link in (a.get_object() for a in page.get("/Annots", ())):
                if link["/Subtype"] != "/Link":
                    continue
                found.append(numbers[list.__getitem__(link["/Dest"], 0)])
                _, bottom, _, top = (float(edge) for edge in link["/Rect"])
                said = opened[index].get_textpage().get_text_bounded(
                    left=0, right=float(page.mediabox.width), bottom=bottom, top=top
                )  # fmt: skip
                assert re.search(rf"(^|\s){found[-1]}\s*$", said, re.MULTILINE), (index + 1, found[-1], said)
    finally:
        opened.close()
    return found


def test_a_number_that_is_not_seen_is_not_taken_from_the_text(plan_of_one: Pack) -> None:
    """The proof of the proof: a number in the text that no one sees is missed."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    text = canvas.beginText(500, 20)
    text.setTextRenderMode(3)
    text.textOut("1")
    canvas.drawText(text)
    canvas.save()
    assert page_texts(out.getvalue())[0].strip() == "1"
    with pytest.raises(AssertionError, match="nothing is seen"):
        numbers_seen(out.getvalue())
