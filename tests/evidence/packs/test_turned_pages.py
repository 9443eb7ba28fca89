"""Scans that lie on their side stand upright in a pack, with their words and highlights in place."""

import json
from dataclasses import replace
from io import BytesIO

import pypdfium2
import pytest
from packing import announce, cite, page_texts
from PIL import Image, ImageDraw

from evidence.model import Field, Page, Passage, PassageKind, Reading
from evidence.packs.assembling.assemble import AssembledPack, assemble
from evidence.packs.pack import Pack, SourcePage, from_json
from evidence.packs.planning.plan import plan
from evidence.services import Services
from evidence.store import documents, ledger, packs

UPRIGHT = (600, 800)  # points
MARK = (60.0, 100.0, 360.0, 130.0)  # where the cited words stand on the upright page
WORDS = "The cited words"


def drawn(turn: int) -> Image.Image:
    """A page with a black bar where the words are, lying so that it must turn clockwise by ``turn``."""
    image = Image.new("L", UPRIGHT, 255)
    ImageDraw.Draw(image).rectangle(MARK, fill=0)
    return image.rotate(turn, expand=True)  # Pillow turns anticlockwise


def as_lying(rect: tuple[float, ...], turn: int) -> tuple[float, ...]:
    """Where a rectangle of the upright page is on the page that lies."""
    left, top, right, bottom = rect
    width, height = UPRIGHT
    return {
        0: rect,
        90: (top, width - right, bottom, width - left),
        180: (width - right, height - bottom, width - left, height - top),
        270: (height - bottom, left, height - top, right),
    }[turn]


def packed(services: Services, form: str, turn: int, scale: float = 1.0) -> tuple[Pack, AssembledPack]:
    image, out = drawn(turn), BytesIO()
    image.save(out, form, resolution=72) if form == "PDF" else image.save(out, form, dpi=(72, 72))
    media = "application/pdf" if form == "PDF" else f"image/{form.lower()}"
    sha256, size = services.files.put_bytes(out.getvalue())
    rect = tuple(v / scale for v in as_lying(MARK, turn))
    page = Page(1, WORDS, "ocr", 90.0, image.width / scale, image.height / scale, turn)
    passage = Passage(0, PassageKind.PARAGRAPH, WORDS, rects=((1, *rect),))
    reading = Reading("report", (page,), (passage,), (Field("title", "A scan"), Field("date", "2010-12-01")))
    with services.record.transaction():
        ledger.keep_file(services.record, sha256=sha256, size=size, media_type=media, name="scan")
        (document,) = documents.add_readings(services.record, sha256, [reading])
    announce(services)
    cite(services, document, 0, block="B")
    packs.add(services.record, "One", "Safeguarding 2011")
    packs.add_section(services.record, "One", block="B")
    pack = plan(services, "One")
    return pack, assemble(pack, services.files.read)


def darkest(pdf: bytes, page: int) -> tuple[int, int, int, int]:
    """The box round what is black on a page, in points."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        image = (
            document[page - 1].render(scale=1, may_draw_forms=False, draw_annots=False).to_pil().convert("L")
        )
    finally:
        document.close()
    top = image.crop((0, 0, image.width, image.height // 2))
    return top.point(lambda level: 255 if level < 60 else 0).getbbox()


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("form", ["PDF", "PNG", "JPEG"])
def test_a_scan_on_its_side_stands_upright(services: Services, form: str, turn: int) -> None:
    pack, built = packed(services, form, turn)
    (page,) = pack.last.documents[0].pages
    assert page.height > page.width and page.turn == turn
    start = next(iter(built.document_pages.values()))
    left, top, right, bottom = darkest(built.pdf, start)
    assert right - left > 5 * (bottom - top), "the bar lies level"
    assert left < 100 and top < 160, "and at the top left, where it was drawn"
    assert WORDS in " ".join(page_texts(built.pdf)[start - 1].split())


def test_the_number_over_ocr_text_is_seen_as_well_as_found(services: Services) -> None:
    pack, built = packed(services, "PNG", 0)
    start = next(iter(built.document_pages.values()))
    assert pack.last.documents[0].pages[0].lines, "the page has a layer of text"
    document = pypdfium2.PdfDocument(built.pdf)
    try:
        page = document[start - 1].render(scale=2, may_draw_forms=False).to_pil().convert("L")
    finally:
        document.close()
    foot = page.crop((0, int(page.height * 0.96), page.width, page.height))
    left, _, right, _ = foot.point(lambda level: 255 if level < 140 else 0).getbbox()
    assert 5 < right - left < 30, "a digit of its natural width"


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_highlights_and_ocr_text_turn_with_the_page(services: Services, turn: int) -> None:
    pack, _ = packed(services, "PNG", turn, scale=0.5)
    (page,) = pack.last.documents[0].pages
    by = page.width / UPRIGHT[0]
    assert page.shown(*pack.items[0].rects[0][1:]) == pytest.approx([v * by for v in MARK], abs=0.5)
    left, top, right, bottom, words = page.lines[0]
    assert words.startswith("The") and right - left > bottom - top


def test_a_plan_frozen_before_pages_could_turn_reads_and_writes_the_same(services: Services) -> None:
    pack, _ = packed(services, "PDF", 0)
    text = pack.to_json()
    assert '"turn"' not in text and '"scale"' not in text
    assert from_json(text) == pack and from_json(text).to_json() == text
    document = pack.last.documents[0]
    turned = replace(document, pages=(replace(document.pages[0], turn=90, scale=2.0),))
    part = replace(pack.last, documents=(turned,))
    again = from_json(replace(pack, parts=(part,)).to_json())
    assert again.last.documents[0].pages[0].turn == 90
    assert json.loads(text)["parts"][0]["documents"][0]["pages"][0]["number"] == 1


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_rectangle_turns_as_its_page_does(turn: int) -> None:
    page = SourcePage(1, *map(float, UPRIGHT), turn=turn)
    assert page.shown(*as_lying(MARK, turn)) == MARK
