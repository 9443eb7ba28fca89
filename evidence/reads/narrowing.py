"""What those who review can narrow the queue to: the papers and measures of which a suggestion waits."""

from typing import Any

from sqlite_utils import Database

from evidence.language.citations import name_document
from evidence.reads.councils import OwnCouncil

DOCUMENTS = """
SELECT d.id, d.kind, d.title, d.date, d.author, d.recipient, d.council, apart(d.council) AS apart,
       f.name AS file
FROM documents d JOIN files f ON f.sha256 = d.sha256
WHERE d.withdrawn_at IS NULL AND (d.id = :chosen OR EXISTS (
    SELECT 1 FROM links l WHERE l.document = d.id AND l.status = 'suggested'))
ORDER BY d.date = '', d.date DESC, d.id
"""
MEASURES = """
SELECT m.code, m.text, d.council
FROM measures m JOIN registers r ON r.id = m.register JOIN documents d ON d.id = r.document
WHERE m.retired_at IS NULL AND (d.withdrawn_at IS NULL OR r.kept) AND (m.code = :chosen OR EXISTS (
    SELECT 1 FROM links l WHERE l.measure = m.id AND l.status = 'suggested'))
ORDER BY r.code, m.ordinal, m.id
"""


def waiting_documents(db: Database, chosen: int | str | None = None) -> list[dict[str, Any]]:
    """Those with a suggestion that waits, and the one whose number was ``chosen``, or typed: id, title,
    date. The newest first."""
    names = ("kind", "title", "author", "recipient", "file", "council", "apart")
    return [
        {"id": row["id"], "title": name_document(*(row[name] for name in names)), "date": row["date"]}
        for row in db.query(DOCUMENTS, {"chosen": chosen})
    ]


def waiting_measures(db: Database, own: OwnCouncil, chosen: str = "") -> list[dict[str, Any]]:
    """Our own with a suggestion that waits, and the one that was ``chosen``: code, text. Register by
    register, in the order of the papers."""
    rows = db.query(MEASURES, {"chosen": chosen})
    return [{"code": row["code"], "text": row["text"]} for row in rows if own.owns(row["council"])]
