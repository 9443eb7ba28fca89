"""A timetable is laid out from what is known; each day says how it is known; contradictions are told."""

import pytest

from evidence.errors import NotFound
from evidence.inspections.stages import PROPOSED, SET, UNKNOWN, USUALLY, Schedule, notices
from evidence.inspections.timetables import NOT_FOUND, timetable, timetables
from evidence.inspections.working_days import WorkingDays

ENGLAND = WorkingDays()


def laid_out(code: str, own: dict[str, tuple[str, str]] | None = None, **facts: str) -> Schedule:
    days = {"announced": "", "starts": "", "ends": "", **facts}
    return Schedule(timetable(code), days, own or {}, ENGLAND)


def stages(schedule: Schedule) -> dict[str, tuple[str, str, str]]:
    return {s.step: (s.date, s.ends, s.how) for s in schedule.stages()}


@pytest.mark.parametrize("code", [t.code for t in timetables()])
def test_every_timetable_lays_out_and_says_its_sources(code: str) -> None:
    found = laid_out(code, starts="2012-03-05")
    for stage in found.stages():
        assert stage.how in (SET, USUALLY, PROPOSED, UNKNOWN)
        assert stage.certainty == NOT_FOUND or stage.source
        assert stage.certainty != NOT_FOUND or not stage.date, "what nobody knows is blank"
        assert not stage.ends or stage.date <= stage.ends
    assert not found.problem()


def test_the_call_alone_proposes_fieldwork_and_all_that_follows() -> None:
    found = laid_out("ilacs-standard", announced="2026-11-23")
    assert found.day("starts") == ("2026-11-30", PROPOSED) and found.day("ends") == ("2026-12-11", PROPOSED)
    days = stages(found)
    assert days["notification"] == ("2026-11-23", "", SET)
    assert days["report"] == ("2027-01-22", "", PROPOSED), "27 working days, Christmas and New Year left out"
    assert days["annex-a"] == ("", "", UNKNOWN)


def test_a_measured_step_from_a_day_that_is_set_is_usual_and_a_secondary_one_proposed() -> None:
    days = stages(laid_out("jtai", starts="2024-03-04", ends="2024-03-08"))
    assert days["fieldwork"] == ("2024-03-04", "2024-03-08", SET)
    assert days["notification"][2] == USUALLY and days["letter"][2] == USUALLY
    assert stages(laid_out("area-send", starts="2024-03-04"))["notification"] == ("2024-02-19", "", PROPOSED)


@pytest.mark.parametrize(("ends", "days"), [("2019-03-15", 21), ("2022-03-18", 30), ("2025-03-14", 27)])
def test_the_report_follows_as_it_did_in_that_time(ends: str, days: int) -> None:
    found = laid_out("ilacs-standard", starts=ends[:8] + "04", ends=ends)
    (report,) = (s for s in found.stages() if s.step == "report")
    assert report.counted.startswith(f"{days} working days")


def test_a_day_that_a_person_set_moves_what_hangs_on_it() -> None:
    own = {"received": ("2026-05-01", "")}
    days = stages(laid_out("sif", own, starts="2026-03-02", ends="2026-03-20"))
    assert days["received"][2] == SET
    assert days["published-by-council"] == ("2026-06-16", "", USUALLY), "two bank holidays of May left out"
    assert days["action-statement"][2] == PROPOSED


def test_a_joint_area_review_is_laid_out_as_one_council_had_it() -> None:
    days = stages(laid_out("jar", starts="2007-12-03"))
    assert days["self-assessment"][0] == "2007-06-14" and days["case-names"][0] == "2007-09-20"
    assert days["set-up"][:2] == ("2007-10-03", "2007-10-12")
    assert days["report"][0] == "2008-04-22" and days["action-plan"][0] == "2008-06-10"
    assert {how for *_, how in days.values()} == {PROPOSED}


@pytest.mark.parametrize(
    ("facts", "own", "says"),
    [
        ({"starts": "2026-12-11", "ends": "2026-12-04"}, {}, "ends on 4 December 2026, before it starts"),
        ({"announced": "2026-12-11", "starts": "2026-12-04"}, {}, "before it was announced"),
        (
            {"starts": "2026-11-30", "ends": "2026-12-11"},
            {"draft": ("2026-12-01", "")},
            "Draft report to the council is on 1 December 2026, before the end of fieldwork",
        ),
        (
            {"starts": "2026-11-30"},
            {"off-site": ("2026-11-23", "2026-12-02")},
            "after the start of fieldwork",
        ),
        ({"starts": "2026-11-30"}, {"draft": ("2027-01-08", "2027-01-04")}, "before it starts"),
        (
            {"starts": "2026-11-30"},
            {"report": ("2026-11-20", "")},
            "Report published is on 20 November 2026, before the start of fieldwork",
        ),
        (
            {"starts": "2026-11-30", "ends": "2026-12-04"},
            {"comments": ("2026-12-02", "")},
            "Comments on factual accuracy is on 2 December 2026, before the end of fieldwork",
        ),
        ({"announced": "2026-11-23"}, {"comments": ("2026-11-20", "")}, "before the announcement"),
        (
            {"starts": "2026-11-30"},
            {"draft": ("2027-01-08", ""), "comments": ("2027-01-07", "")},
            "Comments on factual accuracy is on 7 January 2027, before Draft report",
        ),
    ],
)
def test_days_that_contradict_each_other_are_told(
    facts: dict[str, str], own: dict[str, tuple[str, str]], says: str
) -> None:
    assert says in laid_out("ilacs-standard", own, **facts).problem()


def test_a_day_that_is_proposed_contradicts_nothing() -> None:
    own = {"draft": ("2026-12-04", "")}
    assert not laid_out("ilacs-standard", own, announced="2026-11-23").problem()


def test_odd_days_are_noticed_and_not_refused() -> None:
    facts = {"announced": "2026-12-28", "starts": "2017-01-02", "ends": ""}
    first, second, third = notices(facts, timetable("ilacs-standard"), ENGLAND)
    assert "a bank holiday (Boxing Day" in first and "a bank holiday (New Year" in second
    assert "was in use since 1 January 2018" in third


def test_a_timetable_that_is_not_known_names_those_that_are() -> None:
    with pytest.raises(NotFound, match="ilacs-short"):
        timetable("ilacs-shorter")
    assert timetable("") is None
