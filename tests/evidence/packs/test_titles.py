"""Titles and headings as people type them are printed: emoji, hundreds of letters, once; days in words."""

import re
from io import BytesIO

import pypdfium2
import pytest
from packing import announce, cite, make_pack, page_texts, paragraph, store_file
from pypdf import PdfReader
from pypdfium2 import raw

from evidence.model import Passage, PassageKind
from evidence.packs import sentences
from evidence.packs.assembling.assemble import assemble
from evidence.packs.issuing import issue
from evidence.packs.planning.plan import plan
from evidence.packs.setting.typeset import set_document
from evidence.pages import fonts
from evidence.services import Services
from evidence.store import packs

WORDY = " ".join(f"evidence{n:03}" for n in range(45))[:500]


def _pack(services: Services, title: str, heading: str) -> bytes:
    announce(services)
    packs.add(services.record, "One", "Safeguarding 2011", title)
    packs.add_section(services.record, "One", title=heading)
    return assemble(plan(services, "One"), services.files.read).pdf


def _ink(pdf: bytes, emoji: str) -> list[int]:
    """For each time that an emoji is on a page: how much of its place is dark as rendered, of a hundred."""
    codes = {ord(emoji), ord(emoji) >> 4}  # reportlab's table for extracting text has room for four digits
    found = []
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            width, height = page.get_size()
            text = page.get_textpage()
            for place in range(text.count_chars()):
                if raw.FPDFText_GetUnicode(text, place) not in codes:
                    continue
                left, bottom, right, top = text.get_charbox(place)
                crop = (left, bottom, width - right, height - top)
                image = page.render(scale=100 / (top - bottom), crop=crop).to_pil().convert("L")
                found.append(sum(image.histogram()[:200]) * 100 // (image.width * image.height))
    finally:
        document.close()
    return found


def test_an_emoji_in_a_title_and_a_heading_is_seen_wherever_they_are_printed(services: Services) -> None:
    pdf = _pack(services, "Smiling \U0001f600 pack", "Visits \U0001f600")
    ink = _ink(pdf, "\U0001f600")
    # The title on the cover and at the feet of four pages; the heading in the index and on its sheet.
    assert len(ink) == 7
    assert all(8 < share < 60 for share in ink), "drawn: neither bare paper nor a filled box"
    outline = [b.title for b in PdfReader(BytesIO(pdf)).outline if not isinstance(b, list)]
    assert any("Visits \U0001f600" in title for title in outline)
    assert "\U0001f600" in PdfReader(BytesIO(pdf)).metadata.title


def test_an_emoji_that_no_font_has_stands_in_words_and_never_as_a_box(services: Services) -> None:
    pdf = _pack(
        services, "Done \U0001f389", "Rated \U0001f534 \u2705 \U0001f44d\U0001f3fd \U0001f1ec\U0001f1e7"
    )
    text = " ".join(" ".join(page_texts(pdf)).split())
    assert "Done [party popper]" in text
    assert "Rated [large red circle] \u2714 [thumbs up sign] GB" in text
    assert fonts.MISSING not in text
    assert fonts.boxed("\U0001f389 \u4e2d") == 1, "a letter of another script still is a box, and counted"


@pytest.mark.parametrize("letters", [WORDY, "X" * 500], ids=["words", "one word"])
def test_a_title_and_a_heading_of_500_letters_are_printed_whole_and_named_in_the_index(
    services: Services, letters: str
) -> None:
    pdf = _pack(services, letters, letters)
    texts = ["".join(text.split()) for text in page_texts(pdf)]
    whole = "".join(letters.split())
    assert whole in texts[0]
    assert whole in next(text for text in texts[1:] if text.startswith("Section1"))
    index = next(text for text in texts if text.startswith("Index"))
    assert whole[:60] in index
    assert all(re.search(rf"{n}$", text) for n, text in enumerate(texts, start=1)), (
        "every page has its number"
    )
    for entry in (b.title for b in PdfReader(BytesIO(pdf)).outline if not isinstance(b, list)):
        assert len(entry) < 120
        assert re.search(r"\w{4,} ?… \(page \d+\)|^(Cover|Index)", entry), entry


def test_an_opening_is_cut_within_a_word_only_where_little_else_would_be_left() -> None:
    assert sentences.opening("a report of the board", 12) == "a report of…"
    assert sentences.opening("X" * 40, 10) == "X" * 10 + "…"
    assert sentences.opening("See " + "x" * 40, 20) == "See " + "x" * 16 + "…"


def _set(services: Services, *passages: Passage, cited: int = 1) -> list[str]:
    announce(services)
    document = store_file(
        services, b"x", "x.txt", passages, media_type="text/plain", title="Progress report", date="2010-01-05"
    )
    cite(services, document, cited, block="B")
    packs.add(services.record, "One", "Safeguarding 2011")
    packs.add_section(services.record, "One", block="B")
    built = assemble(plan(services, "One"), services.files.read)
    return page_texts(built.pdf)[built.document_pages[document] - 1].splitlines()


def test_a_heading_that_is_the_documents_name_is_not_set_again_below_it(services: Services) -> None:
    lines = _set(services, Passage(0, PassageKind.HEADING, "PROGRESS REPORT"), paragraph(1, "Words of it."))
    assert [line for line in lines if "progress report" in line.casefold()] == ["Progress report"]


def test_a_heading_that_is_cited_or_says_more_than_the_name_is_set(services: Services) -> None:
    heading = Passage(0, PassageKind.HEADING, "Progress report")
    more = Passage(1, PassageKind.HEADING, "Progress report of May")
    lines = _set(services, heading, more, paragraph(2, "Words of it."), cited=0)
    assert [line for line in lines if line.startswith("Progress report")] == [
        "Progress report", "Progress report", "Progress report of May",
    ]  # fmt: skip


def test_an_issue_of_before_has_the_heading_set_twice_as_it_was(services: Services) -> None:
    _set(services, Passage(0, PassageKind.HEADING, "Progress report"), paragraph(1, "Words of it."))
    document = next(iter(plan(services, "One").documents.values()))
    texts = [
        " ".join(page_texts(set_document(document, frozenset(), "foot", layout).pdf)) for layout in (4, 5, 6)
    ]
    assert [text.count("Progress report") for text in texts] == [2, 2, 1]


def test_a_measures_heading_stands_once_on_its_sheet(services: Services) -> None:
    built = assemble(plan(services, make_pack(services)), services.files.read)
    texts = page_texts(built.pdf)
    for section in plan(services, "Safeguarding 2011").last.sections:
        head = texts[built.section_pages[0, section.ordinal] - 1].splitlines()[:6]
        assert len(head) == len(set(head)), head
        assert sum(bool(section.code) and section.code in line for line in head) <= 1


def test_days_on_muster_own_pages_are_in_words(services: Services) -> None:
    built = issue.freeze(services, make_pack(services))
    texts = page_texts(built.pdf.read_bytes())
    own = [text for text in texts if re.search(r"Issue 1 · \d+ [A-Z][a-z]+ \d{4}", text)]
    assert len(own) >= 5, "the cover, its reverse, the index and the sections' sheets"
    for text in own:
        assert not re.search(r"\b\d{4}-\d\d-\d\d\b", text), text
        assert not re.search(r"\b\d{1,2}/\d{1,2}/\d{2,4}\b", text), text
