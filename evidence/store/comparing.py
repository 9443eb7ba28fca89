"""Which documents wait to be compared with measures again."""

import json
from collections.abc import Collection

from evidence.reads.pending import ASKED
from evidence.store.record import Record

ASK = """
INSERT INTO to_compare (document, since) SELECT id, :since FROM documents
WHERE withdrawn_at IS NULL AND (:ids IS NULL OR id IN (SELECT value FROM json_each(:ids)))
ON CONFLICT (document) DO UPDATE
SET since = iif(done_at = '', min(since, excluded.since), excluded.since), done_at = ''
"""


def ask(record: Record, documents: Collection[int] | None, why: str, since: int = 0) -> None:
    """Have these documents, or all, compared again; with ``since`` only with measures of that id and later.

    ``why`` is for the log.
    """
    ids = None if documents is None else json.dumps(sorted(documents))
    with record.transaction():
        before = record.db.conn.total_changes
        record.db.execute(ASK, {"ids": ids, "since": since})
        asked = record.db.conn.total_changes - before
        if asked:
            only = {"from_measure": since} if since else {}
            record.event(ASKED, f"{asked} documents", why=why, **only)


def done(record: Record, documents: Collection[int]) -> None:
    """Note that these were compared. When none waits any more, the list is cleared."""
    with record.transaction():
        sql = """UPDATE to_compare SET done_at = :now, read_council = 0
            WHERE document IN (SELECT value FROM json_each(:ids))"""
        record.db.execute(sql, {"now": record.now, "ids": json.dumps(list(documents))})
        if not record.db.execute("SELECT 1 FROM to_compare WHERE done_at = '' LIMIT 1").fetchone():
            record.db.execute("DELETE FROM to_compare")


def council_read(record: Record, document: int, name: str, passage: int | None) -> None:
    """Keep the council that a document was found to be about, if no person has said it; "" for none."""
    with record.transaction():
        sql = "SELECT 1 FROM corrections WHERE document = ? AND field = 'council'"
        if name and not record.db.execute(sql, [document]).fetchone():
            record.table("documents").update(document, {"council": name})
            row = {"document": document, "name": "council", "value": name, "passage": passage}
            record.table("fields").insert(row)
            record.event("council read", f"document {document}", value=name)
            record.enqueue([document])
        record.db.execute("UPDATE to_compare SET read_council = 0 WHERE document = ?", [document])
