"""Inspections with their stages, and what inspectors asked for."""

from typing import Any

from sqlite_utils import Database

from evidence.errors import NotFound
from evidence.inspections.stages import Schedule, notices
from evidence.inspections.timetables import timetable
from evidence.inspections.working_days import WorkingDays
from evidence.language.citations import cite, name_document
from evidence.reads.page_names import page_name, taken
from evidence.reads.versions import version

INSPECTIONS = """SELECT id, name, framework, timetable, lead, announced, starts, ends, cutoff, created_at
FROM inspections"""

FACTS = ("announced", "starts", "ends")

REQUESTS = """SELECT q.id, q.number, q.words, q.asked_by, q.asked_on, q.due, q.due_time, q.answer,
    q.answered_on, q.dropped, q.by, q.at, i.id AS inspection, i.name AS inspection_name
FROM requests q JOIN inspections i ON i.id = q.inspection
"""

IN_ORDER = """ORDER BY (q.answered_on <> '' OR q.dropped <> ''), ifnull(nullif(q.due, ''), '9999'),
    ifnull(nullif(q.due_time, ''), '99'), q.number"""
"""Open ones first, what is due first of all; a request without a day after those with one."""

PAPERS = f"""
SELECT t.document, t.passage, p.label, p.text, p.page, p.retired_at, {page_name()},
       d.kind, d.title, d.author, d.recipient, d.council, apart(d.council) AS apart, d.date, d.paged,
       d.withdrawn_at, f.name AS file
FROM request_papers t JOIN documents d ON d.id = t.document JOIN files f ON f.sha256 = d.sha256
LEFT JOIN passages p ON p.id = t.passage
WHERE t.request = ? ORDER BY t.ordinal
"""


def called(db: Database, name: str) -> dict[str, Any]:
    """One inspection by its name: its row. Raises NotFound."""
    row = next(iter(db.query(f"{INSPECTIONS} WHERE name = ? COLLATE NOCASE", [name])), None)
    if row is None:
        raise NotFound(f"There is no inspection called {name}.", "`muster inspection list` lists them.")
    return row


def numbered(db: Database, number: int) -> dict[str, Any]:
    """One inspection by its id: its row. Raises NotFound."""
    row = next(iter(db.query(f"{INSPECTIONS} WHERE id = ?", [number])), None)
    if row is None:
        raise NotFound(f"There is no inspection {number}.", "The packs page lists those that there are.")
    return row


def told(db: Database, row: dict[str, Any], calendar: WorkingDays, now: str) -> dict[str, Any]:
    """All that a page or a command shows of an inspection. ``now`` is the local moment, ISO to the minute.

    "milestones" are the days that a person set, "stages" those of the timetable with them laid in, "days" the
    bounds of fieldwork with how they are known, "holidays" the days between that are no working days.
    """
    steps, milestones = timetable(row["timetable"]), _milestones(db, row)
    schedule = _schedule(row, milestones, calendar)
    return {
        **row,
        "version": version(db, "inspections", str(row["id"])),
        "timetable_name": steps.name if steps else "",
        "milestones": milestones,
        "stages": [vars(stage) for stage in schedule.stages()],
        "days": _days(schedule),
        "notices": [*notices(_facts(row), steps, calendar), *_before_all(db, row["cutoff"])],
        "requests": requests(db, row["id"], now),
        "packs": packs_of(db, row["id"]),
    }


def days_of(db: Database, row: dict[str, Any], calendar: WorkingDays) -> dict[str, dict[str, str]]:
    """When it was announced, starts and ends: {fact: {"date": ISO or "", "how": stages.SET, USUALLY, …}}."""
    return _days(_schedule(row, _milestones(db, row), calendar))


def _days(schedule: Schedule) -> dict[str, dict[str, str]]:
    return {fact: dict(zip(("date", "how"), schedule.day(fact), strict=True)) for fact in FACTS}


def _facts(row: dict[str, Any]) -> dict[str, str]:
    return {name: row[name] for name in FACTS}


def _milestones(db: Database, row: dict[str, Any]) -> list[dict[str, Any]]:
    sql = "SELECT name, date, ends, step FROM milestones WHERE inspection = ? ORDER BY date, id"
    return list(db.query(sql, [row["id"]]))


def _schedule(row: dict[str, Any], milestones: list[dict[str, Any]], calendar: WorkingDays) -> Schedule:
    own = {m["step"]: (m["date"], m["ends"]) for m in milestones}
    return Schedule(timetable(row["timetable"]), _facts(row), own, calendar)


def every(db: Database) -> list[dict[str, Any]]:
    """The rows of every inspection, the newest first."""
    return list(db.query(f"{INSPECTIONS} ORDER BY id DESC"))


def listed(db: Database) -> list[dict[str, Any]]:
    """Every inspection, the newest first, with "open": how many of its requests wait."""
    sql = """SELECT count(*) FROM requests WHERE inspection = ? AND answered_on = '' AND dropped = ''"""
    return [{**row, "open": db.execute(sql, [row["id"]]).fetchone()[0]} for row in every(db)]


def requests(db: Database, inspection: int, now: str) -> list[dict[str, Any]]:
    """What was asked for in an inspection, late ones first; each with its papers."""
    rows = list(db.query(f"{REQUESTS} WHERE i.id = ? {IN_ORDER}", [inspection]))
    return [_request(db, row, now) for row in rows]


def request(db: Database, inspection: int, number: int, now: str) -> dict[str, Any]:
    """One request by its number in its inspection. Raises NotFound."""
    sql = f"{REQUESTS} WHERE i.id = ? AND q.number = ?"
    row = next(iter(db.query(sql, [inspection, number])), None)
    if row is None:
        raise NotFound(f"The inspection has no request {number}.", "Its page lists those that there are.")
    return _request(db, row, now)


def waiting(db: Database, now: str) -> list[dict[str, Any]]:
    """Every request that is open, in every inspection, late ones first."""
    rows = list(db.query(f"{REQUESTS} WHERE q.answered_on = '' AND q.dropped = '' {IN_ORDER}"))
    return [_request(db, row, now) for row in rows]


def packs_of(db: Database, inspection: int) -> list[str]:
    """The names of an inspection's packs."""
    sql = "SELECT name FROM packs WHERE inspection = ? ORDER BY id"
    return [row[0] for row in db.execute(sql, [inspection]).fetchall()]


def _request(db: Database, row: dict[str, Any], now: str) -> dict[str, Any]:
    is_open = not (row["answered_on"] or row["dropped"])
    due = f"{row['due']}T{row['due_time'] or '24:00'}" if row["due"] else ""
    state = "answered" if row["answered_on"] else "dropped" if row["dropped"] else "open"
    return {
        **row,
        "state": "late" if is_open and due and due < now else state,
        "version": version(db, "requests", str(row["id"])),
        "papers": [_paper(paper) for paper in db.query(PAPERS, [row["id"]])],
    }


def _paper(row: dict[str, Any]) -> dict[str, Any]:
    """A paper of an answer: its citation, and "gone": why it can no longer be shown."""
    name = name_document(
        row["kind"], row["title"], row["author"], row["recipient"], row["file"], row["council"], row["apart"]
    )
    page = row["page"] if row["paged"] and row["passage"] else None
    gone = "withdrawn" if row["withdrawn_at"] else "not found when its file was read again"
    return {
        "document": row["document"],
        "passage": row["passage"],
        "citation": cite(name, row["date"], label=row["label"] or "", page=page, **taken(row)),
        "text": row["text"] or "",
        "gone": gone if row["withdrawn_at"] or row["retired_at"] else "",
    }


def _before_all(db: Database, cutoff: str) -> list[str]:
    """A sentence if no document is as old as an evidence cut-off."""
    if not cutoff:
        return []
    sql = "SELECT count(*), sum(date <> '' AND date <= ?) FROM documents WHERE withdrawn_at IS NULL"
    there, before = db.execute(sql, [cutoff]).fetchone()
    return (
        ["Every document is later than the evidence cut-off: its packs will be empty."]
        if there and not before
        else []
    )
