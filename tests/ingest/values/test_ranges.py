"""A target with two bounds is two targets, and both are met only within them."""

import pytest

from evidence.model import Comparator, Observation
from evidence.tracing.coverage import MET, NOT_MET, Dated, target_state
from ingest.values.targets import find_targets


@pytest.mark.parametrize(
    "text",
    [
        "Keep the rate of re-referrals (NI 60) between 8% and 10% by March 2026.",
        "NI 60: between 8 and 10 per cent by March 2026",
        "NI 60: 8–10% by March 2026",
        "Reduce NI 60 to 8-10% by March 2026.",
        "NI 60: at least 8% and no more than 10% by March 2026",
    ],
)
def test_a_range_asks_for_at_least_its_lower_and_at_most_its_upper_bound(text: str) -> None:
    assert [(t.indicator, t.comparator, t.value, t.unit, t.period) for t in find_targets(text)] == [
        ("NI 60", Comparator.AT_LEAST, 8, "percent", "March 2026"),
        ("NI 60", Comparator.AT_MOST, 10, "percent", "March 2026"),
    ]


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("At least 80% and no more than 90% of visits should be announced.", "visits announced"),
        ("Ensure between 80% and 90% of visits are announced.", "visits announced"),
        ("Maintain the vacancy rate at between 80% and 90%.", "vacancy rate"),
        ("Keep attendance to 80–90% by March 2026.", "attendance"),
        ("CSC 4.2: reduce to 80%-90% by March 2025", "CSC 4.2"),
        ("reduce agency staff to between 80% and 90%", "agency staff"),
    ],
)
def test_both_bounds_are_of_what_the_range_measures(text: str, indicator: str) -> None:
    assert [(t.indicator, t.value) for t in find_targets(text)] == [(indicator, 80), (indicator, 90)]


@pytest.mark.parametrize(
    "text",
    [
        "Reduce re-referrals by 8–10%.",
        "Narrow the gap of between 8% and 10% for children in need.",
        "The rate was between 8% and 10% last year.",
        "Improve from between 50% and 60%.",
        "Children aged between 8 and 10 should be seen alone.",
        "A reduction of 8–10% in vacancies",
    ],
)
def test_what_is_no_range_to_be_within_gives_no_two_bounds(text: str) -> None:
    assert not {Comparator.AT_LEAST, Comparator.AT_MOST} <= {t.comparator for t in find_targets(text)}


@pytest.mark.parametrize(
    ("value", "states"), [(7, [NOT_MET, MET]), (9, [MET, MET]), (10, [MET, MET]), (12, [MET, NOT_MET])]
)
def test_a_value_meets_both_bounds_only_within_the_range(value: float, states: list[str]) -> None:
    seen = [Dated(Observation("NI 60", value, "percent", "March 2026"), "2026-04-20", 1)]
    targets = find_targets("NI 60: 8–10% by March 2026")
    assert [target_state(t, seen)[0] for t in targets] == states
