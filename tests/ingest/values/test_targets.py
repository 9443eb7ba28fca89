"""Targets in sentences that ask for something."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.model import Comparator, Target
from ingest.values.targets import find_targets

Said = tuple[str, str, float | None, str, str]


def said(target: Target) -> Said:
    return target.indicator, target.comparator.value, target.value, target.unit, target.period


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        (
            "NI 59: increase the percentage of visits made within 7 working days to 72% for the month of "
            "June 2026, to "
            "80% for the month of October 2026 and to 82% for the cumulative period October 2026 to March "
            "2027",
            [
                ("NI 59", "at_least", 72, "percent", "June 2026"),
                ("NI 59", "at_least", 80, "percent", "October 2026"),
                ("NI 59", "at_least", 82, "percent", "cumulative October 2026 to March 2027"),
            ],
        ),
        (
            "N.I. 78 reduction in the number of schools where fewer than 25% of pupils pass 5 or more "
            "subjects, to no "
            "schools in the 2026 examinations, with plans in place by September 2025",
            [("NI 78", "at_most", 0, "count", "2026 examinations")],
        ),
        (
            "NI81 raise the share of leavers with a Level 3 award by the age of 20 to 61.5% in the 2024/25 "
            "academic year.",
            [("NI 81", "at_least", 61.5, "percent", "2024/25 academic year")],
        ),
        (
            "LI 7 close the gap in attendance, with a 4 ppts reduction at Key Stage 2 in the 2025 tests",
            [("LI 7", "reduce_by", 4, "ppts", "2025 tests")],
        ),
        (
            "CS 30 show an upward trend in attendance by the end of the academic year 2025/26",
            [("CS 30", "trend_up", None, "", "end of the academic year 2025/26")],
        ),
        (
            "PI 3.1 reduce the share of 16-18 year olds out of work to 5.5% in 2025/26",
            [("PI 3.1", "at_most", 5.5, "percent", "2025/26")],
        ),
        (
            "Steady the workforce. CS 12: reduce the number of workers who hold more than 20 cases to no "
            "more than 10 at "
            "the end of March 2026 and to none at the end of September 2026.",
            [
                ("CS 12", "at_most", 10, "count", "end of March 2026"),
                ("CS 12", "at_most", 0, "count", "end of September 2026"),
            ],
        ),
        (
            "CS 10: reduce children in need to no more than 390 per 10,000 children by 31 March 2026",
            [("CS 10", "at_most", 390, "rate_per_10000", "31 March 2026")],
        ),
        (
            "CS 24: reduce the average wait, now long, to no more than 450 days in 2026/27",
            [("CS 24", "at_most", 450, "days", "2026/27")],
        ),
        (
            "CS 14: reduce agency posts by 8 percentage points between March 2025 and March 2027",
            [("CS 14", "reduce_by", 8, "ppts", "March 2025 to March 2027")],
        ),
        (
            "At least 90% of supervision is to be recorded in quarter 3 of 2025/26, and at least 95% in Q2 "
            "2026/27.",
            [
                ("supervision recorded", "at_least", 90, "percent", "quarter 3 of 2025/26"),
                ("supervision recorded", "at_least", 95, "percent", "Q2 2026/27"),
            ],
        ),
        (
            "increase timely visits to 80% (NI 59) and timely reviews to 85% (NI 60) by March 2011",
            [
                ("NI 59", "at_least", 80, "percent", "March 2011"),
                ("NI 60", "at_least", 85, "percent", "March 2011"),
            ],
        ),
        (
            "Improve NI 59 and NI 60 to 80 per cent by October 2010",
            [
                ("NI 59", "at_least", 80, "percent", "October 2010"),
                ("NI 60", "at_least", 80, "percent", "October 2010"),
            ],
        ),
        (
            "By March 2026, increase the percentage of children seen within 5 days to 95%.",
            [("percentage of children seen within 5 days", "at_least", 95, "percent", "March 2026")],
        ),
        (
            "The council must ensure that at least 90 per cent of visits are completed on time in each "
            "month.",
            [("visits completed on time", "at_least", 90, "percent", "each month")],
        ),
        (
            "The council must not exceed 15% agency staff by December 2015.",
            [("agency staff", "at_most", 15, "percent", "December 2015")],
        ),
        (
            "raise attendance to 92% in 2015/16, rising to 94% in 2016/17",
            [
                ("attendance", "at_least", 92, "percent", "2015/16"),
                ("attendance", "at_least", 94, "percent", "2016/17"),
            ],
        ),
    ],
)
def test_each_figure_that_is_asked_for_is_a_target(text: str, targets: list[Said]) -> None:
    assert [said(t) for t in find_targets(text)] == targets


@pytest.mark.parametrize(
    "text",
    [
        "Publish 'Working together to safeguard children 2010' to all staff by March 2011.",
        "The council shall prepare a plan within 28 days of this notice.",
        "Meet at least every six weeks and report by 31 March 2024.",
        "Answer recommendations 1 to 12 of the report.",
        "comply with section 497A(4B) of the Education Act 1996",
        "Offer support to young people aged 16 to 18 and to care leavers up to the age of 25.",
        "Carry out the 2009 assessment's actions in all 15 teams.",
    ],
)
def test_ages_titles_and_limits_are_no_targets(text: str) -> None:
    assert find_targets(text) == ()


def test_a_baseline_is_kept_before_or_after_the_figure() -> None:
    (one,) = find_targets(
        "Increase assessments done in time from a baseline of 61% in March 2025 to 85% by March 2026."
    )
    (two,) = find_targets(
        "Reduce the rate of referrals to 75 per 10,000 by March 2027, from a baseline of 98."
    )
    assert (one.value, one.baseline, one.period) == (85, 61, "March 2026")
    assert (two.value, two.baseline, two.comparator) == (75, 98, Comparator.AT_MOST)


def test_a_neutral_verb_takes_its_direction_from_the_baseline() -> None:
    (target,) = find_targets("Improve the average time, from 25 days to 20 days by March 2026.")
    assert target.comparator is Comparator.AT_MOST


@given(st.text(alphabet=st.sampled_from("NI 5960%to byfrmincea,.;()/-0127AT"), max_size=80))
def test_no_text_makes_it_fail_and_every_target_names_what_it_measures(text: str) -> None:
    assert all(t.indicator for t in find_targets(text))


def test_a_trend_without_a_figure_of_its_own_may_follow_a_figure_and_precede_its_indicator() -> None:
    (baseline,) = find_targets("From a baseline of 61%, demonstrate year-on-year improvement on NI 59.")
    assert (baseline.indicator, baseline.comparator, baseline.value) == ("NI 59", Comparator.TREND_UP, None)
