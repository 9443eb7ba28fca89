"""What the record holds of one file, for evidence.rereading to compare; which files there are to read."""

import json
from collections.abc import Iterable
from typing import Any

from sqlite_utils import Database

from evidence.errors import NotFound
from evidence.model import LinkStatus
from evidence.rereading.comparing import Stored, StoredDocument, StoredLink, StoredPassage

PASSAGES = """
SELECT p.id, p.document, p.text, p.retired_at FROM passages p JOIN documents d ON d.id = p.document
WHERE d.sha256 = ? ORDER BY p.retired_at IS NOT NULL, d.position, p.ordinal
"""

LINKS = """
SELECT l.id, l.passage, l.quote, l.status, ifnull(l.measure, 0) AS measure, l.framework, l.block,
       l.needs_review,
       EXISTS (SELECT 1 FROM pack_items t WHERE t.link = l.id) AS held
FROM links l JOIN passages p ON p.id = l.passage JOIN documents d ON d.id = p.document
WHERE d.sha256 = ? ORDER BY l.id
"""


def files_of(db: Database, documents: Iterable[int] = ()) -> list[dict[str, Any]]:
    """The files of these documents, or of all of them, as they came: sha256, name and media_type.

    Raises NotFound if one of the documents is not there.
    """
    wanted = list(documents)
    known = {row["id"] for row in db.query("SELECT id FROM documents")}
    for number in wanted:
        if number not in known:
            raise NotFound(f"There is no document {number}.", "`muster documents` lists them.")
    sql = """SELECT f.sha256, f.name, f.media_type FROM files f JOIN documents d ON d.sha256 = f.sha256
        WHERE :all OR d.id IN (SELECT value FROM json_each(:ids)) GROUP BY f.sha256 ORDER BY min(d.id)"""
    return list(db.query(sql, {"all": not wanted, "ids": json.dumps(wanted)}))


def stored(db: Database, sha256: str) -> Stored:
    """The file's documents, passages and links, retired ones too."""
    documents = db.query(
        "SELECT id, position, withdrawn_at FROM documents WHERE sha256 = ? ORDER BY id", [sha256]
    )
    links = db.query(LINKS, [sha256])
    return Stored(
        tuple(StoredDocument(d["id"], d["position"], d["withdrawn_at"] is not None) for d in documents),
        tuple(
            StoredPassage(p["id"], p["document"], p["text"], p["retired_at"] is not None)
            for p in db.query(PASSAGES, [sha256])
        ),
        tuple(
            StoredLink(
                row["id"],
                row["passage"],
                row["quote"],
                LinkStatus(row["status"]),
                (row["measure"], row["framework"], row["block"]),
                row["needs_review"],
                bool(row["held"]),
            )
            for row in links
        ),
    )


def unreadable_pages(db: Database, sha256: str) -> set[int]:
    """The pages of a file that could not be read when it was last read."""
    sql = """SELECT DISTINCT p.number FROM pages p JOIN documents d ON d.id = p.document
        WHERE d.sha256 = ? AND p.quality = 'unreadable'"""
    return {row["number"] for row in db.query(sql, [sha256])}


def is_stored(db: Database, sha256: str) -> bool:
    """Whether a file's bytes are in the record."""
    return db.execute("SELECT 1 FROM files WHERE sha256 = ?", [sha256]).fetchone() is not None
