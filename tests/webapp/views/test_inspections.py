"""Inspections and requests as a coordinator works them in the browser, without JavaScript."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from web.client import Client
from web.page import words_of
from web.papers import Papers

from evidence.frameworks import framework
from evidence.reads import inspections as reads
from evidence.services import Services
from webapp.people.auth import Role

NEW = {
    "name": "ILACS 2026", "framework": "ofsted-ilacs", "timetable": "ilacs-standard", "lead": "Ann Other",
    "announced": "2026-11-23", "starts": "2026-11-30",
}  # fmt: skip


@pytest.fixture
def inspection(client: Client) -> int:
    answer = client.submit(client.get("/inspections/new"), "/inspections", **NEW)
    return int(answer.headers["Location"].rsplit("/", 1)[1])


def test_the_call_lays_out_the_days_with_how_certain_each_is(client: Client, inspection: int) -> None:
    page = client.get(f"/inspections/{inspection}")
    entries = [words_of(e) for e in page.all("li", class_="muster-timeline__entry")]
    (fieldwork,) = (e for e in entries if e.startswith("Fieldwork"))
    assert "Monday 30 November 2026 to 11 December 2026" in fieldwork and "162 of 163 reports" in fieldwork
    (off_site,) = (e for e in entries if e.startswith("Review of data"))
    assert "Proposed: check the inspectors’ letter" in off_site
    gaps = [words_of(e) for e in page.all("li", class_="muster-timeline__gap")]
    assert any("25 December 2026, 28 December 2026, 1 January 2027" in gap for gap in gaps)
    assert "Annex A" in page.text and "not known" in page.text and "Ann Other" in page.text


def test_a_stage_is_set_in_the_form_and_taken_back(client: Client, inspection: int) -> None:
    path = f"/inspections/{inspection}/edit"
    form = client.get(path)
    ids = [e.get("name") for e in form.all("input") if e.get("name") in ("step", "milestone_date")]
    assert ids.count("step") == ids.count("milestone_date"), "the rows of the form stand side by side"
    steps = [e.get("value") for e in form.all("input") if e.get("name") == "step"]
    names = [e.get("value", "") for e in form.all("input") if e.get("name") == "milestone"]
    days = ["2027-01-08" if step == "draft" else "" for step in steps]
    given = {"milestone": names, "step": steps, "milestone_date": days, "milestone_ends": [""] * len(steps)}
    client.submit(form, path, **NEW, **given, do="keep")
    assert "Friday 8 January 2027" in client.get(f"/inspections/{inspection}").text
    client.post(path, {"do": "undo"})
    assert "8 January 2027" not in client.get(f"/inspections/{inspection}").text


def test_days_that_contradict_each_other_come_back_with_the_reason_and_what_was_typed(
    client: Client, inspection: int
) -> None:
    path = f"/inspections/{inspection}/edit"
    answer = client.http.post(path, data={"csrf_token": client.csrf(), **NEW, "ends": "2026-11-20"})
    assert answer.status_code == 400
    assert "Fieldwork ends on 20 November 2026, before it starts" in answer.text
    assert 'value="2026-11-20"' in answer.text


def test_a_form_that_did_not_see_a_change_changes_nothing(client: Client, inspection: int) -> None:
    path = f"/inspections/{inspection}/edit"
    old = client.get(path)
    client.submit(client.get(path), path, **{**NEW, "lead": "Bea Second"})
    answer = client.http.post(
        path,
        data={
            "csrf_token": client.csrf(),
            **NEW,
            "lead": "C",
            "seen": old.one("input", name="seen").get("value"),
        },
    )
    assert answer.status_code == 409 and "Nothing was changed" in answer.text
    assert "Bea Second" in client.get(f"/inspections/{inspection}").text


def test_a_request_is_noted_answered_with_a_found_paragraph_and_undone(
    client: Client, services: Services, papers: Papers, inspection: int
) -> None:
    new, path = f"/inspections/{inspection}/requests/new", f"/inspections/{inspection}/requests/1"
    yesterday = (date.today() - timedelta(days=1)).isoformat()
    given = {"words": "Your latest audit", "asked_on": yesterday, "due": yesterday}
    form = client.get(new)
    assert form.one("input", name="asked_by").get("value") == "Ann Other", "the lead inspector, usually"
    client.submit(form, new, **given)
    home = client.get("/").text
    assert "1 request of inspectors to answer, 1 late" in home and "Your latest audit" in home
    found = client.get(path, q="assessments")
    buttons = [b.get("value") for b in found.all("button") if b.get("name") == "paper"]
    client.submit(found, f"{path}?q=assessments", do="put in", paper=buttons[0])
    client.submit(client.get(path), path, do="answer", answer="See the paragraph.")
    (paper,) = reads.request(services.record.db, inspection, 1, "")["papers"]
    assert f"{paper['document']}:{paper['passage']}" == buttons[0]
    page = client.get(path).text
    assert "Answered" in page and "Given on" in page
    assert "requests of inspectors" not in client.get("/").text
    client.post(path, {"do": "undo"})
    assert "Given on" not in client.get(path).text


@pytest.mark.parametrize(
    ("form", "status", "says"),
    [
        ({"do": "answer", "answer": ""}, 400, "needs words"),
        ({"do": "put in", "paper": "x"}, 400, "No paper was chosen"),
        ({"do": "put in", "paper": "999"}, 404, "no document 999"),
        ({"do": "drop", "reason": ""}, 400, "Say why"),
        ({"do": "dance"}, 400, "Nothing was chosen"),
        ({"do": "undo"}, 400, "no step"),
        ({"do": "reopen"}, 400, "is open already"),
        ({"do": "drop", "reason": "Withdrawn", "seen": "1"}, 409, "Nothing was changed"),
    ],
)
def test_what_makes_no_sense_is_told_and_changes_nothing(
    client: Client, services: Services, inspection: int, form: dict[str, str], status: int, says: str
) -> None:
    path = f"/inspections/{inspection}/requests/1"
    client.post(f"/inspections/{inspection}/requests/new", {"words": "x"})
    before = reads.request(services.record.db, inspection, 1, "")
    answer = client.http.post(path, data={"csrf_token": client.csrf(), "seen": before["version"], **form})
    assert answer.status_code == status and says in answer.text
    assert reads.request(services.record.db, inspection, 1, "") == before


def test_an_auditor_reads_and_changes_nothing(client: Client, inspection: int) -> None:
    client.post(f"/inspections/{inspection}/requests/new", {"words": "x"})
    auditor = Client(client.app).sign_in(Role.AUDITOR, "Ada")
    page = auditor.get(f"/inspections/{inspection}")
    assert "Change its days" not in page.text and "Note a request" not in page.text
    assert not auditor.get(f"/inspections/{inspection}/requests/1").all("textarea")
    auditor.get(f"/inspections/{inspection}/edit", status=403)
    for path in (f"/inspections/{inspection}/edit", f"/inspections/{inspection}/requests/1"):
        auditor.post(path, {"do": "undo"}, status=403)
    officer = Client(client.app).sign_in(Role.OFFICER, "Oz")
    officer.post(f"/inspections/{inspection}/edit", {"do": "undo"}, status=403)


def test_there_is_no_inspection_or_request_of_that_number(client: Client, inspection: int) -> None:
    for path in ("/inspections/99", "/inspections/99/edit", f"/inspections/{inspection}/requests/9"):
        client.get(path, status=404)
    client.get("/inspections/99/requests/new", status=404)


def test_the_form_keeps_an_inspections_own_framework_and_says_where_its_file_is_gone(
    client: Client, inspection: int, tmp_path: Path
) -> None:
    own = tmp_path / "own.toml"
    own.write_text('code = "own"\nname = "Ours"\n[[block]]\ncode = "Q1"\nname = "Q"\ndescription = "d"\n')
    path = f"/inspections/{inspection}/edit"
    client.submit(client.get(path), path, **{**NEW, "framework": str(own)}, do="keep")
    assert "Ours" in client.get(f"/inspections/{inspection}").text
    chosen = [e for e in client.get(path).all("option") if e.get("selected") is not None]
    assert (str(own), "Ours") in [(e.get("value"), words_of(e)) for e in chosen]
    own.unlink()
    framework.load.cache_clear()  # as after a start
    assert "cannot be used" in client.get(f"/inspections/{inspection}").text
    client.submit(client.get(path), path, **NEW, do="keep")
    assert "ILACS" in client.get(f"/inspections/{inspection}").text
