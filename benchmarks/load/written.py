"""What the record says of what was written."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

DECIDED = "SELECT count(*) FROM links WHERE id = ? AND status = 'accepted' AND note = ?"
OWN = "SELECT count(*) FROM links WHERE passage = ? AND status = 'accepted' AND note = ?"


def files_read(home: Path) -> int:
    """How many files are in the ledger as added."""
    return _number(home, "SELECT count(*) FROM ledger WHERE status = 'added'")


def issues(home: Path) -> int:
    """How many packs were frozen."""
    return _number(home, "SELECT count(*) FROM pack_issues")


def lost(home: Path, writes: Iterable[tuple[str, int, str]]) -> list[tuple[str, int, str]]:
    """The writes that are not in the record: each (decided or own, the number of link or passage, note)."""
    with closing(sqlite3.connect(home / "muster.db")) as db:
        return [
            (kind, number, note)
            for kind, number, note in writes
            if db.execute(DECIDED if kind == "decide" else OWN, [number, note]).fetchone()[0] != 1
        ]


def _number(home: Path, sql: str) -> int:
    with closing(sqlite3.connect(home / "muster.db")) as db:
        return int(db.execute(sql).fetchone()[0])


def not_indexed(home: Path) -> int:
    """How many documents wait to be indexed for their words."""
    return _number(home, "SELECT count(DISTINCT document) FROM outbox WHERE NOT only_tags")
