"""Papers that say what they are in their title alone, and titles that go on in a second line."""

from pathlib import Path

import pytest
from kinds_read import read_path, read_text
from printed_papers import HEADING, TITLE, printed

from evidence.model import Reading
from evidence.settings import Settings

PROSE = (
    "The service has worked through the year to bring down the time that families wait, and each team reports"
    " on its own figures to the board every month, with the reasons for what changed since the month before."
)


def read(path: Path, settings: Settings, title: str) -> Reading:
    (reading,) = read_path(
        printed(
            path / "p.pdf", (HEADING, "Farrow Vale Council"), (TITLE, title), f"1. {PROSE}", f"2. {PROSE}"
        ),
        settings,
    )
    return reading


@pytest.mark.parametrize("quarter", ["Quarter 1 2022/23", "Quarter 2 2022/23"])
def test_a_period_below_a_titles_colon_belongs_to_it(
    settings: Settings, tmp_path: Path, quarter: str
) -> None:
    paper = read(tmp_path, settings, f"Early Help Quarterly Performance Report:<br/>{quarter}")
    assert paper.kind == "performance_report"
    assert paper.field("title") == f"Early Help Quarterly Performance Report: {quarter}"


@pytest.mark.parametrize(
    "title",
    [
        "Cabinet report: Fostering allowances and payments, 4<br/>July 2023",
        "Cabinet report: Fostering allowances and payments, 4 July<br/>2023",
        "Cabinet report: Fostering allowances and payments, 4 July 2023",
    ],
)
def test_a_title_may_break_within_its_date(settings: Settings, tmp_path: Path, title: str) -> None:
    paper = read(tmp_path, settings, title)
    assert (paper.kind, paper.field("date")) == ("report", "2023-07-04")
    assert paper.field("title") == title.replace("<br/>", " ")
    assert "The date names no day." not in paper.warnings


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Early Help Board minutes, 4 February 2019", "minutes"),
        ("Minutes – Fostering Panel, 4 February 2019", "minutes"),
        ("Improvement Board update, 15 June 2023", "report"),
        ("Cabinet report: Fostering allowances", "report"),
        ("Scrutiny Committee briefing on care leavers", "report"),
        ("Notes for volunteers", "other"),
        ("Improvement Board terms of reference", "other"),
    ],
)
def test_a_paper_is_of_the_kind_that_its_title_names(settings: Settings, title: str, kind: str) -> None:
    text = (
        f"Farrow Vale Council\n\n{title}\n\nPresent: M. Smith (Chair), A. Jones\n\n1. {PROSE}\n\n2. {PROSE}\n"
    )
    assert (
        read_text(
            text.replace("Present: M. Smith (Chair), A. Jones\n\n", "") if kind != "minutes" else text,
            settings,
        ).kind
        == kind
    )
