"""Columns of performance tables as officers make them: years of two digits, quarters over pairs, trends."""

from pathlib import Path

import pytest
from kinds_read import read_path
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from evidence.model import Observation
from evidence.settings import Settings
from ingest.values.cell_numbers import number_in
from ingest.values.head_periods import head_period
from ingest.values.observation_tables import table_values
from ingest.values.rows import Row


def table(*rows: str, caption: str = "") -> list[Observation]:
    cells = [Row(tuple(c.strip() for c in row.split("|")), n) for n, row in enumerate(rows)]
    return list(table_values(cells, caption, ""))


@pytest.mark.parametrize(
    ("head", "period"),
    [
        ("Q1 24/25", "Q1 2024/25"),
        ("Q3 24-25", "Q3 2024-25"),
        ("2024/25 Q1", "Q1 2024/25"),
        ("Q1 (2024/25)", "Q1 2024/25"),
        ("Quarter 2 2024/25", "Quarter 2 2024/25"),
        ("23/24", "2023/24"),
        ("31/03/2024", "31/03/2024"),
        ("As at 31.03.24", "31.03.24"),
        ("Current (Q2 24/25)", "Q2 2024/25"),
        ("Q1 Actual 24/25", "Q1 2024/25"),
        ("16-17", ""),
        ("17/19", ""),
        ("Target 24/25", ""),
        ("Care leavers aged 17/18", ""),
    ],
)
def test_the_head_of_a_column_names_its_period_however_it_is_written(head: str, period: str) -> None:
    assert head_period(head, "", "") == period


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("96% ↑", (96, "%")),
        ("▼ 16.9", (16.9, "")),
        ("84% (42/50)", (84, "%")),
        ("88% / 44 of 50", (88, "%")),
        ("12% (was 13%)", (12, "%")),
        ("91% (provisional)", (91, "%")),
        ("84% (12/50)", None),  # the two disagree
        ("94,2%", None),
        ("1,2345", None),
        ("1,234", (1234, "")),
        ("41 episodes, 19 children", None),
    ],
)
def test_a_cell_gives_its_one_number_or_none(cell: str, number: tuple[float, str] | None) -> None:
    assert number_in(cell) == number


def test_a_row_s_rating_and_target_are_of_its_latest_period_or_of_none() -> None:
    head = "Indicator | 2023/24 | Apr-24 | May-24 | Target | RAG"
    found = table(
        head,
        "Visits in time | 93% | 90% | <5 | 95% | G",
        "Plans signed | 80% | 82% |  | 85% | A",
        "Checks made | 70% | 71% | - | 85% | R",
    )
    assert [(o.value, o.rag, o.target) for o in found] == [
        (93, "", None),
        (90, "", None),
        (80, "", None),
        (82, "amber", 85),
        (70, "", None),
        (71, "red", 85),
    ]


def test_the_latest_period_may_stand_first() -> None:
    found = table("Indicator | Q2 2024/25 | Q1 2024/25 | RAG", "Visits in time | 84% | 81% | A")
    assert [(o.period, o.rag) for o in found] == [("Q2 2024/25", "amber"), ("Q1 2024/25", "")]


def test_values_targets_and_ratings_below_a_period_are_its_own() -> None:
    found = table(
        "Indicator | Q1 | | | Q2 | | ",
        "Indicator | Actual | Target | RAG | Actual | Target | RAG",
        "Visits in time | 62% | 80% | R | 71% | 85% | A",
        caption="Performance dashboard 2024/25",
    )
    assert [(o.value, o.period, o.target, o.rag) for o in found] == [
        (62, "Q1 2024/25", 80, "red"),
        (71, "Q2 2024/25", 85, "amber"),
    ]


def test_a_period_told_in_each_of_the_columns_it_stands_over_is_one() -> None:
    found = table(
        "Indicator | 2022/23 | 2022/23 | 2023/24 | 2023/24",
        "Indicator | Target | Result | Target | Result",
        "Visits in time | 80% | 62% | 85% | 71%",
    )
    assert [(o.value, o.period, o.target) for o in found] == [(62, "2022/23", 80), (71, "2023/24", 85)]


def test_a_workbook_s_colours_rate_its_values(tmp_path: Path, settings: Settings) -> None:
    book = Workbook()
    sheet = book.active
    for row in (["Indicator", "Q1 24/25", "Q2 24/25"], ["Visits in time", "81%", "84%"]):
        sheet.append(row)
    sheet["C2"].fill = PatternFill("solid", fgColor="FFC000")
    book.save(tmp_path / "a.xlsx")
    (reading,) = read_path(tmp_path / "a.xlsx", settings)
    assert [(o.value, o.rag) for o in reading.observations] == [(81, ""), (84, "amber")]


def test_the_figures_that_ours_are_held_against_are_not_ours() -> None:
    found = table(
        "Indicator | Q1 2023/24 | Q2 2023/24",
        "Visits in time | 80% | 82%",
        "England: visits in time | 78% | 79%",
        "Visits in time (national average) | 77% | 76%",
        "Statistical neighbours | 75% | 74%",
        "Children placed outside the region | 12% | 11%",
    )
    assert sorted({o.indicator for o in found}) == ["Children placed outside the region", "Visits in time"]


def test_a_target_is_read_with_its_sign() -> None:
    head = "Indicator | Target | May 2024 | RAG"
    found = table(head, "Assessments in time | ≥ 85% | 86% | G", "Caseload | at most 16 | 16.4 | A")
    assert [(o.value, o.target) for o in found] == [(86, 85), (16.4, 16)]
