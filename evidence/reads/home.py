"""What the first page shows. It is opened most of all, so that nothing here grows with the record."""

from datetime import date, timedelta
from typing import Any

from sqlite_utils import Database

from evidence.inspections.working_days import WorkingDays
from evidence.language.citations import name_document
from evidence.reads import inspections
from evidence.reads.crosswalk import proposed
from evidence.reads.duplicates import waiting as waiting_duplicates
from evidence.reads.ledger import counted, totals
from evidence.reads.links import count
from evidence.reads.queue import to_look_at

WEEK = 7
UNDATED = 90
"""Days for which an announced inspection without a start is taken to be still ahead."""


def waiting(db: Database) -> dict[str, int]:
    """What waits for a person: suggested links that are worth a look, pairs of measures that may ask for the
    same, accepted links that lost their place, pairs of likely duplicates, files that failed and that nothing
    has read since."""
    return {
        "suggested": len(to_look_at(db)),
        "pairs": proposed(db),
        "lost": count(db, review=True),
        "duplicates": waiting_duplicates(db),
        "failed": counted(db, "outstanding"),
    }


def latest(db: Database, limit: int) -> list[dict[str, Any]]:
    """The documents that came last and are not withdrawn, newest first: id, title, kind, date, added_at."""
    sql = """SELECT d.id, d.kind, d.title, d.date, d.author, d.recipient, d.council,
       apart(d.council) AS apart, d.added_at,
        f.name AS file
        FROM documents d JOIN files f ON f.sha256 = d.sha256
        WHERE d.withdrawn_at IS NULL ORDER BY d.id DESC LIMIT ?"""
    return [
        {
            **{key: row[key] for key in ("id", "kind", "date", "added_at")},
            "title": name_document(
                row["kind"],
                row["title"],
                row["author"],
                row["recipient"],
                row["file"],
                row["council"],
                row["apart"],
            ),
        }
        for row in db.query(sql, [limit])
    ]


def next_inspection(db: Database, today: str, calendar: WorkingDays) -> dict[str, Any] | None:
    """The inspection that is under way, or the next to start: its row, with "starts" and "ends" as set or as
    its timetable has them, "how" the start is known (see inspections.days_of), and "days" until it starts (0
    once it has; None where nobody knows). None if none is ahead.

    One whose start is not known stands behind those with one, and only while its announcement is fresh.
    """
    found = []
    for row in inspections.every(db):
        known = inspections.days_of(db, row, calendar)
        starts, ends = known["starts"]["date"], known["ends"]["date"]
        over = max(starts, ends) < today if starts else not _is_fresh(row["announced"], today)
        if not over and not (ends and ends < today):
            days = (date.fromisoformat(starts) - date.fromisoformat(today)).days if starts else None
            left = None if days is None else max(0, days)
            found.append({**row, "starts": starts, "ends": ends, "how": known["starts"]["how"], "days": left})
    return min(found, key=lambda row: (not row["starts"], row["starts"], row["id"]), default=None)


def _is_fresh(announced: str, today: str) -> bool:
    since = date.fromisoformat(today) - timedelta(days=UNDATED)
    return bool(announced) and announced >= since.isoformat()


def came_in(db: Database, today: str) -> int:
    """How many documents came in the last WEEK days."""
    since = (date.fromisoformat(today) - timedelta(days=WEEK)).isoformat()
    sql = "SELECT count(*) FROM documents WHERE withdrawn_at IS NULL AND added_at >= ?"
    return int(db.execute(sql, [since]).fetchone()[0])


def files(db: Database) -> dict[str, int]:
    """How many files were offered, and how they ended."""
    return totals(db)
