"""Figures that OCR misread: set right for reading values where no doubt is left; the text stays as it is."""

import pytest
from kinds_read import read_text

from evidence.language.misreadings import mended
from evidence.settings import Settings


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("from 61 .2% to 2O% by June 2O1O", "from 61.2% to 20% by June 2010"),
        ("(N1 59) and Nl 60", "(NI 59) and NI 60"),
        ("1OO% by 2Ol1", "100% by 2011"),
    ],
)
def test_years_percentages_and_codes_are_mended(read: str, meant: str) -> None:
    assert mended(read) == meant


@pytest.mark.parametrize(
    "text", ["N1 9GU", "in 2010. 5% of all", "in 2011 .5% more", "SO% lO% Il%", "Oil and Ill"]
)
def test_what_may_be_something_else_is_left(text: str) -> None:
    assert mended(text) == text


def test_a_scanned_notice_keeps_its_words_and_gives_its_values(settings: Settings) -> None:
    notice = read_text(
        "# lMPROVEMENT NOTICE\n\nTo: Brindle City Council\n\nThis Improvement Notice is issued on l9 "
        "February 2O1O "
        "because of poor performance.\n\nTo comply with this Notice the council must:\n\n"
        "- increase the percentage of assessments made in time (N1 59) from 61 .2% to 72% by June 2O1O;\n"
        "- hold the rest steady.\n",
        settings,
    )
    assert (notice.field("title"), notice.field("date")) == ("Improvement Notice", "2010-02-19")
    assert notice.register is not None
    (target,) = notice.register.measures[0].targets
    assert (target.indicator, target.value, target.period, target.baseline) == (
        "NI 59",
        72,
        "June 2010",
        61.2,
    )
    assert "61 .2% to 72% by June 2O1O" in notice.register.measures[0].text


def test_a_short_plan_that_opens_with_its_date_keeps_its_tables(settings: Settings) -> None:
    plan = read_text(
        "# Brindle Action Plan\n\nDate: May 2011\n\n## Recommendation 1\n\n| No. | Action | "
        "Responsible | Timescale |"
        "\n|---|---|---|---|\n| 1.1 | Introduce a framework | Head of Service | 30/06/11 |\n",
        settings,
    )
    assert plan.register is not None
    assert [(m.label, m.owner, m.due) for m in plan.register.measures] == [
        ("1.1", "Head of Service", "30/06/11")
    ]
