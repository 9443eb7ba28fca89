"""The page of accepted links that lost their place: where their words may be; tying, rejecting, undoing."""

from dataclasses import replace

import pytest
from flask import Flask
from web.client import Client
from web.page import words_of
from web.papers import Papers, report

from evidence.model import LinkStatus, Reading
from evidence.reads.documents import passages as read_passages
from evidence.reads.links import links as read_links
from evidence.services import Services, open_services
from evidence.settings import Settings
from evidence.store import links as store
from evidence.store.new_reading import reread
from webapp.people.auth import Role

NOW = "NI 59 was 74% in June; most of the initial assessments are timely."


def read_otherwise(text: str) -> Reading:
    """The report, whose paragraph 3.1 says something else."""
    read = report()
    return replace(
        read, passages=tuple(replace(p, text=text) if p.label == "3.1" else p for p in read.passages)
    )


def link_of(services: Services, number: int) -> dict:
    """A link, less its version, which every step changes."""
    found = read_links(services.record.db, ids=[number])[0]
    return {name: value for name, value in found.items() if name != "version"}


@pytest.fixture
def lost(services: Services, papers: Papers) -> Papers:
    """The papers after their report was read again, without the words of two accepted links."""
    store.decide(services.record, [papers.met, papers.block], LinkStatus.ACCEPTED, note="As said in June")
    reread(services.record, papers.sha256, [read_otherwise(NOW)])
    return papers


def passage_now(services: Services, papers: Papers) -> int:
    return next(p["id"] for p in read_passages(services.record.db, papers.report) if p["text"] == NOW)


def test_review_says_how_many_links_lost_their_place(client: Client, lost: Papers) -> None:
    page = client.get("/review")
    assert "2 accepted links lost their place when their files were read again" in page.text
    assert "Lost their place (2)" in page.text
    assert words_of(client.get("/review/lost").one("h1")) == "Review: 2 links lost their place"


def test_nothing_is_said_where_none_lost_its_place(client: Client, papers: Papers) -> None:
    assert "accepted link" not in client.get("/review").text
    assert "No accepted link has lost its place." in client.get("/review/lost").text


def test_a_lost_link_shows_its_words_why_it_waits_and_where_they_may_stand(
    client: Client, lost: Papers, services: Services
) -> None:
    page = client.get("/review/lost")
    item = words_of(page.by_id(f"link-{lost.met}"))
    found = link_of(services, lost.met)
    assert found["quote"] in item and found["review"] in item and "As said in June" in item
    assert found["citation"] in item
    ticks = page.all("input", type="radio")
    assert not [t for t in ticks if "checked" in t.attrib], "the machine suggests, a person decides"
    assert page.by_id(f"to-{lost.met}-{passage_now(services, lost)}") in ticks


def test_a_link_is_tied_to_the_passage_chosen_and_counts_and_can_be_put_back(
    client: Client, lost: Papers, services: Services
) -> None:
    before = link_of(services, lost.met)
    client.post(f"/review/lost/{lost.met}", {"passage": passage_now(services, lost), "do": "anchor"})
    page = client.get("/review/lost")
    assert "The link is tied again, and counts." in page.text and "1 link lost its place" in page.text
    found = link_of(services, lost.met)
    assert (found["text"], found["status"], found["review"]) == (NOW, "accepted", "")
    client.submit(page, f"/review/lost/{lost.met}/undo")
    assert link_of(services, lost.met) == before


def test_a_link_is_tied_by_number_or_by_address(client: Client, lost: Papers, services: Services) -> None:
    for link, typed in (
        (lost.met, str(lost.unwelcome)),
        (lost.block, f"https://muster.local/documents/{lost.report}?passage={lost.unwelcome}"),
    ):
        client.post(f"/review/lost/{link}", {"passage": "other", "number": typed, "do": "anchor"})
        assert link_of(services, link)["passage"] == lost.unwelcome


def test_a_rejected_link_can_be_put_back_as_it_was(client: Client, lost: Papers, services: Services) -> None:
    before = link_of(services, lost.block)
    client.post(f"/review/lost/{lost.block}", {"do": "reject"})
    assert link_of(services, lost.block)["status"] == "rejected"
    client.submit(client.get("/review/lost"), f"/review/lost/{lost.block}/undo")
    assert link_of(services, lost.block) == before
    assert "The link waits again." in client.get("/review/lost").text


@pytest.mark.parametrize(
    ("passage", "number", "said"),
    [
        ("", "", "No passage was chosen."),
        ("other", "", "No passage was chosen."),
        ("other", "paragraph three", "“paragraph three” is no passage's number."),
        ("other", "99999", "There is no passage 99999."),
        ("1", "2", "You chose a passage and typed another."),
    ],
)
def test_what_is_wrong_stands_in_the_summary_and_nothing_changes(
    client: Client, lost: Papers, services: Services, passage: str, number: str, said: str
) -> None:
    before = link_of(services, lost.met)
    address = f"/review/lost/{lost.met}"
    answer = client.post(address, {"passage": passage, "number": number, "do": "anchor"}, status=400)
    assert answer.text.count(said.replace("'", "&#39;")) == 2, "once in the summary, once at the field"
    assert f'href="#number-{lost.met}"' in answer.text
    assert link_of(services, lost.met) == before


def test_a_link_is_not_tied_to_a_passage_that_is_gone(client: Client, lost: Papers) -> None:
    answer = client.post(
        f"/review/lost/{lost.met}", {"passage": "other", "number": lost.welcome, "do": "anchor"}, status=400
    )
    assert f"There is no passage {lost.welcome}." in answer.text


def test_a_link_is_not_tied_to_a_withdrawn_document(client: Client, lost: Papers, services: Services) -> None:
    client.post(f"/documents/{lost.notice}/withdraw", {"measures": "with-it"})
    passage = read_passages(services.record.db, lost.notice)[0]["id"]
    answer = client.post(f"/review/lost/{lost.met}", {"number": passage, "do": "anchor"}, status=400)
    assert "is of a document that is withdrawn" in answer.text


def test_a_link_that_does_not_wait_is_not_settled(client: Client, papers: Papers) -> None:
    client.post(f"/review/lost/{papers.met}", {"do": "reject"}, status=404)
    client.post(f"/review/lost/{papers.met}/undo", {}, status=400)


def test_what_another_person_did_is_not_undone(app: Flask, client: Client, lost: Papers) -> None:
    client.post(f"/review/lost/{lost.met}", {"do": "reject"})
    other = Client(app).sign_in(Role.OFFICER, "Jo Marsh")
    assert "The last step with link" in other.post(f"/review/lost/{lost.met}/undo", {}, status=400).text


def test_an_auditor_sees_the_list_without_its_buttons(app: Flask, lost: Papers) -> None:
    page = Client(app).sign_in(Role.AUDITOR, "Alex Orme").get("/review/lost")
    assert page.by_id(f"link-{lost.met}") is not None
    assert not page.all("input", type="radio")


def test_a_passage_that_is_no_longer_read_says_so_with_its_words(
    client: Client, lost: Papers, settings: Settings
) -> None:
    with open_services(settings) as services:
        quote = link_of(services, lost.met)["quote"]
    page = client.get(f"/passages/{lost.welcome}")
    assert words_of(page.one("h1")) == "This passage is no longer read"
    assert words_of(page.one("blockquote")) == quote
    answer = client.http.get(f"/documents/{lost.report}?passage={lost.welcome}")
    assert answer.location == f"/passages/{lost.welcome}", "a link to it does not end at the page's top"
    assert client.http.get(f"/passages/{lost.unwelcome}").status_code == 302
