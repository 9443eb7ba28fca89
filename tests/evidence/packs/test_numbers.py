"""Printed number = PDF page number = page label = number in the index = number in the bookmark."""

import re
from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from packing import A4, OFSTED, cite, draw_pdf, make_pack, page_texts, paragraph, rotate, store_file
from paths import CONFIG
from pypdf import PdfReader

from evidence.packs.assembling.assemble import AssembledPack, assemble
from evidence.packs.originals.survey import survey_pdf
from evidence.packs.pack import Pack, PackDocument
from evidence.packs.planning.plan import plan
from evidence.services import Services
from evidence.store import packs


@pytest.fixture
def built(services: Services) -> AssembledPack:
    return assemble(plan(services, make_pack(services)), services.files.read)


def _prints(text: str, number: int) -> bool:
    return re.search(rf"(^|\s){number}\s*$", text.strip()) is not None


def test_every_page_prints_its_own_pdf_page_number(built: AssembledPack) -> None:
    for number, text in enumerate(page_texts(built.pdf), start=1):
        assert _prints(text, number), (number, text)


def test_page_labels_are_the_page_numbers(built: AssembledPack) -> None:
    reader = PdfReader(BytesIO(built.pdf))
    assert reader.page_labels == [str(n) for n in range(1, len(reader.pages) + 1)]


def test_every_index_line_links_to_the_page_that_it_prints(built: AssembledPack) -> None:
    reader = PdfReader(BytesIO(built.pdf))
    numbers = {page.indirect_reference: n for n, page in enumerate(reader.pages, start=1)}
    links = [a.get_object() for page in reader.pages[:3] for a in page.get("/Annots", ())]
    links = [link for link in links if link["/Subtype"] == "/Link"]
    index = re.sub(r"In sections? [\d, and]+", "", page_texts(built.pdf)[2])  # of a document, which name it
    printed = re.findall(r"\s(\d+)\r?\n", index)
    led_to = [numbers[list.__getitem__(link["/Dest"], 0)] for link in links]
    assert len(led_to) >= 9
    assert [str(n) for n in led_to] == printed[: len(led_to)]


def test_links_land_where_the_thing_is(built: AssembledPack) -> None:
    texts = page_texts(built.pdf)
    for section, page in built.section_pages.items():
        assert texts[page - 1].startswith(f"Section {section[1]}")
    assert "Improvement Board minutes" in texts[built.document_pages[3] - 1]


def _flat(outline: list) -> list:
    return [x for entry in outline for x in (_flat(entry) if isinstance(entry, list) else [entry])]


def test_every_bookmark_contains_the_number_of_its_page(built: AssembledPack) -> None:
    reader = PdfReader(BytesIO(built.pdf))
    bookmarks = _flat(reader.outline)
    assert len(bookmarks) == 4 + 2 + 3 + 4  # cover and three indexes, sections, documents, passages
    for bookmark in bookmarks:
        page = reader.get_destination_page_number(bookmark) + 1
        assert bookmark.title.endswith(f"(page {page})"), bookmark.title


def test_it_opens_at_actual_size_with_its_title(built: AssembledPack) -> None:
    root = PdfReader(BytesIO(built.pdf)).trailer["/Root"]
    assert list(root["/OpenAction"])[1:] == ["/XYZ", None, None, 1] or root["/OpenAction"][4] == 1
    assert root["/PageMode"] == "/UseOutlines"
    assert PdfReader(BytesIO(built.pdf)).metadata.title.startswith("Evidence for the safeguarding inspection")


def test_a_document_is_in_the_pack_once_and_later_sections_link_to_it(services: Services) -> None:
    name = make_pack(services)
    pack = plan(services, name)
    assert [s.code for s in pack.last.sections if any(i.document == 2 for i in s.items)] == [
        "N2010-01",
        "N2010-02",
    ]
    texts = page_texts(assemble(pack, services.files.read).pdf)
    assert sum("sheet b" in text for text in texts) == 1


def test_a_long_index_still_prints_true_numbers(services: Services) -> None:
    name = make_pack(services)
    for index in range(45):
        document = store_file(
            services,
            draw_pdf([A4] * 2, words=str(index)),
            f"report-{index}.pdf",
            [paragraph(0, f"Paragraph of report {index}.", label="1", rect=(70, 232, 500, 252))],
            pages=2,
            title=f"Quarterly performance report number {index} of the improvement programme office",
            date="2010-06-30",
            source=OFSTED,
        )
        cite(services, document, 0, block="B")
    packs.add_section(services.record, name, block="B")
    built = assemble(plan(services, name), services.files.read)
    texts = page_texts(built.pdf)
    index = next(n for n, text in enumerate(texts) if text.startswith("Index"))
    assert "Section" not in texts[index + 1][:20], "the index runs over two pages at least"
    assert all(_prints(text, number) for number, text in enumerate(texts, start=1))
    document_number, page = max(built.document_pages.items())
    assert re.search(rf"number 44 .*?{page}\s", " ".join(texts[index : index + 3]), re.DOTALL), (
        document_number
    )


pages = st.lists(
    st.tuples(
        st.sampled_from([A4, (842.0, 595.0), (420.0, 595.0), (842.0, 1191.0), (300.0, 300.0), (90.0, 130.0)]),
        st.sampled_from([0, 90, 180, 270]),
        st.sampled_from(["", "full", "dark"]),
    ),
    min_size=1,
    max_size=5,
)


@hypothesis_settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(mix=pages)
def test_any_mix_of_pages_prints_upright_numbers_on_paper_of_the_same_size(
    mix: list[tuple[tuple[float, float], int, str]], plan_of_one: Pack
) -> None:
    data = b"".join([])
    drawn = [draw_pdf([size], full_bleed=look == "full", dark=look == "dark") for size, _, look in mix]
    data = rotate(_joined(drawn), [turn for _, turn, _ in mix])
    built = assemble(_with_pages(plan_of_one, data, len(mix)), lambda _sha256: data)
    reader = PdfReader(BytesIO(built.pdf))
    start = built.document_pages[1]
    for number, text in enumerate(page_texts(built.pdf), start=1):
        assert _prints(text, number), (number, text)
    for page, (size, turn, look) in zip(reader.pages[start - 1 :], mix, strict=True):
        # A page full of text that lies on its side is turned upright; of four lines nothing is concluded.
        shown = size if turn % 180 == 0 or look == "full" else size[::-1]
        assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(shown)
        assert not page.rotation


def _joined(parts: list[bytes]) -> bytes:
    from packing import written
    from pypdf import PdfWriter

    writer = PdfWriter()
    for part in parts:
        writer.append(BytesIO(part))
    return written(writer)


def _with_pages(pack: Pack, data: bytes, count: int) -> Pack:
    part = pack.parts[0]
    document: PackDocument = replace(part.documents[0], id=1, pages=survey_pdf(data, range(1, count + 1)))
    items = tuple(replace(item, document=1, page=1) for item in part.items)
    section = replace(part.sections[0], items=items)
    return replace(pack, parts=(replace(part, sections=(section,), documents=(document,)),))


@pytest.fixture(scope="module")
def plan_of_one(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """A pack of one PDF, cited once."""
    from evidence.services import open_services
    from evidence.settings import load

    home = tmp_path_factory.mktemp("home")
    with open_services(load(home=home, config=CONFIG), actor="tester") as services:
        pack = plan(services, make_pack(services))
    part = pack.parts[0]
    report = next(d for d in part.documents if d.form == "pdf")
    items = tuple(i for i in part.sections[0].items if i.document == report.id)
    section = replace(part.sections[0], items=items)
    return replace(pack, parts=(replace(part, sections=(section,), documents=(report,)),))


def _landings(pdf: bytes) -> dict[str, tuple[int, float]]:
    """Each bookmark's words before its page number, with the page and the height that it leads to."""
    reader = PdfReader(BytesIO(pdf))
    return {
        b.title.rpartition(" (page ")[0]: (reader.get_destination_page_number(b) + 1, float(b.top))
        for b in _flat(reader.outline)
    }


def test_every_cited_passages_bookmark_leads_to_where_that_passage_stands(services: Services) -> None:
    make_pack(services)
    passages = [
        paragraph(0, "Cited low on the first page.", label="1", rect=(70, 632, 500, 672)),
        paragraph(1, "Cited high on the first page.", label="2", rect=(70, 132, 500, 172)),
        paragraph(2, "Cited on the second page.", label="3", page=2, rect=(70, 232, 500, 272)),
    ]
    drawn = draw_pdf((A4, A4), words="of a paper")
    document = store_file(services, drawn, "a.pdf", passages, pages=2, title="A paper", date="2010-12-01")
    for passage in passages:
        cite(services, document, passage.ordinal, block="B")
    packs.add(services.record, "One", "Safeguarding 2011")
    packs.add_section(services.record, "One", block="B")
    built = assemble(plan(services, "One"), services.files.read)
    start = built.document_pages[document]
    landed = _landings(built.pdf)
    found = [next(place for title, place in landed.items() if p.text[:20] in title) for p in passages]
    # Twelve points above each rectangle's top edge, counted from the bottom of the page.
    tops = [A4[1] - p.rects[0][2] + 12 for p in passages]
    assert [page for page, _ in found] == [start, start, start + 1]
    assert [top for _, top in found] == pytest.approx(tops, abs=1)


def test_a_cited_passage_without_a_place_on_its_page_is_bookmarked_at_that_pages_top(
    services: Services,
) -> None:
    make_pack(services)
    passages = [paragraph(n, f"Words of page {n + 1}.", page=n + 1) for n in range(3)]
    drawn = draw_pdf((A4, A4, A4), words="of a paper")
    document = store_file(services, drawn, "a.pdf", passages, pages=3, title="A paper", date="2010-12-01")
    for passage in passages:
        cite(services, document, passage.ordinal, block="B")
    packs.add(services.record, "One", "Safeguarding 2011")
    packs.add_section(services.record, "One", block="B")
    built = assemble(plan(services, "One"), services.files.read)
    start = built.document_pages[document]
    landed = _landings(built.pdf)
    found = [next(place for title, place in landed.items() if p.text in title) for p in passages]
    assert found == [(start + n, pytest.approx(A4[1], abs=1)) for n in range(3)]
