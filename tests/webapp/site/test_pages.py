"""Every page, as a person without scripts gets it."""

import pytest
from web.client import Client
from web.page import words_of
from web.papers import Papers

from webapp.people.auth import Role

EVERY = ("/search", "/documents", "/documents/ledger", "/measures", "/review", "/packs", "/log")


@pytest.mark.parametrize("path", EVERY)
def test_every_page_opens_on_an_empty_home_and_says_what_to_do_next(client: Client, path: str):
    assert client.get(path).one("main")


@pytest.mark.parametrize("path", EVERY)
def test_every_page_opens_with_papers_in_the_home(client: Client, papers: Papers, path: str):
    assert client.get(path).one("main")


def test_the_documents_list_filters_by_kind_and_counts_each(client: Client, papers: Papers):
    page = client.get("/documents")
    assert "Report (1)" in page.text and "2 documents" in page.text
    only = client.get("/documents", kind="report")
    assert "1 document of 2" in only.text
    assert [words_of(a) for a in only.by_id("documents").iter("a")] == ["Improvement update"]


def test_a_document_page_shows_each_value_with_the_passage_it_was_read_from(client: Client, papers: Papers):
    page = client.get(f"/documents/{papers.report}")
    assert words_of(page.one("h1")) == "Improvement update"
    assert "14 July 2010" in page.text and "Wexcombe Council (internal)" in page.text
    assert "from here: title" in page.text
    assert "A table on page 2 was not understood." in page.text


def test_a_files_hash_stands_at_the_end_of_its_document(client: Client, papers: Papers):
    text = client.get(f"/documents/{papers.report}").text
    assert text.count(papers.sha256) == 1
    assert text.index(papers.sha256) > text.index("waited for more than one working day")


def test_a_passage_keeps_its_label_its_page_and_its_place(client: Client, papers: Papers):
    page = client.get(f"/documents/{papers.report}")
    passage = words_of(page.by_id(f"passage-{papers.unwelcome}"))
    assert passage.startswith("3.2 Some referrals <still> waited")
    assert words_of(page.by_id("page-2")) == "Page 2"


def test_a_notice_shows_its_register_with_its_facts_and_measures(client: Client, papers: Papers):
    text = client.get(f"/documents/{papers.notice}").text
    assert "Register N2010: 3 measures" in text
    assert "Review date at the end of December 2010" in text
    assert "NI 59: at least 72%, June 2010" in text


def test_findings_and_indicator_values_are_tables(client: Client, papers: Papers):
    page = client.get(f"/documents/{papers.report}")
    captions = [words_of(c) for c in page.all("caption")]
    assert captions == ["Judgements", "Strengths", "Values read from this document"]
    assert "74%" in page.text


def test_the_original_is_an_attachment_of_no_type(client: Client, papers: Papers):
    with client.http.get(f"/files/{papers.sha256}") as answer:  # which holds the file open
        assert answer.data == b"<script>report"
        assert answer.mimetype == "application/octet-stream"
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["Cache-Control"] == "no-store"


def test_only_files_of_documents_can_be_had(client: Client, papers: Papers):
    client.get(f"/files/{'0' * 64}", status=404)
    client.get("/files/secret", status=404)


def test_a_document_that_is_not_there_is_not_found(client: Client):
    assert "There is no document 9." in client.get("/documents/9", status=404).text


def test_measures_stand_under_their_register_and_theme_with_their_coverage(client: Client, papers: Papers):
    page = client.get("/measures")
    assert [words_of(h) for h in page.all("h3")] == ["Overarching requirements", "Assessment"]
    assert "No evidence (3)" in page.text
    assert "No measure is “thin”." in client.get("/measures", state="thin").text


def test_a_measure_traces_to_its_evidence_with_suggestions_apart(client: Client, papers: Papers):
    page = client.get("/measures/N2010-02")
    assert "Suggested, not decided (1)" in page.text
    assert "No accepted passage supports it." in page.text
    client.post(f"/links/{papers.late}", {"status": "accepted"})
    page = client.get("/measures/n2010-02")
    assert "Contradicting (1)" in page.text and "Suggested, not decided (0)" in page.text
    assert "Improvement update, 14 July 2010, para 3.2 (p. 2)" in page.text


def test_an_indicator_works_as_a_code(client: Client, papers: Papers):
    page = client.get("/measures/ni59")
    assert words_of(page.one("h1")) == "NI 59"
    assert "1 measure sets a target for it." in page.text
    assert "Met 74%, June 2010" in page.text


def test_a_block_has_its_own_page(client: Client, papers: Papers):
    assert "Suggested, not decided (1)" in client.get("/blocks/C").text
    client.get("/blocks/Z", status=404)


def test_the_log_shows_the_chain_unbroken(client: Client, papers: Papers):
    assert "Unbroken" in client.get("/log").text


def test_a_measures_trace_can_be_taken_away(client: Client, papers: Papers):
    page = client.get("/measures/N2010-01")
    for ending in ("pdf", "xlsx", "csv"):
        address = f"/measures/N2010-01/trace.{ending}"
        assert address in [a.get("href") for a in page.all("a")]
        answer = client.http.get(address)
        assert answer.status_code == 200 and "attachment" in answer.headers["Content-Disposition"]
    client.get("/measures/N2010-01/trace.exe", status=404)


def test_the_log_is_filtered_and_its_sentences_lead_to_what_they_name(client: Client, papers: Papers):
    client.post(f"/links/{papers.met}", {"status": "accepted", "stance": "supports", "note": "Seen"})
    page = client.get("/log", by="Sam Ellery", kind="decisions", measure="N2010-01", since="2020")
    (row,) = page.by_id("main-content").findall(".//tbody/tr")
    assert "Sam Ellery accepted “" in words_of(
        row
    ) and "as supporting N2010-01; before: suggested" in words_of(row)
    assert [a.get("href") for a in row.iter("a")] == [f"/documents/{papers.report}", "/measures/N2010-01"]
    assert "No event of the log matches." in client.get("/log", document=99).text
    assert "is no date" in client.get("/log", since="soon", status=400).text


def test_the_log_says_when_it_was_changed(client: Client, papers: Papers, services):
    services.record.db.execute("UPDATE events SET actor = 'nobody' WHERE id = 2")
    services.record.db.conn.commit()
    assert "Event 2" in client.get("/log").by_id("main-content").find(".//ul").findtext("li")


def test_an_auditor_sees_no_button_that_changes_anything(app, papers: Papers):
    auditor = Client(app).sign_in(Role.AUDITOR, "Alex Orme")
    for path in (f"/documents/{papers.report}", "/review", "/measures/N2010-01"):
        forms = [f.get("action") for f in auditor.get(path).all("form", method="post")]
        assert forms == ["/sign-out"]


def test_a_measures_page_says_what_is_missing_and_draws_its_values(client: Client, papers: Papers):
    client.post(f"/links/{papers.met}", {"status": "accepted"})
    page = client.get("/measures/N2010-01")
    assert "Missing: A second, independent voice: 1 document, 1 voice." in page.text
    assert "1 independent voice" in page.text and "Rejected (0)" in page.text
    drawn = client.http.get("/measures/N2010-01/charts/1.svg")
    assert drawn.mimetype == "image/svg+xml" and drawn.data.startswith(b"<?xml")
    client.get("/measures/N2010-01/charts/9.svg", status=404)


def test_rejected_evidence_can_be_opened_on_the_measures_page(client: Client, papers: Papers):
    client.post(f"/links/{papers.late}", {"status": "rejected", "note": "Of another team"})
    page = client.get("/measures/N2010-02")
    assert "Rejected (1)" in page.text and "Rejected by" in page.text
