"""What notes on a page say, which a viewer opens on a click, stands at the page's foot in a pack."""

from pathlib import Path

from extracting import extracted
from pdf_marks import annotate
from pypdf import PdfWriter
from reader_files import pdf, prose
from redacting import NAME, SEEN, WHY, opened, packed

from evidence.packs.issuing import issue
from evidence.packs.planning.finding import find
from evidence.packs.planning.plan import plan
from evidence.store import redactions

LETTER = "Letter from Anyshire Council to the Improvement Board, 3 May 2011.\n\n"
NAMED = "\n\nThe plan for Robin Quillfeather was reviewed on time in every month."


def _paper(path: Path, *notes: str) -> Path:
    writer = PdfWriter(clone_from=pdf(path, prose(LETTER + SEEN + NAMED)))
    for number, said in enumerate(notes):
        annotate(
            writer, "/Text", (500, 700 - 40 * number, 520, 720 - 40 * number), Contents=said, T="Jo Moor"
        )
    writer.write(path)
    return path


def test_a_sticky_notes_words_stand_at_the_foot_of_its_page_and_in_the_index(tmp_path: Path) -> None:
    packed(
        tmp_path / "home", _paper(tmp_path / "a.pdf", "Is this so?", *["More to ask."] * 4), "audit of May"
    )
    with opened(tmp_path / "home") as services:
        page = plan(services, NAME).last.documents[0].pages[0]
        built = issue.freeze(services, NAME)
    assert page.said.startswith("Sticky note by Jo Moor: “Is this so?”. Sticky note by Jo Moor: “More")
    assert page.said.endswith("2 more notes in the original.")
    assert extracted(built.pdf, tmp_path / "x").count("isthisso?") >= 2


def test_a_note_that_names_a_redacted_child_is_masked_at_the_foot_or_gone(tmp_path: Path) -> None:
    notes = "Ask about Quillfeather", "Is this so?"
    document = packed(tmp_path / "home", _paper(tmp_path / "a.pdf", *notes), "audit of May")
    with opened(tmp_path / "home") as services:
        for words in ("Robin Quillfeather", "Quillfeather"):
            redactions.add(services.record, NAME, document, find(services, document, words), WHY)
        page = plan(services, NAME).last.documents[0].pages[0]
        built = issue.freeze(services, NAME)
    assert "Is this so?" in page.said and "Ask about" not in page.said
    for file in (built.pdf, built.zip):
        assert "quillfeather" not in extracted(file, tmp_path / file.suffix[1:])
