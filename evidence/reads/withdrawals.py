"""Documents that were withdrawn."""

from typing import Any

from sqlite_utils import Database

from evidence.citations import name_document

WITHDRAWN = """
SELECT d.id, d.kind, d.title, d.date, d.author, d.recipient, f.name AS file,
       d.withdrawn_at, ifnull(w.withdrawn_by, '') AS withdrawn_by, ifnull(w.note, '') AS note
FROM documents d JOIN files f ON f.sha256 = d.sha256
LEFT JOIN withdrawals w ON w.document = d.id AND w.undone_at = ''
WHERE d.withdrawn_at IS NOT NULL
"""


def withdrawn(db: Database) -> list[dict[str, Any]]:
    """Every withdrawn document, with when, by whom and why, newest withdrawal first."""
    return [_named(row) for row in db.query(f"{WITHDRAWN} ORDER BY d.withdrawn_at DESC, d.id DESC")]


def withdrawal(db: Database, document: int) -> dict[str, Any] | None:
    """How one document came to be withdrawn, or None if it is not."""
    return next((_named(row) for row in db.query(f"{WITHDRAWN} AND d.id = ?", [document])), None)


def _named(row: dict[str, Any]) -> dict[str, Any]:
    title = name_document(row["kind"], row["title"], row["author"], row["recipient"], row["file"])
    return {**row, "title": title}
