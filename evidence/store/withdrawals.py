"""Withdrawing a document: searches, coverage and new packs leave it out; its file and history stay."""

import json
from collections.abc import Sequence

from evidence.errors import NotFound, UsageError
from evidence.reads.measures import called
from evidence.reads.reliance import reliance
from evidence.reads.standings import CLOSED, OPEN, standing
from evidence.store.record import Record
from evidence.store.seen import check
from evidence.store.standings import UNDONE, set_standing

KEEP, CLOSE, WITH_IT = "keep", "close", "with-it"
BECOMES = {
    KEEP: "they stay, as something still to be done",
    CLOSE: "they stay listed, closed with your reason",
    WITH_IT: "they leave with it, as for a copy or a paper of another council, and come back with it",
}
"""What may become of the measures that a withdrawn document brought."""
KEPT = "measures kept of a withdrawn document"


def withdraw_all(
    record: Record, documents: Sequence[int], note: str = "", becomes: str = WITH_IT, seen: int | None = None
) -> None:
    """Withdraw documents, all of them or none; their measures become one of BECOMES. Raises as ``withdraw``,
    Clash if the first of them is not at the version ``seen``, and UsageError if there are measures and
    nothing of BECOMES was chosen, or no reason to close them."""
    with record.transaction():
        _check_seen(record, documents, seen)
        for document in documents:
            withdraw(record, document, note)
            _settle_measures(record, document, note, becomes)


def _settle_measures(record: Record, document: int, note: str, becomes: str) -> None:
    own = reliance(record.db, document)["own"]
    if not own:
        return
    if becomes not in BECOMES:
        ways = "; ".join(f"{name}: {says}" for name, says in BECOMES.items())
        many = f"{len(own)} measures" if len(own) > 1 else "1 measure"
        advice = f"Say what becomes of them (a command: with --measures). {ways}."
        raise UsageError(f"Document {document} brought {many}.", advice)
    stay = becomes != WITH_IT
    record.db.execute("UPDATE registers SET kept = ? WHERE document = ?", [int(stay), document])
    closed = []
    for measure in own if becomes == CLOSE else ():
        if standing(record.db, measure["id"])["state"] == OPEN:
            closed.append(set_standing(record, measure["code"], CLOSED, note))
    if stay:
        detail = {"measures": len(own), "closed": closed}
        record.event(KEPT, f"document {document}", **detail)


def _check_seen(record: Record, documents: Sequence[int], seen: int | None) -> None:
    if seen is not None:
        key = str(documents[0])
        check(record, "documents", {key: f"document {key}"}, {key: seen})


def bring_all_back(record: Record, documents: Sequence[int], seen: int | None = None) -> None:
    """Undo withdrawals, all of them or none. Raises as ``bring_back``, and Clash as ``withdraw_all``."""
    with record.transaction():
        _check_seen(record, documents, seen)
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
        record.db.execute("UPDATE registers SET kept = 0 WHERE document = ?", [document])
        _open_again(record, document)
        record.event("document brought back", f"document {document}")
        record.enqueue([document])


def _open_again(record: Record, document: int) -> None:
    """Open the measures that the withdrawal closed, but for those that a person dealt with since."""
    sql = """SELECT max(id), detail FROM events WHERE subject = ? AND action = ?
        AND id > (SELECT max(id) FROM events WHERE subject = ? AND action = 'document withdrawn')"""
    subject = f"document {document}"
    event, detail = record.db.execute(sql, [subject, KEPT, subject]).fetchone()
    for code in json.loads(detail)["closed"] if event else ():
        measure = called(record.db, code)
        untouched = (
            "SELECT max(id) < ? FROM events WHERE subject = ? AND (action LIKE 'measure %' OR action = ?)"
        )
        same = record.db.execute(untouched, [event, f"measure {code}", UNDONE]).fetchone()[0]
        if same and standing(record.db, measure["id"])["state"] == CLOSED:
            set_standing(record, code, OPEN, "The paper that asks for it was brought back.")


def _withdrawn(record: Record, document: int) -> bool:
    row = record.db.execute("SELECT withdrawn_at FROM documents WHERE id = ?", [document]).fetchone()
    if row is None:
        raise NotFound(f"There is no document {document}.", "`muster documents` lists them.")
    return row[0] is not None
