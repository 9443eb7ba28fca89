"""A trace that leaves has all that an outside auditor needs: every link, its words, its file, its events."""

import csv
import io

import pytest
from cli_runner import Muster
from openpyxl import load_workbook
from packing import add_minutes, add_notice, add_report, cite
from paths import CONFIG
from pypdf import PdfReader

from evidence.exports import trace
from evidence.model import LinkStatus, Stance
from evidence.reads.documents import summary
from evidence.services import Services, open_services
from evidence.settings import load
from evidence.store import judgements, links, measure_edits


@pytest.fixture
def found(services: Services) -> trace.TraceExport:
    """A measure with one passage accepted, one contradicting and one rejected."""
    add_notice(services)
    report = add_report(services)
    cite(services, report, 0, measure="N2010-01", stance=Stance.SUPPORTS, note="=HYPERLINK(1)")
    cite(services, report, 1, measure="N2010-01", stance=Stance.CONTRADICTS)
    rejected = cite(services, add_minutes(services), 1, measure="N2010-01", stance=Stance.SUPPORTS)
    links.decide(services.record.acting_as("ann"), [rejected], LinkStatus.REJECTED, note="Of another team")
    return trace.export(services, "N2010-01", "2026-01-01")


def test_every_link_is_in_it_with_its_standing_its_file_and_its_events(
    found: trace.TraceExport, services: Services
) -> None:
    standing = [row["standing"].split(",")[0].split(":")[0] for row in found.rows]
    assert standing == ["Counts", "Counts", "Rejected"]
    for row in found.rows:
        assert row["sha256"] == summary(services.record.db, row["document"])["sha256"]
        assert row["quote"] and row["citation"]
    assert "ann rejected “" in found.rows[2]["history"] and "before: accepted" in found.rows[2]["history"]
    about = dict(found.about)
    assert about["Hash of the newest"] and about["As on"] == "2026-01-01"


def test_the_workbook_and_the_csv_hold_the_same_rows_and_no_formula(found: trace.TraceExport) -> None:
    read = list(csv.DictReader(io.StringIO(trace.as_csv(found).decode("utf-8-sig"))))
    assert [r["Standing"] for r in read] == [r["standing"] for r in found.rows]
    assert read[0]["Note"] == "'=HYPERLINK(1)"
    book = load_workbook(io.BytesIO(trace.as_xlsx(found)))
    assert book.sheetnames == ["Trace", "About"]
    assert len(list(book["Trace"].iter_rows())) == 4
    assert all(cell.data_type != "f" for row in book["Trace"].iter_rows() for cell in row)


def test_the_pdf_says_it_in_words(found: trace.TraceExport) -> None:
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(trace.as_pdf(found))).pages)
    for words in ("N2010-01", "Counts (2)", "Rejected, not counted (1)", "SHA-256", "ann rejected", "Page 1"):
        assert words in text


def test_it_tells_what_was_said_of_a_measure_with_its_history(
    found: trace.TraceExport, services: Services
) -> None:
    for given, since in (
        ({"rag": "red", "owner": "Ann Lee"}, "2010-03-02"),
        ({"rag": "green"}, "2010-06-01"),
    ):
        measure_edits.edit(services.record, "N2010-01", given, "Agreed", since=since)
    export = trace.export(services, "N2010-01", "2026-01-01")
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(trace.as_pdf(export))).pages)
    told = ("2 March 2010: rated red; owner Ann Lee", "1 June 2010: rated green")
    read = list(csv.DictReader(io.StringIO(trace.as_csv(export).decode("utf-8-sig"))))
    for words in told:
        assert f"History: {words}" in " ".join(text.split())
        assert any(r["Words as read now"].startswith(words) and r["Standing"] == trace.SAID for r in read)
    book = load_workbook(io.BytesIO(trace.as_xlsx(export)))
    assert any(c.value and told[0] in str(c.value) for row in book["About"].iter_rows() for c in row)


def test_it_tells_the_limiting_judgement_of_a_block(services: Services) -> None:
    given = {"cited": "Inspection report, 22 January 2010, p. 4"}
    judgements.enter(services.record, "Safeguarding", "inadequate", "2010-01-22", **given)
    export = trace.export(services, "B", "2010-06-01")
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(trace.as_pdf(export))).pages)
    text = " ".join(text.split())
    assert "performs poorly" in text and "22 January 2010, p. 4" in text
    assert [r["standing"] for r in export.rows] == [trace.LIMIT]
    assert trace.as_csv(export) and trace.as_xlsx(export)


def test_the_pdf_draws_an_indicators_values_with_each_in_words(sample_base: Muster) -> None:
    with open_services(load(home=sample_base.home, config=CONFIG), actor="tester") as services:
        found = trace.export(services, "N2025-06", "2026-11-27")
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(trace.as_pdf(found))).pages)
    text = " ".join(text.split())
    assert "NI 59 over time" in text and "several months together" not in text
    assert "December 2025: 74.2% * (Children’s Services Improvement Update, 20 March 2026" in text
    assert "met, on 74.2% in Dec 2025" in text
