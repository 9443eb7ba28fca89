"""What a scanner broke: words misread are found, marked and named as such; pages unread are named."""

import pytest
from packing import paragraph
from web.client import Client
from web.page import words_of

from evidence.model import Field, Page, Reading
from evidence.services import open_services
from evidence.settings import Settings
from evidence.store import documents, ledger

TEXTS = (
    "The safeguarding board met on Monday.",
    "Every school has a safeguarding lead.",
    "The safequarding lead left in June.",
)


@pytest.fixture
def scan(settings: Settings) -> int:
    """A scanned report of four pages, of which two could not be read."""
    pages = tuple(Page(n, "", "unreadable" if n in {2, 3} else "ocr") for n in range(1, 5))
    passages = tuple(paragraph(n, text) for n, text in enumerate(TEXTS))
    reading = Reading("report", pages, passages, (Field("title", "Scanned report"),))
    with open_services(settings, actor="tester") as services:
        sha256, size = services.files.put_bytes(b"scan")
        with services.record.transaction():
            ledger.keep_file(
                services.record, sha256=sha256, size=size, media_type="text/plain", name="scan.txt"
            )
            return documents.add_readings(services.record, sha256, [reading])[0]


def test_a_misread_word_is_found_last_named_as_such_and_marked_in_the_document(client: Client, scan: int):
    page = client.get("/search", q="safeguarding")
    results = page.all("li", class_="muster-result")
    assert [words_of(r.find(".//mark")) for r in results] == ["safeguarding", "safeguarding", "safequarding"]
    assert "Perhaps misread “safequarding” is perhaps a misreading" in words_of(results[2])
    assert "Perhaps misread" not in words_of(results[0])
    path, _, anchor = results[2].find("h2/a").get("href").partition("#")
    passage = client.get(path).by_id(anchor)
    assert [words_of(m) for m in passage.iter("mark")] == ["safequarding"]


@pytest.mark.parametrize("view", ["passages", "documents"])
def test_the_unreadable_pages_of_a_results_document_are_named(client: Client, scan: int, view: str):
    said = client.get("/search", q="Monday", view=view).text
    assert said.count("No readable text on pages 2, 3 of this document, so nothing there can be found.") == 1


def test_where_nothing_is_found_the_pages_that_no_search_reads_are_named(client: Client, scan: int):
    page = client.get("/search", q="thermodynamics")
    assert (
        "No search finds what stands on pages whose text could not be read: Scanned report, pages 2, 3"
        in (page.text)
    )
