"""Inspections are changed, undone, versioned; requests asked, answered, dropped; the log accounts for it."""

from dataclasses import replace

import pytest
from packing import add_minutes, passage_of

from evidence.errors import Clash, NotFound, UsageError
from evidence.home.accounting import differences
from evidence.inspections.working_days import WorkingDays
from evidence.model import Inspection, Milestone
from evidence.reads import inspections as reads
from evidence.reads.events import lines
from evidence.services import Services
from evidence.store import inspections, packs, requests
from evidence.store.requests import Request

DRAFT = Milestone("", "2027-01-08", "", "draft")
ILACS = Inspection(
    "ILACS 2026", "ofsted-ilacs", "2026-11-23", "2026-11-30", milestones=(DRAFT,), timetable="ilacs-standard"
)
NOON = "2026-12-01T12:00"


def told(services: Services, number: int = 1) -> dict:
    db = services.record.db
    return reads.told(db, reads.numbered(db, number), WorkingDays(), NOON)


def test_a_change_is_kept_logged_and_taken_back(services: Services) -> None:
    number = inspections.add(services.record, ILACS)
    before = told(services)
    changed = replace(ILACS, name="ILACS short", ends="2026-12-04", milestones=(), timetable="ilacs-short")
    inspections.edit(services.record, number, changed, seen=before["version"])
    after = told(services)
    assert (after["name"], after["timetable"], after["milestones"]) == ("ILACS short", "ilacs-short", [])
    assert after["version"] > before["version"]
    inspections.undo(services.record, number)
    again = told(services)
    assert {**again, "version": 0} == {**before, "version": 0}
    with pytest.raises(UsageError, match="no step"):
        inspections.undo(services.record, number)
    said = [e["says"] for e in lines(services.record.db) if e["what"] == "inspection changed"]
    assert "ends: 2026-12-04 (was none)" in said[0] and "name: ILACS short (was ILACS 2026)" in said[0]
    assert not list(differences(services.record.db))


def test_a_change_of_milestones_alone_is_a_new_version(services: Services) -> None:
    number = inspections.add(services.record, ILACS)
    seen = told(services)["version"]
    ann, ben = services.record.acting_as("Ann"), services.record.acting_as("Ben")
    inspections.edit(ann, number, replace(ILACS, milestones=()), seen=seen)
    with pytest.raises(Clash, match="Ann"):
        inspections.edit(ben, number, replace(ILACS, lead="B"), seen=seen)
    with pytest.raises(UsageError, match="was Ann's"):
        inspections.undo(ben, number)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"name": " "}, "needs a name"),
        ({"name": "x" * 201}, "needs a name"),
        ({"ends": "2026-11-27"}, "before it starts"),
        ({"starts": "20261130"}, "is not a date"),
        ({"starts": "0026-11-30"}, "Correct its year"),
        ({"milestones": (Milestone("", "2026-11-30", "", "fieldwork"),)}, "the inspection's own"),
        ({"milestones": (Milestone("x", "", "2026-11-30"),)}, "has no date"),
        ({"milestones": (Milestone("", "2026-11-30", "", "nothing"),)}, "no step nothing"),
        ({"milestones": (Milestone("", "2026-12-01", "", "draft"),), "ends": "2026-12-11"}, "before the end"),
        ({}, "is so already"),
    ],
)
def test_what_makes_no_sense_is_refused_with_the_reason(services: Services, change: dict, says: str) -> None:
    number = inspections.add(services.record, ILACS)
    with pytest.raises(UsageError, match=says):
        inspections.edit(services.record, number, replace(ILACS, **change))
    assert told(services)["starts"] == "2026-11-30"


def test_another_timetable_keeps_days_of_steps_it_does_not_have_as_milestones(services: Services) -> None:
    number = inspections.add(services.record, ILACS)
    made = inspections.keeping_days(
        replace(inspections.stored(services.record, number), timetable="monitoring-visit")
    )
    inspections.edit(services.record, number, made)
    (kept,) = told(services)["milestones"]
    assert (kept["name"], kept["date"], kept["step"]) == ("Draft report to the council", "2027-01-08", "")


def test_a_framework_that_packs_are_built_on_stays(services: Services) -> None:
    number = inspections.add(services.record, ILACS)
    packs.add(services.record, "one", ILACS.name, "Evidence")
    with pytest.raises(UsageError, match="built on its framework"):
        inspections.edit(services.record, number, replace(ILACS, framework="ofsted-2011"))


def test_a_cut_off_before_every_document_is_said(services: Services) -> None:
    add_minutes(services)
    inspections.add(services.record, replace(ILACS, cutoff="2000-01-01"))
    assert any("later than the evidence cut-off" in notice for notice in told(services)["notices"])


def test_requests_stand_late_first_then_by_when_they_are_due_then_answered(services: Services) -> None:
    number = inspections.add(services.record, ILACS)
    for words, due, clock in [
        ("any time", "", ""), ("tomorrow", "2026-12-02", ""), ("this morning", "2026-12-01", "10:00"),
        ("tonight", "2026-12-01", "18:00"), ("today", "2026-12-01", ""), ("done", "2026-11-30", ""),
    ]:  # fmt: skip
        requests.add(services.record, number, Request(words, asked_on="2026-11-30", due=due, due_time=clock))
    requests.answer(services.record, number, 6, "Sent.", on="2026-11-30")
    found = [(r["words"], r["state"]) for r in reads.requests(services.record.db, number, NOON)]
    assert found == [
        ("this morning", "late"), ("tonight", "open"), ("today", "open"), ("tomorrow", "open"),
        ("any time", "open"), ("done", "answered"),
    ]  # fmt: skip
    assert len(reads.waiting(services.record.db, NOON)) == 5


def test_an_answer_holds_words_and_papers_and_every_step_is_taken_back(services: Services) -> None:
    record, minutes = services.record, add_minutes(services)
    first = passage_of(services, minutes, 0)
    number = inspections.add(record, ILACS)
    asked = requests.add(record, number, Request("Minutes of the board", asked_on="2010-12-10"))
    requests.attach(record, number, asked, [(minutes, None)])
    requests.answer(record, number, asked, "Paragraph one.", [(minutes, first)], on="2010-12-11")
    shown = reads.request(record.db, number, asked, NOON)
    assert shown["state"] == "answered" and [p["passage"] for p in shown["papers"]] == [first]
    assert "Improvement Board minutes, 9 December 2010" in shown["papers"][0]["citation"]
    requests.undo(record, number, asked)
    shown = reads.request(record.db, number, asked, NOON)
    assert (shown["state"], shown["answer"]) == ("open", "") and shown["papers"][0]["passage"] is None
    requests.drop(record, number, asked, "Inspectors withdrew it.")
    assert reads.request(record.db, number, asked, NOON)["state"] == "dropped"
    requests.reopen(record, number, asked)
    assert reads.request(record.db, number, asked, NOON)["state"] == "open"
    with pytest.raises(UsageError, match="was tester's"):
        requests.undo(record.acting_as("Ben"), number, asked)
    assert not list(differences(record.db))


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (Request(" "), "what was asked for"),
        (Request("x", asked_on="2026-12-01", due="2026-11-30"), "before it was asked for"),
        (Request("x", due="Monday"), "is no day"),
        (Request("x", due="2999-11-30", due_time="25:00"), "is no time"),
        (Request("x", due_time="10:00"), "is no time"),
    ],
)
def test_a_request_that_makes_no_sense_is_refused(services: Services, asked: Request, says: str) -> None:
    number = inspections.add(services.record, ILACS)
    with pytest.raises(UsageError, match=says):
        requests.add(services.record, number, asked)


def test_an_answer_of_nothing_or_with_what_is_not_there_is_refused(services: Services) -> None:
    record, minutes = services.record, add_minutes(services)
    number = inspections.add(record, ILACS)
    asked = requests.add(record, number, Request("x", asked_on="2026-12-01"))
    with pytest.raises(UsageError, match="needs words"):
        requests.answer(record, number, asked, " ")
    with pytest.raises(UsageError, match="Correct the day"):
        requests.answer(record, number, asked, "x", on="2026-11-01")
    with pytest.raises(NotFound, match="no document 99"):
        requests.answer(record, number, asked, "x", [(99, None)], on="2026-12-01")
    with pytest.raises(NotFound, match="no passage 999"):
        requests.attach(record, number, asked, [(minutes, 999)])
    with pytest.raises(NotFound, match="no request 7"):
        requests.answer(record, number, 7, "x")
