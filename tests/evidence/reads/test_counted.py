"""Which paragraph of a letter a citation names, where the letter numbers none."""

import pytest

from evidence.model import Field, Page, Passage, PassageKind, Reading
from evidence.reads.documents import document, passage
from evidence.reads.search import found_passages
from evidence.services import Services
from evidence.store import documents, ledger
from webapp.presenting.reading import citations_of

FRONT, HEADING, PARAGRAPH, BULLET = (
    PassageKind.FRONT,
    PassageKind.HEADING,
    PassageKind.PARAGRAPH,
    PassageKind.BULLET,
)
LETTER = (
    (FRONT, "Dear Minister"),
    (PARAGRAPH, "The Board has met three times."),
    (HEADING, "Overall progress"),
    (PARAGRAPH, "We look at three things:"),
    (BULLET, "assessments"),
    (BULLET, "visits"),
    (PARAGRAPH, "I shall write again."),
    (FRONT, "Yours sincerely"),
)
COUNTED = [
    "Letter from A. Writer, undated (p. 1)",
    "Letter from A. Writer, undated, paragraph 1 (p. 1)",
    "Letter from A. Writer, undated (p. 1)",
    "Letter from A. Writer, undated, paragraph 2 (p. 1)",
    "Letter from A. Writer, undated, paragraph 2, bullet 1 (p. 1)",
    "Letter from A. Writer, undated, paragraph 2, bullet 2 (p. 1)",
    "Letter from A. Writer, undated, paragraph 3 (p. 1)",
    "Letter from A. Writer, undated (p. 1)",
]


def stored(services: Services, kind: str = "letter", label: str = "") -> int:
    """The letter as a paper of this kind, its last paragraph with this label."""
    texts = [(kind_, text, label if text.startswith("I shall") else "") for kind_, text in LETTER]
    passages = tuple(Passage(n, kind_, text, label_, (), 1) for n, (kind_, text, label_) in enumerate(texts))
    name = "Letter from A. Writer"
    reading = Reading(kind, (Page(1, ""),), passages, fields=(Field("title", name),))
    ledger.keep_file(services.record, sha256="a" * 64, size=1, media_type="text/plain", name="letter.txt")
    return documents.add_readings(services.record, "a" * 64, [reading])[0]


def test_an_unnumbered_letters_paragraphs_and_bullets_are_counted(services: Services) -> None:
    found = document(services.record.db, stored(services))
    assert list(citations_of(found).values()) == COUNTED


def test_a_hit_and_a_passages_own_page_cite_it_alike(services: Services) -> None:
    db = services.record.db
    found = citations_of(document(db, stored(services)))
    assert {n: passage(db, n)["citation"] for n in found} == found
    assert {n: hit["citation"] for n, hit in found_passages(db, found).items()} == found


@pytest.mark.parametrize(("kind", "label"), [("report", ""), ("letter", "7.")])
def test_a_report_and_a_letter_with_numbers_are_not_counted(
    services: Services, kind: str, label: str
) -> None:
    found = document(services.record.db, stored(services, kind, label))
    assert not [cited for cited in citations_of(found).values() if "paragraph" in cited]
