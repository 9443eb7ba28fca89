"""Tables of indicators as reports print them without lines, in groups, with notes and ratings in a cell."""

from pathlib import Path

import pytest
from kinds_read import read_path, read_text
from printed_papers import HEADING, TITLE, printed, table
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, Table, TableStyle

from evidence.model import Observation
from evidence.settings import Settings

TEXT = ParagraphStyle("kpi", fontName="Helvetica", fontSize=10, leading=11.5)
HEAD = ["Indicator", "Target 2024/25", "Q2 2024/25", "Q3 2024/25", "RAG"]
ROWS = [
    ["Referrals decided within one working day of their coming in", "95%", "93.0%", "96.4%", "Green"],
    ["Average caseload of a social worker", "18", "18.8", "17.9", "Green"],
    ["Children with a plan for two years", "3%", "2.5%", "5.1%", "Red"],
]
FOUND = [
    ("Referrals decided within one working day of their coming in", 96.4, 95, "green"),
    ("Average caseload of a social worker", 17.9, 18, "green"),
    ("Children with a plan for two years", 5.1, 3, "red"),
]


def _unruled(rows: list[list[str]], valign: str) -> Flowable:
    cells = [[Paragraph(c, TEXT) for c in row] for row in rows]
    made = Table(cells, colWidths=[150, 75, 65, 65, 60], repeatRows=1)
    made.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), valign)]))
    return made


def _last(path: Path, settings: Settings) -> list[tuple[str, float | None, float | None, str]]:
    (paper,) = read_path(path, settings)
    latest: dict[str, Observation] = {o.indicator: o for o in paper.observations}
    return [(o.indicator, o.value, o.target, o.rag) for o in latest.values()]


@pytest.mark.parametrize("valign", ["TOP", "MIDDLE"])
def test_a_table_without_lines_has_its_decimals_beside_their_ratings(
    valign: str, tmp_path: Path, settings: Settings
) -> None:
    title = (TITLE, "Performance report for Quarter 3")
    path = printed(tmp_path / "a.pdf", title, _unruled([HEAD, *ROWS], valign))
    assert _last(path, settings) == FOUND


def test_rows_below_a_groups_heading_have_the_tables_head(tmp_path: Path, settings: Settings) -> None:
    rows = [HEAD, ["<b>Front door</b>", "", "", "", ""], ROWS[0], ["<b>Care</b>", "", "", "", ""], *ROWS[1:]]
    made = table(rows, [170, 75, 65, 65, 60])
    made.setStyle(TableStyle([("SPAN", (0, 1), (-1, 1)), ("SPAN", (0, 3), (-1, 3))]))
    path = printed(tmp_path / "a.pdf", (TITLE, "Performance report for Quarter 3"), made)
    assert _last(path, settings) == FOUND


@pytest.mark.parametrize("between", ["England average", "Statistical neighbours"])
def test_rows_below_the_name_of_others_are_not_ours(between: str, settings: Settings) -> None:
    head = "| Indicator | Q2 2024/25 | Q3 2024/25 |\n| --- | --- | --- |\n"
    others = f"# {between}\n\n| Visits in time | 70% | 71% |\n"
    text = f"# Performance report\n\n{head}| Visits in time | 81% | 84% |\n\n{others}"
    assert [o.value for o in read_text(text, settings).observations] == [81, 84]


def test_a_cell_with_its_rating_or_its_numbers_in_brackets_has_one_value(settings: Settings) -> None:
    text = (
        "# Monthly performance report\n\n| Measure | Nov 2024 | Dec 2024 |\n| --- | --- | --- |\n"
        "| Visits in time | 81% (Amber) | 84% (Green) |\n"
        "| Conferences in 15 days | 44/44 (100%) | 31/39 (79.5%) |\n"
        "| Plans on time | 60% (last year: 55%) | 61% (last year: 58%) |\n"
    )
    assert [(o.indicator, o.value, o.rag) for o in read_text(text, settings).observations] == [
        ("Visits in time", 81, "amber"),
        ("Visits in time", 84, "green"),
        ("Conferences in 15 days", 100, ""),
        ("Conferences in 15 days", 79.5, ""),
    ]


def test_a_notes_number_at_an_indicators_end_is_none_of_its_name(tmp_path: Path, settings: Settings) -> None:
    rows = [HEAD, ["Children with a plan for two years<super>1</super>", "3%", "2.5%", "5.1%", "Red"]]
    path = printed(
        tmp_path / "a.pdf", (HEADING, "Performance report"), table(rows, [170, 75, 65, 65, 60]), "Ends."
    )
    assert {name for name, *_ in _last(path, settings)} == {"Children with a plan for two years"}


def test_a_column_of_a_quarters_actuals_has_the_year_of_the_title(tmp_path: Path, settings: Settings) -> None:
    rows = [
        ["No", "Performance indicator", "Q3 actual", "Target", "RAG"],
        ["1", "Assessments completed in time", "81%", "85%", "Amber"],
        ["2", "Visits made in time", "96%", "95%", "Green"],
    ]
    title = (TITLE, "Performance report to Scrutiny: Quarter 3 2023/24")
    (paper,) = read_path(printed(tmp_path / "k.pdf", title, table(rows, [30, 200, 70, 60, 60])), settings)
    assert [(o.value, o.period, o.target, o.rag) for o in paper.observations] == [
        (81, "Q3 2023/24", 85, "amber"),
        (96, "Q3 2023/24", 95, "green"),
    ]


def test_figures_with_arrows_that_were_not_read_are_said(settings: Settings) -> None:
    paper = read_text(
        "# Performance report\n\n| Name | Was | Is |\n|---|---|---|\n| Visits | 60% ▲ | 61% ▼ |\n"
        "| Plans | 70% ▲ | 71% ▼ |\n| Checks | 80% ▲ | 81% ▼ |\n",
        settings,
    )
    assert paper.observations == ()
    assert [w for w in paper.warnings if "figures that were not read" in w]
