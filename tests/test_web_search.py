"""The search page, with scripts and without."""

import pytest
from web.client import Client
from web.page import Page, words_of
from web.papers import Papers


def hits(page: Page) -> list[str]:
    return [words_of(li.find("h2/a")) for li in page.all("li", class_="muster-result")]


def test_a_result_is_a_citation_that_opens_the_marked_paragraph(client: Client, papers: Papers):
    page = client.get("/search", q="initial assessments timely")
    link = page.all("li", class_="muster-result")[0].find("h2/a")
    assert words_of(link) == "Improvement update, 14 July 2010, para 3.1 (p. 1)"
    path, _, anchor = link.get("href").partition("#")
    passage = client.get(path).by_id(anchor)
    assert [words_of(m) for m in passage.iter("mark")] == ["initial", "assessments", "timely"]


def test_a_snippet_marks_the_words_and_escapes_the_rest(client: Client, papers: Papers):
    page = client.get("/search", q="referrals waited")
    snippet = page.one("p", class_="muster-result__snippet")
    assert words_of(snippet) == "Some referrals <still> waited for more than one working day."
    assert [words_of(m) for m in snippet.iter("mark")] == ["referrals", "waited"]


def test_accepted_and_suggested_tags_are_told_apart(client: Client, papers: Papers):
    client.post(f"/links/{papers.met}", {"status": "accepted"})
    result = client.get("/search", q="NI 59 stood").all("li", class_="muster-result")[0]
    assert "Accepted N2010-01 Suggested Block C" in words_of(result)


def test_each_filter_has_its_count_and_narrows_the_results(client: Client, papers: Papers):
    page = client.get("/search", q="NI 59")
    assert {"Report (1)", "Improvement notice (1)"} <= {words_of(label) for label in page.all("label")}
    assert hits(client.get("/search", q="NI 59", kind="report")) == [
        "Improvement update, 14 July 2010, para 3.1 (p. 1)"
    ]
    assert hits(client.get("/search", q="NI 59", to="2010-05")) == [
        "Improvement notice to Wexcombe Council, 4 March 2010"
    ]
    assert len(hits(client.get("/search", measure="N2010-02"))) == 1


def test_a_chosen_filter_can_be_unticked_even_when_nothing_is_left(client: Client, papers: Papers):
    page = client.get("/search", q="referrals", kind="letter")
    box = page.by_id("kind-letter")
    assert "checked" in box.attrib
    assert "or untick a filter" in page.text


def test_htmx_gets_the_results_alone_and_history_gets_the_page(client: Client, papers: Papers):
    fragment = client.fragment("/search", q="referrals")
    assert len(hits(fragment)) == 2
    restored = client.http.get(
        "/search?q=referrals", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"}
    )
    assert restored.text.startswith("<!DOCTYPE html>")


def test_a_misspelt_word_is_answered_with_another(client: Client, papers: Papers):
    page = client.get("/search", q="refferals")
    assert "Did you mean referrals?" in page.text


@pytest.mark.parametrize(
    "q", ["", "?!*()", '"', "-", "<script>alert(1)</script>", "a" * 5000, "\x00\ud7ff'; --"]
)
def test_whatever_is_typed_gets_a_page(client: Client, papers: Papers, q: str):
    assert not client.get("/search", q=q).all("mark", class_="none")


@pytest.mark.parametrize(
    "extra", [{"from": "yesterday"}, {"to": "2010-02-31"}, {"page": "x"}, {"page": "99"}]
)
def test_odd_filters_get_a_page(client: Client, papers: Papers, extra: dict[str, str]):
    client.get("/search", q="referrals", **extra)


def test_long_results_are_turned_by_pages(app, client: Client, papers: Papers, settings):
    from dataclasses import replace

    app.extensions["muster_settings"] = replace(settings, search=replace(settings.search, page_size=1))
    first, second = (hits(client.get("/search", q="referrals", page=n)) for n in (1, 2))
    assert len(first) == len(second) == 1 and first != second
    assert client.get("/search", q="referrals").all("a", rel="next")
