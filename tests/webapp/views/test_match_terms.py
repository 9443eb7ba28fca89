"""A measure's match terms on its page: edited, tried, kept."""

from web.client import Client
from web.page import parse, words_of
from web.papers import Papers

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
    assert "measure terms changed" in client.get("/log").text


def test_what_cannot_be_a_term_is_said_and_nothing_typed_is_lost(client: Client, papers: Papers):
    answer = client.post(PATH, {"terms": "one two three four five six seven", "do": "keep"}, status=400)
    assert "is too long for a term" in answer.text
    assert "one two three four five six seven" in words_of(parse(answer.text, whole=True).by_id("terms"))


def test_a_measure_that_is_not_there_is_said(client: Client, papers: Papers):
    assert "There is no measure N1999-01." in client.get("/measures/N1999-01/terms", status=404).text
