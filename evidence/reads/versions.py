"""The version of a row: the number of the event that last stated it. A decision says which one it saw."""

from sqlite_utils import Database


def version(db: Database, table: str, key: str) -> int:
    """The version of a row as it stands; 0 for one that was never stated."""
    sql = "SELECT max(event) FROM statements WHERE name = ? AND key = ?"
    return int(db.execute(sql, [table, key]).fetchone()[0] or 0)


def correction_key(document: int, field: str) -> str:
    """The key of a correction, as statements call it."""
    return f'[{document},"{field}"]'


def last_event(db: Database, action: str, subject: str) -> int:
    """The version of what many rows hold together: the number of the last event that changed it, or 0."""
    sql = "SELECT ifnull(max(id), 0) FROM events WHERE subject = ? AND action = ?"
    return int(db.execute(sql, [subject, action]).fetchone()[0])
