"""Reports, minutes and plans: what their fronts say."""

from kinds_read import fields_of, read_text

from evidence.settings import Settings

BODY = """
1. Purpose of report

1.1 To tell members of the progress against the improvement plan that was agreed in March 2015.

2. Recommendations

2.1 That the committee notes the report.
"""


def test_a_report_is_read_from_its_labels(settings: Settings) -> None:
    front = (
        "Report to: Children and Families Scrutiny Committee\nDate of meeting: 12 November 2015\n"
        "Report of: Corporate Director, People\nReport title: Progress against the Improvement Plan\n"
        "Report author: Jo Lake, tel 01234 555555\nReference: CFS/15/32\n"
    )
    report = read_text(front + BODY, settings)
    assert report.kind == "report"
    assert fields_of(report, "title", "date", "author", "recipient", "reference") == (
        "Progress against the Improvement Plan",
        "2015-11-12",
        "Corporate Director, People",
        "Children and Families Scrutiny Committee",
        "CFS/15/32",
    )


def test_a_report_is_read_from_the_lines_of_its_title_page(settings: Settings) -> None:
    front = (
        "Originator: A Clerk\n\nTel: 01234 555555\n\n# Report of the Director of Children's Services\n\n"
        "# Scrutiny Board\n\n"
        "# 11<sup>th</sup> September 2007\n\n## Children's trust update\n\nElectoral Wards Affected:\n"
    )
    report = read_text(front + BODY, settings)
    assert fields_of(report, "title", "date", "author", "recipient") == (
        "Children's trust update",
        "2007-09-11",
        "Director of Children's Services",
        "Scrutiny Board",
    )


def test_a_cabinet_report_has_its_date_beside_the_cabinet(settings: Settings) -> None:
    front = (
        "From: Ann Tully – Leader of the Council\nTo: Cabinet – 4 March 2025\n"
        "Decision No: n/a\nSubject: Quarterly Report\n"
    )
    report = read_text(front + BODY, settings)
    assert fields_of(report, "title", "date", "author", "recipient", "reference") == (
        "Quarterly Report",
        "2025-03-04",
        "Ann Tully",
        "Cabinet",
        "",
    )


def test_minutes_name_the_body_the_meeting_and_who_was_there(settings: Settings) -> None:
    minutes = read_text(
        "Norbury Safeguarding Children Partnership\n\n"
        "Minutes of the meeting held on Tuesday 8th June 2021, 2pm\n\n"
        "Present: Jane Obie (Chair); Dr Sue Gill\n\nApologies: Tom Reed\n\n"
        "1. Welcome\n\nThe Chair welcomed everyone.\n\n"
        "2. Minutes of the meeting of 9 March 2021\n\nAgreed.\n",
        settings,
    )
    assert minutes.kind == "minutes"
    assert fields_of(minutes, "date", "body", "attendees", "apologies") == (
        "2021-06-08",
        "Norbury Safeguarding Children Partnership",
        "Jane Obie (Chair); Dr Sue Gill",
        "Tom Reed",
    )


def test_a_paper_that_nothing_recognises_is_other_and_makes_nothing_up(settings: Settings) -> None:
    other = read_text(
        "Some notes about the weather.\n\nIt rained on 4 May 2011, and again in June.\n", settings
    )
    assert other.kind == "other"
    assert fields_of(other, "date", "author", "recipient", "reference") == ("", "", "", "")


def test_a_report_on_an_improvement_plan_is_no_plan(settings: Settings) -> None:
    assert (
        read_text("Report of the Director\n\nImprovement Plan progress report\n" + BODY, settings).kind
        == "report"
    )
