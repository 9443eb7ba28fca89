"""The days that a person may ask about: as on, as known on, since. Pure."""

import calendar
from datetime import date

from evidence.errors import UsageError
from evidence.language.citations import say_date

AHEAD = 366  # days: an inspection's cut-off lies ahead, but what holds years on nobody can say


def as_on(words: str, today: str) -> str:
    """The day that coverage is asked at: today for nothing, the last day of "2011" or "2011-06".

    Raises UsageError for what is no date, and for a day more than a year ahead.
    """
    day = _day(words) if words else today
    if (date.fromisoformat(day) - date.fromisoformat(today)).days > AHEAD:
        raise UsageError(
            f"{say_date(words)} is more than a year ahead: what will count then cannot be said.",
            "Ask for a day until an inspection's cut-off, or leave the date out for today.",
        )
    return day


def known_by(words: str, today: str) -> str:
    """The day until which decisions are taken into account, "" for all. Raises UsageError."""
    day = _day(words) if words else ""
    if words > today:
        raise UsageError(
            f"{say_date(words)} is still to come: nobody knows what will be decided by then.",
            "Ask for a day in the past, or leave it out for what is known now.",
        )
    return day


def _day(words: str) -> str:
    """The last day of an ISO date of any precision."""
    try:
        parts = [int(part) for part in words.split("-")]
        if [len(part) for part in words.split("-")] != [4, 2, 2][: len(parts)]:
            raise ValueError
        year, month = parts[0], parts[1] if len(parts) > 1 else 12
        return date(
            year, month, parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1]
        ).isoformat()
    except (ValueError, calendar.IllegalMonthError) as error:
        raise UsageError(
            f"“{words[:40]}” is no date.", "Write it as 2011-06-22, or 2011-06 or 2011."
        ) from error
