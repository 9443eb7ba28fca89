"""Meetings and tasks as calendars send them (iCalendar, RFC 5545): who, when and where, in lines."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from evidence.errors import Unreadable
from evidence.home.faults import is_ours
from evidence.settings import IngestSettings
from ingest.readers.raw import Line, RawFile
from ingest.readers.sniff import ICS
from ingest.readers.text import decode
from ingest.readers.tidy import one_line, page_of

TYPES = {"text/calendar", "application/ics"}
_DAMAGED = ("The calendar entry is damaged and cannot be read.", "Ask the sender to send it again.")
_EMPTY = ("The calendar holds no meeting or task.", "Check that it is the right file.")
_METHODS = {"CANCEL": "cancelled", "REPLY": "answered", "COUNTER": "another time proposed"}
_ANSWERS = {"ACCEPTED": "accepted", "DECLINED": "declined", "TENTATIVE": "tentative"}
_EVERY = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}
MOST = 1000  # entries: a whole calendar of more is no meeting's record


def read(path: Path, name: str, settings: IngestSettings) -> RawFile:
    """A calendar file, an entry a block of lines. Raises Unreadable if it is damaged or holds no entry."""
    entries = list(told(path.read_bytes()))
    if not entries:
        raise Unreadable(*_EMPTY)
    lines = [Line(line, 0) for entry in entries for line in entry.split("\n") if line.strip()]
    return RawFile(name, ICS, (page_of(1, lines),), paged=False)


def told(data: bytes) -> Iterator[str]:
    """Each meeting and task of a calendar as lines: "Meeting: …", "When: …", "Where: …".

    Raises Unreadable if it cannot be read.
    """
    from icalendar import Calendar  # imported here: few files need it

    try:
        for calendar in Calendar.from_ical(decode(data), multiple=True):
            how = _METHODS.get(str(calendar.get("method", "")).upper(), "")
            for entry in [e for e in calendar.walk() if e.name in {"VEVENT", "VTODO"}][:MOST]:
                yield "\n".join(_lines(entry, how))
    except Unreadable:
        raise
    except Exception as error:  # icalendar raises whatever the damage makes it raise
        if is_ours(error):
            raise
        raise Unreadable(*_DAMAGED) from error


def _lines(entry: Any, how: str) -> Iterator[str]:
    how = "cancelled" if str(entry.get("status", "")).upper() == "CANCELLED" else how
    what = "Meeting" if entry.name == "VEVENT" else "Task"
    title = one_line(str(entry.get("summary", ""))) or "without a title"
    yield f"{what}{f' ({how})' if how else ''}: {title}"
    if when := _when(entry):
        yield f"When: {when}"
    if again := _repeats(entry):
        yield f"Repeats: {again}"
    if where := one_line(str(entry.get("location", ""))):
        yield f"Where: {where}"
    if organiser := entry.get("organizer"):
        yield f"Organiser: {_person(organiser)}"
    invited = entry.get("attendee", [])
    for person in invited if isinstance(invited, list) else [invited]:
        yield f"Invited: {_person(person)}"
    if said := str(entry.get("description", "")).strip():
        yield f"\n{said}"


def _person(address: Any) -> str:
    mail = str(address)
    mail = mail[7:] if mail.lower().startswith("mailto:") else mail
    params = getattr(address, "params", {})
    name = one_line(str(params.get("CN", "")))
    answer = _ANSWERS.get(str(params.get("PARTSTAT", "")).upper(), "")
    shown = f"{name} <{mail}>" if name and name != mail else mail
    return f"{shown} ({answer})" if answer else shown


def _when(entry: Any) -> str:
    """From when to when, in the zone that the entry is in."""
    start = _date(entry, "dtstart")
    end = _date(entry, "dtend") or _date(entry, "due")
    length = getattr(entry.get("duration"), "dt", None)
    if end is None and start is not None and isinstance(length, timedelta):
        end = start + length
    if start is None:
        return f"due {_shown(end)}{_zone(end)}" if end is not None else ""
    if not isinstance(start, datetime):
        if entry.name == "VEVENT" and end is not None:
            end -= timedelta(days=1)  # a whole day's end is the day after it
        return _shown(start) if end is None or end <= start else f"{_shown(start)} to {_shown(end)}"
    if not isinstance(end, datetime):
        return _shown(start) + _zone(start)
    if _zone(end) != _zone(start):
        return f"{_shown(start)}{_zone(start)} to {_shown(end)}{_zone(end)}"
    till = f"{end:%H:%M}" if end.date() == start.date() else _shown(end)
    return f"{_shown(start)} to {till}{_zone(start)}"


def _date(entry: Any, key: str) -> Any:
    return getattr(entry.get(key), "dt", None)


def _shown(day: date) -> str:
    return f"{day.day} {day:%B %Y}" + (f", {day:%H:%M}" if isinstance(day, datetime) else "")


def _zone(day: date | None) -> str:
    name = day.tzname() if isinstance(day, datetime) else None
    return f" {name}" if name else ""


def _repeats(entry: Any) -> str:
    rule = entry.get("rrule")
    rule = rule[0] if isinstance(rule, list) and rule else rule
    if not rule:
        return ""
    unit = _EVERY.get(str((rule.get("FREQ") or [""])[0]).upper(), "")
    step = int((rule.get("INTERVAL") or [1])[0])
    said = f"every {unit}" if step == 1 else f"every {step} {unit}s"
    until, count = rule.get("UNTIL"), rule.get("COUNT")
    said += f", until {_shown(until[0])}" if until else f", {count[0]} times" if count else ""
    return said if unit else one_line(rule.to_ical().decode("utf-8", "replace"))
