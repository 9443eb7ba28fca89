"""The coverage matrix: every measure a cell with its state, at any day."""

import csv
import io

from web.client import Client
from web.page import words_of
from web.papers import Papers


def test_every_measure_is_a_cell_that_says_its_state(client: Client, papers: Papers):
    client.post(f"/links/{papers.met}", {"status": "accepted"})
    page = client.get("/coverage")
    for words in (
        "N2010-01: thin",
        "N2010-02: no evidence",
        "Overarching requirements",
        "Blocks",
        "Thin (1)",
    ):
        assert words in page.text
    assert "N2010-01: thin" in client.get("/coverage", by="owner").text
    cell = next(a for a in page.all("a") if "N2010-01" in a.get("title", ""))
    assert cell.get("href") == "/measures/N2010-01"


def test_by_block_a_measure_stands_under_each_block_that_it_or_its_evidence_belongs_to(
    client: Client, papers: Papers
):
    def under() -> dict[str, list[str]]:
        lines = client.get("/coverage", by="block").all("li", class_="muster-matrix__line")
        return {
            words_of(line[0]): [words_of(cell) for cell in line.iter("a") if "N2010-" in words_of(cell)]
            for line in lines
        }

    indicator = "Block C: Performance indicators"
    assert any("N2010-01" in code for code in under()[indicator])  # NI 59 is in its words
    assert not any("N2010-02" in code for code in under()[indicator])
    client.post(f"/links/{papers.late}", {"status": "accepted"})
    client.post(f"/passages/{papers.unwelcome}/links", {"to": "block:B@ofsted-2011", "stance": "context"})
    assert any("N2010-02" in code for code in under()["Block B: Inspections of children's services"])
    text = client.http.get("/coverage.csv").data.decode("utf-8-sig")
    rows = {row["Code"]: row for row in csv.DictReader(io.StringIO(text))}
    assert rows["N2010-01"]["Blocks"] == indicator and rows["C"]["Blocks"] == ""


def test_before_anything_was_accepted_it_says_so_and_shows_no_cell(client: Client, papers: Papers):
    page = client.get("/coverage", at="2009-06-30")
    assert "there is nothing to list" in page.text and "N2010-01" not in page.text


def test_a_day_that_is_none_is_told_beside_the_form(client: Client, papers: Papers):
    assert "2062 is more than a year ahead" in client.get("/coverage", at="2062", status=400).text
    assert "is no date" in client.get("/coverage", since="last spring", status=400).text


def test_a_measure_at_a_day_says_which_and_lists_what_is_later_apart(client: Client, papers: Papers):
    client.post(f"/links/{papers.met}", {"status": "accepted"})
    page = client.get("/measures/N2010-01", at="2010-06")
    assert "As on 30 June 2010" in page.text and "No accepted passage supports it." in page.text


def test_it_can_be_taken_away(client: Client, papers: Papers):
    client.post(f"/links/{papers.met}", {"status": "accepted"})
    text = client.http.get("/coverage.csv").data.decode("utf-8-sig")
    rows = {row["Code"]: row for row in csv.DictReader(io.StringIO(text))}
    assert rows["N2010-01"]["State"] == "thin" and rows["N2010-01"]["Independent voices"] == "1"
    assert client.http.get("/coverage.xlsx").data.startswith(b"PK")
    client.get("/coverage.pdf", status=404)
