"""A document's fields as read, with what a person corrected over them."""

from typing import Any

from sqlite_utils import Database

UNCORRECTED = {"corrected_by": "", "corrected_at": "", "read_as": "", "note": ""}


def fields(db: Database, document: int) -> list[dict[str, Any]]:
    """Each field: name, value, and the passage it was read from.

    A corrected one has the person's value, "corrected_by", "corrected_at", "note", and what was read as
    "read_as"; these are empty for the others. A field that is read several times is corrected as a whole.
    """
    rows = list(
        db.query("SELECT name, value, passage FROM fields WHERE document = ? ORDER BY id", [document])
    )
    corrected = {c["field"]: c for c in corrections(db, document)}
    found, done = [], set()
    for row in rows:
        change = corrected.get(row["name"])
        if change is None:
            found.append({**row, **UNCORRECTED})
        elif row["name"] not in done:
            found.append({**_corrected(change), "passage": row["passage"]})
        done.add(row["name"])
    return found + [_corrected(c) for name, c in corrected.items() if name not in done]


def corrections(db: Database, document: int) -> list[dict[str, Any]]:
    """A document's corrections: field, value, was (what is read), by, at, note."""
    sql = "SELECT field, value, was, by, at, note FROM corrections WHERE document = ? ORDER BY field"
    return list(db.query(sql, [document]))


def kinds_said(db: Database, sha256: str) -> tuple[tuple[int, str], ...]:
    """What a person said that a file's documents are, by their place in it."""
    sql = """SELECT d.position, c.value FROM corrections c JOIN documents d ON d.id = c.document
        WHERE d.sha256 = ? AND c.field = 'kind' AND c.value <> '' ORDER BY d.position"""
    return tuple((row["position"], row["value"]) for row in db.query(sql, [sha256]))


def _corrected(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": row["field"],
        "value": row["value"],
        "passage": None,
        "corrected_by": row["by"],
        "corrected_at": row["at"],
        "read_as": row["was"],
        "note": row["note"],
    }
