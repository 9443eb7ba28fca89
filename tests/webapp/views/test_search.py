"""The page of results: what it says, and what stands in its address. Without a script throughout."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from stored_papers import add
from web.client import Client
from web.page import Page, words_of
from web.papers import Papers

from evidence.services import Services


def hits(page: Page) -> list[str]:
    return [words_of(li.find("h2/a")) for li in page.all("li", class_="muster-result")]


def labels(page: Page) -> set[str]:
    return {words_of(label) for label in page.all("label")}


def link(page: Page, words: str) -> str:
    found = [a.get("href", "") for a in page.all("a") if words_of(a) == words]
    assert len(found) == 1, f"{len(found)} links say “{words}”"
    return found[0]


def asked(address: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(address).query)


def test_a_result_is_a_citation_that_opens_the_marked_paragraph(client: Client, papers: Papers):
    page = client.get("/search", q="initial assessments timely")
    title = page.all("li", class_="muster-result")[0].find("h2/a")
    assert words_of(title) == "Improvement update, 14 July 2010, para 3.1 (p. 1)"
    path, _, anchor = title.get("href").partition("#")
    passage = client.get(path).by_id(anchor)
    assert [words_of(m) for m in passage.iter("mark")] == ["initial", "assessments", "timely"]


def test_a_snippet_marks_the_words_and_escapes_the_rest(client: Client, papers: Papers):
    page = client.get("/search", q="referrals waited")
    snippet = page.all("p", class_="muster-result__snippet")[0]
    assert words_of(snippet) == "Some referrals <still> waited for more than one working day."
    assert [words_of(m) for m in snippet.iter("mark")] == ["referrals", "waited"]


def test_accepted_and_suggested_tags_are_told_apart_by_words(client: Client, papers: Papers):
    client.post(f"/links/{papers.met}", {"status": "accepted"})
    result = client.get("/search", q="NI 59 stood").all("li", class_="muster-result")[0]
    assert "Accepted N2010-01 Suggested Block C" in words_of(result)


def test_contradicting_evidence_is_named_as_such(client: Client, papers: Papers):
    result = client.get("/search", q="referrals waited").all("li", class_="muster-result")[0]
    assert "Suggested N2010-02 (contradicts, a guess)" in words_of(result)


def test_a_result_says_who_speaks_and_why_it_was_found(client: Client, papers: Papers):
    said = client.get("/search", q="referrals sound").text
    assert "Report, Wexcombe Council (internal)" in said
    assert "No passage has both words, so these have one of the words." in said
    assert "Its text is without “sound”." in said


def test_every_filter_has_its_values_with_counts(client: Client, papers: Papers):
    page = client.get("/search", q="NI 59")
    assert {words_of(e) for e in page.all("legend")} == {
        "Kind", "Source", "External or internal", "Year", "Block", "Measure", "Stance",
        "Inspector’s finding", "Document", "Date",
    }  # fmt: skip
    assert {"Report (1)", "Improvement notice (1)", "External (1)", "2010 (2)", "N2010-01 (1)"} <= labels(
        page
    )
    assert {"Supports (1)", "Strength (1)", "C: Performance indicators (1)"} <= labels(page)


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("kind", "report", 1),
        ("source", "Department for Education", 1),
        ("class", "internal", 1),
        ("year", "2010", 2),
        ("block", "C", 1),
        ("measure", "N2010-01", 1),
        ("measure", "NI 59", 1),
        ("stance", "supports", 1),
        ("finding", "strength", 1),
        ("document", "2", 1),
        ("from", "2010-07", 1),
        ("to", "2010-05", 1),
    ],
)
def test_each_filter_narrows_the_results(client: Client, papers: Papers, name: str, value: str, found: int):
    page = client.get("/search", q="NI 59", **{name: value})
    assert len(hits(page)) == found
    assert "Remove the filter" in page.text


def test_two_values_of_a_filter_are_alternatives_and_two_filters_both_hold(client: Client, papers: Papers):
    both = client.get("/search", q="NI 59", kind=["report", "notice"])
    assert len(hits(both)) == 2
    assert (
        len(hits(client.get("/search", q="NI 59", kind=["report", "notice"], **{"class": "external"}))) == 1
    )


def test_a_chosen_filter_is_a_tag_whose_link_drops_it_alone(client: Client, papers: Papers):
    page = client.get("/search", q="NI 59", kind=["report", "notice"], to="2010-07", view="documents")
    without = asked(link(page, "Remove the filter Kind: Report ✕"))
    assert without == {"q": ["NI 59"], "kind": ["notice"], "to": ["2010-07"], "view": ["documents"]}
    assert "to" not in asked(link(page, "Remove the filter To July 2010 ✕"))
    assert asked(link(page, "Clear the filters")) == {"q": ["NI 59"], "view": ["documents"]}


def test_a_chosen_filter_can_be_unticked_even_when_nothing_is_left(client: Client, papers: Papers):
    page = client.get("/search", q="referrals", kind="letter")
    assert "checked" in page.by_id("kind-letter").attrib
    assert "Letter (0)" in labels(page)


def test_results_can_stand_by_document(client: Client, papers: Papers):
    page = client.get("/search", q="NI 59", view="documents")
    assert "2 passages in 2 documents" in page.text
    found = {words_of(li.find("h2")): li for li in page.all("li", class_="muster-found")}
    report = found["Improvement update, 14 July 2010"]
    assert [words_of(h) for h in report.iter("h3")] == ["Para 3.1 (p. 1)"]


def test_a_passage_without_a_number_is_named_by_its_heading_within_its_document(
    client: Client, papers: Papers
):
    page = client.get("/search", q="NI 59", view="documents", kind="notice")
    assert [words_of(h) for h in page.all("h3")] == ["Assessment"]


def test_results_can_be_put_in_the_order_of_their_dates(client: Client, papers: Papers):
    by_date = client.get("/search", q="NI 59", sort="date")
    assert [hit.partition(",")[0] for hit in hits(by_date)] == [
        "Improvement update",
        "Improvement notice to Wexcombe Council",
    ]
    assert asked(link(by_date, "relevance")) == {"q": ["NI 59"]}
    # The button keeps the order and the view, which no box of the form shows.
    assert by_date.one("input", name="sort").get("value") == "date"


def test_the_address_says_all_and_nothing_that_was_left_empty(client: Client, papers: Papers):
    answer = client.http.get(
        "/search?q=NI+59&kind=report&kind=&from=&to=&sort=date&view=", headers={"HX-Request": "true"}
    )
    assert answer.headers["HX-Push-Url"] == "/search?q=NI+59&kind=report&sort=date"


def test_the_way_back_from_a_document_leads_to_the_same_results(client: Client, papers: Papers):
    page = client.get("/search", q="NI 59", kind=["report"], sort="date")
    document = client.get(page.one("li", class_="muster-result").find("h2/a").get("href").partition("#")[0])
    assert link(document, "Back to the results") == "/search?q=NI+59&kind=report&sort=date"


def test_htmx_gets_the_results_alone_and_history_gets_the_page(client: Client, papers: Papers):
    fragment = client.fragment("/search", q="referrals")
    assert len(hits(fragment)) == 2
    restored = client.http.get(
        "/search?q=referrals", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"}
    )
    assert restored.text.startswith("<!DOCTYPE html>")


def test_what_was_found_and_understood_is_said_in_one_live_region(client: Client, papers: Papers):
    page = client.get("/search", q="refferals OR")
    said = words_of(page.by_id("count"))
    assert page.by_id("count").get("role") == "status"
    assert "Nothing follows the last OR, so it was left out." in said
    assert "Search for what was typed" in said


def test_a_misspelt_word_is_answered_with_another_under_the_same_filters(client: Client, papers: Papers):
    page = client.get("/search", q="refferals", year="2010")
    assert "No passage has “refferals”, so “referrals” was searched for." in page.text
    assert hits(page)
    back = asked(link(page, 'Search for what was typed: "refferals"'))
    assert back == {"q": ['"refferals"'], "year": ["2010"]}


def test_where_nothing_is_found_the_page_says_what_to_do(client: Client, papers: Papers):
    page = client.get("/search", q="asses", kind="report", **{"from": "2010", "to": "2009"})
    assert "Nothing was found" in page.text
    assert "the first is later than the last" in page.text
    other = client.get("/search", q='"the wai"')
    assert "Search for" not in other.text
    begun = client.get("/search", q="wai")
    assert "No passage has “wai”, so it was read as the beginning of a word." in begun.text
    freed = client.get("/search", q="referrals", kind="letter")
    assert asked(link(freed, "Search without the filters")) == {"q": ["referrals"]}


def test_where_filters_leave_nothing_the_page_says_which_one_to_drop(client: Client, papers: Papers):
    page = client.get("/search", q="referrals", kind="report", source="Department for Education")
    assert "Nothing was found" in page.text
    kind = asked(link(page, "Search without the filter Kind: Report"))
    assert kind == {"q": ["referrals"], "source": ["Department for Education"]}
    body = asked(link(page, "Search without the filter Source: Department for Education"))
    assert body == {"q": ["referrals"], "kind": ["report"]}


def test_where_a_typed_filter_leaves_nothing_the_page_says_which_one_to_drop(client: Client, papers: Papers):
    page = client.get("/search", q='referrals kind:report source:"Department for Education" since 2001')
    assert "Nothing was found" in page.text
    kind = asked(link(page, "Search without kind:report"))
    assert kind == {"q": ['referrals source:"Department for Education" from:2001']}
    assert "Search without from:2001" not in page.text  # without that alone there is nothing either
    assert asked(link(page, "Search without the filters")) == {"q": ["referrals"]}
    both = client.get("/search", q="referrals kind:report", source="Department for Education")
    typed = asked(link(both, "Search without kind:report"))
    assert typed == {"q": ["referrals"], "source": ["Department for Education"]}
    chosen = asked(link(both, "Search without the filter Source: Department for Education"))
    assert chosen == {"q": ["referrals kind:report"]}


def test_a_document_is_filtered_by_and_named(client: Client, papers: Papers):
    page = client.get("/search", q="NI 59")
    assert "Improvement update, 14 July 2010 (1)" in labels(page)
    only = client.get("/search", q="NI 59", document=papers.report)
    assert len(hits(only)) == 1
    assert link(only, "Remove the filter Document: Improvement update, 14 July 2010 ✕")
    assert "Nothing was found" in client.get("/search", q="NI 59", document=2**70).text


def test_hits_that_say_the_same_stand_as_one(client: Client, services: Services):
    for name in ("one", "two", "three"):
        add(services, name, "Case recording is better than it was in March.")
    page = client.get("/search", q="case recording")
    assert len(hits(page)) == 1 and "and 2 more that say the same" in page.text
    by_document = client.get("/search", q="case recording", view="documents")
    assert "3 passages in 3 documents" in by_document.text


def test_a_page_past_the_last_is_the_last(app, client: Client, papers: Papers, settings):
    app.extensions["muster_settings"] = replace(settings, search=replace(settings.search, page_size=1))
    first, second = (hits(client.get("/search", q="referrals", page=n)) for n in (1, 2))
    assert len(first) == len(second) == 1 and first != second
    assert client.get("/search", q="referrals").all("a", rel="next")
    assert hits(client.get("/search", q="referrals", page=99)) == second


def test_suggestions_are_for_readers_only_and_as_the_papers_write_them(client: Client, papers: Papers):
    client.get("/search", q="improvement")  # which brings the index up to the record
    answer = client.http.get("/search/suggestions?q=impr")
    assert answer.json == {"suggestions": ["Improvement update", "Improvement notice to Wexcombe Council"]}
    assert client.http.get("/search/suggestions").json == {"suggestions": []}
    assert client.app.test_client().get("/search/suggestions?q=impr").status_code == 302


def test_what_is_similar_in_meaning_stands_apart_and_leaves_by_one_click(client: Client, services: Services):
    add(services, "one", "Staff turnover is high, the board was told in June.")
    add(
        services,
        "two",
        "The recruitment and retention of qualified social workers is hard for the workforce.",
    )
    page = client.get("/search", q="staff turnover")
    (apart,) = page.all("section", class_="muster-similar")
    assert words_of(apart.find("h2")) == "Similar in meaning"
    assert "retention of qualified social workers" in words_of(apart)
    assert "By meaning" in words_of(apart)
    assert "1 passage in 1 document" in words_of(page.by_id("count"))
    without = client.get(link(page, "Leave them out"))
    assert without.all("section", class_="muster-similar") == []
    again = client.get(link(without, "Show it"))
    assert len(again.all("section", class_="muster-similar")) == 1
