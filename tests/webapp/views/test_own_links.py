"""A person's own links: several measures, several paragraphs, some words of one."""

from flask import Flask
from web.client import Client
from web.page import parse, words_of
from web.papers import Papers

from webapp.people.auth import Role


def test_several_measures_and_paragraphs_are_linked_at_once(client: Client, papers: Papers):
    address = f"/passages/{papers.welcome}/links"
    page = client.get(f"{address}/new", find="block a")
    assert "Block A" in page.text
    said = {"to": ["measure:N2010-02", "block:A"], "also": [papers.unwelcome], "stance": "context"}
    client.post(address, said)
    text = client.get("/measures/N2010-02").text
    assert "Context (2)" in text
    assert "Context (2)" in client.get("/blocks/A").text


def test_words_chosen_of_a_passage_are_kept_and_marked(client: Client, papers: Papers):
    address = f"/passages/{papers.welcome}/links"
    page = client.get(f"{address}/new", quote="NI 59 stood at 74%")
    assert page.by_id(f"quote-{papers.welcome}").get("value") == "NI 59 stood at 74%"
    said = {"to": "measure:N2010-02", "stance": "supports", "quote": "ni 59  stood at 74%"}
    client.post(address, said)
    marks = [words_of(m) for m in client.get("/measures/N2010-02").all("mark")]
    assert marks == ["NI 59 stood at 74%"]


def test_words_that_the_passage_does_not_have_are_refused(client: Client, papers: Papers):
    address = f"/passages/{papers.welcome}/links"
    said = {"to": "measure:N2010-02", "stance": "supports", "quote": "of no paper"}
    assert "does not have the words “of no paper”" in client.post(address, said, status=400).text


def test_a_clash_over_several_links_is_replaced_as_a_whole(client: Client, papers: Papers, app: Flask):
    jo = Client(app).sign_in(Role.OFFICER, "Jo Marsh")
    jo.post(f"/links/{papers.met}", {"status": "rejected"})
    address = f"/passages/{papers.welcome}/links"
    said = {"to": ["measure:N2010-01", "block:A"], "stance": "supports"}
    answer = client.post(address, said, status=409)
    assert "Jo Marsh rejected this" in answer.text
    assert "No accepted passage supports it." in client.get("/blocks/A").text
    page = parse(answer.text, whole=True)
    seen = [i.get("value") for i in page.all("input") if i.get("name") == "seen"]
    client.post(address, {**said, "seen": seen})
    assert "Supporting (1)" in client.get("/blocks/A").text
