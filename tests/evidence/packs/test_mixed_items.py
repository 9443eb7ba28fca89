"""Number as printed = label = index = bookmark = link target, whatever the sections hold."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import pypdfium2
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from packing import (
    A4,
    add_minutes,
    announce,
    draw_pdf,
    page_texts,
    paragraph,
    passage_of,
    rotate,
    store_file,
)
from paths import CONFIG
from pypdf import PdfReader

from evidence.errors import UsageError
from evidence.packs.assembling.assemble import AssembledPack, assemble
from evidence.packs.pack import Pack, from_json
from evidence.packs.planning.plan import plan
from evidence.services import Services, open_services
from evidence.settings import load
from evidence.store import pack_items, packs

SIZES = [A4, (842.0, 595.0), (420.0, 595.0), (842.0, 1191.0), (300.0, 300.0), (595.0, 842.0)]
PAGES = len(SIZES)
TURNS = [0, 90, 180, 0, 270, 0]


@dataclass(frozen=True)
class Papers:
    """A home's papers: of pages of all sizes, of full pages, unread, and text without pages."""

    services: Services
    mixed: int
    full: int
    unread: int
    text: int


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Papers]:
    home = tmp_path_factory.mktemp("home")
    with open_services(load(home=home, config=CONFIG), actor="tester") as services:
        announce(services)

        def stored(name: str, data: bytes, passages: list, **more: object) -> int:
            given = {"pages": PAGES, "title": name, "date": "2010-06-01", **more}
            return store_file(services, data, f"{name}.pdf", passages, **given)  # type: ignore[arg-type]

        cited = [
            paragraph(n, f"Cited of page {n + 1}.", label=str(n + 1), page=n + 1, rect=(40, 100, 200, 120))
            for n in range(PAGES)
        ]
        mixed = stored("Mixed", rotate(draw_pdf(SIZES, words="of the mixed paper"), TURNS), cited)
        full = stored("Full", draw_pdf([A4] * PAGES, full_bleed=True, words="of the full paper"), cited)
        unread = stored("Unread", draw_pdf([A4] * PAGES, dark=True), [], quality="unreadable")
        yield Papers(services, mixed, full, unread, add_minutes(services))


paged = st.sampled_from(["mixed", "full", "unread"])
ranges = st.tuples(st.integers(1, PAGES), st.integers(1, PAGES)).map(lambda pair: tuple(sorted(pair)))
item = st.one_of(
    st.tuples(st.just("note"), st.text(min_size=1, max_size=80).filter(lambda words: bool(words.strip()))),
    st.tuples(st.just("document"), st.sampled_from(["mixed", "full", "unread", "text"])),
    st.tuples(st.just("pages"), paged, ranges),
    st.tuples(st.just("passage"), st.sampled_from(["mixed", "full"]), st.integers(0, PAGES - 1)),
)
sections = st.lists(st.lists(item, max_size=5), min_size=1, max_size=3)
names = (f"P{number}" for number in itertools.count())


def _fill(papers: Papers, name: str, given: list[list[tuple]]) -> None:
    record = papers.services.record
    for number, items in enumerate(given, start=1):
        section = packs.add_section(record, name, title=f"Papers of group {number}")
        for kind, *of in items:
            try:
                if kind == "note":
                    pack_items.add_note(record, name, section, of[0])
                elif kind == "passage":
                    passage = passage_of(papers.services, getattr(papers, of[0]), of[1])
                    pack_items.add_passage(record, name, section, passage)
                else:
                    pack_items.add_document(record, name, section, getattr(papers, of[0]), *of[1:])
            except UsageError as error:
                assert "already" in str(error)


@hypothesis_settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    first=sections,
    later=st.one_of(st.just([]), sections),
    cited_only=st.sets(st.sampled_from(["mixed", "full"])),
    turns=st.lists(st.tuples(paged, st.integers(1, PAGES), st.sampled_from([90, 180, 270])), max_size=3),
)
def test_every_number_is_one_number_whatever_the_sections_hold(
    papers: Papers, first: list, later: list, cited_only: set[str], turns: list
) -> None:
    services, name = papers.services, next(names)
    packs.add(services.record, name, "Safeguarding 2011")
    for paper in cited_only:
        pack_items.take_cited_pages(services.record, name, getattr(papers, paper), True)
    for paper, page, by in turns:
        pack_items.turn(services.record, name, getattr(papers, paper), page, by)
    _fill(papers, name, first)
    pack = plan(services, name, frozen=True)
    built = assemble(pack, services.files.read)
    _one_number(pack, built)
    if not later:
        return
    _issue(services, name, pack)
    _fill(papers, name, later)
    whole = plan(services, name)
    assert from_json(whole.to_json()) == whole
    again = assemble(whole, services.files.read)
    _one_number(whole, again)
    assert page_texts(again.pdf)[1 : built.pages] == page_texts(built.pdf)[1:], "issued pages stay"


def _issue(services: Services, name: str, pack: Pack) -> None:
    packs.add_issue(
        services.record, name, number=1, at=pack.last.at, stem=pack.stem, pages=1, plan=pack.to_json(),
        plan_sha256=pack.fingerprint(), log_head=pack.last.log_head, pdf_sha256="a" * 64,
        zip_sha256="b" * 64,
    )  # fmt: skip


def _one_number(pack: Pack, built: AssembledPack) -> None:
    reader = PdfReader(BytesIO(built.pdf))
    texts = page_texts(built.pdf)
    assert reader.page_labels == [str(n) for n in range(1, len(texts) + 1)]
    for number, text in enumerate(texts, start=1):
        assert re.search(rf"(^|\s){number}\s*(Here: [^§]*)?$", text.strip()), (number, text[-200:])
    for mark in _flat(reader.outline):
        assert mark.title.endswith(f"(page {reader.get_destination_page_number(mark) + 1})"), mark.title
    _links(reader, built.pdf)
    _contents(pack, built, texts)


def _flat(outline: list) -> list:
    return [x for entry in outline for x in (_flat(entry) if isinstance(entry, list) else [entry])]


def _links(reader: PdfReader, pdf: bytes) -> None:
    """Every link leads to the page whose number stands on its line."""
    numbers = {page.indirect_reference: n for n, page in enumerate(reader.pages, start=1)}
    opened = pypdfium2.PdfDocument(pdf)
    try:
        for index, page in enumerate(reader.pages):
            links = [a.get_object() for a in page.get("/Annots", ())]
            for link in (a for a in links if a["/Subtype"] == "/Link" and "Go to page" in a["/Contents"]):
                target = numbers[list.__getitem__(link["/Dest"], 0)]
                assert link["/Contents"] == f"Go to page {target}"
                _, bottom, _, top = (float(edge) for edge in link["/Rect"])
                said = opened[index].get_textpage().get_text_bounded(
                    left=0, right=float(page.mediabox.width), bottom=bottom, top=top
                )  # fmt: skip
                assert re.search(rf"(^|\s){target}\s*$", said, re.MULTILINE), (index + 1, target, said)
    finally:
        opened.close()


def _contents(pack: Pack, built: AssembledPack, texts: list[str]) -> None:
    """Each item's page is the page that it names."""
    for held in pack.items:
        text = texts[built.item_pages[held.number] - 1]
        wanted = held.pages[0] if held.kind == "pages" else held.page
        if held.kind in ("pages", "passage") and pack.documents[held.document].form == "pdf":
            assert f"sheet {'abcdefghijklmnopqrstuvwxyz'[wanted % 26]}" in text, (held.kind, wanted, text)
    for document in pack.documents.values():
        assert len({page.number for page in document.pages}) == len(document.pages), "each page once"


def test_five_thousand_pages_are_one_item_or_only_the_cited_ones_of_them(
    papers: Papers, tmp_path_factory: pytest.TempPathFactory
) -> None:
    services = papers.services
    drawn, pages = _repeated(draw_pdf([A4], words="of the archive"), 5000), 5000
    cited = [
        paragraph(n, f"Cited of page {page}.", label=str(page), page=page, rect=(70, 232, 500, 252))
        for n, page in enumerate((7, 2400, 2401, 4999))
    ]
    archive = store_file(services, drawn, "archive.pdf", cited, pages=pages, title="Archive")
    for name in ("Whole", "Cited"):
        packs.add(services.record, name, "Safeguarding 2011")
        section = packs.add_section(services.record, name, title="The archive")
        for n in range(len(cited)):
            pack_items.add_passage(services.record, name, section, passage_of(services, archive, n))
    pack_items.take_cited_pages(services.record, "Cited", archive, True)
    part = plan(services, "Cited")
    assert [page.number for page in part.documents[archive].pages] == [7, 2400, 2401, 4999]
    said = " ".join(" ".join(page_texts(assemble(part, services.files.read).pdf)).split())
    assert said.count("Here: pages 7, 2400–2401 and 4999 of 5000 of this document.") == 4
    built = assemble(plan(services, "Whole"), services.files.read)
    reader = PdfReader(BytesIO(built.pdf))
    assert len(reader.pages) == built.pages and built.pages > pages
    items = sorted(built.item_pages.values())
    start = built.document_pages[archive]
    assert items == [start + n - 1 for n in (7, 2400, 2401, 4999)]
    for number in (*items, start, built.pages):
        assert re.search(rf"(^|\s){number}\s*$", reader.pages[number - 1].extract_text().strip())


def _repeated(page: bytes, count: int) -> bytes:
    """The same page so many times."""
    one = pypdfium2.PdfDocument(page)
    many = pypdfium2.PdfDocument.new()
    try:
        many.import_pages(one, [0] * count)
        out = BytesIO()
        many.save(out)
        return out.getvalue()
    finally:
        many.close()
        one.close()
