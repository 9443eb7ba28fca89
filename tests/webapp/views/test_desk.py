"""The review desk: a passage a card, decided without scripts and with them."""

import pytest
from flask import Flask
from web.client import Client, fields_of
from web.page import Page, audit, parse, words_of
from web.papers import Papers

from evidence.model import Inspection, Suggestion
from evidence.services import Services
from evidence.store import inspections
from evidence.store.links import suggest
from webapp.people.auth import Role

DESK = "/review/desk"


def _form(page: Page) -> dict[str, str]:
    """The card's form as it stands, with what is ticked."""
    form = next(f for f in page.all("form") if any(i.get("name") == "waits" for i in f.iter("input")))
    ticked = [
        i.get("value") for i in form.iter("input") if i.get("name") == "link" and i.get("checked") is not None
    ]
    return {**fields_of(form), "link": ticked}  # type: ignore[dict-item]


def test_a_card_shows_the_passage_in_its_place_and_what_it_may_be_evidence_for(
    client: Client, papers: Papers
):
    page = client.get(DESK)
    assert "3 suggestions left on 2 passages; this is passage 1." in page.text
    assert "Improvement update › Assessment" in page.text
    assert "The paragraph after: The team has two more social workers." in page.text
    assert "NI 59" in words_of(page.one("blockquote"))
    assert "N2010-01" in page.text and "No evidence" in page.text and "at least 72%" in page.text
    assert "14 July 2010" in page.text and "Internal" in page.text


def test_words_that_a_reason_names_are_marked(client: Client, papers: Papers):
    page = client.get(DESK, passage=papers.unwelcome)
    assert [words_of(m) for m in page.one("blockquote").iter("mark")] == ["working day"]
    assert "<still>" in words_of(page.one("blockquote"))


def test_accepting_is_one_press_and_the_passage_stays_until_nothing_waits_on_it(
    client: Client, papers: Papers
):
    answer = client.post(DESK, {**_form(client.get(DESK)), "do": "accepted"})
    page = client.get(answer.location)
    assert "2 suggestions left" in page.text and "Block C" in words_of(page.by_id("desk"))
    assert "Your last decision: N2010-01 accepted (supports)." in page.text
    answer = client.post(DESK, {**_form(page), "do": "rejected"})
    page = client.get(answer.location)
    assert "3.2" in words_of(page.by_id("desk-passage"))
    answer = client.post(DESK, {**_form(page), "do": "context"})
    assert "Nothing waits for a decision." in client.get(answer.location).text


def test_a_skipped_passage_comes_again_at_the_end(client: Client, papers: Papers):
    first = client.get(DESK)
    skip = next(a for a in first.all("a") if "Skip to the next" in words_of(a)).get("href", "")
    page = client.get(skip)
    assert "3.2" in words_of(page.by_id("desk-passage"))
    answer = client.post(DESK, {**_form(page), "do": "contradicts"})
    assert "3.1" in words_of(client.get(answer.location).by_id("desk-passage"))


def test_undo_goes_back_to_the_passage_step_by_step(client: Client, papers: Papers):
    client.post(DESK, {**_form(client.get(DESK)), "do": "accepted"})
    page = client.get(DESK, passage=papers.welcome)
    client.post(DESK, {**_form(page), "do": "rejected"})
    for left in ("2 suggestions", "3 suggestions"):
        answer = client.post(DESK, {"do": "undo"})
        page = client.get(answer.location)
        assert "3.1" in words_of(page.by_id("desk-passage")) and f"{left} left" in page.text
    assert "Nothing was decided here" in client.post(DESK, {"do": "undo"}, status=400).text


def test_all_that_waits_on_a_passage_is_rejected_at_once(client: Client, papers: Papers):
    page = client.get(DESK)
    waits = [i.get("value") for i in page.all("input") if i.get("name") == "waits"]
    client.post(DESK, {**_form(page), "waits": waits, "do": "none"})
    assert "1 suggestion left" in client.get(DESK).text


def test_with_htmx_the_next_card_is_the_answer(client: Client, papers: Papers):
    page = client.get(DESK, passage=papers.unwelcome)
    fragment = client.fragment(DESK, post={**_form(page), "do": "contradicts"})
    assert "3.1" in words_of(fragment.by_id("desk-passage")) and "2 suggestions left" in fragment.text


def test_the_key_of_the_only_guess_accepts_it(client: Client, papers: Papers):
    page = client.get(DESK, passage=papers.unwelcome)
    keys = {b.get("value"): b.get("data-key") for b in page.all("button") if b.get("name") == "do"}
    assert keys == {"accepted": "a c", "supports": "p", "context": "x", "rejected": "r"}


def test_a_clash_names_the_colleague_and_leads_back_to_the_card(app: Flask, client: Client, papers: Papers):
    form = _form(client.get(DESK))
    Client(app).sign_in(Role.OFFICER, "Jo Marsh").post(f"/links/{papers.met}", {"status": "rejected"})
    answer = client.post(DESK, {**form, "do": "supports"}, status=409)
    page = parse(answer.text, whole=True)
    audit(page)
    assert "Jo Marsh rejected this" in page.text
    back = next(a for a in page.all("a") if "Keep what stands" in words_of(a)).get("href")
    assert back == f"{DESK}?passage={papers.welcome}"
    client.submit(page, "/links")
    assert "Accepted" in words_of(client.get(f"/documents/{papers.report}").by_id(f"decision-{papers.met}"))


def test_nothing_chosen_and_nothing_said_are_told(client: Client, papers: Papers):
    assert "Tick one beside the passage" in client.post(DESK, {"do": "accepted"}, status=400).text
    nothing = {**_form(client.get(DESK)), "link": [], "do": "accepted"}
    told = parse(client.post(DESK, nothing, status=400).text, whole=True)
    back = next(a for a in told.all("a") if "Go back to where you were" in words_of(a)).get("href")
    assert back == f"{DESK}?passage={papers.welcome}"
    assert "Use one of the card" in client.post(DESK, {"link": papers.met}, status=400).text


def test_the_desk_narrows_to_a_measure_and_stays_there(client: Client, papers: Papers):
    page = client.get(DESK, measure="N2010-02")
    assert "1 suggestion left on 1 passage" in page.text
    answer = client.post(f"{DESK}?measure=N2010-02", {**_form(page), "do": "rejected"})
    assert "No suggestion waits here." in client.get(answer.location).text


@pytest.mark.parametrize("address", [f"{DESK}?narrow=yes", "/review"])
def test_it_narrows_to_what_waits_and_to_what_was_chosen(client: Client, papers: Papers, address: str):
    def offered(page: Page) -> list[str]:
        return [option.get("value") for option in page.by_id("measure").iter("option")]

    assert "N2010-02" in offered(client.get(address))
    assert str(papers.report) in [
        o.get("value") for o in client.get(address).by_id("document").iter("option")
    ]
    page = client.get(DESK, measure="N2010-02")
    client.post(f"{DESK}?measure=N2010-02", {**_form(page), "do": "rejected"})
    assert [a.get("href") for a in client.get(DESK).all("a") if words_of(a).startswith("Narrow to")] == [
        f"{DESK}?narrow=yes&passage={papers.welcome}"
    ]
    assert "N2010-02" not in offered(client.get(address))
    chosen = client.get(address.partition("?")[0], measure="N2010-02")
    assert [
        o.get("value") for o in chosen.by_id("measure").iter("option") if o.get("selected") is not None
    ] == ["N2010-02"]


def test_another_measure_is_found_by_its_words_and_linked_from_the_card(client: Client, papers: Papers):
    page = client.get(DESK, passage=papers.welcome, find="referrals decided")
    assert "N2010-02" in words_of(page.by_id(f"choices-{papers.welcome}"))
    answer = client.submit(page, f"/passages/{papers.welcome}/links", to="measure:N2010-02", stance="context")
    assert answer.location == f"{DESK}?passage={papers.welcome}"
    assert "Context (1)" in client.get("/measures/N2010-02").text
    page = client.get(DESK, passage=papers.welcome, find="zebra")
    assert "No measure and no block has “zebra”" in page.text


def test_a_document_without_pages_offers_none_and_says_so_when_asked(client: Client, papers: Papers):
    assert "Show the page" not in client.get(DESK).text
    fragment = client.fragment(f"/documents/{papers.report}", status=404, passage=papers.welcome)
    assert "This document has no pages to show." in fragment.text


def test_an_auditor_only_looks(app: Flask, papers: Papers):
    page = Client(app).sign_in(Role.AUDITOR, "Alex Orme").get(DESK)
    assert not [b for b in page.by_id("desk").iter("button") if b.get("name") == "do"]


def test_blocks_of_every_framework_of_the_home_are_offered_by_name_where_one_narrows_and_decides(
    client: Client, services: Services, papers: Papers
):
    inspections.add(services.record, Inspection("Soon", "ofsted-ilacs"))
    found = Suggestion(0.7, "speaks of leadership", block="leaders")
    suggest(services.record, "ofsted-ilacs", [(papers.unwelcome, found)])
    named = "The impact of leaders on social work practice"
    for address, part in ((DESK, "desk"), ("/review", "queue")):
        offered = client.get(address, narrow="yes").by_id("block")
        options = {o.get("value"): words_of(o) for o in offered.iter("option")}
        assert options["A@ofsted-2011"].endswith("A: Inspections of all children's settings")
        assert named in options["leaders@ofsted-ilacs"]
        narrowed = client.get(address, block="leaders@ofsted-ilacs")
        assert f"Block leaders {named}" in words_of(narrowed.by_id(part))
        assert not client.get(address, block="leaders@ofsted-2011").all("blockquote")
    linked = client.get("/review", block="leaders@ofsted-ilacs").all("a", class_="muster-code")
    assert "/blocks/leaders?framework=ofsted-ilacs" in [a.get("href") for a in linked]
