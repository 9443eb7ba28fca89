"""Documents, their pages, passages, fields, findings and observations."""

from collections.abc import Sequence

from evidence.model import Reading
from evidence.reads.indexing import Tagged
from evidence.reads.pending import COMPARED
from evidence.store.measure_updates import take_updates
from evidence.store.read_rows import document_row, page_rows, passage_row, value_rows
from evidence.store.record import Record
from evidence.store.registers import add_register


def add_readings(record: Record, sha256: str, readings: Sequence[Reading]) -> list[int]:
    """Store the documents read from one file, in one transaction. Returns their ids, in order."""
    ids: list[int] = []
    with record.transaction():
        for position, reading in enumerate(readings):
            parent = ids[reading.parent] if reading.parent is not None else None
            ids.append(add_reading(record, sha256, position, parent, reading))
        record.enqueue(ids)
    return ids


def set_reply(record: Record, document: int, replies_to: int | None) -> None:
    """Tie a letter to the letter it answers; None unties it, where it turns out to answer none."""
    with record.transaction():
        before = record.table("documents").get(document)["replies_to"]
        record.table("documents").update(document, {"replies_to": replies_to})
        what = "reply found" if replies_to else "reply untied"
        record.event(what, f"document {document}", replies_to=replies_to, before=before)
        record.enqueue({document, replies_to or before})


def compared(record: Record, last: int, own: str) -> None:
    """Note that every document up to ``last`` has had its links suggested, as ``own`` was our council."""
    with record.transaction():
        record.event(COMPARED, f"documents up to {last}", up_to=last, own=own)


def set_blocks(record: Record, document: int, framework: str, reasons: dict[str, str]) -> None:
    """Replace a document's block tags under one framework by ``{block: reason}``."""
    with record.transaction():
        record.table("document_blocks").delete_where("document = ? AND framework = ?", [document, framework])
        record.table("document_blocks").insert_all(
            {"document": document, "framework": framework, "block": block, "reason": reason}
            for block, reason in reasons.items()
        )
        record.enqueue([document], only_tags=Tagged.SUGGESTED)


def _new_ids(record: Record, reading: Reading) -> dict[int, int]:
    """An id for each passage by its ordinal: given beforehand, so that all can be stored at once."""
    last = record.db.execute("SELECT ifnull(max(id), 0) FROM passages").fetchone()[0]
    return {p.ordinal: last + n for n, p in enumerate(reading.passages, 1)}


def _free_number(record: Record) -> int:
    """A number that no document ever had: the log goes on telling of those that were disposed of."""
    sql = """SELECT max(n) FROM (SELECT ifnull(max(id), 0) AS n FROM documents
        UNION ALL SELECT ifnull(max(j.value), 0) FROM disposals, json_each(documents) j)"""
    return int(record.db.execute(sql).fetchone()[0]) + 1


def add_reading(record: Record, sha256: str, position: int, parent: int | None, reading: Reading) -> int:
    """Store one document inside the caller's transaction. Returns its id."""
    place = {"sha256": sha256, "position": position, "parent": parent, "relation": reading.relation}
    row = {**place, **document_row(reading), "added_at": record.now}
    document = record.insert("documents", {**row, "id": _free_number(record)})
    record.insert_all("pages", page_rows(document, reading))
    passages = _new_ids(record, reading)
    rows = [{"id": passages[p.ordinal], **passage_row(document, p, passages)} for p in reading.passages]
    record.insert_all("passages", rows)
    for table, rows in value_rows(document, reading, passages).items():
        record.insert_all(table, rows)
    register, _ = take_updates(record, document, reading.field("date"), reading.register, passages)
    if register:
        add_register(record, document, reading.register_date, register, passages)
    record.event("document added", f"document {document}", kind=reading.kind, sha256=sha256)
    return document
