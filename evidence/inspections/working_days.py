"""Working days in England: no Saturday, no Sunday, no bank holiday (SI 2007/462, regulation 1).

School holidays count as working days. Bank holidays are those of the library ``holidays``.
"""

from collections.abc import Collection
from datetime import date, timedelta

from holidays import country_holidays

ONE = timedelta(days=1)
SATURDAY = 5


class WorkingDays:
    """England's working days, less the days on which this council is closed (ISO dates)."""

    def __init__(self, closed: Collection[str] = ()) -> None:
        self._closed = frozenset(closed)
        self._holidays = country_holidays("GB", subdiv="ENG")

    def why_not(self, day: date) -> str:
        """Why a day is no working day, in words; "" if it is one."""
        if day.weekday() >= SATURDAY:
            return day.strftime("a %A")
        if day in self._holidays:
            return f"a bank holiday ({self._holidays[day]})"
        return "a day on which the council is closed" if day.isoformat() in self._closed else ""

    def add(self, day: date, number: int) -> date:
        """The ``number``-th working day after a day, or before it if negative; 0 is the day itself.

        Raises OverflowError beyond the years that a date can have.
        """
        step = ONE if number > 0 else -ONE
        for _ in range(abs(number)):
            day += step
            while self.why_not(day):
                day += step
        return day

    def between(self, first: date, last: date) -> int:
        """How many working days follow the first day, up to and with the last; negative if it is before."""
        if last < first:
            return -self.between(last, first)
        days = (last - first).days
        return sum(not self.why_not(first + n * ONE) for n in range(1, days + 1))

    def holidays_in(self, first: date, last: date) -> list[tuple[str, str]]:
        """Bank holidays and closed days on weekdays from first to last: (ISO date, why)."""
        days = (first + n * ONE for n in range((last - first).days + 1))
        return [(d.isoformat(), self.why_not(d)) for d in days if d.weekday() < SATURDAY and self.why_not(d)]
