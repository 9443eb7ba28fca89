"""Typeset originals, section sheets, and the text under scans."""

from io import BytesIO

import pytest
from packing import A4, add_minutes, announce, cite, make_pack, page_texts, paragraph, store_file
from pypdf import PdfReader
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from evidence.model import Passage, PassageKind, Stance
from evidence.packs.assembling.assemble import assemble
from evidence.packs.planning.plan import plan
from evidence.pages import fonts
from evidence.reads import packs as reads
from evidence.services import Services
from evidence.store import packs


def _block(services: Services, document: int, ordinal: int = 0) -> tuple[bytes, int]:
    """The PDF of a pack of one document, and the page where that starts."""
    cite(services, document, ordinal, block="B")
    packs.add(services.record, "One", "Safeguarding 2011")
    packs.add_section(services.record, "One", block="B")
    built = assemble(plan(services, "One"), services.files.read)
    return built.pdf, built.document_pages[document]


def test_a_text_original_is_set_whole_and_says_what_it_was_set_from(services: Services) -> None:
    announce(services)
    minutes = add_minutes(services)
    pdf, start = _block(services, minutes, 1)
    text = page_texts(pdf)[start - 1]
    for words in (
        "Improvement Board",
        "3.1",
        "74% of assessments",
        "two teams remained",
        "“no excuses” ✓ Łódź",
    ):
        assert words in text
    sha256 = next(services.record.db.query("SELECT sha256 FROM files"))["sha256"]
    assert "Set as text from the original minutes.txt" in text
    assert sha256 in text.replace("\r\n", "").replace(" ", "")


def test_a_label_that_stands_in_the_text_too_is_printed_once(services: Services) -> None:
    announce(services)
    document = store_file(
        services, b"x", "x.txt", [Passage(0, PassageKind.PARAGRAPH, "3.2.5 Eleven are amber.", "3.2.5")],
        media_type="text/plain", kind="report", date="2010-01-01",
    )  # fmt: skip
    pdf, start = _block(services, document)
    assert page_texts(pdf)[start - 1].count("3.2.5") == 1


def test_a_passage_longer_than_a_page_runs_on_and_is_highlighted_on_each(services: Services) -> None:
    announce(services)
    long = Passage(0, PassageKind.PARAGRAPH, "word " * 3000, "1.")
    document = store_file(services, b"long", "long.txt", [long], media_type="text/plain", date="2010-01-01")
    pdf, start = _block(services, document)
    reader = PdfReader(BytesIO(pdf))
    marked = [
        number for number, page in enumerate(reader.pages, start=1)
        if any(a.get_object()["/Subtype"] == "/Highlight" for a in page.get("/Annots", ()))
    ]  # fmt: skip
    assert len(marked) > 2
    assert marked[0] == start


def _scan() -> bytes:
    """An image-only PDF."""
    from PIL import Image

    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    canvas.drawImage(ImageReader(Image.new("L", (300, 400), 240)), 40, 60, 500, 700)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_a_scanned_page_can_be_searched_in_the_pack_where_its_words_stand(services: Services) -> None:
    announce(services)
    words = "Eleven milestones are rated amber and two are rated red."
    passage = paragraph(0, words, label="3.2.5", rect=(100, 200, 400, 228))
    document = store_file(services, _scan(), "scan.pdf", [passage], date="2010-01-01", quality="ocr")
    pdf, start = _block(services, document)
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as opened:
        page = opened[start - 1].get_textpage()
        found = page.search("rated amber").get_next()
        assert found
        left, bottom, right, top = page.get_charbox(found[0])
    assert left >= 95 and right <= 405
    assert A4[1] - 230 <= bottom and top <= A4[1] - 198


def test_a_scanned_page_without_places_can_still_be_searched(services: Services) -> None:
    announce(services)
    document = store_file(
        services, _scan(), "scan.pdf", [paragraph(0, "x")], date="2010-01-01", quality="ocr"
    )
    services.record.db.execute("UPDATE pages SET text = 'Dear Minister\nI write about amber milestones.'")
    pdf, start = _block(services, document)
    assert "amber milestones" in page_texts(pdf)[start - 1]


def test_the_section_sheet_has_the_words_the_targets_and_both_sides(services: Services) -> None:
    name = make_pack(services)
    built = assemble(plan(services, name), services.files.read)
    text = page_texts(built.pdf)[built.section_pages[0, 1] - 1]
    for words in (
        "Increase the percentage of initial assessments",
        "NI 59: at least 72%, June 2010.",
        "Supporting evidence",
        "Contradicting evidence",
        "The inspectors’ own count.",
        "Accepted by tester",
    ):
        assert words in text
    assert text.index("two teams remained") > text.index("Contradicting evidence")


def test_a_pack_says_that_a_target_asks_for_exactly_its_value(services: Services) -> None:
    name = make_pack(services)
    services.record.db.execute("UPDATE targets SET comparator = 'equal', value = 100")
    (target, *_) = plan(services, name).last.sections[0].targets
    assert "exactly 100%" in target.words


def test_a_pack_without_contradicting_evidence_says_so(services: Services) -> None:
    announce(services)
    minutes = add_minutes(services)
    pdf, _ = _block(services, minutes, 1)
    cover = " ".join(page_texts(pdf)[0].split())
    assert "No contradicting evidence has been accepted" in cover


def test_a_pack_that_leaves_contradicting_evidence_out_says_so(services: Services) -> None:
    name = make_pack(services)
    for section in reads.pack(services.record.db, name)["sections"]:
        for item in section["items"]:
            if item["stance"] == Stance.CONTRADICTS:
                packs.remove_item(services.record, name, item["id"])
    text = " ".join(page_texts(assemble(plan(services, name), services.files.read).pdf)[0].split())
    assert "This pack includes no contradicting evidence." in text
    assert "2 accepted contradicting passages are left out of this pack." in text


def test_characters_that_no_font_has_become_a_box_and_are_counted() -> None:
    assert fonts.plain("a\x00b\u4e2d\uf0b7") == "ab□•"
    assert fonts.boxed("\u4e2d\u6587 ok") == 2
    assert fonts.markup("<b> & ✓").startswith("&lt;b&gt; &amp; ")


@pytest.mark.parametrize(("words", "told"), [("", False), ("שלום", True), ("سلام", True)])
def test_a_text_from_right_to_left_says_that_it_is_to_be_read_in_the_original(
    services: Services, words: str, told: bool
) -> None:
    announce(services)
    said = f"The visit was on time. {words}"
    paper = store_file(services, said.encode(), "a.txt", [paragraph(0, said)], media_type="text/plain")
    pdf, page = _block(services, paper)
    assert ("from right to left" in " ".join(page_texts(pdf)[page - 1].split())) is told
