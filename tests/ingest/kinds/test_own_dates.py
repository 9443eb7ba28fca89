"""Which date, title and author are a paper's own, and which are another's that it cites."""

import pytest
from kinds_read import fields_of, read_text

from evidence.language.dates import find_dates, own_date
from evidence.settings import Settings

REPORT = """By:       Noor Aziz, Democratic Services Officer

To:       Executive - 11 June 2024

Subject:  Referral of Decision 23/00417 - Youth Justice Grant

Decision No: 23/00417

Summary: The panel has referred this decision to the Executive, which must decide whether to keep it.

1. Introduction

The power of call-in lets members ask for a decision to be looked at again by the body that took it.

Background papers

1. Agenda of the Youth Panel on
   Monday, 15th April, 2024, 10.00 am

2. Minutes of the meeting held on
   3 May 2024
"""


@pytest.mark.parametrize(
    "number",
    ["23/00417", "24/00109", "11/00912", "2024/00109", "Decision 12/00708", "05/001234", "19/01102/FUL"],
)
def test_the_number_of_a_decision_is_no_date(number: str) -> None:
    assert find_dates(f"Decision No: {number}") == ()


def test_a_cited_agenda_or_minutes_does_not_date_a_report(settings: Settings) -> None:
    report = read_text(REPORT, settings)
    assert report.kind == "report"
    assert fields_of(report, "date", "author", "recipient", "reference") == (
        "2024-06-11",
        "Noor Aziz",
        "Executive",
        "23/00417",
    )


def test_a_date_under_a_report_is_still_its_own_where_nothing_leads_into_it() -> None:
    assert own_date(["Annual report"], ["Jo Marsh", "Head of Service", "3 May 2024"]) == ("2024-05-03", 3)


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("Scrutiny Committee – 7th November 2023", "2023-11-07"),
        ("Schools Forum, Tuesday 16 January 2024", "2024-01-16"),
        ("Report on fostering recruitment (8 July 2024)", "2024-07-08"),
        ("CORPORATE PARENTING BOARD: 2 FEBRUARY 2022", "2022-02-02"),
    ],
)
def test_a_title_that_ends_with_a_date_has_it(line: str, iso: str) -> None:
    assert own_date(["Fernleigh Council", line, "What follows is the text."]) == (iso, 1)


@pytest.mark.parametrize(
    "line",
    [
        "Response to your letter, 4 December 2024",
        "Data as at, 31 March 2024",
        "Inspection of Fernleigh, 4 to 8 March 2024",
        "Agenda – 5 March 2024",
        "Children in care on 31 March 2024",
    ],
)
def test_a_title_that_ends_with_the_date_of_something_else_has_none(line: str) -> None:
    assert own_date(["Fernleigh Council", line]) == ("", -1)


def test_minutes_whose_head_line_names_body_and_day(settings: Settings) -> None:
    minutes = read_text(
        """LSCB AND CAMHS JOINT BOARD – Thursday 5th October 2023

MINUTES of the meeting held in Room 4, Civic Centre.

PRESENT: Noor Aziz (Chair), Jo Marsh, Lee Finch

1. Apologies
Apologies were received from Kit Dale.

2. Minutes of the last meeting
The minutes of 6 July 2023 were agreed.
""",
        settings,
    )
    assert minutes.kind == "minutes"
    assert fields_of(minutes, "date", "body") == ("2023-10-05", "LSCB and CAMHS Joint Board")
    assert minutes.field("title") == "Minutes of the LSCB and CAMHS Joint Board"


def test_the_council_alone_is_no_title(settings: Settings) -> None:
    paper = read_text(
        "# Fernleigh Council\n\n# Note on agency spend, 9 May 2023\n\nThe spend on agency social workers "
        "fell in each month of the year that this note looks at.\n",
        settings,
    )
    assert fields_of(paper, "title", "date") == ("Note on agency spend, 9 May 2023", "2023-05-09")
