"""Plans, decisions and responses as councils print them: whose they are, and what their tables' cells say."""

from pathlib import Path

from kinds_read import fields_of, read_path
from printed_papers import HEADING, TITLE, Piece, printed, table
from reportlab.lib import colors
from reportlab.platypus import Table, TableStyle

from evidence.settings import Settings

ASKED = ["Ref", "What will we do?", "Who will do it?", "When will it be done?", "Status"]


def test_a_plan_answering_inspectors_is_not_theirs_and_its_colours_rate(
    tmp_path: Path, settings: Settings
) -> None:
    cells = [
        ["Action", "Who", "By when", "RAG"],
        ["1.1 Recruit two managers", "Head of MASH", "31 Oct 2024", ""],
        ["1.2 Meet every day", "Service Manager", "30 Nov 2024", ""],
    ]
    styles = [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("BACKGROUND", (3, 1), (3, 1), colors.red),
        ("BACKGROUND", (3, 2), (3, 2), colors.Color(0, 0.69, 0.31)),
    ]
    made = Table(cells, colWidths=(200, 90, 90, 60), style=TableStyle(styles))
    title = (TITLE, "Post-Ofsted Action Plan")
    path = printed(tmp_path / "plan.pdf", title, "Larkfield Council", (HEADING, "Front door"), made)
    (plan,) = read_path(path, settings)
    assert plan.source is None or plan.source.name != "Ofsted"
    assert plan.register is not None
    assert [(m.label, m.owner, m.rag) for m in plan.register.measures] == [
        ("1.1", "Head of MASH", "red"),
        ("1.2", "Service Manager", "green"),
    ]


def test_questions_head_a_plans_columns_and_a_line_naming_an_officer_is_no_theme(
    tmp_path: Path, settings: Settings
) -> None:
    pieces: list[Piece] = []
    for number, officer in enumerate(("Chief Nurse, Doveport ICB", "Director of Education"), 1):
        rows = [ASKED, [f"{number}a", f"Set up service number {number}", "SEND lead", "Sept 2025", "At risk"]]
        pieces += [
            (HEADING, f"Priority Action {number}: Waits"),
            f"Senior responsible officer: {officer}",
            table(rows, [30, 150, 80, 90, 60]),
        ]
    opening = (
        "This plan says what the partnership will do about what inspectors found in January 2025, and how."
    )
    title = (TITLE, "SEND Action Plan")
    (plan,) = read_path(printed(tmp_path / "pap.pdf", title, opening, *pieces), settings)
    assert plan.register is not None
    assert [(m.label, m.theme, m.owner, m.due) for m in plan.register.measures] == [
        ("1a", "Priority Action 1: Waits", "SEND lead", "Sept 2025"),
        ("2a", "Priority Action 2: Waits", "SEND lead", "Sept 2025"),
    ]


def test_an_officer_who_decides_is_the_author_and_nobody_receives_his_lead_officer(
    tmp_path: Path, settings: Settings
) -> None:
    decision = [
        ["Decision reference", "OD/2024/0312"],
        ["Title of decision", "Award of contract for supported lodgings"],
        ["Decision maker", "Head of Commissioning"],
        ["Date of decision", "05/11/2024"],
        ["Reasons", "The provider scored highest."],
    ]
    title = (TITLE, "Officer Decision Record")
    (record,) = read_path(
        printed(tmp_path / "d.pdf", title, table(decision, [120, 300], headed=False)), settings
    )
    assert fields_of(record, "author", "recipient") == ("Head of Commissioning", "")
    front = [
        ["Report title", "Improvement plan: six-month update"],
        ["Report of", "Cabinet Member for Children"],
        ["Lead officer", "Gillian Frost, Executive Director"],
    ]
    (report,) = read_path(
        printed(
            tmp_path / "r.pdf",
            table(front, [120, 300], headed=False),
            (HEADING, "1. Purpose"),
            "1.1 To update Cabinet on progress.",
        ),
        settings,
    )
    assert fields_of(report, "author", "recipient") == ("Cabinet Member for Children", "")


def test_whom_a_recommendation_names_does_not_answer_it(tmp_path: Path, settings: Settings) -> None:
    path = printed(
        tmp_path / "response.pdf",
        (TITLE, "Government response to the review of children's homes"),
        "February 2024",
        (HEADING, "Recommendation 1: Ofsted should inspect unregistered settings."),
        "We accept this recommendation in principle.",
        (HEADING, "Recommendation 2: Fees should be capped."),
        "We do not accept this recommendation.",
    )
    (response,) = read_path(path, settings)
    assert response.source is None
    assert response.register is not None and len(response.register.measures) == 2
