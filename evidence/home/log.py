"""The hash-chained audit log. It detects change; it does not prevent it.

The chain is always the whole one, whoever is acting: main.events, not what they may see of it.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from evidence.home import tombstones

FIRST = "0" * 64


@dataclass(frozen=True)
class Event:
    """One line of the log. ``hash`` covers the line, its statements and the hash of the line before it."""

    id: int
    at: str
    actor: str
    action: str
    subject: str
    detail: str  # JSON
    previous: str
    hash: str
    states: str = ""  # evidence.home.statements.over its statements


def digest(
    previous: str, at: str, actor: str, action: str, subject: str, detail: str, states: str = ""
) -> str:
    """SHA-256 over the previous hash and the line, as canonical JSON.

    Without statements it is the hash that version 0.1 gave the line.
    """
    parts = [previous, at, actor, action, subject, detail, *([states] if states else [])]
    line = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(line.encode()).hexdigest()


def head(db: Database) -> str:
    """The hash of the newest line; sixty-four zeros for an empty log."""
    row = db.execute("SELECT hash FROM main.events ORDER BY id DESC LIMIT 1").fetchone()
    return row[0] if row else FIRST


def append(
    db: Database, *, at: str, actor: str, action: str, subject: str, detail: Mapping[str, object]
) -> None:
    """Add a line. Must run inside the transaction of the change that it tells of."""
    previous = head(db)
    text = json.dumps(detail, ensure_ascii=False, sort_keys=True, default=str)
    made = digest(previous, at, actor, action, subject, text)
    db.conn.execute(
        "INSERT INTO main.events (at, actor, action, subject, detail, previous, hash)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [at, actor, action, subject, text, previous, made],
    )


def last(db: Database) -> tuple[int, str]:
    """The newest line's number and hash, both of one moment; (0, sixty-four zeros) for an empty log."""
    row = db.execute("SELECT id, hash FROM main.events ORDER BY id DESC LIMIT 1").fetchone()
    return (row[0], row[1]) if row else (0, FIRST)


def newest(db: Database) -> int:
    """The number of the newest line; 0 for an empty log."""
    return int(db.execute("SELECT ifnull(max(id), 0) FROM main.events").fetchone()[0])


def is_closed(db: Database) -> bool:
    """Whether what is marked was taken off this connection (evidence.schema.clearance)."""
    return db.execute("SELECT 1 FROM temp.sqlite_master WHERE name = 'closed'").fetchone() is not None


def seal(db: Database, states: str) -> None:
    """Have the newest line carry its statements, inside the transaction that wrote it."""
    row = next(iter(db.query("SELECT * FROM main.events ORDER BY id DESC LIMIT 1")))
    values = {"states": states, "hash": digest_of({**row, "states": states})}
    db.conn.execute(
        "UPDATE main.events SET states = :states, hash = :hash WHERE id = :id", {**values, "id": row["id"]}
    )


def digest_of(row: Mapping[str, str]) -> str:
    """``digest`` of a row of the log."""
    names = ("previous", "at", "actor", "action", "subject", "detail")
    return digest(*[*(row[name] for name in names), row.get("states", "")])  # version 0.1 had no states


def verify(db: Database) -> list[str]:
    """Walk the chain. Returns one sentence for each break; an empty list means unbroken."""
    problems, previous, expected = [], FIRST, 1
    left = tombstones.left(db)
    for row in db.query("SELECT * FROM main.events ORDER BY id"):
        if row["id"] != expected:
            problems.append(f"Event {expected} is missing: the next one in the log is {row['id']}.")
            expected = row["id"]
        if row["previous"] != previous:
            problems.append(f"Event {row['id']} does not follow the event before it.")
        if digest_of(row) != (left[row["id"]][0] if row["id"] in left else row["hash"]):
            problems.append(f"Event {row['id']} ({row['action']}) was changed after it was written.")
        previous = row["hash"]
        expected += 1
    return problems
