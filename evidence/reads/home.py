"""What the first page shows. It is opened most of all, so that nothing here grows with the record."""

from datetime import date, timedelta
from typing import Any

from sqlite_utils import Database

from evidence.language.citations import name_document
from evidence.reads.crosswalk import proposed
from evidence.reads.duplicates import waiting as waiting_duplicates
from evidence.reads.ledger import counted, totals
from evidence.reads.links import count
from evidence.reads.queue import queue

WEEK = 7


def waiting(db: Database) -> dict[str, int]:
    """What waits for a person: suggested links that are worth a look, pairs of measures that may ask for the
    same, accepted links that lost their place, pairs of likely duplicates, files that failed and that nothing
    has read since."""
    return {
        "suggested": len(queue(db).look),
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


def next_inspection(db: Database, today: str) -> dict[str, Any] | None:
    """The inspection that is under way, or the next to start: its name, dates, and "days" until it starts (0
    once it has). None if none is ahead; one without dates is not known to be."""
    sql = """SELECT id, name, announced, starts, ends, cutoff FROM inspections
        WHERE starts <> '' AND max(starts, ends) >= ? ORDER BY starts, id LIMIT 1"""
    row = next(iter(db.query(sql, [today])), None)
    if row is None:
        return None
    days = (date.fromisoformat(row["starts"]) - date.fromisoformat(today)).days
    return {**row, "days": max(0, days)}


def came_in(db: Database, today: str) -> int:
    """How many documents came in the last WEEK days."""
    since = (date.fromisoformat(today) - timedelta(days=WEEK)).isoformat()
    sql = "SELECT count(*) FROM documents WHERE withdrawn_at IS NULL AND added_at >= ?"
    return int(db.execute(sql, [since]).fetchone()[0])


def files(db: Database) -> dict[str, int]:
    """How many files were offered, and how they ended."""
    return totals(db)
