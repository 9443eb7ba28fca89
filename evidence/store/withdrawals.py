"""Withdrawing a document: searches, coverage and new packs leave it out; its file and history stay."""

from collections.abc import Iterable

from evidence.errors import NotFound, UsageError
from evidence.store.record import Record


def withdraw_all(record: Record, documents: Iterable[int], note: str = "") -> None:
    """Withdraw documents, all of them or none. Raises as ``withdraw``."""
    with record.transaction():
        for document in documents:
            withdraw(record, document, note)


def bring_all_back(record: Record, documents: Iterable[int]) -> None:
    """Undo withdrawals, all of them or none. Raises as ``bring_back``."""
    with record.transaction():
        for document in documents:
            bring_back(record, document)


def withdraw(record: Record, document: int, note: str = "") -> None:
    """Withdraw a document. Raises NotFound, or UsageError if it is withdrawn already."""
    with record.transaction():
        if _withdrawn(record, document):
            raise UsageError(f"Document {document} is withdrawn already.", "It can be brought back.")
        record.table("documents").update(document, {"withdrawn_at": record.now})
        record.table("withdrawals").insert(
            {
                "document": document,
                "withdrawn_at": record.now,
                "withdrawn_by": record.actor,
                "note": note,
            }
        )
        record.event("document withdrawn", f"document {document}", note=note)
        record.enqueue([document])


def bring_back(record: Record, document: int) -> None:
    """Undo a withdrawal. Raises NotFound, or UsageError if the document is not withdrawn."""
    with record.transaction():
        if not _withdrawn(record, document):
            raise UsageError(f"Document {document} is not withdrawn.", "There is nothing to undo.")
        record.table("documents").update(document, {"withdrawn_at": None})
        record.db.execute(
            "UPDATE withdrawals SET undone_at = ?, undone_by = ? WHERE document = ? AND undone_at = ''",
            [record.now, record.actor, document],
        )
        record.event("document brought back", f"document {document}")
        record.enqueue([document])


def _withdrawn(record: Record, document: int) -> bool:
    row = record.db.execute("SELECT withdrawn_at FROM documents WHERE id = ?", [document]).fetchone()
    if row is None:
        raise NotFound(f"There is no document {document}.", "`muster documents` lists them.")
    return row[0] is not None
