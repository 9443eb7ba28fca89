"""Documents that came inside another's file: an email's attachments, a PDF's, a portfolio's members."""

from collections.abc import Sequence

from evidence.store.record import Record

RELATION = "encloses"


def enclose(record: Record, document: int, enclosed: Sequence[int], *, name: str, new: bool) -> int:
    """Tie the documents of one enclosed file to the document whose file held it. Returns how many are new.

    ``name`` is what the file is called there. ``new`` says that the enclosed documents entered the record by
    this way: then this becomes the parent of those that have none. Calling it again changes nothing.
    """
    added = 0
    with record.transaction():
        for child in enclosed:
            if child == document or _tied(record, document, child):
                continue
            record.table("enclosures").insert({"document": document, "enclosed": child, "name": name})
            record.event("enclosure found", f"document {document}", enclosed=child, name=name)
            added += 1
            if new:
                record.db.execute(
                    "UPDATE documents SET parent = ?, relation = ? WHERE id = ? AND parent IS NULL",
                    [document, RELATION, child],
                )
    return added


def _tied(record: Record, document: int, enclosed: int) -> bool:
    sql = "SELECT 1 FROM enclosures WHERE document = ? AND enclosed = ?"
    return record.db.execute(sql, [document, enclosed]).fetchone() is not None
