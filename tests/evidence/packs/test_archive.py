"""The ZIP: originals, index, trace and manifest."""

import hashlib
import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from packing import add_minutes, announce, cite, make_pack, on_day, page_texts

from evidence.home import log
from evidence.model import Passage, PassageKind
from evidence.packs.assembling.assemble import assemble
from evidence.packs.issuing.archive import archive
from evidence.packs.pack import from_json
from evidence.packs.planning.plan import plan
from evidence.services import Services
from evidence.store import judgements, measure_edits, packs


def _zip(services: Services, name: str) -> ZipFile:
    pack = plan(services, name, frozen=True)
    built = assemble(pack, services.files.read)
    return ZipFile(BytesIO(archive(pack, built, services.files.read).zip))


def test_the_manifest_holds_the_hashes_of_originals_pdf_and_log(services: Services) -> None:
    name = make_pack(services)
    pack = plan(services, name, frozen=True)
    built = assemble(pack, services.files.read)
    made = archive(pack, built, services.files.read)
    zipped = ZipFile(BytesIO(made.zip))
    manifest = json.loads(zipped.read("manifest.json"))
    assert manifest == made.manifest
    assert manifest["pdf"]["sha256"] == hashlib.sha256(built.pdf).hexdigest()
    assert manifest["log_head"] == log.head(services.record.db)
    assert len(manifest["originals"]) == 2
    for original in manifest["originals"]:
        data = zipped.read(original["member"])
        assert hashlib.sha256(data).hexdigest() == original["sha256"]
        assert services.files.read(original["sha256"]) == data


def test_file_names_are_short_and_date_last(services: Services) -> None:
    zipped = _zip(on_day(services, "2026-02-28"), make_pack(services))
    assert zipped.namelist()[:4] == ["manifest.json", "index.html", "plan.json", "trace.xlsx"]
    assert {"originals/001-inspection.pdf", "originals/002-minutes.txt"} == set(zipped.namelist()[4:])
    manifest = json.loads(zipped.read("manifest.json"))
    assert manifest["pdf"]["name"] == "safeguarding-2011-issue-1-2026-02-28.pdf"


def test_the_trace_holds_every_cited_passage_and_its_page(services: Services) -> None:
    name = make_pack(services)
    book = load_workbook(BytesIO(_zip(services, name).read("trace.xlsx")))
    rows = list(book["Evidence"].iter_rows(values_only=True))
    assert len(rows) == 1 + 4
    assert {row[2] for row in rows[1:]} == {"supports", "contradicts"}
    assert all(isinstance(row[4], int) for row in rows[1:])


@pytest.mark.parametrize(
    "words", ['=HYPERLINK("http://example.org")', "+1+1", "-2", "@SUM(A1)", "\x07bell =1"]
)
def test_nothing_from_a_document_becomes_a_formula(services: Services, words: str) -> None:
    from packing import store_file

    make_pack(services)
    passage = Passage(0, PassageKind.PARAGRAPH, words)
    document = store_file(
        services,
        b"n",
        "note.txt",
        [passage],
        media_type="text/plain",
        kind="other",
        title=words,
        date="2010-12-01",
    )
    cite(services, document, 0, block="C", note=words)
    packs.add(services.record, "One", "Safeguarding 2011")
    packs.add_section(services.record, "One", block="C")
    book = load_workbook(BytesIO(_zip(services, "One").read("trace.xlsx")))
    for sheet in book:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
    text = book["Evidence"]["F2"]
    assert text.value == words.replace("\x07", "")


def test_the_index_is_one_page_that_stands_alone(services: Services) -> None:
    import html5lib

    page = _zip(services, make_pack(services)).read("index.html").decode()
    parser = html5lib.HTMLParser(strict=True)
    parser.parse(page)
    assert page.count("<h1>") == 1
    assert '<html lang="en-GB">' in page
    assert "<script" not in page and "http" not in page
    assert "Contradicting evidence" in page and "#page=" in page


def test_a_name_cannot_climb_out_of_the_zip(services: Services) -> None:
    make_pack(services)
    services.record.db.execute(
        "UPDATE files SET name = ? WHERE name = 'minutes.txt'", ["../../etc/pass\\wd.tar.é"]
    )
    names = _zip(services, "Safeguarding 2011").namelist()
    assert all(".." not in name and "\\" not in name and name.isascii() for name in names)


def test_markup_in_a_document_stays_text(services: Services) -> None:
    announce(services)
    minutes = add_minutes(services)
    services.record.db["passages"].update(1, {"text": "<script>alert(1)</script> & <b>"})
    cite(services, minutes, 0, block="C")
    packs.add(services.record, "One", "Safeguarding 2011")
    packs.add_section(services.record, "One", block="C")
    assert b"<script" not in _zip(services, "One").read("index.html")


def test_a_pack_prints_limiting_judgements_and_how_a_measure_was_rated(services: Services) -> None:
    """On the section's sheet, in the ZIP's index and in its trace; what is later than the cut-off is not."""
    name = make_pack(services)
    given = {"cited": "Inspection report, 22 January 2010, p. 4"}
    judgements.enter(services.record, "Safeguarding", "inadequate", "2010-01-22", **given)
    for rag, since in (("red", "2010-03-02"), ("blue", "2010-12-01"), ("amber", "2011-05-01")):
        measure_edits.edit(services.record, "N2010-02", {"rag": rag}, "Agreed", since=since)
    packs.add_section(services.record, name, block="B")
    pack = plan(services, name, frozen=True)
    assert from_json(pack.to_json()) == pack
    built = assemble(pack, services.files.read)
    zipped = ZipFile(BytesIO(archive(pack, built, services.files.read).zip))
    book = load_workbook(BytesIO(zipped.read("trace.xlsx")))
    sections = " ".join(str(c) for row in book["Sections"].iter_rows(values_only=True) for c in row)
    pdf = " ".join(" ".join(page_texts(built.pdf)).split())
    for text in (pdf, sections, zipped.read("index.html").decode()):
        assert "performs poorly" in text and "Safeguarding was judged inadequate" in text
        assert "2 March 2010: rated red" in text and "1 December 2010: rated blue" in text
        assert "Rated blue, but" in text and "rated amber" not in text
