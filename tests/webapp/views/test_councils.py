"""Which council is ours, on the pages."""

from typing import Any

from flask import Flask
from web.client import Client, fields_of
from web.papers import Papers

from evidence.reads.coverage import trace
from evidence.reads.events import lines
from evidence.reads.pending import comparing
from evidence.services import Services
from webapp.people.auth import Role

WEXCOMBE = "Wexcombe Council"


def _about(services: Services, *councils: str) -> None:
    for number, name in enumerate(councils, 1):
        services.record.table("documents").update(number, {"council": name})


def test_the_first_page_proposes_whose_the_papers_are_and_a_coordinator_confirms_it(
    client: Client, papers: Papers, services: Services
) -> None:
    _about(services, WEXCOMBE, WEXCOMBE)
    page = client.get("/")
    assert f"Most papers are about {WEXCOMBE}. Is it our council?" in page.text
    client.submit(page, "/council", council=WEXCOMBE)
    assert services.own.certain == WEXCOMBE
    after = client.get("/")
    assert "Is it our council?" not in after.text and f"Our council is {WEXCOMBE}." in after.text
    assert WEXCOMBE in after.one("p", class_="muster-council").text


def test_confirming_is_taken_back_by_one_button_and_both_stand_in_the_log(
    client: Client, papers: Papers, services: Services
) -> None:
    client.post("/council", {"council": "other", "other": "Kent"})
    client.submit(client.get("/"), "/council/undo")
    assert services.own.how == ""
    done = [(e["by"], e["what"]) for e in lines(services.record.db, limit=9)]
    assert ("Sam Ellery", "council confirmed") in done
    assert ("Sam Ellery", "council confirmation undone") in done


def test_another_council_is_typed_and_kept_as_it_signs(
    client: Client, papers: Papers, services: Services
) -> None:
    client.submit(client.get("/council"), "/council", council="other", other="Kent")
    assert services.own.name == "Kent County Council"
    client.submit(client.get("/council"), "/council", council="other", other="Leeds")
    client.submit(client.get("/council"), "/council/undo")
    assert services.own.name == "Kent County Council", "what stood before stands again"


def test_a_stale_page_replaces_no_colleagues_confirmation_and_nobody_takes_another_ones_back(
    app: Flask, client: Client, papers: Papers, services: Services
) -> None:
    stale = fields_of(client.get("/council").all("form")[0])
    colleague = Client(app).sign_in(name="Jo Marsh")
    colleague.submit(colleague.get("/council"), "/council", council="other", other="Kent")
    answer = client.post("/council", {**stale, "council": "other", "other": "Leeds"}, status=409)
    assert "Nothing was changed. Jo Marsh changed this on" in answer.text
    assert services.own.name == "Kent County Council"
    answer = client.post("/council/undo", {}, status=409)
    assert "Jo Marsh confirmed Kent County Council" in answer.text
    assert services.own.name == "Kent County Council"
    client.submit(client.get("/council"), "/council", council="other", other="Leeds")
    assert services.own.name == "Leeds City Council", "having seen what stands, one may replace it"


def test_no_name_is_told_beside_the_question(client: Client, papers: Papers) -> None:
    answer = client.post("/council", {"council": "other", "other": " "}, status=400)
    assert "Choose a council, or type its name." in answer.text


def test_only_a_coordinator_confirms(app: Flask, papers: Papers) -> None:
    officer = Client(app).sign_in(Role.OFFICER)
    assert "A coordinator confirms it" in officer.get("/council").text
    officer.post("/council", {"council": "Kent"}, status=403)


def test_comparing_again_waits_for_the_background_and_says_how_far_it_is(
    client: Client, papers: Papers, services: Services, app: Flask
) -> None:
    queue = app.extensions["muster_queue"]
    queue.settle()
    queue.work_off()
    client.post("/council", {"council": "Kent"})
    assert comparing(services.record.db).left == 2
    assert "0 of 2 documents compared" in client.get("/council").text
    queue.work_off()
    assert comparing(services.record.db).left == 0
    assert "being indexed" not in client.get("/").one("main").text


def test_a_predecessor_is_proposed_and_decided_on_the_page(
    client: Client, papers: Papers, services: Services
) -> None:
    _about(services, "Cumbria County Council", "Cumberland Council")
    client.post("/council", {"council": "Cumberland Council"})
    assert "1 council before or after ours" in client.get("/").text
    page = client.get("/council")
    assert "Cumbria County Council was replaced on 1 April 2023" in page.text
    client.submit(page, "/council/succession", counts="yes")
    assert services.own.owns("Cumbria") and "Its papers count as ours." in client.get("/council").text
    stale = {"name": "Cumbria County Council", "counts": "undo", "seen": 0}
    answer = client.post("/council/succession", stale, status=409)
    assert "Nothing was changed. You changed this on" in answer.text and services.own.owns("Cumbria")
    client.submit(client.get("/council"), "/council/succession", counts="undo")
    assert not services.own.owns("Cumbria")


def test_baseline_and_comparison_say_why_and_a_person_lets_one_count(
    client: Client, papers: Papers, services: Services
) -> None:
    _about(services, WEXCOMBE, WEXCOMBE)
    client.post(f"/links/{papers.met}", {"status": "accepted", "stance": "supports"})
    services.record.table("documents").update(papers.report, {"date": "2009-01-05"})
    page = client.get("/measures/N2010-01")
    assert "Dated 5 January 2009; the measure is of 4 March 2010." in page.text
    services.record.table("documents").update(papers.report, {"date": "2010-07-14", "council": "Kent"})
    page = client.get("/measures/N2010-01")
    assert f"About Kent; the measure is {WEXCOMBE}’s." in page.text and "Supporting (0)" in page.text
    client.submit(page, f"/passages/{papers.welcome}/links")
    after = client.get("/measures/N2010-01")
    assert "Supporting (1)" in after.text and "Counts although it is about Kent" in after.text


def test_a_council_that_is_no_more_says_when_it_ended_and_what_took_its_place(
    client: Client, papers: Papers, services: Services
) -> None:
    client.post(
        f"/documents/{papers.report}/correct", {"field": "council", "value": "Cumbria County Council"}
    )
    text = client.get(f"/documents/{papers.report}").text
    assert "It ended on 31 March 2023; Cumberland Council and Westmorland and Furness Council took" in text


def test_a_value_of_another_council_meets_no_target_of_ours_and_is_not_in_its_chart(
    client: Client, papers: Papers, services: Services
) -> None:
    _about(services, WEXCOMBE, WEXCOMBE)
    client.post("/council", {"council": WEXCOMBE})

    def state() -> str:
        target, *_ = next(m for m in _traced(services) if m["targets"])["targets"]
        return str(target["state"])

    assert state() == "met"
    assert "muster-chart" in client.get("/measures/N2010-01").html
    services.record.table("documents").update(papers.report, {"council": "Kent"})
    assert state() == "no data"
    assert "muster-chart" not in client.get("/measures/N2010-01").html


def _traced(services: Services) -> list[dict[str, Any]]:
    return trace(services.record.db, services.framework, "NI 59", "2011-01-31", 12)
