"""Redaction holds on odd pages: turned, cropped, of a large unit, locked against changes, shared drawings."""

from collections.abc import Callable
from pathlib import Path

import pytest
from extracting import extracted
from pdf_marks import drawing
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, FloatObject, NameObject, RectangleObject
from reader_files import pdf, prose
from redacting import NAME, SECRET, WHY, opened, packed

from evidence.packs.issuing import issue
from evidence.packs.originals.sharing import sharing
from evidence.packs.pack import from_json
from evidence.packs.planning.finding import find
from evidence.reads import packs as reads
from evidence.store import pack_items, redactions

FIRST = (
    "Letter from Anyshire Council to the Improvement Board, 3 May 2011.\n\n"
    "The audit of May was shared with the board and with all partners of the council.\n\n"
    "The plan for Robin Quillfeather was reviewed on time in every month of the year."
)
SECOND = "The second page tells of the training that was given to all staff."


def _rotated(writer: PdfWriter) -> None:
    writer.pages[0].rotate(90)


def _cropped(writer: PdfWriter) -> None:
    writer.pages[0].cropbox = RectangleObject((40, 500, 560, 800))


def _large(writer: PdfWriter) -> None:
    writer.pages[0][NameObject("/UserUnit")] = FloatObject(2)


def _locked(writer: PdfWriter) -> None:
    writer.encrypt("", "owner")


def _plain(writer: PdfWriter) -> None:
    pass


@pytest.mark.parametrize("change", [_rotated, _cropped, _large, _locked, _plain])
@pytest.mark.parametrize("turn", [0, 90])
def test_a_name_on_an_odd_page_is_not_in_the_pack(
    change: Callable[[PdfWriter], None], turn: int, tmp_path: Path
) -> None:
    made = pdf(tmp_path / "paper.pdf", prose(FIRST), prose(SECOND))
    writer = PdfWriter(clone_from=made)
    change(writer)
    writer.write(made)
    document = packed(tmp_path / "home", made, "audit of May", "plan for Robin")
    with opened(tmp_path / "home") as services:
        if turn:
            pack_items.turn(services.record, NAME, document, 1, turn)
        places = find(services, document, "Robin Quillfeather")
        redactions.add(services.record, NAME, document, places, WHY)
        built = issue.freeze(services, NAME)
    said = extracted(built.pdf, tmp_path / "pdf")
    assert SECRET not in said and SECRET not in extracted(built.zip, tmp_path / "zip")
    assert "theauditofmaywassharedwiththeboard" in said
    assert "trainingthatwasgiventoallstaff" in said


def _two(tmp_path: Path) -> PdfWriter:
    return PdfWriter(clone_from=pdf(tmp_path / "two.pdf", prose(FIRST), prose(SECOND)))


def _with_form(writer: PdfWriter, page: int, form: object) -> None:
    forms = DictionaryObject({NameObject("/Fm"): form})
    resources = DictionaryObject(writer.pages[page]["/Resources"])
    resources[NameObject("/XObject")] = forms
    writer.pages[page][NameObject("/Resources")] = resources


def test_a_page_that_could_draw_what_a_redacted_one_draws_is_found(tmp_path: Path) -> None:
    writer = _two(tmp_path)
    form = drawing(writer, "BT /Helv 12 Tf (Quillfeather) Tj ET")
    _with_form(writer, 0, form)
    _with_form(writer, 1, form)
    writer.write(tmp_path / "shared.pdf")
    assert sharing((tmp_path / "shared.pdf").read_bytes(), [1], [2]) == {2}


def test_pages_that_share_fonts_alone_stay_as_they_are(tmp_path: Path) -> None:
    made = pdf(tmp_path / "paper.pdf", prose(FIRST), prose(SECOND))
    assert sharing(made.read_bytes(), [1], [2]) == frozenset()
    document = packed(tmp_path / "home", made, "audit of May")
    with opened(tmp_path / "home") as services:
        found = find(services, document, "Robin Quillfeather")
        redactions.add(services.record, NAME, document, found, WHY)
        issue.freeze(services, NAME)
        planned = from_json(reads.issue_plan(services.record.db, 1, 1))
    first, second = planned.documents[document].pages
    assert first.pictured and first.blacked and not second.pictured


def test_what_cannot_be_looked_through_counts_as_shared() -> None:
    assert sharing(b"%PDF-1.7 damaged", [1], [2, 3]) == {2, 3}
