"""A pack's index by document and by measure; what a part of a document is called; what the cover counts."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

from packing import A4, announce, cite, draw_pdf, make_pack, page_texts, paragraph, store_file
from pypdf import PdfReader

from evidence.model import Stance
from evidence.packs.assembling.assemble import AssembledPack, assemble
from evidence.packs.issuing import issue
from evidence.packs.planning.plan import plan
from evidence.services import Services
from evidence.store import pack_items, packs

NAME = "Safeguarding 2011"


def _built(services: Services, name: str = NAME) -> AssembledPack:
    return assemble(plan(services, name), services.files.read)


def _between(pdf: bytes, start: str, end: str = "Section 1") -> str:
    whole = " ".join(" ".join(page_texts(pdf)).split())
    return whole.partition(start)[2].partition(end)[0]


def _bookmarks(pdf: bytes) -> dict[str, int]:
    reader = PdfReader(BytesIO(pdf))
    return {
        str(entry.title): (reader.get_destination_page_number(entry) or 0) + 1
        for entry in reader.outline
        if not isinstance(entry, list)
    }


def test_the_index_stands_by_document_and_by_measure_too_each_with_its_page(services: Services) -> None:
    name = make_pack(services)
    built = _built(services, name)
    documents = _between(built.pdf, "Index by document", "Index by measure")
    assert documents.index("Improvement Board minutes") < documents.index("Inspection of safeguarding")
    assert "In sections 1 and 2" in documents
    measures = _between(built.pdf, "Index by measure")
    first, _, second = measures.partition("N2010-02:")
    assert first.count("supports: ") == 2 and first.count("contradicts: ") == 1
    pages = {n: built.item_pages[n] for n in built.item_pages}
    assert all(f" {page}" in measures for page in pages.values())
    assert f" {built.section_pages[0, 2]}" in second


def test_both_have_a_bookmark_that_leads_to_them(services: Services) -> None:
    name = make_pack(services)
    built = _built(services, name)
    texts, found = page_texts(built.pdf), _bookmarks(built.pdf)
    for by in ("document", "measure"):
        (title,) = [t for t in found if t.startswith(f"Index by {by} (page")]
        assert f"Index by {by}" in texts[found[title] - 1]
        assert title.endswith(f"(page {found[title]})")


def test_a_supplement_lists_a_measures_pages_of_the_issues_before_too(services: Services) -> None:
    name = make_pack(services)
    issue.freeze(services, name)
    more = store_file(
        services, draw_pdf(words="again"), "second.pdf", [paragraph(0, "In one of five it was late.")],
        title="Second inspection", date="2010-12-01",
    )  # fmt: skip
    cite(services, more, 0, measure="N2010-01", stance=Stance.CONTRADICTS)
    packs.add_accepted(services.record, name)
    built = issue.supplement(services, name)
    after = "".join(page_texts(built.pdf.read_bytes())[plan(services, name).parts[0].issue :])
    listed = " ".join(after.split()).rpartition("Index by measure")[2].partition("Section 1")[0]
    assert listed.count("supports: ") == 2
    assert "contradicts: Second inspection" in listed
    html = _html(built.zip)
    by_measure = html.partition("<h2>Index by measure</h2>")[2].partition("<h2>")[0]
    assert by_measure.count("N2010-01: ") == 1
    assert by_measure.count("<li>contradicts: ") == 3


def _html(zipped: Any) -> str:
    with ZipFile(zipped) as archive:
        (name,) = [n for n in archive.namelist() if n.endswith("index.html")]
        return archive.read(name).decode()


def test_pages_of_a_long_document_are_named_of_how_many_wherever_it_is_named(services: Services) -> None:
    announce(services)
    long = store_file(
        services,
        draw_pdf([A4] * 9),
        "long.pdf",
        [paragraph(0, "one")],
        pages=9,
        title="Long",
        date="2010-05-01",
    )
    packs.add(services.record, "One", NAME)
    section = packs.add_section(services.record, "One", title="Papers")
    pack_items.add_document(services.record, "One", section, long, (4, 6))
    built = issue.build(services, "One")
    pdf, said = built.pdf.read_bytes(), "pages 4–6 of 9"
    texts = page_texts(pdf)
    start = built.pages - 3
    assert all(said in text for text in texts[start:])
    index = " ".join(_between(pdf, "Index").split())
    assert index.count(said) >= 2
    assert said in " ".join(texts[start - 1].split())
    reader = PdfReader(BytesIO(pdf))
    assert any(
        said in str(e.title) for entry in reader.outline if isinstance(entry, list) for e in _flat(entry)
    )
    html = _html(built.zip)
    assert html.count(said) >= 3


def _flat(entries: list[Any]) -> list[Any]:
    return [e for entry in entries for e in (_flat(entry) if isinstance(entry, list) else [entry])]


def test_the_cover_counts_sections_of_ones_own_each_for_itself(services: Services) -> None:
    name = make_pack(services)
    for title in ("Letters", "Plans"):
        section = packs.add_section(services.record, name, title=title)
        pack_items.add_note(services.record, name, section, "As it stood.")
    assert "4 sections" in page_texts(_built(services, name).pdf)[0]
