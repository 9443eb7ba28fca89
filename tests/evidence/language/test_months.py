"""Month names, long and short, and the days that an ISO date can mean."""

import re
from datetime import date

import pytest

from evidence.language.dates import day_of, span
from evidence.language.months import MONTH, NAMES, month_number, say_period


@pytest.mark.parametrize(
    ("word", "number"),
    [("January", 1), ("jan", 1), ("JUNE", 6), ("Sept.", 9), ("Sep", 9), ("Mayor", 0), ("", 0)],
)
def test_a_month_is_known_by_its_long_and_short_names(word: str, number: int) -> None:
    assert month_number(word) == number


def test_the_pattern_takes_the_whole_of_every_printed_name() -> None:
    printed = [*NAMES, *(name[:3] for name in NAMES), "Sept"]
    assert [m for m in printed if not re.fullmatch(MONTH, m)] == []


def test_an_iso_date_means_a_day_a_month_or_a_year() -> None:
    assert span("2012-02") == ("2012-02-01", "2012-02-29")
    assert span("2012") == ("2012-01-01", "2012-12-31")
    assert span("2012-2-3") == ("2012-02-03", "2012-02-03")
    assert span("2012-13") is None and span("June 2012") is None
    assert day_of("2012-02-29") == date(2012, 2, 29)
    assert day_of("2012-02") is None and day_of("2011-02-29") is None


@pytest.mark.parametrize(
    "printed, said",
    [
        ("Jul 2025", "July 2025"),
        ("Jul 2025 to Sept. 2025", "July 2025 to September 2025"),
        ("Q2 2025/26", "quarter 2 of 2025/26"),
        ("Q2 of 2025/26", "quarter 2 of 2025/26"),
        ("May 2025", "May 2025"),
        ("third quarter of 2025/26", "third quarter of 2025/26"),
        ("2010/11", "2010/11"),
        ("", ""),
    ],
)
def test_a_period_is_said_with_its_months_and_quarters_in_full(printed: str, said: str) -> None:
    assert say_period(printed) == said
