"""The version of a row: the number of the event that last stated it. A decision says which one it saw."""

from sqlite_utils import Database


def version(db: Database, table: str, key: str) -> int:
    """The version of a row as it stands; 0 for one that was never stated."""
    sql = "SELECT max(event) FROM statements WHERE name = ? AND key = ?"
    return int(db.execute(sql, [table, key]).fetchone()[0] or 0)


def correction_key(document: int, field: str) -> str:
    """The key of a correction, as statements call it."""
    return f'[{document},"{field}"]'
