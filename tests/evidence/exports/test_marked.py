"""What leaves carries the highest marking of what is in it: in each row, at the head, in the file's name."""

import csv
import io
from pathlib import Path

import pytest
from cli_runner import Muster
from flask import Flask
from marked_home import SECRET, Marked
from openpyxl import load_workbook
from packing import add_minutes, add_notice, add_report, cite
from paths import CONFIG
from pypdf import PdfReader
from web.client import Client

from evidence.exports import coverage, ledger, trace
from evidence.exports.marked import in_name
from evidence.model import FileStatus
from evidence.services import Services
from evidence.settings import load
from evidence.store.ledger import enter, keep_file
from evidence.store.markings import mark, mark_file
from webapp import create_app

SAID = "OFFICIAL-SENSITIVE [CARE & SAFETY]"


@pytest.fixture
def papers(services: Services) -> Services:
    """A measure with evidence of two papers, one of them marked."""
    add_notice(services)
    report, minutes = add_report(services), add_minutes(services)
    cite(services, report, 0, measure="N2010-01")
    cite(services, minutes, 1, measure="N2010-01")
    mark(services.record, report, "OFFICIAL-SENSITIVE", "It names a child", caveat="Care & safety")
    mark(services.record, minutes, "OFFICIAL", "Minutes are")
    return services


def told(data: bytes) -> list[str]:
    """The column of markings of a CSV."""
    return [row["Marking"] for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig")))]


def test_a_trace_carries_it_in_each_of_its_forms(papers: Services) -> None:
    found = trace.export(papers, "N2010-01", "2026-01-01")
    assert sorted(told(trace.as_csv(found))) == ["OFFICIAL", SAID]
    book = load_workbook(io.BytesIO(trace.as_xlsx(found)))
    assert [cell.value for cell in book["About"][1]] == ["Marking", SAID]
    assert {sheet.oddHeader.center.text for sheet in book} == {SAID.replace("&", "&&")}
    pages = PdfReader(io.BytesIO(trace.as_pdf(found))).pages
    assert all(SAID in page.extract_text() for page in pages)


def test_the_marking_of_the_measures_own_paper_is_carried_where_no_evidence_is_marked(
    services: Services,
) -> None:
    notice = add_notice(services)
    cite(services, add_report(services), 0, measure="N2010-01")
    mark(services.record, notice, "OFFICIAL", "Notices are")
    assert trace.export(services, "N2010-01", "2026-01-01").marking == "OFFICIAL"


def test_coverage_carries_it_beside_each_measure_that_rests_on_it(papers: Services) -> None:
    found = coverage.table(papers)
    assert {r["code"] for r in found.rows if r["marking"] == SAID} == {"N2010-01"}
    assert found.marking == SAID and SAID in told(coverage.as_csv(found))
    assert load_workbook(io.BytesIO(coverage.as_xlsx(found)))["About"]["B1"].value == SAID


def test_the_ledger_carries_it_also_of_files_that_could_not_be_read(papers: Services) -> None:
    sha256, size = papers.files.put_bytes(b"\0")
    keep_file(papers.record, sha256=sha256, size=size, media_type="image/x", name="a.x")
    enter(papers.record, path="a.x", status=FileStatus.FAILED, origin="test", sha256=sha256)
    mark_file(papers.record, sha256, "OFFICIAL-SENSITIVE", "From the panel")
    found = ledger.table(papers.record.db)
    assert told(ledger.as_csv(found)) == ["OFFICIAL-SENSITIVE"] and found.marking == "OFFICIAL-SENSITIVE"
    assert load_workbook(io.BytesIO(ledger.as_xlsx(found)))["About"]["B1"].value == "OFFICIAL-SENSITIVE"


def test_what_is_not_marked_leaves_as_ever(services: Services) -> None:
    add_notice(services)
    found = coverage.table(services)
    assert found.marking == "" and set(told(coverage.as_csv(found))) == {""}
    assert in_name("coverage.csv", "") == "coverage.csv"
    assert in_name("coverage.csv", SAID) == "coverage-OFFICIAL-SENSITIVE.csv"


@pytest.fixture
def app(marked_base: Marked) -> Flask:
    made = create_app(load(home=marked_base.muster.home, config=CONFIG))
    made.testing = True
    return made


def test_pages_that_are_printed_and_citations_that_are_copied_carry_it(
    app: Flask, marked_base: Marked
) -> None:
    client = Client(app).sign_in(cleared=True)
    for address in ("/search/print?q=protocol", f"/measures/{marked_base.measure}", "/coverage"):
        assert "Marked OFFICIAL-SENSITIVE" in client.get(address).text, address
    for address in ("/search?q=zephyrine", f"/documents/{marked_base.documents[0]}"):
        copied = [b.get("data-copy", "") for b in client.get(address).all("button", class_="muster-copy")]
        named = [words for words in copied if SECRET in words]
        assert named and all(words.endswith("– OFFICIAL-SENSITIVE") for words in named), address
    answer = client.http.get(f"/measures/{marked_base.measure}/trace.csv")
    assert "-OFFICIAL-SENSITIVE.csv" in answer.headers["Content-Disposition"]


def test_commands_say_of_what_they_wrote_that_it_is_marked(marked_base: Marked, tmp_path: Path) -> None:
    muster: Muster = marked_base.muster
    said = muster("ledger", "--export", tmp_path / "ledger.csv")
    assert "marked OFFICIAL-SENSITIVE" in said.out
    assert muster("trace", marked_base.measure, "--json").data["marking"].startswith("OFFICIAL-SENSITIVE")
