"""A plan's workbook updates the measures that it names: with history, source, and what could not be taken."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from cli_runner import Muster
from openpyxl import Workbook

NOTICE = """\
IMPROVEMENT NOTICE

To: Wexcombe Borough Council

Issued on 4 March 2010

This notice is issued by the Department for Education. The Council must:

1. Complete at least 72% of initial assessments within seven working days by June 2010.
2. Decide every referral within one working day.
3. Recruit twelve experienced social workers by September 2010.
"""
HEAD = ["Code", "Action", "Lead officer", "By when", "RAG", "Progress to date"]


def workbook(folder: Path, name: str, *rows: Sequence[str | None]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Plan"
    for row in rows:
        sheet.append(row)
    book.save(folder / name)
    return folder / name


@pytest.fixture
def muster(tmp_path: Path) -> Muster:
    """A home that holds the notice, whose measures are N2010-01, -02 and -03."""
    (tmp_path / "notice.txt").write_text(NOTICE)
    muster = Muster(tmp_path / "home")
    assert muster("ingest", tmp_path / "notice.txt").code == 0
    assert [m["code"] for m in muster("measures", "--json").data] == ["N2010-01", "N2010-02", "N2010-03"]
    return muster


def said(muster: Muster, code: str) -> tuple[str, str, str, str]:
    found = next(m for m in muster("measures", "--json").data if m["code"] == code)
    return found["owner"], found["due"], found["rating"], found["progress"]


def test_a_workbook_updates_the_measures_it_names_and_makes_no_new_ones(
    muster: Muster, tmp_path: Path
) -> None:
    rows = (
        ["N2010-01", "Assess in time", "Rosa Acht", "June 2010", "Green", "72% in March"],
        ["n2010-02", "Decide sooner", "Tom Vane", None, "A", None],
    )
    added = muster("ingest", workbook(tmp_path, "Plan 3 May 2010.xlsx", HEAD, *rows), "--json").data
    assert "It says how far 2 measures of the record have got." in added["files"][0]["reason"]
    assert len(muster("measures", "--json").data) == 3
    assert said(muster, "N2010-01") == ("Rosa Acht", "June 2010", "green", "72% in March")
    assert said(muster, "N2010-02") == ("Tom Vane", "", "amber", "")
    assert muster("check").code == 0


def test_a_later_workbook_says_anew_what_it_says_and_the_earlier_stays_in_the_history(
    muster: Muster, tmp_path: Path
) -> None:
    late = ["N2010-01", "Assess in time", "Ann Lee", None, "Red", "Slipped"]
    early = ["N2010-01", "Assess in time", "Rosa Acht", "June 2010", "Green", "72% in March"]
    muster("ingest", workbook(tmp_path, "Plan 2010-09-01.xlsx", HEAD, late))
    muster("ingest", workbook(tmp_path, "Plan 2010-05-03.xlsx", HEAD, early))
    assert said(muster, "N2010-01") == ("Ann Lee", "June 2010", "red", "Slipped"), (
        "by its date, not its arrival"
    )
    trace = muster("trace", "N2010-01", "--json").data
    assert [(u["date"], u["rag"]) for u in trace["updates"]] == [
        ("2010-05-03", "green"),
        ("2010-09-01", "red"),
    ]
    assert all(u["passage"] and u["citation"] for u in trace["updates"])
    assert trace["said_by"]["due"]["date"] == "2010-05-03" and trace["said_by"]["rag"]["date"] == "2010-09-01"
    assert muster("trace", "N2010-01", "--at", "2010-06-30", "--json").data["rating"] == "green"
    muster("withdraw", trace["updates"][1]["document"])
    assert said(muster, "N2010-01")[2] == "green", "what a withdrawn paper said does not stand"


def test_two_rows_for_one_code_are_refused_with_both_named(muster: Muster, tmp_path: Path) -> None:
    rows = (
        ["N2010-01", "Assess in time", "Rosa Acht", None, "Green", None],
        ["N2010-02", "Decide sooner", "Tom Vane", None, "Amber", None],
        ["N2010-01", "Assess in time", "Rosa Acht", None, "Red", None],
    )
    added = muster("ingest", workbook(tmp_path, "plan.xlsx", HEAD, *rows), "--json").data
    assert "Row 2 of Plan and row 4 of Plan both name N2010-01" in added["files"][0]["reason"]
    assert said(muster, "N2010-01")[2] == "" and said(muster, "N2010-02")[2] == "amber"
    shown = muster("show", added["files"][0]["documents"][0], "--json").data
    assert [u["outcome"] for u in shown["updates"]] == ["twice", "taken", "twice"]


def test_codes_that_nobody_knows_are_listed_and_make_no_measures(muster: Muster, tmp_path: Path) -> None:
    rows = (
        ["N2010-01", "Assess in time", "Rosa Acht", None, "Green", None],
        ["N2010-99", "Mistyped", "Tom Vane", None, "Amber", None],
        ["7", "Publish the threshold guidance", "Tom Vane", "May 2011", "Amber", None],
    )
    added = muster("ingest", workbook(tmp_path, "Plan 2010-05-03.xlsx", HEAD, *rows), "--json").data
    assert "Row 3 of Plan names N2010-99, which is no measure" in added["files"][0]["reason"]
    codes = [m["code"] for m in muster("measures", "--json").data]
    assert codes == ["N2010-01", "N2010-02", "N2010-03", "P2010-01"], "a new action is a measure of the plan"


def test_a_table_of_codes_and_ratings_alone_is_enough(muster: Muster, tmp_path: Path) -> None:
    muster("ingest", workbook(tmp_path, "status.xlsx", ["Measure code", "RAG"], ["N2010-03", "Blue"]))
    assert said(muster, "N2010-03")[2] == "blue"
    (tmp_path / "status.csv").write_text("Code,Status,Update\nN2010-02,Red,Still late\n")
    muster("ingest", tmp_path / "status.csv")
    assert said(muster, "N2010-02") == ("", "", "red", "Still late")


def test_a_rating_that_the_evidence_does_not_bear_out_says_so(muster: Muster, tmp_path: Path) -> None:
    row = ["N2010-02", "Decide sooner", "Tom Vane", None, "Green", None]
    muster("ingest", workbook(tmp_path, "Plan 2010-09-01.xlsx", HEAD, row))
    trace = muster("trace", "N2010-02", "--json").data
    assert trace["differs"] == ["Rated green, but no accepted passage supports it."]
    (tmp_path / "letter.txt").write_text(
        "Wexcombe Borough Council\n\n3 April 2010\n\nDear Minister\n\n"
        "Every referral is now decided within one working day.\n\nYours sincerely\n\nA. Writer\n"
    )
    letter = muster("ingest", tmp_path / "letter.txt", "--json").data["files"][0]["documents"][0]
    passages = muster("show", letter, "--json").data["passages"]
    number = next(p["id"] for p in passages if "referral" in p["text"])
    muster("link", number, "--measure", "N2010-02", "--stance", "supports")
    trace = muster("trace", "N2010-02", "--at", "2010-09-30", "--json").data
    assert trace["differs"] == ["Rated green, but no evidence since April 2010."]


def test_a_plan_issued_anew_updates_its_actions_by_their_own_numbers(tmp_path: Path) -> None:
    muster = Muster(tmp_path / "home")
    head = ["Ref", "Action", "Lead officer", "By when", "RAG", "Progress"]
    first = (
        ["1.1", "Decide every referral within one working day", "Rosa Acht", "June 2010", "Amber", None],
        ["1.2", "Recruit twelve experienced social workers", "Tom Vane", "May 2010", "Red", None],
    )
    again = (
        ["1.1", "Decide every referral within one working day", "Ann Lee", "June 2010", "Green", "Done"],
        ["1.2", "Recruit twelve experienced social workers", "Tom Vane", "May 2010", "Amber", None],
        ["1.3", "Publish the guidance on thresholds", "Tom Vane", "July 2010", "Amber", None],
    )
    muster("ingest", workbook(tmp_path, "Plan 2010-03-01.xlsx", head, *first))
    muster("ingest", workbook(tmp_path, "Plan 2010-06-01.xlsx", head, *again))
    assert [m["code"] for m in muster("measures", "--json").data] == ["P2010-01", "P2010-02", "P2010b-01"]
    assert said(muster, "P2010-01") == ("Ann Lee", "June 2010", "green", "Done")
    trace = muster("trace", "P2010-02", "--json").data
    assert [(u["date"], u["rag"]) for u in trace["updates"]] == [
        ("2010-03-01", "red"),
        ("2010-06-01", "amber"),
    ]
    assert all(u["citation"] and u["passage"] for u in trace["updates"]), "the first issue's rating too"
    assert muster("reread", "--json").code == 0
    assert said(muster, "P2010-02")[2] == "amber" and len(muster("measures", "--json").data) == 3
    assert muster("check").code == 0


def test_a_plan_that_came_before_the_notice_it_names_updates_it_once_it_is_read_again(tmp_path: Path) -> None:
    muster = Muster(tmp_path / "home")
    row = ["N2010-02", "Decide sooner", "Tom Vane", None, "Amber", None]
    muster("ingest", workbook(tmp_path, "Plan 2010-05-03.xlsx", HEAD, row))
    (tmp_path / "notice.txt").write_text(NOTICE)
    muster("ingest", tmp_path / "notice.txt")
    muster("reread")
    assert said(muster, "N2010-02")[2] == "amber"
    assert [m["code"] for m in muster("measures", "--json").data] == ["N2010-01", "N2010-02", "N2010-03"]
    assert muster("check").code == 0


def test_codes_are_matched_however_they_are_typed(muster: Muster, tmp_path: Path) -> None:
    rows = (
        ["n2010-1", "Assess", "Ann Lee", None, "Green", None],
        ["N2010 02", "", "Tom Vane", None, "A", None],
    )
    muster("ingest", workbook(tmp_path, "Plan 2010-05-03.xlsx", HEAD, *rows))
    assert said(muster, "N2010-01")[2] == "green" and said(muster, "N2010-02")[2] == "amber"
    assert len(muster("measures", "--json").data) == 3


def test_what_has_the_shape_of_a_code_and_a_code_with_nothing_beside_it_are_listed_as_unknown(
    muster: Muster, tmp_path: Path
) -> None:
    rows = (
        ["N2010-01", "Assess in time", "Rosa Acht", None, "Green", None],
        ["M2010-02", "Decide sooner", "Tom Vane", None, "Amber", None],
        ["N2010-88", None, None, None, None, None],
    )
    added = muster("ingest", workbook(tmp_path, "Plan 2010-05-03.xlsx", HEAD, *rows), "--json").data
    assert "Row 3 of Plan names M2010-02, which is no measure" in added["files"][0]["reason"]
    assert "Row 4 of Plan names N2010-88, which is no measure" in added["files"][0]["reason"]
    assert len(muster("measures", "--json").data) == 3


def test_a_plan_whose_own_numbers_look_like_codes_is_known_when_it_is_issued_anew(tmp_path: Path) -> None:
    muster = Muster(tmp_path / "home")
    first = ["A2010-1", "Decide every referral within one working day", "Rosa Acht", None, "Amber", None]
    again = ["A2010-1", "Decide every referral within one working day", "Ann Lee", None, "Green", None]
    muster("ingest", workbook(tmp_path, "Plan 2010-03-01.xlsx", HEAD, first))
    muster("ingest", workbook(tmp_path, "Plan 2010-06-01.xlsx", HEAD, again))
    assert [(m["code"], m["owner"]) for m in muster("measures", "--json").data] == [("P2010-01", "Ann Lee")]


def test_a_workbook_is_as_new_as_the_position_that_it_gives(muster: Muster, tmp_path: Path) -> None:
    title = "Wexcombe Borough Council Improvement Plan"
    new = ["N2010-01", "Assess in time", "Ann Lee", None, "Red", None]
    old = ["N2010-01", "Assess in time", "Rosa Acht", None, "Green", None]
    muster("ingest", workbook(tmp_path, "b.xlsx", [title], ["Position as at 31/12/2010"], HEAD, new))
    muster("ingest", workbook(tmp_path, "a.xlsx", [f"{title} – position at 30 June 2010"], HEAD, old))
    dates = {d["date"] for d in muster("documents", "--json").data if d["kind"] == "plan"}
    assert dates == {"2010-12-31", "2010-06-30"}
    assert said(muster, "N2010-01")[2] == "red"


def test_a_workbook_without_a_date_says_that_its_statements_come_before_dated_ones(
    muster: Muster, tmp_path: Path
) -> None:
    row = ["N2010-01", "Assess in time", "Ann Lee", None, "Red", None]
    added = muster("ingest", workbook(tmp_path, "tracker.xlsx", HEAD, row), "--json").data
    assert (
        "It has no date, so that what dated papers say of them stands before it"
        in added["files"][0]["reason"]
    )


def test_a_plan_whose_columns_stand_in_another_order_is_a_plan(tmp_path: Path) -> None:
    muster = Muster(tmp_path / "home")
    head = ["Progress", "Completion date", "Accountable officer", "Action", "Action number", "BRAG"]
    row = ["On track", "May 2011", "Ann Lee", "Decide every referral within one working day", "1", "Blue"]
    title = ["Wexcombe Borough Council Improvement Plan, 1 March 2011"]
    muster("ingest", workbook(tmp_path, "tracker.xlsx", title, head, row))
    assert [d["kind"] for d in muster("documents", "--json").data] == ["plan"]
    assert said(muster, "P2011-01") == ("Ann Lee", "May 2011", "blue", "On track")


@pytest.mark.parametrize(
    ("below", "rated"),
    [
        (["Last month", "This month"], ["Amber", "Green"]),
        (["Current", "Previous"], ["Green", "Amber"]),
        (["March 2011", "February 2011"], ["Green", "Amber"]),
    ],
)
def test_of_two_ratings_side_by_side_the_newer_one_stands(
    muster: Muster, tmp_path: Path, below: list[str], rated: list[str]
) -> None:
    head = ["Code", "Action", "Lead officer", "RAG status", None, "Comments"]
    row = ["N2010-01", "Assess in time", "Ann Lee", *rated, "Better"]
    under = [None, None, None, *below, None]
    muster("ingest", workbook(tmp_path, "Plan 2011-03-31.xlsx", head, under, row))
    assert said(muster, "N2010-01")[2] == "green"


def test_a_row_whose_rating_is_unknown_keeps_its_words(muster: Muster, tmp_path: Path) -> None:
    row = ["N2010-01", "Assess in time", "Ann Lee", None, "Purple", "Slipped"]
    muster("ingest", workbook(tmp_path, "Plan 2011-03-31.xlsx", HEAD, row))
    assert said(muster, "N2010-01")[2:] == ("", "Purple. Slipped")
