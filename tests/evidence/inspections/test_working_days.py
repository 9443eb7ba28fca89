"""Working days are counted as SI 2007/462 counts them: no weekend, no bank holiday, one-off ones included."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.inspections.working_days import WorkingDays

DAYS = st.dates(date(2005, 1, 1), date(2035, 12, 31))
ENGLAND = WorkingDays()


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2026-11-28", "Saturday"),
        ("2026-11-29", "Sunday"),
        ("2026-12-25", "Christmas"),
        ("2026-12-28", "Boxing Day"),
        ("2023-05-08", "Coronation"),
        ("2022-09-19", "State Funeral"),
        ("2011-04-29", "Wedding"),
        ("2026-04-03", "Good Friday"),
        ("2026-08-31", "bank holiday"),
    ],
)
def test_a_day_off_says_why(day: str, why: str) -> None:
    assert why in ENGLAND.why_not(date.fromisoformat(day))


def test_a_day_on_which_the_council_is_closed_counts_as_off() -> None:
    assert not ENGLAND.why_not(date(2026, 12, 29))
    assert "closed" in WorkingDays(["2026-12-29"]).why_not(date(2026, 12, 29))


@given(DAYS, st.integers(0, 200))
def test_so_many_working_days_on_lie_so_many_between(day: date, number: int) -> None:
    there = ENGLAND.add(day, number)
    assert ENGLAND.between(day, there) == number
    assert number == 0 or not ENGLAND.why_not(there)


@given(DAYS, st.integers(1, 200))
def test_there_and_back_is_where_one_began(day: date, number: int) -> None:
    while ENGLAND.why_not(day):
        day += timedelta(days=1)
    assert ENGLAND.add(ENGLAND.add(day, number), -number) == day
    assert ENGLAND.between(ENGLAND.add(day, number), day) == -number
