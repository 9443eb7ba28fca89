"""What became of measures: which are closed or handed over, since when and why."""

from typing import Any

from sqlite_utils import Database

from evidence.reads.versions import version

OPEN, CLOSED, HANDED_OVER = "open", "closed", "handed over"
_OPEN = {"state": OPEN, "body": "", "reason": "", "since": "", "by": "", "at": ""}


def standings(db: Database) -> dict[int, dict[str, Any]]:
    """By measure's id, what became of it; open ones are not in it."""
    return {row.pop("measure"): row for row in db.query("SELECT * FROM standings")}


def standing(db: Database, measure: int) -> dict[str, Any]:
    """What became of one measure, with the "version" that a decision on it must have seen."""
    found = standings(db).get(measure, _OPEN)
    return {**found, "version": version(db, "standings", str(measure))}
