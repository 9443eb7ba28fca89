"""The ledger of every file ever offered, as its screen and the command line show it."""

from typing import Any

from sqlite_utils import Database

TOTALS = {"offered": 0, "added": 0, "duplicate": 0, "failed": 0}


def ledger(
    db: Database, *, status: str = "", limit: int | None = None, before: int | None = None
) -> list[dict[str, Any]]:
    """Entries, newest first, each with the ids of the documents that its file holds.

    ``status`` is added, duplicate or failed, or nothing for all; ``before`` is the id to go on from.
    """
    sql = """SELECT l.id, l.path, l.sha256, l.size, l.status, l.reason, l.offered_at, l.offered_by, l.origin,
            f.name AS file, f.media_type
        FROM ledger l LEFT JOIN files f ON f.sha256 = l.sha256
        WHERE (:status = '' OR l.status = :status) AND (:before IS NULL OR l.id < :before)
        ORDER BY l.id DESC LIMIT :limit"""
    rows = list(db.query(sql, {"status": status, "before": before, "limit": -1 if limit is None else limit}))
    made = documents_of(db, {row["sha256"] for row in rows if row["sha256"]})
    return [{**row, "documents": made.get(row["sha256"] or "", [])} for row in rows]


def totals(db: Database) -> dict[str, int]:
    """How many files were offered, and how they ended. The three ways always sum to the offered."""
    counts = {
        row["status"]: row["n"] for row in db.query("SELECT status, count(*) n FROM ledger GROUP BY status")
    }
    return {**TOTALS, **counts, "offered": sum(counts.values())}


def first_added(db: Database, sha256: str) -> dict[str, Any] | None:
    """The entry that first added these bytes, or None if nothing ever did."""
    sql = """SELECT id, path, offered_at FROM ledger WHERE sha256 = ? AND status = 'added'
        ORDER BY id LIMIT 1"""
    return next(iter(db.query(sql, [sha256])), None)


def documents_of(db: Database, hashes: set[str]) -> dict[str, list[int]]:
    """The documents read from each of these files, in the order they stand in it."""
    found: dict[str, list[int]] = {}
    every = sorted(hashes)
    for start in range(0, len(every), 500):  # SQLite limits how many values one statement may name
        some = every[start : start + 500]
        sql = f"""SELECT sha256, id FROM documents WHERE sha256 IN ({", ".join("?" * len(some))})
            ORDER BY sha256, position"""
        for row in db.query(sql, some):
            found.setdefault(row["sha256"], []).append(row["id"])
    return found
