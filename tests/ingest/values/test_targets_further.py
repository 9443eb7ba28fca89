"""Figures after the first in one sentence: what they measure, and what they are not."""

import pytest

from ingest.values.targets import find_targets


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "reduce re-referrals to 22% by June 2012 and raise visits on time to 90% by July 2012",
            [("re-referrals", 22), ("visits on time", 90)],
        ),
        (
            "cut vacancies by 10 percentage points by May 2010 and hold average caseloads at or below 20",
            [("vacancies", 10), ("average caseloads", 20)],
        ),
        (
            "raise visits to 72% by June 2010 and improve further to 80% by October 2010",
            [("visits", 72), ("visits", 80)],
        ),
        (
            "reduced the average caseload from 27 to no more than 20; filled at least 90% before the spring",
            [("average caseload", 20)],
        ),
        ("raise visits from 48.3% in 2008-09 to 65% by September 2010", [("visits", 65)]),
    ],
)
def test_each_figure_is_of_its_own_indicator(text: str, found: list[tuple[str, float]]) -> None:
    assert [(t.indicator, t.value) for t in find_targets(text)] == found


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        (
            "improve the quality of assessments so that 85% are completed within 45 days by March 2023",
            "assessments completed within 45 days",
        ),
        ("improve training so that 95% of reviews are held on time by June 2024", "reviews held on time"),
    ],
)
def test_a_share_after_so_that_is_of_what_is_done(text: str, indicator: str) -> None:
    assert [t.indicator for t in find_targets(text)] == [indicator]


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("increase NI 59 to at least 80% from January 2026", ["from January 2026"]),
        (
            "raise NI 59 to 80% from January 2026 and 85% from April 2026",
            ["from January 2026", "from April 2026"],
        ),
        ("From January 2026, at least 90% of visits must be made on time", ["from January 2026"]),
        ("raise NI 60 to 85% for each quarter from April 2026 onwards", ["from April 2026 onwards"]),
        ("reduce NI 117 by 2 percentage points from the March 2025 level by March 2026", ["March 2026"]),
        ("reduce NI 117 by 2 percentage points from March 2025 by March 2026", ["March 2026"]),
        ("reduce NI 117 by 2 percentage points from March 2025 to March 2026", ["March 2025 to March 2026"]),
        ("increase NI 59 to 80% from a baseline of 61% in March 2025 by March 2026", ["March 2026"]),
    ],
)
def test_a_demand_begins_from_a_day_and_a_change_starts_from_a_level(text: str, periods: list[str]) -> None:
    assert [t.period for t in find_targets(text)] == periods


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "By March 2019, at least 75% of plans are reviewed on time; by March 2020 at least 85%.",
            [(75, "March 2019"), (85, "March 2020")],
        ),
        (
            "By September 2017 at least 90% of visits must be on time (now 68%); by March 2018, 95%.",
            [(90, "September 2017"), (95, "March 2018")],
        ),
        (
            "Raise reviews on time to 80% by June 2012 and, by March 2013, to 90%.",
            [(80, "June 2012"), (90, "March 2013")],
        ),
        (
            "Increase visits on time to 75% by March 2019, and by March 2020 to 85%.",
            [(75, "March 2019"), (85, "March 2020")],
        ),
        (
            "Bring reviews on time to at least 85%, by March 2021, and keep them there.",
            [(85, "March 2021")],
        ),
    ],
)
def test_a_period_that_leads_a_clause_is_the_figures_after_it(
    text: str, expected: list[tuple[int, str]]
) -> None:
    assert [(t.value, t.period) for t in find_targets(text)] == expected


def test_a_further_figure_that_says_of_what_it_is_does_not_bound_the_first_ones_indicator() -> None:
    text = "Ensure 85% of assessments are on time by March 2011 and that no more than 5% are unallocated."
    assert [(t.value, t.comparator.value) for t in find_targets(text)] == [(85, "at_least")]
