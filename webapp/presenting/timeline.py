"""An inspection's days in their order, for its page: what is over, what comes, the working days between."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from evidence.inspections.stages import PROPOSED, SET
from evidence.inspections.working_days import WorkingDays

TODAY = "today"


@dataclass(frozen=True)
class Entry:
    """One line. ``gap`` is the working days since what came before was over, ``closed`` the bank holidays
    between."""

    what: str
    who: str
    date: str
    ends: str
    how: str
    note: str
    weekday: str
    over: bool
    gap: int
    closed: tuple[str, ...]


def entries(found: Mapping[str, Any], calendar: WorkingDays, today: str) -> list[Entry]:
    """The stages, milestones and cut-off that have a day, and today among them, in their order."""
    lines = [
        (s["date"], s["ends"], s["name"], s["who"], s["how"], _note(s)) for s in found["stages"] if s["date"]
    ]
    lines += [(m["date"], m["ends"], m["name"], "", SET, "") for m in found["milestones"] if not m["step"]]
    if found["cutoff"]:
        lines.append(
            (found["cutoff"], "", "Evidence cut-off", "", SET, "Later papers stay out of its packs.")
        )
    if lines:
        lines.append((today, "", "Today", "", TODAY, ""))
    made: list[Entry] = []
    for day, ends, what, who, how, note in sorted(lines, key=lambda line: line[:3]):
        reached = [e.ends if e.ends and e.ends <= day else e.date for e in made]
        first, before = date.fromisoformat(day), date.fromisoformat(max(reached, default=day))
        closed = tuple(iso for iso, _ in calendar.holidays_in(before, first)) if made else ()
        gap, over = calendar.between(before, first), (ends or day) < today
        made.append(Entry(what, who, day, ends, how, note, f"{first:%A}", over, gap, closed))
    return made


def _note(stage: Mapping[str, Any]) -> str:
    """From what a stage is counted, and what it rests on."""
    if stage["how"] == SET:
        return ""
    check = " Proposed: check the inspectors’ letter." if stage["how"] == PROPOSED else ""
    source = f" ({stage['source']})" if stage["source"] else ""
    return f"{stage['counted'][:1].upper()}{stage['counted'][1:]}{source}.{check}"
