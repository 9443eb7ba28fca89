"""Scorecards: one value or rating for each indicator, in the period that stands above the table."""

from pathlib import Path

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from evidence.model import Observation, Passage, PassageKind
from evidence.settings import Settings
from ingest.readers import read_file
from ingest.structure import passages_of
from ingest.values.observation_tables import table_values
from ingest.values.rows import Row
from ingest.values.scorecards import period_of

STYLES = getSampleStyleSheet()


def scored(*rows: str, caption: str = "Scorecard, Quarter 2, 2025/26") -> list[Observation]:
    cells = [Row(tuple(c.strip() for c in row.split("|")), n) for n, row in enumerate(rows)]
    return list(table_values(cells, caption, "Thornwick"))


@pytest.mark.parametrize(
    ("caption", "period"),
    [
        ("Scorecard, Quarter 2, 2025/26", "Quarter 2 2025/26"),
        ("Q4 2024-25: how we did", "Q4 2024-25"),
        ("Position at 31 March 2025", "31 March 2025"),
        ("From Q1 2024/25 to Q2 2024/25", ""),
        ("Scorecard", ""),
    ],
)
def test_the_period_above_a_table_counts_where_there_is_one(caption: str, period: str) -> None:
    assert period_of(caption) == period


def test_a_row_gives_its_value_its_target_and_its_rating() -> None:
    head = "Indicator | Target | Actual | RAG"
    (one, two) = scored(head, "Visits made in time | 90% | 84.5% | A", "Plans signed | 80% | 91% | Green")
    assert (one.indicator, one.value, one.unit, one.period) == (
        "Visits made in time",
        84.5,
        "percent",
        "Quarter 2 2025/26",
    )
    assert (one.rag, one.target, two.rag, two.value) == ("amber", 90.0, "green", 91.0)


def test_a_rating_alone_is_an_observation_without_a_value() -> None:
    found = scored("Key performance indicators | Latest rating | Comment", "Visits made in time | Red | Late")
    assert [(o.indicator, o.value, o.rag) for o in found] == [("Visits made in time", None, "red")]


def test_the_latest_of_two_ratings_counts() -> None:
    found = scored(
        "Children’s KPIs | RAG rating | | Note", " | Latest | Previous | ", "Plans signed | Amber | Red |"
    )
    assert [(o.indicator, o.rag) for o in found] == [("Plans signed", "amber")]


@pytest.mark.parametrize(
    "head", ["Risk description | Owner | Rating", "Action | Owner | RAG", "Title | Lead | Status"]
)
def test_the_rating_of_a_risk_or_an_action_is_none_of_an_indicator(head: str) -> None:
    assert not scored(head, "Staff may leave before the summer | Jo Moor | Red")


def test_without_a_period_above_there_is_no_observation() -> None:
    assert not scored("Indicator | Actual | RAG", "Visits made in time | 84% | Red", caption="How we did")


def pdf_rows(path: Path, settings: Settings) -> list[Passage]:
    read = passages_of(read_file(path, path.name, settings.ingest))
    return [p for p in read if p.kind is PassageKind.ROW]


def test_a_cell_s_colour_rates_in_a_pdf(tmp_path: Path, settings: Settings) -> None:
    cells = [["Indicator", "Actual", "RAG"], ["Visits made in time", "84%", ""], ["Plans signed", "91%", ""]]
    styles = [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("FONTNAME", (0, 0), (-1, 0), "Helvetica-Bold"),
        ("BACKGROUND", (0, 0), (-1, 0), colors.lightgrey),
        ("BACKGROUND", (2, 1), (2, 1), colors.red),
        ("BACKGROUND", (2, 2), (2, 2), colors.Color(0, 0.69, 0.31)),
    ]
    path = tmp_path / "scorecard.pdf"
    title = Paragraph("Scorecard, Quarter 2, 2025/26", STYLES["Heading1"])
    table = Table(cells, colWidths=(250, 80, 60), style=TableStyle(styles))
    SimpleDocTemplate(str(path), pagesize=A4).build([title, table])
    rows = [Row((*p.text.split(" | "), "")[:3], p.ordinal, fills=p.fills) for p in pdf_rows(path, settings)]
    found = list(table_values(rows, "Scorecard, Quarter 2, 2025/26", "Thornwick"))
    assert [(o.indicator, o.value, o.rag) for o in found] == [
        ("Visits made in time", 84.0, "red"),
        ("Plans signed", 91.0, "green"),
    ]
