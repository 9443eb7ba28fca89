"""Right after a change made over HTTP, or by another process, the next search over HTTP shows it."""

from dataclasses import replace

import pytest
from cli_runner import process
from flask import Flask
from search_entries import ENGINES
from web.client import Client
from web.page import words_of
from web.papers import Papers

from evidence.settings import Settings
from webapp import create_app
from webapp.people.auth import Role


@pytest.fixture(params=ENGINES)
def app(request: pytest.FixtureRequest, settings: Settings) -> Flask:
    """The site, on each engine."""
    if request.param == "tantivy":
        pytest.importorskip("tantivy")
    made = create_app(replace(settings, search=replace(settings.search, engine=request.param)))
    made.testing = True
    return made


def citations(client: Client, **asked: str) -> list[str]:
    hits = client.get("/search", **asked).all("li", class_="muster-result")
    return [words_of(hit.find("h2/a")) for hit in hits]


def shown(client: Client, **asked: str) -> str:
    """The first hit, in words."""
    return words_of(client.get("/search", **asked).all("li", class_="muster-result")[0])


def test_a_tag_that_was_accepted_shows(client: Client, papers: Papers) -> None:
    assert "Accepted" not in shown(client, q="NI 59 stood")
    client.post(f"/links/{papers.met}", {"status": "accepted"})
    assert "Accepted N2010-01" in shown(client, q="NI 59 stood")


def test_a_tag_that_was_rejected_no_longer_finds_the_passage(client: Client, papers: Papers) -> None:
    assert citations(client, q="referrals", measure="N2010-02")
    client.post(f"/links/{papers.late}", {"status": "rejected"})
    assert not citations(client, q="referrals", measure="N2010-02")
    assert citations(client, q="referrals stance:contradicts") == []


def test_a_field_that_was_corrected_shows_and_finds(client: Client, papers: Papers) -> None:
    path = f"/documents/{papers.report}/correct"
    client.post(path, {"field": "title", "value": "Autumn update", "note": ""})
    client.post(path, {"field": "date", "value": "2009-11-02", "note": ""})
    assert citations(client, q="timely") == ["Autumn update, 2 November 2009, para 3.1 (p. 1)"]
    assert len(citations(client, q="timely", year="2009")) == 1
    assert "Autumn update, 2 November 2009" in client.http.get("/search.csv?q=timely").text


def test_a_document_that_was_withdrawn_is_found_no_more_until_it_is_back(
    client: Client, papers: Papers
) -> None:
    assert citations(client, q="timely")
    client.post(f"/documents/{papers.report}/withdraw", {"note": "Sent by mistake"})
    assert citations(client, q="timely") == []
    assert "timely" not in client.http.get("/search.csv?q=timely").text.partition("\r\n")[2]
    client.post(f"/documents/{papers.report}/bring-back", {})
    assert len(citations(client, q="timely")) == 1


def test_what_one_person_changes_the_others_see(app: Flask, client: Client, papers: Papers) -> None:
    other = Client(app).sign_in(Role.AUDITOR, "Alex Moor")
    assert citations(other, q="timely")
    client.post(f"/documents/{papers.report}/withdraw", {"note": ""})
    assert citations(other, q="timely") == [] and "Improvement update" not in other.get("/").text


def test_what_another_process_changes_the_site_shows(
    app: Flask, client: Client, papers: Papers, settings: Settings
) -> None:
    assert citations(client, q="timely")
    with process(settings.home, "withdraw", papers.report) as running:
        assert running.wait() == 0
    assert citations(client, q="timely") == []
    with process(settings.home, "withdraw", papers.report, "--undo") as running:
        assert running.wait() == 0
    assert len(citations(client, q="timely")) == 1
