"""What is redacted after an issue is in no later one: what it printed is masked there, drawings cut."""

from pathlib import Path
from zipfile import ZipFile

import pytest
from cli_runner import Muster
from extracting import extracted
from pdf_marks import drawing
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject
from reader_files import pdf, prose
from redacting import LETTER, NAME, SECRET, SEEN, TOLD, WHY, opened, packed

from evidence.errors import PackError
from evidence.packs.issuing import issue
from evidence.packs.planning.finding import find
from evidence.packs.planning.plan import plan
from evidence.packs.planning.preflight import check
from evidence.reads import packs as reads
from evidence.services import Services
from evidence.store import pack_items, packs, redactions


def _redact(services: Services, document: int, *words: str) -> None:
    for said in words:
        redactions.add(services.record, NAME, document, find(services, document, said), WHY)


def _issued_with_a_name_in_its_own_words(tmp_path: Path) -> tuple[Path, int]:
    """A pack whose first issue names a child in a title and a note; and a paper that names it too."""
    home = tmp_path / "home"
    first = packed(home, pdf(tmp_path / "first.pdf", prose(f"{LETTER}\n\n{SEEN}")), "audit of May")
    second = Muster(home)("ingest", pdf(tmp_path / "second.pdf", prose(f"{LETTER}\n\n{TOLD}")), "--json").data
    with opened(home) as services:
        section = packs.add_section(services.record, NAME, title="Robin Quillfeather at school")
        pack_items.add_document(services.record, NAME, section, first)
        pack_items.add_note(services.record, NAME, section, "See what Quillfeather said.")
        issue.freeze(services, NAME)
    return home, second["files"][0]["documents"][0]


def test_what_an_issue_printed_is_masked_in_the_next_when_it_is_redacted_since(tmp_path: Path) -> None:
    home, document = _issued_with_a_name_in_its_own_words(tmp_path)
    with opened(home) as services:
        section = packs.add_section(services.record, NAME, title="The plan")
        pack_items.add_document(services.record, NAME, section, document)
        _redact(services, document, "Robin Quillfeather", "Quillfeather")
        row = reads.pack(services.record.db, NAME)
        built = issue.supplement(services, NAME)
        notes = plan(services, NAME).last.notes
        again = issue.build(services, NAME, 2, out=tmp_path / "again")
        assert again.pdf.read_bytes() == built.pdf.read_bytes()
        assert SECRET in extracted(issue.stored(services, NAME, 1)[0], tmp_path / "first")
    assert any("masked where they say what is redacted since" in note for note in notes)
    for made in (built.pdf, built.zip):
        assert SECRET not in extracted(made, tmp_path / made.suffix)
    assert row["issues"][0]["pages"] < built.pages


def test_a_note_that_is_masked_since_is_no_news(tmp_path: Path) -> None:
    home, document = _issued_with_a_name_in_its_own_words(tmp_path)
    with opened(home) as services:
        section = packs.add_section(services.record, NAME, title="The plan")
        item = pack_items.add_document(services.record, NAME, section, document)
        _redact(services, document, "Robin Quillfeather", "Quillfeather")
        found = issue.compare(services, NAME)
    assert [passage.number for passage in found.passages] == [-item]


def test_a_third_issue_does_not_say_that_what_is_masked_stands_again(tmp_path: Path) -> None:
    home, document = _issued_with_a_name_in_its_own_words(tmp_path)
    with opened(home) as services:
        section = packs.add_section(services.record, NAME, title="The plan")
        pack_items.add_document(services.record, NAME, section, document)
        _redact(services, document, "Robin Quillfeather", "Quillfeather")
        issue.supplement(services, NAME)
        pack_items.add_note(services.record, NAME, section, "Nothing else is to be said.")
        issue.supplement(services, NAME)
        assert plan(services, NAME).last.notes == ()


def test_an_issued_page_that_draws_with_what_a_redacted_one_draws_is_a_picture_in_the_next_issue(
    tmp_path: Path,
) -> None:
    writer = PdfWriter(clone_from=pdf(tmp_path / "two.pdf", prose(f"{LETTER}\n\n{SEEN}"), prose(TOLD)))
    form = drawing(writer, "BT /Helv 12 Tf (Quillfeather) Tj ET")
    for page in writer.pages:
        resources = DictionaryObject(page["/Resources"])
        resources[NameObject("/XObject")] = DictionaryObject({NameObject("/Fm"): form})
        page[NameObject("/Resources")] = resources
    writer.write(tmp_path / "two.pdf")
    document = packed(tmp_path / "home", tmp_path / "two.pdf", "audit of May")
    with opened(tmp_path / "home") as services:
        pack_items.take_cited_pages(services.record, NAME, document, cited_only=True)
        issue.freeze(services, NAME)
        section = packs.add_section(services.record, NAME, title="The plan")
        pack_items.add_document(services.record, NAME, section, document, (2, 2))
        _redact(services, document, "Robin Quillfeather", "Quillfeather")
        built = issue.supplement(services, NAME)
        notes = plan(services, NAME).last.notes
    assert any("page 1, shown as a picture from this issue on" in note for note in notes)
    for made in (built.pdf, built.zip):
        assert SECRET not in extracted(made, tmp_path / made.suffix)
    assert "theauditofmaywasshared" in extracted(built.pdf, tmp_path / "seen")
    with ZipFile(built.zip) as zipped:
        assert not [name for name in zipped.namelist() if name.startswith("originals/")]


def test_a_name_that_an_issued_page_shows_is_told_before_the_supplement(tmp_path: Path) -> None:
    made = pdf(tmp_path / "plan.pdf", prose(f"{LETTER}\n\n{SEEN}\n\n{TOLD}"))
    document = packed(tmp_path / "home", made, "audit of May")
    other = Muster(tmp_path / "home")("ingest", pdf(tmp_path / "b.pdf", prose(f"{SEEN}\n\n{TOLD}")), "--json")
    second = other.data["files"][0]["documents"][0]
    with opened(tmp_path / "home") as services:
        issue.freeze(services, NAME)
        section = packs.add_section(services.record, NAME, title="More")
        pack_items.add_document(services.record, NAME, section, second)
        _redact(services, second, "Robin Quillfeather", "Quillfeather")
        found = [problem for problem in check(services, NAME) if problem.code == "readable_issued"]
    assert len(found) == 1 and "page 1" in found[0].message and document != second
    assert "issued pages never change" in found[0].message


def test_a_supplement_whose_masks_would_move_issued_page_numbers_is_refused(tmp_path: Path) -> None:
    home = tmp_path / "home"
    first = packed(home, pdf(tmp_path / "first.pdf", prose(f"{LETTER}\n\n{SEEN}")), "audit of May")
    other = Muster(home)("ingest", pdf(tmp_path / "second.pdf", prose(f"{LETTER}\n\n{TOLD}")), "--json").data
    with opened(home) as services:
        section = packs.add_section(services.record, NAME, title="What was said")
        pack_items.add_document(services.record, NAME, section, first)
        pack_items.add_note(services.record, NAME, section, "Quillfeather " * 600)
        issue.freeze(services, NAME)
        document = other["files"][0]["documents"][0]
        pack_items.add_document(
            services.record, NAME, packs.add_section(services.record, NAME, title="B"), document
        )
        _redact(services, document, "Robin Quillfeather", "Quillfeather")
        with pytest.raises(PackError, match="more or fewer than were issued"):
            issue.supplement(services, NAME)
        assert reads.pack(services.record.db, NAME)["issue"] == 1
