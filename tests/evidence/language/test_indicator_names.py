"""Printed names that mean one indicator, and those that do not."""

import pytest

from evidence.language.indicator_names import indicator_key
from evidence.relations.contradictions import Stated, conflicts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("NI 59", "N.I.59"),
        ("Percentage of visits in time", "Visits in time (%)"),
        ("% of the visits in time", "visits in time"),
        ("Number of children in care", "Children in care (number)"),
    ],
)
def test_ways_of_printing_one_name_have_one_key(one: str, other: str) -> None:
    assert indicator_key(one) == indicator_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("NI 59", "NI 60"), ("Visits in time", "Visits late"), ("%", "No.")]
)
def test_other_names_have_other_keys(one: str, other: str) -> None:
    assert indicator_key(one) != indicator_key(other)


def test_a_narrative_and_a_table_that_name_it_otherwise_are_compared() -> None:
    told = Stated("visits in time", 74.2, "percent", "January 2011", 1)
    tabled = Stated("Percentage of visits in time", 71.9, "percent", "Jan 2011", 2)
    counted = Stated("Number of visits in time", 60, "count", "Jan 2011", 2)
    (conflict,) = conflicts([told, tabled, counted])
    assert [s.value for s in conflict.stated] == [74.2, 71.9]
