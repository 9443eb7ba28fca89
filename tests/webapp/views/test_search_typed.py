"""Whatever is typed gets a page that says how it was read, and nothing of it becomes part of the page."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from web.client import Client
from web.page import words_of
from web.papers import Papers

from evidence.services import Services
from evidence.store import withdrawals
from webapp.presenting.search_address import args_of, packed, query_from, unpacked
from webapp.site.typed import plain

SHARED = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@SHARED
@given(typed=st.text(max_size=80), kind=st.text(max_size=10), date=st.text("0123456789-", max_size=10))
def test_any_characters_get_a_sound_page(client: Client, papers: Papers, typed: str, kind: str, date: str):
    page = client.get("/search", q=typed.encode("utf-8", "replace").decode(), kind=kind, **{"from": date})
    assert page.by_id("q").get("value") == plain(typed.encode("utf-8", "replace").decode())


@pytest.mark.parametrize(
    "typed",
    [
        '"><script>alert(1)</script>',
        "<mark onclick=alert(1)>referrals</mark>",
        "'; DROP TABLE passages; --",
        "{{ 7 * 7 }} {% raw %}",
        "(re|wait)[a-z]+\\b.*?$",
        '"unfinished',
        "NOT OR AND",
        "\x00\ud7ff\u202e",
        "?!*()",
        "-",
    ],
)
def test_markup_and_patterns_are_words_wherever_they_are_typed(client: Client, papers: Papers, typed: str):
    for name in ("q", "kind", "measure", "from", "sort", "view", "page"):
        page = client.get("/search", **{"q": "referrals", name: typed})
        scripts = [e.get("src", "") for e in page.root.iter("script")]
        assert all(source.startswith("/static/") for source in scripts)
        assert not [mark for mark in page.all("mark") if mark.attrib]
        assert "49" not in page.text


def test_a_filter_that_no_paper_can_meet_is_told_with_what_was_meant(client: Client, papers: Papers):
    page = client.get("/search", q="kind:notise referrals")
    assert "No paper here has “kind:notise”. Was “kind:notice” meant?" in page.text
    assert "kind:notice referrals" in [words_of(link) for link in page.all("a")]


def test_nothing_typed_says_what_can_be_searched(client: Client, papers: Papers):
    for empty in ("", "   ", "\t"):
        page = client.get("/search", q=empty)
        assert "Type a few words: 2 documents can be searched" in page.text


def test_what_holds_no_word_says_so(client: Client, papers: Papers):
    assert "it needs a letter or a number" in client.get("/search", q="?!*()").text


def test_a_thousand_words_are_searched_as_far_as_they_go(client: Client, papers: Papers):
    page = client.get("/search", q=" ".join(f"referral{n}" for n in range(1000)))
    assert "Only the first 200 words were searched for." in page.text
    assert page.by_id("q").get("value", "").startswith("referral0 referral1 ")


@pytest.mark.parametrize("date", ["2011-02-31", "yesterday", "2010-13"])
def test_a_date_that_does_not_exist_is_said_and_not_used(client: Client, papers: Papers, date: str):
    page = client.get("/search", q="referrals", **{"from": date})
    assert f"“{date}” is not a date such as 2011, 2011-06 or 2011-06-22, so it was not used." in page.text
    assert "2 passages in 2 documents" in page.text
    box = page.by_id("from")
    assert (box.get("value"), box.get("aria-invalid")) == (date, "true")
    assert "Remove the filter" not in page.text


values = st.text(st.characters(codec="utf-8"), max_size=12)
addresses = st.fixed_dictionaries(
    {},
    optional={
        **{n: st.lists(values, max_size=3) for n in ("kind", "class", "source", "year", "measure", "block")},
        **dict.fromkeys(("q", "from", "to", "page"), values),
        "sort": st.sampled_from(["date", "relevance"]),
        "view": st.sampled_from(["documents", "passages"]),
    },
)


@given(addresses)
def test_an_address_made_of_a_query_is_the_same_query(address: dict):
    query = query_from(address)
    assert query_from(args_of(query, page=True)) == query
    assert unpacked(query.text, packed(query)) == query


def test_a_query_in_welsh_is_answered_in_words(client: Client, papers: Papers):
    page = client.get("/search", q="asesiadau cychwynnol plant sy’n derbyn gofal")
    assert "Nothing was found" in page.text and "Try fewer words" in page.text


def test_a_pasted_paragraph_of_three_hundred_words_finds_its_passage_first(client: Client, papers: Papers):
    said = "NI 59 stood at 74% in June 2010: initial assessments are now timely & sound. "
    page = client.get("/search", q=(said * 25)[: 300 * 6])
    first = next(iter(page.all("li", class_="muster-result")))
    assert "para 3.1" in words_of(first.find("h2/a"))
    assert "read as a question" in page.text


def test_a_document_that_was_withdrawn_since_the_search_says_so_and_leads_on(
    client: Client, papers: Papers, services: Services
):
    page = client.get("/search", q="waited")
    opened = next(iter(page.all("li", class_="muster-result"))).find("h2/a").get("href")
    withdrawals.withdraw(services.record, papers.report)
    read = client.get(opened)
    assert "This document was withdrawn" in read.text and "Back to the results" in read.text
    assert "Improvement update" not in words_of(client.get("/search", q="waited").by_id("results"))
