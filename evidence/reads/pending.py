"""What the record still has to do."""

import json

from sqlite_utils import Database

COMPARED = "documents compared"
"""The event after which no document up to the one it names waits for suggestions."""


def uncompared(db: Database) -> list[int]:
    """Documents that were stored since suggestions were last made, oldest first."""
    row = db.execute(
        "SELECT detail FROM events WHERE action = ? ORDER BY id DESC LIMIT 1", [COMPARED]
    ).fetchone()
    done = json.loads(row[0])["up_to"] if row else 0
    sql = "SELECT id FROM documents WHERE id > ? AND withdrawn_at IS NULL ORDER BY id"
    return [row["id"] for row in db.query(sql, [done])]
