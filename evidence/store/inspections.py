"""Announced inspections: their days, their milestones and the stages of their timetable."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from evidence.errors import NotFound, UsageError
from evidence.frameworks import framework
from evidence.inspections.stages import OWN, Schedule
from evidence.inspections.timetables import timetable
from evidence.inspections.working_days import WorkingDays
from evidence.language.dates import is_day
from evidence.model import Inspection, Milestone
from evidence.store.record import Record
from evidence.store.seen import check
from evidence.store.taking_back import last_step

ADDED, CHANGED, UNDONE = "inspection added", "inspection changed", "inspection change undone"
FACTS = ("announced", "starts", "ends", "cutoff")
COLUMNS = ("name", "framework", "timetable", "lead", *FACTS)
EARLIEST, LATEST = "1990-01-01", "2999-12-31"
LONGEST = 200  # characters of a name


def add(record: Record, inspection: Inspection) -> int:
    """Store an announced inspection. Returns its id.

    Raises UsageError for a name that is empty or taken, a date that is not ISO, or dates that contradict each
    other, with the reason; ConfigError for a framework, NotFound for a timetable that does not exist.
    """
    made = _checked(inspection)
    with record.transaction():
        _check_name(record, made.name, 0)
        row = {name: getattr(made, name) for name in COLUMNS}
        added = record.insert("inspections", {**row, "created_at": record.now})
        _write_milestones(record, added, made.milestones)
        record.event(ADDED, f"inspection {made.name}", **_said(made))
    return added


def edit(record: Record, number: int, inspection: Inspection, *, seen: int | None = None) -> None:
    """Put an inspection in the place of what stands. ``seen`` is the version that this rests on.

    Raises as ``add``; NotFound; Clash if another changed it since; UsageError if its framework is changed
    though packs are built on it, or if nothing is changed.
    """
    made = _checked(inspection)
    with record.transaction():
        before = stored(record, number)
        subject = f"inspection {before.name}"
        if seen is not None:
            check(record, "inspections", {str(number): subject}, {str(number): seen})
        _check_name(record, made.name, number)
        if made.framework != before.framework and _has_packs(record, number):
            raise UsageError(
                f"The packs of {before.name} are built on its framework, which stays.",
                "Make another inspection for another framework.",
            )
        if replace(made, id=number) == before:
            raise UsageError(f"{before.name} is so already.", "There is nothing to change.")
        _put(record, number, made)
        record.event(CHANGED, f"inspection {made.name}", before=_said(before), after=_said(made))


def undo(record: Record, number: int) -> None:
    """Take back one's own last change of an inspection. Raises NotFound, UsageError."""
    with record.transaction():
        now = stored(record, number)
        event, before = last_step(record, [CHANGED], UNDONE, f"inspection {now.name}")
        milestones = tuple(Milestone(**m) for m in before.pop("milestones"))
        made = Inspection(**before, milestones=milestones)
        _check_name(record, made.name, number)
        _put(record, number, made)
        said = {"undoes": event, "before": _said(now), "after": _said(made)}
        record.event(UNDONE, f"inspection {made.name}", **said)


def stored(record: Record, number: int) -> Inspection:
    """An inspection as it stands. Raises NotFound."""
    row = next(iter(record.table("inspections").rows_where("id = ?", [number])), None)
    if row is None:
        raise NotFound(f"There is no inspection {number}.", "`muster inspection list` lists them.")
    rows = record.table("milestones").rows_where("inspection = ?", [number], order_by="id")
    milestones = tuple(Milestone(m["name"], m["date"], m["ends"], m["step"]) for m in rows)
    return Inspection(**{name: row[name] for name in COLUMNS}, milestones=milestones, id=number)


def keeping_days(inspection: Inspection) -> Inspection:
    """The inspection under another timetable: days of steps that it does not have become milestones."""
    steps = timetable(inspection.timetable)
    known = {step.code for step in steps.steps} if steps else set()
    milestones = (m if m.step in known else replace(m, step="") for m in inspection.milestones)
    return replace(inspection, milestones=tuple(milestones))


def _put(record: Record, number: int, made: Inspection) -> None:
    edits = record.table("inspections").get(number)["edits"] + 1
    row = {name: getattr(made, name) for name in COLUMNS}
    record.table("inspections").update(number, {**row, "edits": edits})
    record.table("milestones").delete_where("inspection = ?", [number])
    _write_milestones(record, number, made.milestones)


def _write_milestones(record: Record, number: int, milestones: Sequence[Milestone]) -> None:
    for m in milestones:
        row = {"inspection": number, "name": m.name, "date": m.date, "ends": m.ends, "step": m.step}
        record.insert("milestones", row)


def _said(made: Inspection) -> dict[str, Any]:
    """What the log says of an inspection; ``undo`` reads it."""
    milestones = [{"name": m.name, "date": m.date, "ends": m.ends, "step": m.step} for m in made.milestones]
    return {**{name: getattr(made, name) for name in COLUMNS}, "milestones": milestones}


def _check_name(record: Record, name: str, number: int) -> None:
    sql = "SELECT 1 FROM inspections WHERE name = ? COLLATE NOCASE AND id <> ?"
    if record.db.execute(sql, [name, number]).fetchone():
        raise UsageError(f"There is already an inspection called {name}.", "Choose another name.")


def _has_packs(record: Record, number: int) -> bool:
    return record.db.execute("SELECT 1 FROM packs WHERE inspection = ?", [number]).fetchone() is not None


def _checked(inspection: Inspection) -> Inspection:
    """The inspection with tidy names, its days checked against each other. Raises UsageError."""
    name, lead = (" ".join(words.split()) for words in (inspection.name, inspection.lead))
    if not name or len(name) > LONGEST:
        raise UsageError(
            "An inspection needs a name.", f"Give one of at most {LONGEST} characters, such as its year."
        )
    framework.load(inspection.framework)
    steps = timetable(inspection.timetable)
    known = {step.code: step.name for step in steps.steps} if steps else {}
    milestones = tuple(_milestone(m, known) for m in inspection.milestones if m.date or m.ends or not m.step)
    for what in FACTS:
        _check_date(what, getattr(inspection, what))
    facts = {what: getattr(inspection, what) for what in FACTS}
    own = {m.step or m.name: (m.date, m.ends) for m in milestones}
    problem = Schedule(steps, facts, own, WorkingDays()).problem()
    if problem:
        raise UsageError(problem, "Correct one of the dates.")
    return replace(inspection, name=name, lead=lead, milestones=milestones, id=0)


def _milestone(m: Milestone, known: dict[str, str]) -> Milestone:
    """One milestone, its name and days checked."""
    name = known.get(m.step, "") if m.step else " ".join(m.name.split())
    if m.step in OWN:
        raise UsageError(
            f"{name}: its days are the inspection's own.", "Give announced, starts and ends instead."
        )
    if not name:
        what = f"The timetable has no step {m.step}." if m.step else "A milestone needs a name."
        raise UsageError(what, f"Steps: {', '.join(known)}." if known else "Say what it is, and when.")
    if not m.date:
        raise UsageError(f"{name} has no date.", "Write it as 2026-11-22.")
    for day in (m.date, m.ends):
        _check_date(name, day)
    return Milestone(name, m.date, "" if m.ends == m.date else m.ends, m.step)


def _check_date(what: str, day: str) -> None:
    if day and not is_day(day):
        raise UsageError(f"{what}: {day!r} is not a date.", "Write it as 2026-11-22.")
    if day and not EARLIEST <= day <= LATEST:
        raise UsageError(f"{what}: {day} is no day of an inspection.", "Correct its year.")
