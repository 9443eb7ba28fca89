"""Indicator codes with their parts, and printed names that mean one indicator, or do not."""

import pytest

from evidence.language.indicators import codes_in, indicator_key
from evidence.relations.contradictions import Stated, conflicts


def test_codes_are_known_however_they_are_printed() -> None:
    assert codes_in("NI 59, NI60, NI-61 and N.I. 62") == {"NI 59", "NI 60", "NI 61", "NI 62"}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("PI 3.2 stood at 6.1 %.", {"PI 3.2"}),
        ("PI3.1.", {"PI 3.1"}),
        ("NI 19.2 and NI 52(ii)", {"NI 19.2", "NI 52(ii)"}),
        ("PI 3.1.2.4 is a reference", set()),
        ("COVID-19, KS2, Q3 2010/11 and SW1 2AA", set()),
    ],
)
def test_a_codes_parts_belong_to_it(text: str, codes: set[str]) -> None:
    assert codes_in(text) == codes


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
    ("one", "other"),
    [
        ("NI 59", "NI 60"),
        ("PI 3.1", "PI 31"),
        ("PI 3.1", "PI 3"),
        ("Visits in time", "Visits late"),
        ("%", "No."),
    ],
)
def test_other_names_have_other_keys(one: str, other: str) -> None:
    assert indicator_key(one) != indicator_key(other)


def test_a_narrative_and_a_table_that_name_it_otherwise_are_compared() -> None:
    told = Stated("visits in time", 74.2, "percent", "January 2011", 1)
    tabled = Stated("Percentage of visits in time", 71.9, "percent", "Jan 2011", 2)
    counted = Stated("Number of visits in time", 60, "count", "Jan 2011", 2)
    (conflict,) = conflicts([told, tabled, counted])
    assert [s.value for s in conflict.stated] == [74.2, 71.9]
