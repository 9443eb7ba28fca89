"""Units and comparators: as papers write them, and in the words that pages, packs and commands share."""

import pytest

from evidence.language.units import say_target, say_value, unit_in, unit_of_indicator


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (72.0, "percent", "72%"),
        (1234.5, "count", "1,234.5"),
        (48.2, "rate_per_10000", "48.2 per 10,000"),
        (3, "ppts", "3 percentage points"),
        (35, "days", "35 days"),
        (1, "days", "1 day"),
        (7, "", "7"),
        (None, "percent", ""),
    ],
)
def test_a_value_is_said_with_its_unit(value: float | None, unit: str, said: str) -> None:
    assert say_value(value, unit) == said


@pytest.mark.parametrize(
    ("comparator", "value", "unit", "baseline", "period", "said"),
    [
        ("equal", 100, "percent", None, "June 2010", "exactly 100%, June 2010"),
        ("at_least", 72, "percent", 65, "June 2010", "at least 72% from 65%, June 2010"),
        ("at_most", 35, "days", None, "", "at most 35 days"),
        ("trend_down", None, "", None, "2011", "falling trend, 2011"),
    ],
)
def test_a_target_is_said_with_its_comparator(
    comparator: str, value: float | None, unit: str, baseline: float | None, period: str, said: str
) -> None:
    target = {
        "comparator": comparator, "value": value, "unit": unit, "baseline": baseline, "period": period
    }  # fmt: skip
    assert say_target(target) == said


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("Percentage of visits in time", "percent"),
        ("% of visits in time", "percent"),
        ("Visits in time (%)", "percent"),
        ("Percentage point change since May", ""),
        ("Number of children in care", "count"),
        ("Referrals per 10,000 children", "rate_per_10000"),
        ("Caseloads", ""),
    ],
)
def test_an_indicators_name_gives_its_unit(name: str, unit: str) -> None:
    assert unit_of_indicator(name) == unit


def test_a_columns_words_name_a_unit() -> None:
    named = [unit_in(words) for words in ("Percentage points", "per cent", "working days", "No.", "")]
    assert named == ["ppts", "percent", "days", "count", ""]
