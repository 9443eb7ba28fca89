"""Saved searches as their list shows them, and what tells the new from the seen."""

import json
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from evidence.errors import NotFound

SAVED = """
SELECT s.id, s.name, s.owner, s.shared, s.query, s.created_at, l.at AS looked_at, l.passage, l.withdrawn,
       l.before_at, l.before_passage, l.before_withdrawn
FROM saved_searches s LEFT JOIN looks l ON l.search = s.id AND l.person = :person
WHERE s.deleted_at IS NULL AND (s.owner = :person OR s.shared)
"""


@dataclass(frozen=True)
class Since:
    """What a person has not seen yet: passages with a number above ``passage``, and all of ``documents``."""

    passage: int
    documents: tuple[int, ...] = ()


@dataclass(frozen=True)
class Seen:
    """All that could be found at a moment: passages numbered up to ``passage``, but for those of the
    documents that were ``withdrawn``."""

    passage: int = 0
    withdrawn: tuple[int, ...] = ()


def saved_searches(db: Database, person: str) -> list[dict[str, Any]]:
    """The searches that a person may run, their own first, then by name.

    Each has id, name, owner, shared, query (JSON, as it was saved), created_at, looked_at ("" if they never
    opened it), ``seen`` (what they had seen when they last opened it, None if never), ``before`` (and when
    they opened it the time before that) and ``before_at``.
    """
    sql = f"{SAVED} ORDER BY s.owner <> :person, s.name COLLATE NOCASE, s.id"
    return [_saved(row) for row in db.query(sql, {"person": person})]


def saved_search(db: Database, number: int, person: str) -> dict[str, Any]:
    """One of them. Raises NotFound, also for one that is private to another."""
    row = next(iter(db.query(f"{SAVED} AND s.id = :id", {"person": person, "id": number})), None)
    if row is None:
        raise NotFound(f"There is no saved search {number}.", "The list of saved searches shows yours.")
    return _saved(row)


def seen_now(db: Database, last: Seen | None = None) -> Seen:
    """All that a search can find now.

    Passages keep their numbers for good, and later ones have higher numbers. What still waits for the index
    was not there to be found: it stays above the mark.
    """
    mark = int(db.execute("SELECT ifnull(max(id), 0) FROM passages").fetchone()[0])
    waiting = """SELECT min(p.id) FROM passages p WHERE p.id > ? AND p.retired_at IS NULL
        AND p.document IN (SELECT document FROM outbox WHERE NOT only_tags)"""
    first = db.execute(waiting, [last.passage if last else mark]).fetchone()[0]
    withdrawn = db.query("SELECT id FROM documents WHERE withdrawn_at IS NOT NULL ORDER BY id")
    return Seen(mark if first is None else min(mark, first - 1), tuple(row["id"] for row in withdrawn))


def since(db: Database, seen: Seen) -> Since | None:
    """What has come since: passages first read later, and documents that were withdrawn then and are back.

    None if nothing has, so that nothing need be searched. What was only read again is not new: a passage
    keeps its number as long as its words stay.
    """
    sql = """SELECT id FROM documents WHERE withdrawn_at IS NULL
        AND id IN (SELECT value FROM json_each(?)) ORDER BY id"""
    back = tuple(row["id"] for row in db.query(sql, [json.dumps(seen.withdrawn)]))
    later = "SELECT EXISTS (SELECT 1 FROM passages WHERE id > ? AND retired_at IS NULL)"
    if not back and not db.execute(later, [seen.passage]).fetchone()[0]:
        return None
    return Since(seen.passage, back)


def _saved(row: dict[str, Any]) -> dict[str, Any]:
    looked = row["looked_at"] is not None
    return {
        **{name: row[name] for name in ("id", "name", "owner", "created_at")},
        "shared": bool(row["shared"]),
        "query": row["query"],
        "looked_at": row["looked_at"] or "",
        "before_at": row["before_at"] or "",
        "seen": _seen(row, "") if looked else None,
        "before": _seen(row, "before_") if looked else None,
    }


def _seen(row: dict[str, Any], when: str) -> Seen:
    return Seen(row[f"{when}passage"], tuple(json.loads(row[f"{when}withdrawn"])))
