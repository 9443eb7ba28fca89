"""Documents, their pages, passages, fields, findings and observations."""

import json
from collections.abc import Sequence

from evidence.model import Reading
from evidence.reads.pending import COMPARED
from evidence.store.record import Record
from evidence.store.registers import add_register

NAMED = ("title", "date", "author", "recipient", "reference")


def add_readings(record: Record, sha256: str, readings: Sequence[Reading]) -> list[int]:
    """Store the documents read from one file, in one transaction. Returns their ids, in order."""
    ids: list[int] = []
    with record.transaction():
        for position, reading in enumerate(readings):
            parent = ids[reading.parent] if reading.parent is not None else None
            ids.append(_add(record, sha256, position, parent, reading))
        record.enqueue(ids)
    return ids


def set_reply(record: Record, document: int, replies_to: int) -> None:
    """Tie a letter to the letter it answers."""
    with record.transaction():
        record.db["documents"].update(document, {"replies_to": replies_to})
        record.event("reply found", f"document {document}", replies_to=replies_to)
        record.enqueue([document, replies_to])


def compared(record: Record, last: int) -> None:
    """Note that every document up to ``last`` has had its links suggested."""
    with record.transaction():
        record.event(COMPARED, f"documents up to {last}", up_to=last)


def set_blocks(record: Record, document: int, framework: str, reasons: dict[str, str]) -> None:
    """Replace a document's block tags under one framework by ``{block: reason}``."""
    with record.transaction():
        record.db["document_blocks"].delete_where("document = ? AND framework = ?", [document, framework])
        record.db["document_blocks"].insert_all(
            {"document": document, "framework": framework, "block": block, "reason": reason}
            for block, reason in reasons.items()
        )
        record.enqueue([document])


def _add(record: Record, sha256: str, position: int, parent: int | None, reading: Reading) -> int:
    source = reading.source
    document = int(
        record.db["documents"]
        .insert(
            {
                "sha256": sha256,
                "position": position,
                "parent": parent,
                "relation": reading.relation,
                "kind": reading.kind.value,
                **{name: reading.field(name) for name in NAMED},
                "source": source.name if source else "",
                "source_class": source.source_class.value if source else "",
                "first_page": reading.pages[0].number if reading.pages else 1,
                "pages": len(reading.pages),
                "paged": int(reading.paged),
                "text_quality": text_quality(reading),
                "warnings": json.dumps(reading.warnings),
                "added_at": record.now,
            }
        )
        .last_pk
    )
    _add_pages(record, document, reading)
    passages = _add_passages(record, document, reading)
    _add_read_values(record, document, reading, passages)
    if reading.register:
        add_register(record, document, reading.field("date"), reading.register, passages)
    record.event("document added", f"document {document}", kind=reading.kind.value, sha256=sha256)
    return document


def text_quality(reading: Reading) -> str:
    """How the document's text came to be: text, ocr, mixed, or unreadable."""
    found = {page.quality for page in reading.pages} - {"blank"}
    if "unreadable" in found:
        return "unreadable" if found == {"unreadable"} else "partly unreadable"
    return next(iter(found)) if len(found) == 1 else ("mixed" if found else "blank")


def _add_pages(record: Record, document: int, reading: Reading) -> None:
    record.db["pages"].insert_all(
        {
            "document": document,
            "number": page.number,
            "text": page.text,
            "quality": page.quality,
            "confidence": page.confidence,
            "width": page.width,
            "height": page.height,
        }
        for page in reading.pages
    )


def _add_passages(record: Record, document: int, reading: Reading) -> dict[int, int]:
    """Insert the passages. Returns the record's id for each ordinal."""
    ids: dict[int, int] = {}
    for p in reading.passages:
        row = {
            "document": document,
            "ordinal": p.ordinal,
            "kind": p.kind.value,
            "label": p.label,
            "text": p.text,
            "heading_path": json.dumps(p.heading_path, ensure_ascii=False),
            "page": p.page,
            "end_page": p.end_page,
            "start": p.start,
            "end": p.end,
            "parent": ids.get(p.parent) if p.parent is not None else None,
            "rects": json.dumps(p.rects),
        }
        ids[p.ordinal] = int(record.db["passages"].insert(row).last_pk)
    return ids


def _add_read_values(record: Record, document: int, reading: Reading, passages: dict[int, int]) -> None:
    """Fields, findings and observations, each tied to the passage it was read from."""
    record.db["fields"].insert_all(
        {"document": document, "name": f.name, "value": f.value, "passage": _at(passages, f.passage)}
        for f in reading.fields
    )
    record.db["findings"].insert_all(
        {
            "document": document,
            "passage": _at(passages, f.passage),
            "type": f.type,
            "area": f.area,
            "grade": f.grade,
            "text": f.text,
        }
        for f in reading.findings
    )
    record.db["observations"].insert_all(
        {
            "document": document,
            "passage": _at(passages, o.passage),
            "cell": o.cell,
            "indicator": o.indicator,
            "value": o.value,
            "unit": o.unit,
            "period": o.period,
            "rag": o.rag,
        }
        for o in reading.observations
    )


def _at(passages: dict[int, int], ordinal: int | None) -> int | None:
    return None if ordinal is None else passages[ordinal]
