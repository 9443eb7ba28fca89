"""Texts in a pack by their pages as LibreOffice prints them: exact, in place, and the same for ever."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from packing import announce, cite, page_texts, paragraph, store_file
from without_libreoffice import uninstall_libreoffice
from word_packages import NAMES, run, word

from evidence.model import PassageKind
from evidence.packs import sentences
from evidence.packs.issuing import issue
from evidence.packs.planning.plan import plan
from evidence.pages import libreoffice
from evidence.services import Services
from evidence.store import packs

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SAID = "Four in five assessments were completed within timescales."
LATER = "In three of twelve cases the child had not been seen alone."
BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'

pytestmark = pytest.mark.skipif(libreoffice.installed() is None, reason="LibreOffice is not installed")


def body() -> str:
    table = "".join(
        f"<w:tc><w:tcPr><w:tcW w:w='3000' w:type='dxa'/></w:tcPr><w:p>{run(text)}</w:p></w:tc>"
        for text in ("Visits in time", "81%")
    )
    rows = f"<w:tbl><w:tblPr/><w:tr>{table}</w:tr></w:tbl>"
    return f"<w:p>{run('Progress report')}</w:p><w:p>{run(SAID)}</w:p>{rows}{BREAK}<w:p>{run(LATER)}</w:p>"


def packed(services: Services, tmp_path: Path, *ordinals: int, documents: int = 1) -> int:
    """A pack "One" with these passages of a Word file. Returns the document's id."""
    announce(services)
    note = f'<w:comments {NAMES}><w:comment w:id="1"><w:p>{run("Is that so?")}</w:p></w:comment></w:comments>'
    path = word(
        tmp_path / "report.docx", body(), {"word/comments.xml": note}, [("rId1", "comments", "comments.xml")]
    )
    passages = [paragraph(i, text) for i, text in enumerate(("Progress report", SAID, LATER))]
    passages.append(replace(paragraph(3, "Comment by Jo: Is that so?"), kind=PassageKind.NOTE))
    document = store_file(services, path.read_bytes(), "report.docx", passages, media_type=DOCX)
    for ordinal in ordinals:
        cite(services, document, ordinal, block="B")
    packs.add(services.record, "One", "Safeguarding 2011")
    packs.add_section(services.record, "One", block="B")
    return document


def test_a_word_file_is_bound_by_its_printed_pages_with_its_passages_in_place(
    services: Services, tmp_path: Path
) -> None:
    document = packed(services, tmp_path, 1, 2)
    built = issue.freeze(services, "One")
    texts = page_texts(built.pdf.read_bytes())
    frozen = plan(services, "One")
    bound = frozen.documents[document]
    assert bound.form == "printed" and len(bound.pages) == 2 and not bound.passages
    places = {item.text: item.page for item in frozen.items}
    assert places == {SAID: 1, LATER: 2} and all(item.rects for item in frozen.items)
    first, second = (
        next(i for i, text in enumerate(texts) if said in text and i > 3) for said in (SAID, LATER)
    )
    assert second == first + 1 and "Visits in time" in texts[first]
    assert any(sentences.PRINTED in " ".join(text.split()) for text in texts)
    assert not any(problem.code == "no_place" for problem in built.problems)


def test_an_issue_is_the_same_bytes_without_the_cache_and_without_libreoffice(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed(services, tmp_path, 1)
    built = issue.freeze(services, "One")
    shutil.rmtree(services.settings.page_images)
    uninstall_libreoffice(monkeypatch)
    again = issue.build(services, "One", 1, tmp_path)
    assert again.pdf.read_bytes() == built.pdf.read_bytes()
    assert again.zip.read_bytes() == built.zip.read_bytes()


def test_a_supplement_finds_its_passages_on_the_pages_bound_before(
    services: Services, tmp_path: Path
) -> None:
    document = packed(services, tmp_path, 1)
    first = issue.freeze(services, "One")
    cite(services, document, 2, block="B")
    packs.add_section(services.record, "One", block="B")
    second = issue.supplement(services, "One")
    added = plan(services, "One").last.items
    assert [(item.text, item.page, bool(item.rects)) for item in added] == [(LATER, 2, True)]
    before, after = page_texts(first.pdf.read_bytes()), page_texts(second.pdf.read_bytes())
    assert after[1 : len(before)] == before[1:]


def test_a_passage_that_is_on_no_printed_page_has_its_document_set_as_text(
    services: Services, tmp_path: Path
) -> None:
    document = packed(services, tmp_path, 1, 3)
    built = issue.freeze(services, "One")
    assert plan(services, "One").documents[document].form == "set"
    texts = page_texts(built.pdf.read_bytes())
    assert any("Set as text from the original report.docx" in text for text in texts)


def test_without_libreoffice_a_word_file_is_set_as_text_and_says_so(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    uninstall_libreoffice(monkeypatch)
    packed(services, tmp_path, 1)
    texts = page_texts(issue.freeze(services, "One").pdf.read_bytes())
    assert any("Set as text from the original report.docx" in text for text in texts)


def test_looking_at_a_draft_prints_nothing(services: Services, tmp_path: Path) -> None:
    document = packed(services, tmp_path, 1)
    assert plan(services, "One").documents[document].form == "set"
    assert plan(services, "One", printing=True).documents[document].form == "printed"
    assert plan(services, "One").documents[document].form == "printed"
