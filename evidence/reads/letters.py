"""The letters of the record, as evidence.relations.correspondence needs them."""

from sqlite_utils import Database

from evidence.kinds.kind import letter_like
from evidence.relations.correspondence import OPENING, Letter


def letters(db: Database) -> list[Letter]:
    """Every letter and email that is not withdrawn, with the words it opens with."""
    kinds = sorted(letter_like())
    marks = ", ".join("?" * len(kinds))
    rows = db.query(
        f"SELECT id, author, recipient, date FROM documents WHERE withdrawn_at IS NULL AND kind IN ({marks})",
        kinds,
    )
    return [
        Letter(row["id"], row["author"], row["recipient"], row["date"], _opening(db, row["id"]))
        for row in rows
    ]


def replies(db: Database) -> dict[int, int]:
    """``{reply: the letter it answers}`` as the record has it."""
    sql = "SELECT id, replies_to FROM documents WHERE replies_to IS NOT NULL"
    return {row["id"]: row["replies_to"] for row in db.query(sql)}


def _opening(db: Database, document: int) -> str:
    sql = """SELECT text FROM passages WHERE document = ? AND kind IN ('paragraph', 'bullet')
        AND retired_at IS NULL ORDER BY ordinal LIMIT 6"""
    return "\n".join(row["text"] for row in db.query(sql, [document]))[:OPENING]
