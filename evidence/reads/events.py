"""The audit log, as a screen shows it."""

from typing import Any

from sqlite_utils import Database


def events(db: Database, *, limit: int = 100, before: int | None = None) -> list[dict[str, Any]]:
    """Events, newest first; ``before`` is the id to go on from."""
    sql = """SELECT id, at, actor, action, subject, detail, hash FROM events
        WHERE (:before IS NULL OR id < :before) ORDER BY id DESC LIMIT :limit"""
    return list(db.query(sql, {"before": before, "limit": limit}))


def count(db: Database) -> int:
    """How many events the log holds."""
    return int(db.execute("SELECT count(*) FROM events").fetchone()[0])
