"""Deciding links on the pages, with scripts and without."""

from flask import Flask
from web.client import Client, fields_of
from web.page import audit, parse, words_of
from web.papers import Papers

from webapp.people.auth import Role


def test_accepting_without_scripts_comes_back_to_the_paragraph_and_can_be_undone(
    client: Client, papers: Papers
):
    path = f"/documents/{papers.report}"
    answer = client.submit(client.get(path), f"/links/{papers.met}", status="accepted", stance="supports")
    assert answer.location == f"{path}#passage-{papers.welcome}"
    page = client.get(path)
    assert "1 link was accepted." in page.text
    assert "Accepted Supports by Sam Ellery" in words_of(page.by_id(f"decision-{papers.met}"))
    client.submit(page, "/links")
    page = client.get(path)
    assert "1 link was put back as it stood before." in page.text
    assert words_of(page.by_id(f"decision-{papers.met}")).startswith("Suggested")


def test_accepting_with_htmx_swaps_only_the_decision(client: Client, papers: Papers):
    fragment = client.fragment(f"/links/{papers.late}", post={"status": "accepted", "stance": "contradicts"})
    assert words_of(fragment.by_id(f"decision-{papers.late}")).startswith(
        "Accepted Contradicts by Sam Ellery"
    )
    assert [words_of(b).split(":")[0] for b in fragment.all("button")] == ["Undo"]


def test_a_stance_is_marked_as_a_guess_until_it_is_decided(client: Client, papers: Papers):
    path = f"/documents/{papers.report}"
    assert "Supports (a guess)" in words_of(client.get(path).by_id(f"decision-{papers.met}"))
    client.post(f"/links/{papers.met}", {"status": "rejected"})
    assert "guess" not in words_of(client.get(path).by_id(f"decision-{papers.met}"))


def test_the_stance_is_the_persons_to_choose(client: Client, papers: Papers):
    client.post(f"/links/{papers.met}", {"status": "accepted", "stance": "context"})
    assert "Context (1)" in client.get("/measures/N2010-01").text


def test_ticked_links_are_decided_together_or_not_at_all(client: Client, papers: Papers):
    page = client.get("/review")
    assert "Suggestions 1 to 3 of 3" in page.text
    client.post("/links", {"link": [papers.met, 999], "status": "accepted", "back": "/review"}, status=404)
    assert "0 of 3 links decided" in client.get("/review").text
    client.post("/links", {"link": [papers.met, papers.late], "status": "rejected", "back": "/review"})
    page = client.get("/review")
    assert "2 links were rejected." in page.text and "2 of 3 links decided" in page.text


def test_the_queue_filters_by_measure_and_document(client: Client, papers: Papers):
    fragment = client.fragment("/review", measure="N2010-02")
    assert len(fragment.all("li", class_="muster-queue__item")) == 1
    assert "No suggestion waits here." in client.get("/review", document=papers.notice).text


def test_nothing_ticked_is_said(client: Client, papers: Papers):
    answer = client.post("/links", {"status": "accepted", "back": "/review"}, status=400)
    assert "No link was chosen. Tick those to decide" in answer.text


def test_an_error_comes_to_htmx_as_a_fragment_with_its_advice(client: Client, papers: Papers):
    fragment = client.fragment("/links/999", post={"status": "accepted"}, status=404)
    assert "There is no link 999." in fragment.text
    fragment = client.fragment(f"/links/{papers.met}", post={"status": "agreed"}, status=400)
    assert "Accept or Reject" in fragment.text


def test_a_person_links_a_passage_themselves(client: Client, papers: Papers):
    page = client.get(f"/passages/{papers.unwelcome}/links/new", find="Block A")
    assert "Block A" in page.text
    answer = client.submit(
        page,
        f"/passages/{papers.unwelcome}/links",
        to="measure:N2010-01",
        stance="context",
        note="Said twice",
    )
    assert answer.location == f"/documents/{papers.report}#passage-{papers.unwelcome}"
    assert "Said twice" in client.get("/measures/N2010-01").text


def test_htmx_gets_the_form_and_then_the_passages_links(client: Client, papers: Papers):
    path = f"/passages/{papers.unwelcome}/links"
    assert client.fragment(f"{path}/new").all("form")
    fragment = client.fragment(path, post={"to": "block:A", "stance": "supports"})
    assert "Accepted Block A" in words_of(fragment.by_id(f"links-{papers.unwelcome}"))
    assert "Choose one from the list" in client.fragment(path, post={"to": "x"}, status=400).text


def test_no_form_leads_to_another_site(client: Client, papers: Papers):
    answer = client.post(f"/links/{papers.met}", {"status": "accepted", "back": "https://evil.example/"})
    assert answer.location == "/review"


def test_on_the_review_page_the_count_of_those_that_wait_comes_along(client: Client, papers: Papers):
    answer = client.http.post(
        f"/links/{papers.late}",
        data={"status": "accepted"},
        headers={
            "HX-Request": "true",
            "HX-Current-URL": "http://localhost/review?page=2",
            "X-CSRFToken": client.csrf(),
        },
    )
    assert words_of(parse(answer.text, whole=False).by_id("waiting")) == "2 suggestions to look at"


def test_a_stale_page_shows_what_another_decided_and_asks(app: Flask, client: Client, papers: Papers):
    stale = client.get(f"/documents/{papers.report}")
    jo = Client(app).sign_in(Role.OFFICER, "Jo Marsh")
    jo.post(f"/links/{papers.met}", {"status": "rejected", "note": "Of another team"})
    form = next(f for f in stale.all("form") if f.get("action") == f"/links/{papers.met}")
    values = fields_of(form) | {"status": "accepted", "stance": "contradicts"}
    answer = client.post(f"/links/{papers.met}", values, status=409)
    page = parse(answer.text, whole=True)
    audit(page)
    assert "Nothing was changed." in page.text and "Jo Marsh rejected this on" in page.text
    assert "Of another team" in page.text and "Keep what stands" in page.text
    assert "Rejected" in words_of(client.get(f"/documents/{papers.report}").by_id(f"decision-{papers.met}"))
    client.submit(page, "/links")
    shown = client.get(f"/documents/{papers.report}").by_id(f"decision-{papers.met}")
    assert words_of(shown).startswith("Accepted Contradicts by Sam Ellery")


def test_a_bulk_decision_names_what_changed_and_decides_the_rest(app: Flask, client: Client, papers: Papers):
    page = client.get("/review")
    chosen = [i.get("value") for i in page.all("input") if i.get("name") == "link"]
    assert all("@" in one for one in chosen) and len(chosen) == 3
    jo = Client(app).sign_in(Role.OFFICER, "Jo Marsh")
    jo.post(f"/links/{papers.met}", {"status": "rejected"})
    answer = client.post("/links", {"link": chosen, "status": "accepted", "back": "/review"}, status=409)
    asked = parse(answer.text, whole=True)
    audit(asked)
    assert "Jo Marsh rejected this" in asked.text and "decide the other 2" in asked.text
    assert "1 of 3 links decided" in client.get("/review").text
    rest = [i.get("value") for i in asked.all("form")[1].iter("input") if i.get("name") == "link"]
    client.post("/links", {"link": rest, "status": "accepted", "back": "/review"})
    assert "3 of 3 links decided" in client.get("/review").text


def test_undo_does_not_undo_what_a_colleague_decided_since(app: Flask, client: Client, papers: Papers):
    client.post(f"/links/{papers.met}", {"status": "accepted", "stance": "supports"})
    page = client.get(f"/documents/{papers.report}")
    version = fields_of(next(f for f in page.all("form") if f.get("action") == f"/links/{papers.met}"))
    jo = Client(app).sign_in(Role.OFFICER, "Jo Marsh")
    jo.post(f"/links/{papers.met}", {"status": "rejected", "seen": version["seen"]})
    answer = client.post("/links", {"link": papers.met, "status": "undo"}, status=400)
    assert "was Jo Marsh&#39;s" in answer.text
    shown = client.get(f"/documents/{papers.report}").by_id(f"decision-{papers.met}")
    assert "Rejected" in words_of(shown) and "Put back to suggested" in words_of(shown)


def test_a_clash_comes_to_htmx_with_both_buttons(app: Flask, client: Client, papers: Papers):
    Client(app).sign_in(Role.OFFICER, "Jo Marsh").post(f"/links/{papers.met}", {"status": "rejected"})
    fragment = client.fragment(f"/links/{papers.met}", post={"status": "accepted", "seen": "1"}, status=409)
    assert "Keep what stands" in fragment.text and "Replace it with my decision" in fragment.text
