"""A Reading as rows of the record: stored when a file is first read, compared when it is read again."""

import json
from collections.abc import Mapping
from typing import Any

from evidence.model import Passage, Reading
from evidence.store.record import Record

Row = dict[str, Any]
OBSERVED = ("cell", "indicator", "value", "unit", "period", "rag", "target", "note")
NAMED = ("title", "date", "author", "recipient", "reference", "council")


def document_row(reading: Reading) -> Row:
    """The columns of ``documents`` that the reading decides."""
    source = reading.source
    return {
        "kind": reading.kind,
        **{name: reading.field(name) for name in NAMED},
        "source": source.name if source else "",
        "source_class": source.source_class.value if source else "",
        "first_page": reading.pages[0].number if reading.pages else 1,
        "pages": len(reading.pages),
        "paged": int(reading.paged),
        "text_quality": text_quality(reading),
        "warnings": json.dumps(reading.warnings),
    }


def text_quality(reading: Reading) -> str:
    """How the document's text came to be: text, ocr, mixed, or unreadable."""
    found = {page.quality for page in reading.pages} - {"blank"}
    if "unreadable" in found:
        return "unreadable" if found == {"unreadable"} else "partly unreadable"
    return next(iter(found)) if len(found) == 1 else ("mixed" if found else "blank")


def page_rows(document: int, reading: Reading) -> list[Row]:
    return [
        {
            "document": document,
            "number": page.number,
            "text": page.text,
            "quality": page.quality,
            "confidence": page.confidence,
            "width": page.width,
            "height": page.height,
            "turn": page.turn,
            "label": page.label,
            "left_out": json.dumps(page.left_out, ensure_ascii=False),
            "words": json.dumps(page.words, ensure_ascii=False, separators=(",", ":")),
        }
        for page in reading.pages
    ]


def passage_row(document: int, passage: Passage, ids: Mapping[int, int]) -> Row:
    """One passage. ``ids`` gives the record's id for the ordinals stored before it: a parent comes first."""
    return {
        "document": document,
        "ordinal": passage.ordinal,
        "kind": passage.kind.value,
        "label": passage.label,
        "text": passage.text,
        "heading_path": json.dumps(passage.heading_path, ensure_ascii=False),
        "page": passage.page,
        "end_page": passage.end_page,
        "start": passage.start,
        "end": passage.end,
        "parent": ids.get(passage.parent) if passage.parent is not None else None,
        "rects": json.dumps(passage.rects),
        "columns": json.dumps(passage.columns, ensure_ascii=False),
    }


def value_rows(document: int, reading: Reading, passages: Mapping[int, int]) -> dict[str, list[Row]]:
    """Rows of fields, findings and observations, by table, each tied to the passage it was read from.

    ``passages`` gives the record's id for each ordinal.
    """

    def at(ordinal: int | None) -> int | None:
        return None if ordinal is None else passages[ordinal]

    return {
        "fields": [
            {"document": document, "name": f.name, "value": f.value, "passage": at(f.passage)}
            for f in reading.fields
        ],
        "findings": [
            {
                "document": document,
                "passage": at(f.passage),
                "type": f.type,
                "area": f.area,
                "grade": f.grade,
                "text": f.text,
            }
            for f in reading.findings
        ],
        "observations": [
            {"document": document, "passage": at(o.passage), **{name: getattr(o, name) for name in OBSERVED}}
            for o in reading.observations
        ],
    }


def replaced(record: Record, table: str, column: str, owner: int, rows: list[Row]) -> bool:
    """Make ``rows`` an owner's rows in a table, if they are not already. Returns whether they were others."""
    keys = list(rows[0]) if rows else []
    found = record.table(table).rows_where(f"{column} = ?", [owner], order_by="rowid")
    if [{key: row[key] for key in keys} for row in found] == rows:
        return False
    record.table(table).delete_where(f"{column} = ?", [owner])
    record.table(table).insert_all(rows)
    return True
