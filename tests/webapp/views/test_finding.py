"""Finding evidence from a measure: by a search, and by what was accepted."""

from flask import Flask
from web.client import Client
from web.page import parse
from web.papers import Papers

from evidence.search.indexer import drain
from evidence.services import Services
from webapp.people.auth import Role


def test_what_a_search_finds_is_linked_from_its_results(client: Client, papers: Papers, services: Services):
    drain(services.record, services.engine)
    page = client.get("/measures/N2010-02/find", q="referrals waited")
    ticks = [i.get("value") for i in page.all("input") if i.get("name") == "passage"]
    link = f"{papers.unwelcome}@"
    chosen = [tick for tick in ticks if tick.startswith(link)]
    assert len(chosen) == 1 and "Suggested" in page.text
    said = {"passage": chosen, "stance": "contradicts", "note": "Said by the board"}
    answer = client.post("/measures/N2010-02/find?q=referrals+waited", said)
    assert answer.location == "/measures/N2010-02/find?q=referrals+waited"
    page = client.get(answer.location)
    assert "1 passage was linked to N2010-02." in page.text and "Accepted" in page.text
    assert "Contradicting (1)" in client.get("/measures/N2010-02").text


def test_a_stale_result_shows_what_a_colleague_decided(
    app: Flask, client: Client, papers: Papers, services: Services
):
    Client(app).sign_in(Role.OFFICER, "Jo Marsh").post(f"/links/{papers.late}", {"status": "rejected"})
    said = {"passage": f"{papers.unwelcome}@0", "stance": "contradicts"}
    answer = client.post("/measures/N2010-02/find?q=referrals", said, status=409)
    assert "Jo Marsh rejected this" in answer.text
    client.submit(parse(answer.text, whole=True), "/links")
    assert "Contradicting (1)" in client.get("/measures/N2010-02").text


def test_passages_like_what_was_accepted_are_offered(client: Client, papers: Papers, services: Services):
    drain(services.record, services.engine)
    empty = client.get("/measures/N2010-02/find", alike="yes")
    assert "Nothing was accepted yet" in empty.text
    client.post(f"/passages/{papers.welcome}/links", {"to": "measure:N2010-02", "stance": "supports"})
    page = client.get("/measures/N2010-02/find", alike="yes")
    assert "3.1" not in " ".join(i.get("value", "") for i in page.all("input"))


def test_nothing_ticked_and_nothing_found_are_said(client: Client, papers: Papers):
    said = client.post("/measures/N2010-02/find", {"stance": "supports"}, status=400).text
    assert "No passage was chosen." in said
    assert "No passage was found." in client.get("/measures/N2010-02/find", q="zebra").text
    assert "no measure X-1" in client.get("/measures/X-1/find", status=404).text
