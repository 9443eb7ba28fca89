"""Evidence is about the measure's own council and later than the paper that brought the measure."""

import pytest

from evidence.linking.eligibility import BASELINE, COMPARISON, bar

LEEDS, KENT = "Leeds City Council", "Kent County Council"


@pytest.mark.parametrize(
    ("date", "register", "expected"),
    [
        ("2011-06-22", "2010-03-02", ""),
        ("2009-12-07", "2010-03-02", BASELINE),
        ("2010-03-02", "2010-03-02", BASELINE),
        ("2010-03", "2010-03-02", ""),  # too vague to say
        ("2010", "2011-01-01", BASELINE),
        ("", "2010-03-02", ""),
        ("2009-01-01", "", ""),
    ],
)
def test_what_is_not_later_is_the_baseline(date: str, register: str, expected: str) -> None:
    assert bar(date, LEEDS, register, LEEDS) == expected


def test_another_councils_paper_is_comparison_whatever_its_date() -> None:
    assert bar("2022-07-05", KENT, "2010-03-02", LEEDS) == COMPARISON
    assert bar("2009-07-05", KENT, "2010-03-02", LEEDS) == COMPARISON


def test_one_council_has_several_names_and_a_national_paper_has_none() -> None:
    assert bar("2022-07-05", "Leeds", "2010-03-02", LEEDS) == ""
    assert bar("2022-07-05", "", "2010-03-02", LEEDS) == ""
