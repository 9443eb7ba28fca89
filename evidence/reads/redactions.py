"""Redactions of packs as they stand in the record."""

import json
from typing import Any

from sqlite_utils import Database

HELD = """
SELECT r.id, r.document, r.page, r.rects, r.words, r.exemption, r.reason, r.made_by, r.made_at
FROM pack_redactions r WHERE r.pack = ? ORDER BY r.document, r.page, r.id
"""

# What encloses documents: each email that came with one, also those that came after it.
ENCLOSING = """
WITH RECURSIVE holds(id, holder) AS (
    SELECT id, parent FROM documents WHERE parent IS NOT NULL UNION SELECT enclosed, document FROM enclosures
), around(id) AS (
    SELECT holder FROM holds WHERE id IN (SELECT value FROM json_each(:documents))
    UNION SELECT h.holder FROM holds h JOIN around a ON h.id = a.id
)
SELECT DISTINCT d.sha256 FROM documents d JOIN around a ON a.id = d.id
"""


def redactions(db: Database, pack: int) -> list[dict[str, Any]]:
    """A pack's redactions by document and page; "rects" are lists of four numbers."""
    return [{**row, "rects": json.loads(row["rects"])} for row in db.query(HELD, [pack])]


def holding(db: Database, documents: list[int]) -> frozenset[str]:
    """The SHA-256 of each file that holds one of these documents: its own, and what encloses that."""
    listed = json.dumps(documents)
    own = "SELECT DISTINCT sha256 FROM documents WHERE id IN (SELECT value FROM json_each(?))"
    found = {row[0] for row in db.execute(own, [listed]).fetchall()}
    return frozenset(found | {row[0] for row in db.execute(ENCLOSING, {"documents": listed}).fetchall()})


def proposals_seen(db: Database, pack: int) -> frozenset[int]:
    """The documents whose proposals a person has looked through, for this pack."""
    sql = "SELECT document FROM pack_proposals_seen WHERE pack = ?"
    return frozenset(row[0] for row in db.execute(sql, [pack]).fetchall())


def scanned_words(db: Database, document: int, page: int) -> list[tuple[str, float, float, float, float]]:
    """The words that OCR read on a page, each with its left, top, right and bottom in points; [] where that
    was not kept."""
    sql = "SELECT words FROM pages WHERE document = ? AND number = ?"
    found = db.execute(sql, [document, page]).fetchone()
    return [(word, left, top, right, bottom) for word, left, top, right, bottom in json.loads(found[0])]
