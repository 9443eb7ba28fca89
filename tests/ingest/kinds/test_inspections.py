"""Inspection reports: their fields and judgements; the real ones agree with what was read by hand."""

import csv
from pathlib import Path

import pytest
from kinds_read import fields_of, read_path, read_text

from evidence.model import Reading
from evidence.settings import Settings

TODAY = """\
Inspection of Norbury local authority children's services

Inspection dates: 3 to 14 March 2025

Lead inspector: Rosa Acht, His Majesty's Inspector

Judgement Grade
The impact of leaders on social work
practice with children and families
Requires improvement to
be good
The experiences and progress of
children in care and care leavers Good
Overall effectiveness Inadequate

Services for children have become worse since the last inspection, when they were good.

What needs to improve?

- The timeliness of assessments.
- Management oversight.

The experiences and progress of children who need help and protection: inadequate

1. The response to referrals is too slow.
"""


def judgements(reading: Reading) -> dict[str, str]:
    return {f.area: f.grade for f in reading.findings if f.type == "judgement"}


def test_a_report_of_today_gives_its_dates_inspector_and_judgements(settings: Settings) -> None:
    report = read_text(TODAY, settings)
    assert report.kind == "inspection_report"
    assert fields_of(report, "title", "date", "inspection_dates", "lead_inspector", "author") == (
        "Inspection of Norbury local authority children's services",
        "",  # it prints no date of publication, so it has none
        "3 to 14 March 2025",
        "Rosa Acht, His Majesty's Inspector",
        "Rosa Acht",
    )
    assert judgements(report) == {
        "The impact of leaders on social work practice with children and families": "requires improvement",
        "The experiences and progress of children in care and care leavers": "good",
        "Overall effectiveness": "inadequate",
        "The experiences and progress of children who need help and protection": "inadequate",
    }
    assert [f.text for f in report.findings if f.type == "area_for_development"] == [
        "The timeliness of assessments.",
        "Management oversight.",
    ]


def test_a_single_inspection_has_numbered_judgements_and_the_boards(settings: Settings) -> None:
    report = read_text(
        "Norbury Council\n\nInspection of services for children in need of help and protection\n\nand\n\n"
        "Review of the effectiveness of the local safeguarding children board\n\n"
        "Inspection date: 18 Feb 2014 – 12 March 2014\n\n"
        "Report published: 23 May 2014\n\nThe overall judgement is requires improvement\n\n"
        "1. Children who need help and protection Requires\nImprovement\n2. Children looked after Good\n"
        "2.1 Adoption performance Good\n3. Leadership, management and governance Good\n\n"
        "The effectiveness of the Local Safeguarding Children Board (LSCB) is good\n",
        settings,
    )
    assert fields_of(report, "date", "inspection_dates") == ("2014-05-23", "18 Feb 2014 – 12 March 2014")
    assert judgements(report) == {
        "Children who need help and protection": "requires improvement",
        "Children looked after": "good",
        "Adoption performance": "good",
        "Leadership, management and governance": "good",
        "Overall effectiveness": "requires improvement",
        "The effectiveness of the Local Safeguarding Children Board": "good",
    }


AREAS = {
    "overall": "overall effectiveness",
    "impact_of_leaders": "the impact of leaders",
    "help_and_protection": "help and protection",
    "in_care_and_care_leavers": "in care and care leavers",
    "in_care": "progress of children in care",
    "care_leavers": "progress of care leavers",
}


@pytest.fixture
def real(corpus: Path, settings: Settings) -> list[tuple[dict[str, str], Reading]]:
    """Each real report with the row that a person wrote about it."""
    folder = corpus / "inspection-reports"
    with (folder / "truth.csv").open(encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream) if not row["kind"].startswith("NOT A PDF")]
    return [(row, read_path(folder / row["file"], settings)[0]) for row in rows]


def test_the_real_reports_agree_with_what_was_read_by_hand(
    real: list[tuple[dict[str, str], Reading]],
) -> None:
    differences = []
    for row, report in real:
        found = {area.casefold(): grade for area, grade in judgements(report).items()}
        for column, words in AREAS.items():
            if row[column]:
                got = [grade for area, grade in found.items() if words in area]
                differences += [] if got == [row[column]] else [(row["file"], column, got)]
        for column, name in (("dates", "inspection_dates"), ("lead_inspector", "lead_inspector")):
            if row[column] and report.field(name) != row[column]:
                differences.append((row["file"], name, report.field(name)))
        if report.field("date") not in {"", row["published"]} or report.kind != "inspection_report":
            differences.append((row["file"], "date", report.field("date")))
    assert differences == []
