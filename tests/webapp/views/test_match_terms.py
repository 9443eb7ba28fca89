"""A measure's match terms on its page: edited, tried, kept."""

from flask import Flask
from web.client import Client, fields_of
from web.page import audit, parse, words_of
from web.papers import Papers

from webapp.people.auth import Role

PATH = "/measures/N2010-01/terms"


def test_terms_are_tried_before_they_are_kept(client: Client, papers: Papers):
    page = client.get(PATH)
    form = {"terms": words_of(page.by_id("terms")).replace(" ", "\n") + "\nwelcome pack", "do": "preview"}
    tried = client.post(PATH, form, status=200)
    assert "Nothing is kept yet." in tried.text
    assert "welcome pack" in words_of(parse(tried.text, whole=True).by_id("terms"))
    assert "Added so far" not in client.get(PATH).text
    client.post(PATH, {**form, "do": "keep"})
    assert "Added so far: welcome pack." in client.get(PATH).text
    assert "changed the words that go with" in client.get("/log").text


def test_what_cannot_be_a_term_is_said_and_nothing_typed_is_lost(client: Client, papers: Papers):
    answer = client.post(PATH, {"terms": "one two three four five six seven", "do": "keep"}, status=400)
    assert "is too long for a term" in answer.text
    assert "one two three four five six seven" in words_of(parse(answer.text, whole=True).by_id("terms"))


def test_a_measure_that_is_not_there_is_said(client: Client, papers: Papers):
    assert "There is no measure N1999-01." in client.get("/measures/N1999-01/terms", status=404).text


def test_terms_that_another_changed_since_are_not_overwritten(app: Flask, client: Client, papers: Papers):
    stale = next(f for f in client.get(PATH).all("form") if f.get("action") == PATH)
    jo = Client(app).sign_in(Role.OFFICER, "Jo Marsh")
    jo.post(PATH, {"terms": "liquid logic", "do": "keep", "seen": "0"})
    mine = {"seen": fields_of(stale)["seen"], "terms": "mosaic", "do": "keep"}
    page = parse(client.post(PATH, mine, status=409).text, whole=True)
    audit(page)
    assert "Nothing was changed. Jo Marsh changed this on" in page.text and "liquid logic" in page.text
    again = next(f for f in page.all("form") if f.get("action") == PATH)
    client.post(PATH, {**mine, "seen": fields_of(again)["seen"]})
    assert "mosaic" in client.get(PATH).text and "liquid logic" not in client.get(PATH).text
