"""Redacted words of texts, mails, workbooks and scans: not in their pages, quotes, names, nor the ZIP."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_runner import Muster
from extracting import extracted
from office_files import mail, saved
from openpyxl import Workbook
from reader_files import docx, paragraph, pdf, picture_of, prose, scan
from redacting import LETTER, NAME, SECRET, SEEN, TOLD, WHY, opened, packed

from evidence.errors import UsageError
from evidence.packs.issuing import issue
from evidence.packs.planning.finding import find, in_area, on_page
from evidence.packs.planning.plan import plan
from evidence.store import pack_items, packs, redactions


def _docx(path: Path) -> Path:
    return docx(path.with_suffix(".docx"), "".join(map(paragraph, (LETTER, SEEN, TOLD))))


def _mail(path: Path) -> Path:
    text = f"Dear all\n\n{SEEN}\n\n{TOLD}\n\nKind regards\n"
    return saved(path.with_suffix(".eml"), mail(text, Subject="The case of Robin Quillfeather"))


def _workbook(path: Path) -> Path:
    book = Workbook()
    book.active.append(["Child", "What was done"])
    book.active.append(["Robin Quillfeather", SEEN])
    book.active.append(["Another", TOLD])
    book.save(path.with_suffix(".xlsx"))
    return path.with_suffix(".xlsx")


@pytest.mark.parametrize("make", [_docx, _mail, _workbook])
def test_words_of_a_text_are_redacted_wherever_it_holds_them(
    make: Callable[[Path], Path], tmp_path: Path
) -> None:
    made = make(tmp_path / "quillfeather_review")
    document = packed(tmp_path / "home", made, "audit of May", "plan for Robin")
    with opened(tmp_path / "home") as services:
        for words in ("Robin Quillfeather", "Quillfeather"):
            redactions.add(services.record, NAME, document, find(services, document, words), WHY)
        built = issue.freeze(services, NAME)
    for file in (built.pdf, built.zip):
        assert SECRET not in extracted(file, tmp_path / file.suffix)
    said = extracted(built.pdf, tmp_path / "again")
    assert "planfor[redacted]wasreviewedontime" in said
    assert "theauditofmaywassharedwiththeboard" in said
    assert re.search(r"undated:[2-9]places|2011:[2-9]places", said)


def test_a_mail_is_not_enclosed_when_its_attachment_is_redacted(tmp_path: Path) -> None:
    attached = pdf(tmp_path / "plan.pdf", prose(f"{LETTER}\n\n{TOLD}"))
    message = mail(f"Dear all\n\n{SEEN}\n")
    message.add_attachment(attached.read_bytes(), maintype="application", subtype="pdf", filename="plan.pdf")
    made = saved(tmp_path / "mail.eml", message)
    document = packed(tmp_path / "home", made, "audit of May")
    with opened(tmp_path / "home") as services:
        sql = "SELECT id FROM documents WHERE parent = ?"
        inner = services.record.db.execute(sql, [document]).fetchone()[0]
        section = packs.add_section(services.record, NAME, title="Attached")
        pack_items.add_document(services.record, NAME, section, inner)
        for words in ("Robin Quillfeather", "Quillfeather's"):
            redactions.add(services.record, NAME, inner, find(services, inner, words), WHY)
        built = issue.freeze(services, NAME)
    for file in (built.pdf, built.zip):
        assert SECRET not in extracted(file, tmp_path / file.suffix)


def test_an_area_of_a_scan_is_black_and_what_was_read_there_is_told_nowhere(tmp_path: Path) -> None:
    picture = picture_of(LETTER[:60], "Robin Quillfeather was seen alone.", "The board was told in May.")
    made = pdf(tmp_path / "scan.pdf", scan(picture))
    document = packed(tmp_path / "home", made)
    with opened(tmp_path / "home") as services:
        section = packs.add_section(services.record, NAME, title="Scans")
        for passage in services.record.db.execute("SELECT id FROM passages").fetchall():
            pack_items.add_passage(services.record, NAME, section, passage[0])
        area = (30, 52, 595, 82)
        redactions.add(services.record, NAME, document, [in_area(services, document, 1, area)], WHY)
        built = issue.freeze(services, NAME)
    for file in (built.pdf, built.zip):
        assert SECRET not in extracted(file, tmp_path / file.suffix)


def test_what_a_person_says_stands_in_an_area_of_a_scan_is_masked_in_names(tmp_path: Path) -> None:
    picture = picture_of(LETTER[:60], "Robin Quillfeather was seen alone.", "The board was told in May.")
    made = pdf(tmp_path / "Quillfeather scan.pdf", scan(picture))
    document = packed(tmp_path / "home", made)
    with opened(tmp_path / "home") as services:
        section = packs.add_section(services.record, NAME, title="About Robin Quillfeather")
        pack_items.add_document(services.record, NAME, section, document)
        places = on_page(services, document, 1, "Robin Quillfeather", [(30, 52, 595, 82)])
        redactions.add(services.record, NAME, document, places, WHY)
        built = issue.freeze(services, NAME)
    for file in (built.pdf, built.zip):
        assert SECRET not in extracted(file, tmp_path / file.suffix)


def test_words_that_stand_nowhere_are_not_redacted_in_silence(tmp_path: Path) -> None:
    document = packed(tmp_path / "home", _docx(tmp_path / "paper"), "audit of May")
    with opened(tmp_path / "home") as services, pytest.raises(UsageError, match="is not found"):
        find(services, document, "Quillfetter")


def test_a_document_that_the_pack_does_not_hold_is_not_redacted(tmp_path: Path) -> None:
    packed(tmp_path / "home", _docx(tmp_path / "paper"), "audit of May")
    other = Muster(tmp_path / "home")("ingest", pdf(tmp_path / "other.pdf", prose(LETTER)), "--json")
    number = other.data["files"][0]["documents"][0]
    with opened(tmp_path / "home") as services:
        found = find(services, number, "Board")
        with pytest.raises(UsageError, match="does not hold document"):
            redactions.add(services.record, NAME, number, found, WHY)


def test_a_pack_without_redactions_says_nothing_of_them(tmp_path: Path) -> None:
    packed(tmp_path / "home", _docx(tmp_path / "paper"), "audit of May")
    with opened(tmp_path / "home") as services:
        said = plan(services, NAME).to_json()
    assert "redact" not in said and "withheld" not in said and "blacked" not in said
