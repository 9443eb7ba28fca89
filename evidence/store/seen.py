"""Versions: a decision says what it saw, and replaces nothing that it did not see.

The version of a row is the number of the event that last stated it (evidence.reads.versions).
"""

import json
from collections.abc import Mapping
from typing import Any

from evidence.errors import Changed, Clash
from evidence.language.citations import say_time
from evidence.reads.versions import last_event, version
from evidence.store.record import Record

UNSEEN = frozenset({"score", "reason", "created_at", "created_by"})
"""What may change of a row without changing what a person decides on."""
DECIDED = frozenset({"crosswalks", "links", "near_duplicates"})
"""Tables of what the machine suggests and a person decides: a row is there before anybody has."""


def check(record: Record, table: str, subjects: Mapping[str, str], seen: Mapping[str, int]) -> None:
    """Raise Clash if rows, by key, are not as they were seen. ``subjects`` says what the log calls each.

    A row that is seen as version 0 was seen undecided: as no person has left it yet.
    """
    changed = []
    for key, subject in subjects.items():
        now = version(record.db, table, key)
        if key in seen and seen[key] != now and not _alike(record, table, key, seen[key], now):
            changed.append(_changed(record, table, key, subject, now))
    if changed:
        raise Clash(_says(changed, record.actor), "Keep what stands, or replace it.", changed)


def _alike(record: Record, table: str, key: str, seen: int, now: int) -> bool:
    """Whether what a person decides on is the same in both versions."""
    before, after = _said(record, table, key, seen), _said(record, table, key, now)
    if not seen:
        return not after or (table in DECIDED and not after.get("decided_by"))
    return bool(before) and before == after


def _said(record: Record, table: str, key: str, event: int) -> dict[str, Any]:
    sql = "SELECT said FROM statements WHERE name = ? AND key = ? AND event = ?"
    row = record.db.execute(sql, [table, key, event]).fetchone()
    said: dict[str, Any] = json.loads(row[0]) if row and row[0] else {}
    return {name: value for name, value in said.items() if name not in UNSEEN}


def _changed(record: Record, table: str, key: str, subject: str, now: int) -> Changed:
    """What the log says was last done with a row."""
    sql = """SELECT actor, action, at FROM events WHERE id <= :now AND (subject = :subject OR id = :now)
        ORDER BY subject = :subject DESC, id DESC LIMIT 1"""
    found = record.db.execute(sql, {"now": now, "subject": subject}).fetchone()
    by, action, at = found or ("muster", "changed", "")
    return Changed(key, subject, now, by, _verb(table, action), at)


def _verb(table: str, action: str) -> str:
    """The event's action as what somebody did: "link rejected" is "rejected"."""
    words = {
        "link suggested": "put back to suggested",
        "link decision undone": "took a decision back on",
        "link anchored by hand": "tied to another passage",
        "link anchored again": "read again",
        "link needs review": "read again",
        "links suggested": "suggested",
    }
    plain = {"links": "link ", "crosswalks": "crosswalk "}.get(table)
    return words.get(action) or (action.removeprefix(plain) if plain else "changed")


def _says(changed: list[Changed], actor: str) -> str:
    told = [
        f"{'You' if one.by == actor else one.by} {one.what} {one.of if len(changed) > 1 else 'this'}"
        f" on {say_time(one.at)}."
        for one in changed[:5]
    ]
    if len(changed) > 5:
        told.append(f"So it is with {len(changed) - 5} more.")
    return f"Nothing was changed. {' '.join(told)}"


def check_event(record: Record, action: str, subject: str, seen: int) -> None:
    """As ``check``, for what many rows hold together: raise Clash if an event changed it since ``seen``."""
    now = last_event(record.db, action, subject)
    if now == seen:
        return
    row = record.db.execute("SELECT actor, at FROM events WHERE id = ?", [now]).fetchone() or ("Muster", "")
    changed = Changed(subject, subject, now, row[0], "changed", row[1])
    raise Clash(_says([changed], record.actor), "Keep what stands, or replace it.", [changed])
