"""Deciding a suggestion that is no longer made: told where the person was, with scripts and without."""

import pytest
from web.client import Client, fields_of
from web.page import audit, parse, words_of
from web.papers import Papers

from evidence.model import Suggestion
from evidence.services import Services
from evidence.store.links import refresh

DESK = "/review/desk"
MET = Suggestion(0.95, "names NI 59", measure="N2010-01")


@pytest.fixture
def drop(services: Services, papers: Papers):
    """Has the report compared anew: what it is given is suggested, and nothing else."""

    def compared(*suggested: tuple[int, Suggestion]) -> None:
        refresh(services.record, services.framework.code, [papers.report], suggested)

    return compared


def _card(client: Client, **args: object) -> dict[str, object]:
    page = client.get(DESK, **args)
    form = next(f for f in page.all("form") if any(i.get("name") == "waits" for i in f.iter("input")))
    boxes = [i for i in form.iter("input") if i.get("name") == "link"]
    return {
        **fields_of(form),
        "link": [b.get("value") for b in boxes],
        "waits": [i.get("value") for i in form.iter("input") if i.get("name") == "waits"],
    }


def test_a_form_without_scripts_says_why_and_leads_to_ones_own_link(client: Client, papers: Papers, drop):
    path = f"/documents/{papers.report}"
    page = client.get(path)
    drop()
    form = next(f for f in page.all("form") if f.get("action") == f"/links/{papers.met}")
    answer = client.post(f"/links/{papers.met}", fields_of(form) | {"status": "accepted"}, status=409)
    told = parse(answer.text, whole=True)
    audit(told)
    assert "Nothing was recorded." in told.text and "This suggestion is no longer made" in told.text
    assert "Page not found" not in told.text and "was compared anew on" in told.text
    links = {words_of(a): a.get("href") for a in told.by_id("main-content").iter("a")}
    assert links["Go back to where you were"].startswith(path)
    own = client.get(links["link it yourself to N2010-01"])
    client.submit(own, f"/passages/{papers.welcome}/links", to="measure:N2010-01", stance="supports")
    assert "Supporting (1)" in client.get("/measures/N2010-01").text


@pytest.mark.parametrize("where", ["documents", "measures"])
def test_htmx_puts_it_in_the_place_of_the_buttons(client: Client, papers: Papers, drop, where: str):
    drop()
    answer = client.http.post(
        f"/links/{papers.met}",
        data={"status": "accepted"},
        headers={
            "HX-Request": "true",
            "HX-Current-URL": f"http://localhost/{where}/1",
            "X-CSRFToken": client.csrf(),
        },
    )
    assert answer.status_code == 409
    assert answer.headers["HX-Retarget"] == f"#decision-{papers.met}"
    assert answer.headers["HX-Reswap"].startswith("outerHTML")
    told = parse(answer.text, whole=False)
    assert "no longer made" in words_of(told.by_id(f"decision-{papers.met}"))


def test_the_same_suggested_again_can_be_decided_on_the_spot(
    client: Client, papers: Papers, services: Services, drop
):
    drop()
    drop((papers.welcome, MET))
    again = services.record.db.execute("SELECT id FROM links").fetchone()[0]
    fragment = client.fragment(f"/links/{papers.met}", post={"status": "accepted"}, status=409)
    assert "The same is suggested again: decide it here." in fragment.text
    forms = [f.get("action") for f in fragment.by_id(f"decision-{again}").iter("form")]
    assert forms == [f"/links/{again}"]
    answer = client.post(f"/links/{papers.met}", {"status": "accepted"}, status=409)
    there = next(a for a in parse(answer.text, whole=True).all("a") if "decide it there" in words_of(a))
    assert there.get("href") == f"{DESK}?passage={papers.welcome}"


def test_on_the_review_page_those_that_stand_are_decided_and_can_be_undone(
    client: Client, papers: Papers, drop
):
    page = client.get("/review")
    chosen = [i.get("value") for i in page.all("input") if i.get("name") == "link"]
    drop((papers.welcome, MET))
    answer = client.post("/links", {"link": chosen, "status": "accepted", "back": "/review"}, status=200)
    told = parse(answer.text, whole=True)
    audit(told)
    assert "The others went through; nothing was recorded for these:" in told.text
    assert "1 link was accepted." in told.text
    assert words_of(client.get(f"/documents/{papers.report}").by_id(f"decision-{papers.met}")).startswith(
        "Accepted"
    )
    client.submit(told, "/links")
    shown = client.get(f"/documents/{papers.report}").by_id(f"decision-{papers.met}")
    assert words_of(shown).startswith("Suggested")


def test_on_the_review_page_none_that_stands_is_told(client: Client, papers: Papers, drop):
    drop()
    chosen = [papers.met, papers.late]
    answer = client.post("/links", {"link": chosen, "status": "rejected", "back": "/review"}, status=409)
    told = parse(answer.text, whole=True)
    audit(told)
    assert told.text.count("This suggestion is no longer made") == 2


def test_the_desk_says_so_on_its_card_with_the_measure_ready_to_be_linked(
    client: Client, papers: Papers, drop
):
    form = _card(client, passage=papers.unwelcome)
    drop((papers.welcome, MET))
    answer = client.post(DESK, {**form, "do": "supports"}, status=409)
    told = parse(answer.text, whole=True)
    audit(told)
    assert "This suggestion is no longer made" in told.text and "3.2" in words_of(told.by_id("desk-passage"))
    ready = [i for i in told.by_id(f"choices-{papers.unwelcome}").iter("input") if i.get("name") == "to"]
    assert [(i.get("value"), i.get("checked") is not None) for i in ready] == [("measure:N2010-02", True)]
    client.submit(told, f"/passages/{papers.unwelcome}/links", to="measure:N2010-02", stance="supports")
    assert "Supporting (1)" in client.get("/measures/N2010-02").text


def test_with_htmx_the_card_is_the_answer(client: Client, papers: Papers, drop):
    form = _card(client, passage=papers.unwelcome)
    drop()
    answer = client.http.post(
        DESK, data={**form, "do": "rejected"}, headers={"HX-Request": "true", "X-CSRFToken": client.csrf()}
    )
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (409, "#desk")
    told = parse(answer.text, whole=False)
    assert "no longer made" in words_of(told.by_id("desk"))
    assert "3.2" in words_of(told.by_id("desk-passage"))


def test_several_on_a_card_are_decided_as_far_as_they_stand_and_undone_as_far(
    client: Client, papers: Papers, drop
):
    form = _card(client, passage=papers.welcome)
    assert len(form["link"]) == 2
    drop((papers.welcome, MET))
    fragment = client.fragment(DESK, post={**form, "do": "accepted"})
    assert "nothing was recorded for this one:" in fragment.text and "Block C" in fragment.text
    assert "Your last decision: N2010-01 accepted (supports)." in fragment.text
    assert "1 suggestion left" in client.get(client.post(DESK, {"do": "undo"}).location).text


def test_all_that_wait_are_rejected_as_far_as_they_stand(client: Client, papers: Papers, drop):
    form = _card(client, passage=papers.welcome)
    drop((papers.welcome, MET))
    fragment = client.fragment(DESK, post={**form, "do": "none"})
    assert "nothing was recorded for this one:" in fragment.text
    assert "N2010-01 rejected" in fragment.text


def test_ones_own_link_that_was_taken_away_is_told_at_the_second_undo(
    client: Client, papers: Papers, services: Services
):
    client.post(f"/passages/{papers.unwelcome}/links", {"to": "measure:N2010-01", "stance": "supports"})
    sql = "SELECT id FROM links WHERE created_by = 'Sam Ellery'"
    own = services.record.db.execute(sql).fetchone()[0]
    client.post(f"/links/{own}", {"status": "undo"})
    answer = client.post(f"/links/{own}", {"status": "undo"}, status=409)
    assert "This link is no more: Sam Ellery took it away" in parse(answer.text, whole=True).text
