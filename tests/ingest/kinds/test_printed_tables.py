"""Scorecards and minutes whose facts stand in printed tables."""

from pathlib import Path

import pytest
from kinds_read import fields_of, read_path, read_text
from printed_papers import HEADING, TITLE, printed, table

from evidence.settings import Settings

HEAD = ["Indicator", "Good is", "Target", "Q1", "Q2", "Q3", "RAG"]
ROWS = [
    ["Percentage of referrals decided in one working day", "High", "95%", "88.1%", "90.4%", "94.6%", "Amber"],
    ["Re-referrals within 12 months", "Low", "22%", "25%", "–", "21%", "Green"],
    ["Children in care per 10,000¹", "Low", "80", "91", "90", "87", "Red"],
]


@pytest.mark.parametrize(
    ("title", "year"), [("Performance Scorecard 2023/24", " 2023/24"), ("Performance scorecard", "")]
)
def test_a_printed_scorecard_is_data_and_its_quarters_have_the_year_that_it_prints(
    title: str, year: str, tmp_path: Path, settings: Settings
) -> None:
    made = table([HEAD, *ROWS], [150, 45, 45, 45, 45, 45, 45])
    (card,) = read_path(
        printed(tmp_path / "card.pdf", (TITLE, title), made, "¹ At the month's end."), settings
    )
    assert card.kind == "data" and card.field("title") == title
    assert [(o.indicator, o.value, o.period, o.target, o.rag) for o in card.observations][-5:] == [
        ("Re-referrals within 12 months", 25, f"Q1{year}", None, ""),
        ("Re-referrals within 12 months", 21, f"Q3{year}", 22, "green"),
        ("Children in care per 10,000", 91, f"Q1{year}", None, ""),
        ("Children in care per 10,000", 90, f"Q2{year}", None, ""),
        ("Children in care per 10,000", 87, f"Q3{year}", 80, "red"),
    ]


def test_minutes_name_who_came_in_a_table(tmp_path: Path, settings: Settings) -> None:
    people = [
        ["Present", "Dame Harriet Lowe (Chair); Joel Finney (DCS)"],
        ["Apologies", "Supt Maya Iqbal (Police)"],
    ]
    actions = [["No", "Action", "Owner", "Due"], ["1", "Circulate the audit report", "JF", "1 August 2024"]]
    path = printed(
        tmp_path / "minutes.pdf",
        (TITLE, "Calderwick Children's Improvement Board"),
        (HEADING, "Notes of the meeting held on Thursday 18 July 2024"),
        table(people, [90, 360], headed=False),
        (HEADING, "1. Performance"),
        "1.1 Joel presented the figures. Re-referrals fell to 23.4% in June from 26% in May.",
        (HEADING, "Action log"),
        table(actions, [30, 200, 90, 80]),
    )
    (minutes,) = read_path(path, settings)
    assert fields_of(minutes, "date", "body", "attendees", "apologies") == (
        "2024-07-18",
        "Calderwick Children's Improvement Board",
        "Dame Harriet Lowe (Chair); Joel Finney (DCS)",
        "Supt Maya Iqbal (Police)",
    )
    assert minutes.kind == "minutes" and minutes.register is None


def test_a_column_of_national_indicators_gives_codes_and_a_sentence_above_gives_no_year(
    settings: Settings,
) -> None:
    report = read_text(
        "Report of the Director of Children's Services\n\nDate: 10 November 2010\n\n3.0 Main issues\n\n"
        "3.3 A total of 42 social workers have been recruited since April 2010.\n\n"
        "| NI | Description | Target | Q1 | Q2 |\n|---|---|---|---|---|\n"
        "| 62 | Stability of placements | 10.5% | 11.2% | 10.9% |\n",
        settings,
    )
    assert [(o.indicator, o.value, o.period, o.target) for o in report.observations] == [
        ("NI 62", 11.2, "Q1", None),
        ("NI 62", 10.9, "Q2", 10.5),
    ]
