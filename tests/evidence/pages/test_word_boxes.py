"""Where a page's words stand: found once, kept under the file's SHA-256, marked on the page's picture."""

from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas
from web.client import Client
from web.page import Page as WebPage

from evidence.errors import NotFound, Unreadable
from evidence.model import Field, Page, Passage, PassageKind, Reading
from evidence.pages.pictures import words_on
from evidence.services import open_services
from evidence.settings import Settings
from evidence.store import documents, ledger
from webapp.presenting.reading import boxes_of

SHA = "ab" * 32


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A page of A4 with a line of three words, 72 points from its left and 142 from its top."""
    path = tmp_path / "paper.pdf"
    canvas = Canvas(str(path), pagesize=(595, 842))
    canvas.setFont("Helvetica", 20)
    canvas.drawString(72, 700, "Initial assessments waited")
    canvas.save()
    return path


def turned(path: Path, angle: int) -> Path:
    writer = PdfWriter(PdfReader(path))
    writer.pages[0].rotate(angle)
    out = path.with_name(f"turned-{angle}.pdf")
    writer.write(out)
    return out


def test_each_word_has_the_box_that_it_stands_in(paper: Path, tmp_path: Path) -> None:
    found = words_on(SHA, 1, paper, tmp_path / "cache")
    assert [word for word, _ in found] == ["Initial", "assessments", "waited"]
    ((left, top, right, bottom),) = found[0][1]
    assert left == pytest.approx(72, abs=3) and 110 < right < 140
    assert 115 < top < 132 and 140 < bottom < 152  # the line's foot stands 142 from the top


@pytest.mark.parametrize(("angle", "place"), [(90, (690, 72)), (180, (485, 690)), (270, (120, 470))], ids=str)
def test_a_turned_page_has_its_words_where_they_are_displayed(
    paper: Path, tmp_path: Path, angle: int, place: tuple[float, float]
) -> None:
    found = words_on(SHA, 1, turned(paper, angle), tmp_path / "cache")
    ((left, top, right, bottom),) = found[0][1]
    assert left - 20 <= place[0] <= right + 20
    assert top - 20 <= place[1] <= bottom + 60


def test_words_are_found_once(paper: Path, tmp_path: Path) -> None:
    first = words_on(SHA, 1, paper, tmp_path / "cache")
    paper.unlink()
    assert [word for word, _ in words_on(SHA, 1, paper, tmp_path / "cache")] == [w for w, _ in first]


def test_a_page_that_is_not_there_or_cannot_be_read_says_so(paper: Path, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no page 2"):
        words_on(SHA, 2, paper, tmp_path)
    paper.write_bytes(b"%PDF-1.4 and nothing more")
    with pytest.raises(Unreadable):
        words_on(SHA, 1, paper, tmp_path)


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Z", "C"]), min_size=1), max_size=8))
def test_a_word_is_marked_if_and_only_if_something_is_found_in_it(texts: list[str]) -> None:
    words = [(text, [(float(n), 0.0, n + 1.0, 1.0)]) for n, text in enumerate(texts)]
    joined = " ".join(texts)
    for n, text in enumerate(texts):
        start = sum(len(before) + 1 for before in texts[:n])
        span = (start, start + len(text))
        assert boxes_of(words, lambda _, only=span: [only]) == words[n][1]
    assert boxes_of(words, lambda whole: [(0, len(whole))] if whole else []) == [
        b for _, bs in words for b in bs
    ]
    assert boxes_of(words, lambda whole: [] if whole == joined else [(0, 1)]) == []


@pytest.fixture
def document(settings: Settings, paper: Path) -> int:
    """The paper in the home."""
    line = "Initial assessments waited"
    passage = Passage(
        0, PassageKind.PARAGRAPH, line, "", (), 1, 1, 0, len(line), rects=((1, 72, 120, 330, 150),)
    )
    reading = Reading(
        "report", (Page(1, line, width=595, height=842),), (passage,), (Field("title", "A report"),)
    )
    with open_services(settings, actor="tester") as services:
        sha256, size = services.files.put_bytes(paper.read_bytes())
        with services.record.transaction():
            ledger.keep_file(
                services.record, sha256=sha256, size=size, media_type="application/pdf", name="a.pdf"
            )
            return documents.add_readings(services.record, sha256, [reading])[0]


def laid_over(page: WebPage) -> list[Element]:
    images = page.root.iter("{http://www.w3.org/2000/svg}image")
    return [e for e in images if e.get("class") == "muster-sheet__words"]


def test_a_result_opens_with_its_words_marked_on_the_page(client: Client, document: int) -> None:
    page = client.get("/search", q="initial waiting")
    opened = client.get(page.one("li", class_="muster-result").find("h2/a").get("href").partition("#")[0])
    (overlay,) = laid_over(opened)
    answer = client.http.get(overlay.get("href"))
    assert answer.mimetype == "image/svg+xml"
    assert answer.text.count("<rect") == 2  # "Initial" and "waited", not what stands between


def test_without_words_nothing_is_laid_over_the_page(client: Client, document: int) -> None:
    assert not laid_over(client.get(f"/documents/{document}"))
    assert "<rect" not in client.http.get(f"/documents/{document}/pages/1/marks?q=").text
    assert client.http.get(f"/documents/{document}/pages/2/marks?q=x").status_code == 404
