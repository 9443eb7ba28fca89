"""Announced inspections and their milestones."""

from datetime import date

from evidence.errors import UsageError
from evidence.frameworks import framework
from evidence.model import Inspection
from evidence.store.record import Record


def add(record: Record, inspection: Inspection) -> int:
    """Store an announced inspection. Returns its id.

    Raises UsageError for a name that is empty or taken, a date that is not ISO, or dates out of order;
    ConfigError for a framework that does not exist.
    """
    name = " ".join(inspection.name.split())
    _check(inspection, name)
    framework.load(inspection.framework)
    with record.transaction():
        if record.db.execute("SELECT 1 FROM inspections WHERE name = ? COLLATE NOCASE", [name]).fetchone():
            raise UsageError(f"There is already an inspection called {name}.", "Choose another name.")
        row = {
            "name": name,
            "framework": inspection.framework,
            "announced": inspection.announced,
            "starts": inspection.starts,
            "ends": inspection.ends,
            "cutoff": inspection.cutoff,
        }
        added = record.insert("inspections", {**row, "created_at": record.now})
        record.table("milestones").insert_all(
            {"inspection": added, "name": m.name, "date": m.date} for m in inspection.milestones
        )
        milestones = {m.name: m.date for m in inspection.milestones}
        record.event("inspection added", f"inspection {name}", **row, milestones=milestones)
    return added


def _check(inspection: Inspection, name: str) -> None:
    if not name:
        raise UsageError("An inspection needs a name.", "Give one, such as its framework and year.")
    dates = {
        "announced": inspection.announced,
        "starts": inspection.starts,
        "ends": inspection.ends,
        "cutoff": inspection.cutoff,
    }
    for what, day in [*dates.items(), *((m.name, m.date) for m in inspection.milestones)]:
        if day:
            _check_date(what, day)
    if dates["starts"] and dates["ends"] and dates["ends"] < dates["starts"]:
        raise UsageError("The inspection ends before it starts.", "Correct one of the dates.")


def _check_date(what: str, day: str) -> None:
    try:
        exact = date.fromisoformat(day).isoformat() == day
    except ValueError:
        exact = False
    if not exact:
        raise UsageError(f"{what}: {day!r} is not a date.", "Write it as 2026-11-22.")
