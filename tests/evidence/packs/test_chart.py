"""An indicator's values over time, drawn: the same series gives the same drawing."""

from typing import Any

from defusedxml.ElementTree import fromstring

from evidence.packs.chart import svg
from evidence.reads.series import POINT, SPAN

TARGETS = [
    {"comparator": "at_least", "value": 72.0, "baseline": None, "end": "2010-06"},
    {"comparator": "at_least", "value": 80.0, "baseline": None, "end": "2010-10"},
    {"comparator": "increase_by", "value": 5.0, "baseline": None, "end": "2011-03"},
]


def seen(end: str, value: float, span: str = POINT) -> dict[str, Any]:
    return {"end": end, "value": value, "span": span}


def series(*observations: dict[str, Any]) -> dict[str, Any]:
    return {"unit": "percent", "targets": TARGETS, "observations": list(observations)}


def count(drawn: str, tag: str) -> int:
    return sum(element.tag.endswith(f"}}{tag}") for element in fromstring(drawn).iter())


def test_it_is_the_same_text_each_time_and_holds_every_value() -> None:
    one = series(seen("2010-04", 61.5), seen("2010-06", 74.2), seen("2010-09", 75.3, SPAN))
    drawn = svg(one)
    assert drawn == svg(one)
    assert count(drawn, "circle") == 2 + 1  # two values, and the key's
    assert "several months together" in drawn and "target" in drawn


def test_values_of_several_months_together_are_no_points_of_the_line() -> None:
    apart = svg(series(seen("2010-04", 61.5), seen("2010-06", 74.2, SPAN)))
    assert count(apart, "circle") == 1 + 1


def test_one_value_of_any_size_can_be_drawn_and_none_gives_nothing() -> None:
    for value in (0.0, 0.004, 3.0, 100.0, 1e9, -12.0):
        assert svg(series(seen("2010-06", value)))
        assert svg({"unit": "count", "targets": [], "observations": [seen("2010-06", value)]})
    assert svg(series()) == ""
