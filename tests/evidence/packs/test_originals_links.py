"""The originals' links and bookmarks go on working in a pack, and what does not come along is said."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from packing import A4, cite, draw_pdf, make_pack, page_texts, paragraph, rotate, store_file, written
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Link
from pypdf.generic import ArrayObject, DictionaryObject, Fit, NameObject, NumberObject, TextStringObject

from evidence.packs.assembling.assemble import AssembledPack, assemble
from evidence.packs.issuing.archive import archive
from evidence.packs.originals.left_behind import LINKS, SCRIPTS, SIGNED, XFA
from evidence.packs.pack import Pack
from evidence.packs.planning.plan import plan
from evidence.services import Services
from evidence.store import packs

RECT = (100.0, 300.0, 300.0, 320.0)


def _pages(count: int, turns: tuple[int, ...] = ()) -> PdfWriter:
    writer = PdfWriter()
    writer.append(BytesIO(rotate(draw_pdf([A4] * count), turns or (0,) * count)))
    return writer


def _packed(services: Services, data: bytes, pages: int) -> tuple[Pack, AssembledPack, int]:
    """A pack of this PDF alone, cited on its first page; and the page on which it starts."""
    make_pack(services)
    document = store_file(
        services, data, "paper.pdf", [paragraph(0, "cited words")], pages=pages, title="A paper",
        date="2010-12-01",
    )  # fmt: skip
    cite(services, document, 0, block="B")
    packs.add(services.record, "One", "Safeguarding 2011")
    packs.add_section(services.record, "One", block="B")
    pack = plan(services, "One")
    built = assemble(pack, services.files.read)
    return pack, built, built.document_pages[document]


def _links(reader: PdfReader, page: int) -> list[DictionaryObject]:
    annotations = [a.get_object() for a in reader.pages[page - 1].get("/Annots", ())]
    return [a for a in annotations if a["/Subtype"] == "/Link"]


def _led_to(reader: PdfReader, link: DictionaryObject) -> int:
    numbers = {page.indirect_reference: n for n, page in enumerate(reader.pages, start=1)}
    return numbers[list.__getitem__(link["/Dest"], 0)]


def _titles(outline: list, depth: int = 0) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for entry in outline:
        found += _titles(entry, depth + 1) if isinstance(entry, list) else [(depth, entry.title)]
    return found


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_link_within_an_original_lies_where_it_lay_and_leads_to_the_packs_page(
    services: Services, turn: int
) -> None:
    writer = _pages(3, (turn, 0, 0))
    writer.add_annotation(0, Link(rect=RECT, target_page_index=2, fit=Fit.xyz(left=0, top=500)))
    _, built, start = _packed(services, written(writer), 3)
    reader = PdfReader(BytesIO(built.pdf))
    (link,) = _links(reader, start)
    assert _led_to(reader, link) == start + 2
    assert link["/Contents"] == f"Go to page {start + 2}"
    assert abs(float(link["/Dest"][3]) - 500) < 1
    left, bottom, right, top = RECT
    width, height = A4
    shown = {
        0: (left, bottom, right, top),
        90: (bottom, width - right, top, width - left),
        180: (width - right, height - top, width - left, height - bottom),
        270: (height - top, left, height - bottom, right),
    }[turn]
    assert [round(float(v)) for v in link["/Rect"]] == [round(v) for v in shown]


def test_a_named_destination_is_followed_and_one_out_of_the_pack_or_damaged_is_no_link(
    services: Services,
) -> None:
    writer = _pages(2)
    writer.add_named_destination(title="chapter", page_number=1)
    for dest in (
        TextStringObject("chapter"),
        TextStringObject("no such chapter"),
        ArrayObject([NumberObject(7), NameObject("/Fit")]),
        ArrayObject(),
    ):
        link = Link(rect=RECT, target_page_index=0)
        link[NameObject("/Dest")] = dest
        writer.add_annotation(0, link)
    _, built, start = _packed(services, written(writer), 2)
    reader = PdfReader(BytesIO(built.pdf))
    assert [_led_to(reader, link) for link in _links(reader, start)] == [start + 1]


def test_an_originals_bookmarks_stand_under_its_own_with_the_packs_numbers(services: Services) -> None:
    writer = _pages(3)
    chapter = writer.add_outline_item(title="Chapter", page_number=1)
    writer.add_outline_item(title="Finding", page_number=2, parent=chapter)
    _, built, start = _packed(services, written(writer), 3)
    titles = _titles(PdfReader(BytesIO(built.pdf)).outline)
    at = next(depth for depth, title in titles if title.startswith("A paper"))
    assert (at + 1, f"Chapter (page {start + 1})") in titles
    assert (at + 2, f"Finding (page {start + 2})") in titles


def test_bookmarks_that_run_in_a_circle_end(services: Services) -> None:
    writer = _pages(1)
    first = writer.add_outline_item(title="Round", page_number=0).get_object()
    first[NameObject("/Next")] = first.indirect_reference
    first[NameObject("/First")] = first.indirect_reference
    _, built, start = _packed(services, written(writer), 1)
    titles = [title for _, title in _titles(PdfReader(BytesIO(built.pdf)).outline)]
    assert titles.count(f"Round (page {start})") == 1


def _acting() -> bytes:
    writer = _pages(2)
    writer.add_annotation(1, Link(rect=RECT, url="https://example.org/report"))
    writer.add_attachment("figures.xlsx", b"PK")
    script = DictionaryObject({NameObject("/S"): NameObject("/JavaScript")})
    script[NameObject("/JS")] = TextStringObject("x()")
    writer.root_object[NameObject("/OpenAction")] = script
    form = DictionaryObject({NameObject("/XFA"): TextStringObject("<xdp/>")})
    writer.root_object[NameObject("/AcroForm")] = form
    signed = DictionaryObject({NameObject("/Type"): NameObject("/Sig")})
    field = DictionaryObject(
        {
            NameObject("/Subtype"): NameObject("/Widget"),
            NameObject("/FT"): NameObject("/Sig"),
            NameObject("/V"): writer._add_object(signed),
            NameObject("/Rect"): ArrayObject(NumberObject(0) for _ in range(4)),
            NameObject("/AP"): DictionaryObject(),
        }
    )
    writer.pages[1][NameObject("/Annots")].append(writer._add_object(field))
    return written(writer)


def test_what_does_not_come_along_is_said_where_it_stood_and_in_both_indexes(services: Services) -> None:
    pack, built, start = _packed(services, _acting(), 2)
    texts = [" ".join(text.split()) for text in page_texts(built.pdf)]
    attached = "1 attached file (figures.xlsx) is not here."
    for said in (attached, SCRIPTS, XFA):
        assert said in texts[start - 1] and said not in texts[start]
    for said in (LINKS, SIGNED):
        assert said in texts[start] and said not in texts[start - 1]
    index = "".join(texts[2].split())
    for said in (attached, SCRIPTS, XFA, LINKS, SIGNED):
        assert "".join(said.split()) in index
    page = archive(pack, built, services.files.read).zip
    html = ZipFile(BytesIO(page)).read("index.html").decode()
    assert "figures.xlsx" in html and "Its page 2: Its links to the web" in html
    assert not _links(PdfReader(BytesIO(built.pdf)), start + 1)


def test_what_was_issued_before_keeps_its_bytes_without_these_links(services: Services) -> None:
    writer = _pages(2)
    writer.add_annotation(0, Link(rect=RECT, target_page_index=1))
    writer.add_outline_item(title="Chapter", page_number=1)
    pack, _, start = _packed(services, written(writer), 2)
    older = replace(pack, parts=(replace(pack.last, layout=3),))
    reader = PdfReader(BytesIO(assemble(older, services.files.read).pdf))
    assert not _links(reader, start)
    assert not [title for _, title in _titles(reader.outline) if title.startswith("Chapter")]
