"""What a search found, taken away: all of it or with its bound said, in full, and without a formula."""

import csv
import re
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from cli_runner import Muster
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from web.client import Client
from web.page import words_of
from web.papers import Papers

from evidence.exports import found as search_export
from evidence.exports import sheets, workbook
from evidence.exports.cells import STARTS_A_FORMULA
from evidence.exports.found import COLUMNS, export
from evidence.model import Field, Page, Passage, PassageKind, Reading
from evidence.search import Query
from evidence.services import Services
from evidence.settings import Settings
from evidence.store import documents
from evidence.store.ledger import keep_file

NAMES = [name for name, _, _ in COLUMNS]
FORMULAS = [
    '=HYPERLINK("http://example.org","Open")',
    "=1+1",
    "+44 20 7946 0000",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1",
    "\r=1",
    "\n=1",
    "\uff1d1",
]


def add(work: Services, *texts: str, title: str = "A paper", bad_page: bool = False) -> int:
    """Add a paper with these paragraphs, and perhaps a page that could not be read."""
    sha256, size = work.files.put_bytes(title.encode())
    keep_file(work.record, sha256=sha256, size=size, media_type="text/plain", name=f"{title}.txt")
    made = tuple(Passage(n, PassageKind.PARAGRAPH, t, label=str(n), end=len(t)) for n, t in enumerate(texts))
    pages = (Page(1, "\n".join(texts)), *([Page(2, "", "unreadable")] if bad_page else []))
    fields = (Field("title", title), Field("date", "2010-07"))
    return documents.add_readings(work.record, sha256, [Reading("report", pages, made, fields)])[0]


def taken(work: Services, text: str, most: int = 5000, **how: int) -> search_export.Export:
    bounded = replace(work, settings=exporting(work.settings, most))
    return export(bounded, Query(text=text), lambda hit: f"/passages/{hit['passage']}", **how)


def exporting(settings: Settings, most: int) -> Settings:
    return replace(settings, search=replace(settings.search, export_rows=most))


def rows_of(data: bytes) -> list[dict[str, str]]:
    """A CSV's rows, read as a spreadsheet program would."""
    return list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline="")))


def test_an_export_has_every_hit_in_full_in_the_order_of_the_search(services: Services) -> None:
    long = "Referrals " + "and many more words " * 40 + "waited."
    add(services, long, *(f"Referrals waited {n} days." for n in range(60)))
    found = taken(services, "referrals waited")
    rows = rows_of(search_export.as_csv(found))
    assert len(rows) == 61 and list(rows[0]) == NAMES
    assert long in [row["Text"] for row in rows]
    one = next(row for row in rows if row["Text"] == "Referrals waited 7 days.")
    assert one["Citation"] == "A paper, July 2010, para 8 (p. 1)"
    assert (one["Document"], one["Date"], one["Kind"], one["Page"]) == ("A paper", "2010-07", "report", "1")
    assert re.fullmatch(r"/passages/\d+", one["Address"])


def test_an_export_that_is_gathered_in_parts_is_the_same(services: Services) -> None:
    add(services, *(f"Referrals waited {'very ' * n}long." for n in range(9)))
    whole = taken(services, "referrals").rows
    assert taken(services, "referrals", at_once=4).rows == whole and len(whole) == 9
    assert taken(services, "referrals", most=6, at_once=4).rows == whole[:6]


def test_an_export_that_is_cut_says_so(services: Services) -> None:
    add(services, *(f"Referrals waited {n} days." for n in range(8)))
    assert taken(services, "referrals").extent == "All 8 passages, in 1 document."
    cut = taken(services, "referrals", most=5)
    assert cut.extent == "The first 5 of 8 passages. Narrow the search for the others."
    about = load_workbook(BytesIO(search_export.as_xlsx(cut)))["About"]
    assert "The first 5 of 8 passages. Narrow the search for the others." in [c.value for c in about["B"]]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_an_export_is_a_formula(services: Services, text: str) -> None:
    add(services, f"{text} referrals", title=f"{text} title")
    found = taken(services, "referrals")
    for row in rows_of(search_export.as_csv(found)):
        assert not [v for v in row.values() if v.startswith(STARTS_A_FORMULA)]
        assert row["Text"] == f"'{text} referrals"
    book = load_workbook(BytesIO(search_export.as_xlsx(found)))
    assert {c.data_type for sheet in book for row in sheet.iter_rows() for c in row} <= {
        "s",
        "inlineStr",
        "n",
    }
    cell = book["Passages found"].cell(2, NAMES.index("Text") + 1)
    assert cell.quotePrefix and cell.value.replace("_x000D_", "\r") == f"{text} referrals"


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_whatever_stands_in_a_table_both_forms_hold_it_and_neither_computes(texts: list[str]) -> None:
    columns = tuple((f"Column {n}", str(n), 10) for n in range(len(texts)))
    row = {str(n): text for n, text in enumerate(texts)}
    read = list(csv.reader(StringIO(sheets.as_csv(columns, [row]).decode("utf-8-sig"), newline="")))[1]
    assert not [cell for cell in read if cell.startswith(STARTS_A_FORMULA)]
    book = load_workbook(BytesIO(sheets.as_xlsx("Sheet", columns, [row])))
    assert {cell.data_type for cell in book["Sheet"][2]} <= {"s", "n", "inlineStr"}


def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    data = sheets.as_xlsx("Sheet", (("Text", "text", 10),), [{"text": "word " * 10_000}])
    value = load_workbook(BytesIO(data))["Sheet"]["A2"].value
    assert len(value) == workbook.LONGEST and value.endswith(workbook.CUT)


def test_accepted_and_suggested_links_stand_apart(client: Client, papers: Papers) -> None:
    client.post(f"/links/{papers.met}", {"status": "accepted"})
    (row,) = rows_of(client.http.get("/search.csv?q=timely").data)
    assert row["Accepted"] == "N2010-01 (supports)" and row["Suggested"] == "C (supports, a guess)"
    assert row["Measures"] == "N2010-01" and "C" in row["Blocks"].split(", ")


def test_the_address_of_a_row_opens_the_paragraph(client: Client, papers: Papers) -> None:
    (row,) = rows_of(client.http.get("/search.csv?q=timely").data)
    assert row["Address"].startswith("http://")
    path, _, anchor = row["Address"].removeprefix("http://localhost").partition("#")
    assert "initial assessments are now timely" in words_of(client.get(path).by_id(anchor))


def test_exports_hold_what_the_page_of_results_counts(client: Client, papers: Papers) -> None:
    page = client.get("/search", q="referrals", kind="report", sort="date")
    exports = {words_of(a): a.get("href") for a in page.all("a") if a.get("href", "").startswith("/search")}
    rows = rows_of(client.http.get(exports["CSV"]).data)
    assert [row["Kind"] for row in rows] == ["report"]
    book = load_workbook(BytesIO(client.http.get(exports["Excel"]).data))
    assert book["Passages found"].max_row == 2
    assert book["About"]["B1"].value == "referrals; kind: report; newest first"
    assert "Some referrals <still> waited" in client.get(exports["printable page"]).text


def test_the_printed_page_says_what_was_asked_when_and_by_whom(
    client: Client, papers: Papers, services
) -> None:
    add(services, "Nothing of the kind.", title="A scan", bad_page=True)
    page = client.get("/search/print", q='referrals OR "of the kind"')
    assert 'Searched for referrals OR "of the kind"' in page.text
    assert "As understood Searched for: (referrals or “of the kind”)." in page.text
    assert re.search(r"Printed \d+ \w+ \d{4}, \d+:\d\d[ap]m, by Sam Ellery", page.text)
    assert "All 3 passages, in 3 documents." in page.text
    assert "A scan: page 2" in page.text
    assert "Improvement update, 14 July 2010, para 3.2" in page.text
    assert not page.all("script") and not page.all("form") and not page.all("nav")


@pytest.mark.parametrize("path", ["/search.csv", "/search.xlsx", "/search/print"])
@pytest.mark.parametrize("q", ["", "?!", "<script>alert(1)</script>", "nowhere to be found", "\x00\ud7ff"])
def test_whatever_is_asked_can_be_taken_away(client: Client, papers: Papers, path: str, q: str) -> None:
    assert client.http.get(path, query_string={"q": q}).status_code == 200


@pytest.mark.parametrize("path", ["/search.csv", "/search.xlsx", "/search/print", "/saved", "/"])
def test_nobody_takes_anything_away_without_signing_in(app: Flask, papers: Papers, path: str) -> None:
    assert "/sign-in" in app.test_client().get(path).location


def test_the_command_line_exports_too(sample_base: Muster, tmp_path: Path) -> None:
    out = tmp_path / "found.csv"
    ran = sample_base("search", "assessment", "--export", out, "--json")
    total = sample_base("search", "assessment", "--json").data["total"]
    assert ran.code == 0 and ran.data == {"file": str(out), "passages": total, "total": total, "marking": ""}
    assert len(rows_of(out.read_bytes())) == total
    assert sample_base("search", "assessment", "--export", tmp_path / "found.pdf").code == 2
    assert "cannot be written" in sample_base("search", "a", "--export", tmp_path / "no" / "found.csv").err


def test_the_page_and_the_name_of_the_file_say_where_an_export_ends(client: Client, papers: Papers) -> None:
    whole = client.http.get("/search.csv?q=referrals")
    assert "muster-passages-found.csv" in whole.headers["Content-Disposition"]
    known = client.app.extensions
    known["muster_settings"] = exporting(known["muster_settings"], 1)
    assert "(the first 1)" in client.get("/search", q="referrals").text
    cut = client.http.get("/search.csv?q=referrals")
    assert "muster-passages-found-first-1-of-2.csv" in cut.headers["Content-Disposition"]
