"""What the first page shows. It is opened most of all, so that nothing here grows with the record."""

from typing import Any

from sqlite_utils import Database

from evidence.language.citations import name_document
from evidence.reads.duplicates import waiting as waiting_duplicates
from evidence.reads.ledger import counted, totals
from evidence.reads.links import LINKS, STANDING, count

MANY = 1_000
"""Suggestions are counted so far; with more of them the exact number says no more."""


def waiting(db: Database) -> dict[str, int]:
    """What waits for a person: suggested links (at most MANY + 1 are counted), accepted links that lost their
    place, pairs of likely duplicates, files that failed and that nothing has read since."""
    suggested = (
        f"SELECT count(*) FROM (SELECT 1 FROM ({LINKS} {STANDING} AND l.status = 'suggested') LIMIT ?)"
    )
    return {
        "suggested": int(db.execute(suggested, [MANY + 1]).fetchone()[0]),
        "lost": count(db, review=True),
        "duplicates": waiting_duplicates(db),
        "failed": counted(db, "outstanding"),
    }


def latest(db: Database, limit: int) -> list[dict[str, Any]]:
    """The documents that came last and are not withdrawn, newest first: id, title, kind, date, added_at."""
    sql = """SELECT d.id, d.kind, d.title, d.date, d.author, d.recipient, d.council, d.added_at,
        f.name AS file
        FROM documents d JOIN files f ON f.sha256 = d.sha256
        WHERE d.withdrawn_at IS NULL ORDER BY d.id DESC LIMIT ?"""
    return [
        {
            **{key: row[key] for key in ("id", "kind", "date", "added_at")},
            "title": name_document(
                row["kind"], row["title"], row["author"], row["recipient"], row["file"], row["council"]
            ),
        }
        for row in db.query(sql, [limit])
    ]


def files(db: Database) -> dict[str, int]:
    """How many files were offered, and how they ended."""
    return totals(db)
