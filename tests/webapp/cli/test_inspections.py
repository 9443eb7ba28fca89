"""inspection …: new, edit, show, request, answer and undo, as scripts use them."""

import pytest
from cli_runner import Muster


@pytest.fixture
def base(own_sample_base: Muster) -> Muster:
    given = ("--timetable", "ilacs-standard", "--framework", "ofsted-ilacs", "--announced", "2026-11-23")
    assert own_sample_base("inspection", "new", "ILACS 2026", *given, "--json").code == 0
    return own_sample_base


def show(base: Muster) -> dict:
    return base("inspection", "show", "ILACS 2026", "--json").data


def test_edit_changes_what_is_given_and_nothing_else_and_undo_takes_it_back(base: Muster) -> None:
    before = show(base)
    given = (
        "--starts",
        "2026-12-07",
        "--stage",
        "draft",
        "2027-01-15",
        "--milestone",
        "Briefing",
        "2026-12-01",
    )
    data = base("inspection", "edit", "ILACS 2026", *given, "--version", before["version"], "--json").data
    assert (data["announced"], data["starts"]) == ("2026-11-23", "2026-12-07")
    assert {m["step"] or m["name"]: m["date"] for m in data["milestones"]} == {
        "draft": "2027-01-15", "Briefing": "2026-12-01",
    }  # fmt: skip
    stale = base("inspection", "edit", "ILACS 2026", "--lead", "X", "--version", before["version"])
    assert stale.code == 1 and "Nothing was changed" in stale.err
    data = base(
        "inspection", "edit", "ILACS 2026", "--stage", "draft", "-", "--milestone", "Briefing", "-", "--json"
    ).data
    assert data["milestones"] == []
    assert len(base("inspection", "undo", "ILACS 2026", "--json").data["milestones"]) == 2
    assert base("check").code == 0, "each step is accounted for"


def test_a_request_is_asked_answered_dropped_and_undone(base: Muster) -> None:
    passage = base("show", "3", "--json").data["passages"][5]["id"]
    asked = base(
        "inspection", "request", "ILACS 2026", "Case audits", "--due", "2999-11-30 14:00", "--json"
    ).data
    assert (asked["number"], asked["due_time"], asked["state"]) == (1, "14:00", "open")
    answered = base(
        "inspection",
        "answer",
        "ILACS 2026",
        "1",
        "--text",
        "Sent",
        "--passage",
        passage,
        "--document",
        "1",
        "--json",
    ).data
    assert answered["state"] == "answered" and [p["passage"] for p in answered["papers"]] == [None, passage]
    assert base("inspection", "answer", "ILACS 2026", "1", "--undo", "--json").data["state"] == "open"
    assert (
        base("inspection", "answer", "ILACS 2026", "1", "--drop", "Withdrawn", "--json").data["state"]
        == "dropped"
    )
    assert base("inspection", "answer", "ILACS 2026", "1", "--reopen", "--json").data["state"] == "open"
    put_right = base("inspection", "request", "ILACS 2026", "Ten case audits", "--number", "1", "--json").data
    assert put_right["words"] == "Ten case audits"
    assert show(base)["requests"][0]["words"] == "Ten case audits"
    assert base("inspection", "list", "--json").data[0]["open"] == 1
    assert base("check").code == 0


def test_an_answered_request_is_a_section_of_a_pack(base: Muster) -> None:
    for words in ("Case audits", "Supervision policy"):
        base("inspection", "request", "ILACS 2026", words, "--asked-by", "Ann Other")
    base("inspection", "answer", "ILACS 2026", "1", "--text", "Both are here.", "--document", "1")
    base("pack", "new", "evidence", "--inspection", "ILACS 2026")
    assert base("pack", "add", "evidence", "--request", "2").code == 2, "it is not answered"
    (section,) = base("pack", "add", "evidence", "--request", "1", "--json").data["sections"]
    assert section["title"] == "Request 1: Case audits"
    note, paper = section["items"]
    assert "by Ann Other: Case audits" in note["text"] and "Both are here." in note["text"]
    assert paper["document"] == 1
    again = base("pack", "add", "evidence", "--request", "1")
    assert again.code == 2 and "already" in again.err
    assert base("pack", "undo", "evidence", "--json").data["sections"] == []


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        (("edit", "ILACS 2026", "--starts", "2026-11-01"), 2, "before it was announced"),
        (("edit", "ILACS 2026", "--timetable", "ilac"), 1, "Known: ilacs-standard"),
        (("edit", "ILACS 2027"), 1, "no inspection called ILACS 2027"),
        (("edit", "ILACS 2026", "--milestone", "None such", "-"), 2, "no milestone None such"),
        (("new", "ILACS 2026"), 2, "already an inspection"),
        (("new", "Other", "--framework", "none"), 2, "no framework none"),
        (("answer", "ILACS 2026", "1", "--text", "x"), 1, "no request 1"),
        (("answer", "ILACS 2026", "1", "--text", "x", "--undo"), 2, "One at a time"),
    ],
)
def test_bad_input_says_what_to_do(base: Muster, args: tuple[str, ...], code: int, says: str) -> None:
    ran = base("inspection", *args)
    assert ran.code == code and says in ran.err


def test_the_timetables_are_listed_with_their_sources(base: Muster) -> None:
    listed = base("inspection", "timetables", "--json").data
    steps = {t["code"]: {s["code"]: s for s in t["steps"]} for t in listed}
    assert steps["jtai"]["action-statement"]["days"] == [70]
    assert steps["ilacs-short"]["annex-a"]["certainty"] == "not found"
