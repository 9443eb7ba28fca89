"""Issues that are built in the background, as a pack's page shows them."""

from typing import Any

from sqlite_utils import Database

MOVING = ("waiting", "running")
ROW = """SELECT z.*, k.name AS pack_name,
    ifnull((SELECT max(number) FROM pack_issues i WHERE i.pack = z.pack), 0) AS issue
    FROM freezings z JOIN packs k ON k.id = z.pack"""


def freezing(db: Database, number: int) -> dict[str, Any] | None:
    """One, with its pack's name and the number of the newest ``issue``; or None."""
    return next(iter(db.query(f"{ROW} WHERE z.id = ?", [number])), None)


def newest(db: Database, pack: int) -> dict[str, Any] | None:
    """The one that was asked for last of a pack; or None."""
    return next(iter(db.query(f"{ROW} WHERE z.pack = ? ORDER BY z.id DESC LIMIT 1", [pack])), None)


def unfinished(db: Database) -> list[int]:
    """Those that wait or were cut short, oldest first."""
    sql = "SELECT id FROM freezings WHERE state IN ('waiting', 'running') ORDER BY id"
    return [row["id"] for row in db.query(sql)]
