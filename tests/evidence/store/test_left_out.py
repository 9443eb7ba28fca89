"""What a page's file calls it, and the words on it that are no passage, in the record."""

from evidence.model import Page, Passage, PassageKind, Reading
from evidence.reads.documents import document
from evidence.services import Services
from evidence.store.documents import add_readings
from evidence.store.ledger import keep_file


def test_words_that_no_passage_has_are_kept_with_their_page_and_the_reason(services: Services) -> None:
    keep_file(services.record, sha256="a" * 64, size=1, media_type="application/pdf", name="plan.pdf")
    pages = (
        Page(1, "The plan", label="iv"),
        Page(2, "", left_out=(("white on white", "An older plan"), ("running head", "Plan 2024"))),
    )
    passages = (Passage(0, PassageKind.PARAGRAPH, "The plan", end=8),)
    (number,) = add_readings(services.record, "a" * 64, [Reading("plan", pages, passages)])
    found = document(services.record.db, number)
    assert found["left_out"] == ["An older plan", "Plan 2024"]
    assert found["left_out_of_pages"] == [
        {"page": 2, "reason": "white on white", "text": "An older plan"},
        {"page": 2, "reason": "running head", "text": "Plan 2024"},
    ]
    assert found["page_labels"] == {1: "iv"}
