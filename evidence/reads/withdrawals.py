"""Documents that were withdrawn."""

import json
from typing import Any

from sqlite_utils import Database

from evidence.language.citations import name_document

WITHDRAWN = """
SELECT d.id, d.kind, d.title, d.date, d.author, d.recipient, d.council,
       apart(d.council) AS apart, f.name AS file,
       d.withdrawn_at, ifnull(w.withdrawn_by, '') AS withdrawn_by, ifnull(w.note, '') AS note
FROM documents d JOIN files f ON f.sha256 = d.sha256
LEFT JOIN withdrawals w ON w.document = d.id AND w.undone_at = ''
WHERE d.withdrawn_at IS NOT NULL
"""

DOCUMENTS = """SELECT d.id, d.kind, d.title, d.date, d.author, d.recipient, d.council,
       apart(d.council) AS apart, f.name AS file
FROM documents d JOIN files f ON f.sha256 = d.sha256"""
INSIDE = """WITH RECURSIVE inside(id) AS (
    SELECT enclosed FROM enclosures WHERE document = ?
    UNION SELECT e.enclosed FROM enclosures e JOIN inside i ON e.document = i.id)
SELECT id FROM inside"""
HOLDERS = """SELECT e.enclosed, e.document FROM enclosures e JOIN documents d ON d.id = e.document
WHERE d.withdrawn_at IS NULL AND e.enclosed IN (SELECT value FROM json_each(?))"""


def withdrawn(db: Database) -> list[dict[str, Any]]:
    """Every withdrawn document, with when, by whom and why, newest withdrawal first."""
    return [_named(row) for row in db.query(f"{WITHDRAWN} ORDER BY d.withdrawn_at DESC, d.id DESC")]


def withdrawal(db: Database, document: int) -> dict[str, Any] | None:
    """How one document came to be withdrawn, or None if it is not."""
    return next((_named(row) for row in db.query(f"{WITHDRAWN} AND d.id = ?", [document])), None)


def came_with(db: Database, document: int, *, withdrawn: bool = False) -> list[dict[str, Any]]:
    """The documents that came inside this one's file, at any depth, and that stand only by it.

    Left out are those that came inside another document's file too, which stands. Asked for the
    ``withdrawn`` ones, it names those instead of the ones that stand.
    """
    inside = [row["id"] for row in db.query(INSIDE, [document])]
    holders: dict[int, set[int]] = {number: set() for number in inside}
    for row in db.query(HOLDERS, [json.dumps(inside)]):
        holders[row["enclosed"]].add(row["document"])
    own = {document, *inside}
    while held := {number for number in own if holders.get(number, set()) - own}:
        own -= held
    sql = f"""{DOCUMENTS} WHERE d.id IN (SELECT value FROM json_each(?)) AND d.id <> ?
        AND (d.withdrawn_at IS NOT NULL) = ? ORDER BY d.id"""
    return [_named(row) for row in db.query(sql, [json.dumps(sorted(own)), document, withdrawn])]


def _named(row: dict[str, Any]) -> dict[str, Any]:
    title = name_document(
        row["kind"], row["title"], row["author"], row["recipient"], row["file"], row["council"], row["apart"]
    )
    return {**row, "title": title}
