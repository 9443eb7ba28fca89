"""What the record still has to do."""

import json
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

COMPARED = "documents compared"
"""The event after which no document up to the one it names waits for suggestions."""
ASKED = "comparison asked for"
"""The event by which documents wait to be compared again."""


def uncompared(db: Database) -> list[int]:
    """Documents that were stored since suggestions were last made, oldest first."""
    sql = "SELECT id FROM documents WHERE id > ? AND withdrawn_at IS NULL ORDER BY id"
    return [row["id"] for row in db.query(sql, [last_compared(db)])]


def last_compared(db: Database) -> int:
    """The last document for which suggestions were made; 0 for none."""
    return int(_compared(db).get("up_to", 0))


def compared_as(db: Database) -> str | None:
    """Our council when suggestions were last made; None if that is not known."""
    own: str | None = _compared(db).get("own")
    return own


def _compared(db: Database) -> dict[str, Any]:
    sql = "SELECT detail FROM events WHERE action = ? ORDER BY id DESC LIMIT 1"
    row = db.execute(sql, [COMPARED]).fetchone()
    return dict(json.loads(row[0])) if row else {}


def is_little(db: Database, most: int) -> bool:
    """Whether nothing waits to be compared with the measures, and at most so many documents to be indexed."""
    if uncompared(db) or comparing(db).left:
        return False
    return int(db.execute("SELECT count(DISTINCT document) FROM outbox").fetchone()[0]) <= most


def last_waiting(db: Database) -> int:
    """The outbox's last row; 0 if it is empty, or was dropped, which `muster check` tells."""
    if not db.table("outbox").exists():
        return 0
    return int(db.execute("SELECT ifnull(max(id), 0) FROM outbox").fetchone()[0])


@dataclass(frozen=True)
class Comparing:
    """How far comparing documents again has come: ``done`` of ``total``; both are 0 if none is asked for."""

    done: int = 0
    total: int = 0

    @property
    def left(self) -> int:
        return self.total - self.done


def comparing(db: Database) -> Comparing:
    """How many documents are to be compared again, and how many of them were."""
    row = db.execute("SELECT ifnull(sum(done_at <> ''), 0), count(*) FROM to_compare").fetchone()
    return Comparing(*row)


def to_compare(db: Database, limit: int) -> tuple[int, list[int]]:
    """The first measure to compare with (0 for all), and some documents that wait for it."""
    sql = "SELECT since FROM to_compare WHERE done_at = '' ORDER BY since LIMIT 1"
    row = db.execute(sql).fetchone()
    if row is None:
        return 0, []
    sql = "SELECT document FROM to_compare WHERE done_at = '' AND since = ? ORDER BY document LIMIT ?"
    return int(row[0]), [found[0] for found in db.execute(sql, [row[0], limit])]


def asked_since(db: Database, event: int) -> bool:
    """Whether a comparison was asked for after that event of the log."""
    sql = "SELECT 1 FROM main.events WHERE id > ? AND action = ? LIMIT 1"
    return db.execute(sql, [event, ASKED]).fetchone() is not None


def councils_to_read(db: Database) -> list[int]:
    """Documents stored before documents had a council, whose own words are still to be asked for it."""
    sql = """SELECT document FROM to_compare JOIN documents d ON d.id = document
        WHERE done_at = '' AND read_council AND d.withdrawn_at IS NULL ORDER BY document"""
    return [row[0] for row in db.execute(sql)]
