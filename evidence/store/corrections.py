"""What a person says a document's field is. It stands over every reading; what was read is kept beside it."""

import json
from typing import Any

from evidence.errors import NotFound, UsageError
from evidence.kinds.kind import OTHER, kinds
from evidence.language.dates import is_iso
from evidence.model import Reading, SourceClass
from evidence.reads.versions import correction_key
from evidence.store.read_rows import NAMED
from evidence.store.record import Record
from evidence.store.seen import check

COLUMNS = (*NAMED, "source", "source_class", "kind")
EXTRA = (
    "author_role",
    "body",
    "copies",
    "inspection_dates",
    "lead_inspector",
    "meeting",
    "published",
    "subject",
)
DATES = ("date", "published")
KINDS = sorted(kinds(), key=lambda name: (name == OTHER, name))
CHOICES = {"kind": tuple(KINDS), "source_class": ("", *SourceClass)}


def correct(
    record: Record, document: int, field: str, value: str, note: str = "", *, seen: int | None = None
) -> None:
    """Correct one field of a document; an empty value says that it has none.

    ``seen`` is the version of its correction that this rests on, 0 for none. Raises NotFound for the
    document, UsageError for the field or a value that cannot be one, Clash if it is not as it was seen.
    """
    value = " ".join(value.split())
    with record.transaction():
        row = _document(record, document)
        _check(record, document, field, value)
        if seen is not None:
            key = correction_key(document, field)
            check(record, "corrections", {key: f"{field} of document {document}"}, {key: seen})
        earlier = _correction(record, document, field)
        was = earlier["was"] if earlier else _read(record, row, field)
        correction = {
            "document": document,
            "field": field,
            "value": value,
            "was": was,
            "by": record.actor,
            "at": record.now,
            "note": " ".join(note.split()),
        }
        record.table("corrections").upsert(correction, pk=("document", "field"))
        before = earlier["value"] if earlier else was
        _show(record, document, field, value)
        record.event(
            "field corrected", f"document {document}", field=field, before=before, value=value, read=was,
            note=correction["note"], replaced=earlier,
        )  # fmt: skip
        record.enqueue([document])


def undo(record: Record, document: int, field: str) -> str:
    """Take one's own correction back. Returns what stands again: what it replaced, or else what was read.

    Raises NotFound if there is none, UsageError if it is another's.
    """
    with record.transaction():
        _document(record, document)
        found = _correction(record, document, field)
        if found is None:
            raise NotFound(
                f"The {field} of document {document} was not corrected.",
                f"`muster show {document}` says which fields were.",
            )
        if found["by"] != record.actor:
            raise UsageError(
                f"The {field} of document {document} was corrected by {found['by']}.",
                "You can take back your own alone; or correct it anew.",
            )
        replaced = _replaced(record, found)
        if replaced is None:
            record.table("corrections").delete((document, field))
        else:
            record.table("corrections").upsert({**replaced, "was": found["was"]}, pk=("document", "field"))
        value = str(replaced["value"] if replaced else found["was"])
        _show(record, document, field, value)
        record.event(
            "correction undone", f"document {document}", field=field, before=found["value"], value=value,
        )  # fmt: skip
        record.enqueue([document])
    return value


def _replaced(record: Record, found: dict[str, Any]) -> dict[str, Any] | None:
    """The correction that stood before this one, as the log has it; None if none did."""
    sql = """SELECT detail FROM events WHERE action = 'field corrected' AND subject = ? AND at = ?
        AND actor = ? AND detail ->> '$.field' = ? AND detail ->> '$.value' = ? ORDER BY id DESC LIMIT 1"""
    about = [f"document {found['document']}", *(found[name] for name in ("at", "by", "field", "value"))]
    row = record.db.execute(sql, about).fetchone()
    before: dict[str, Any] | None = json.loads(row[0]).get("replaced") if row else None
    return before


def overlay(record: Record, document: int, row: dict[str, Any], reading: Reading) -> dict[str, Any]:
    """A document's new columns with its corrections over them; each correction notes what is read now."""
    corrected = dict(row)
    for found in list(record.table("corrections").rows_where("document = ?", [document])):
        name = found["field"]
        read = row[name] if name in COLUMNS else _joined([f.value for f in reading.fields if f.name == name])
        if read != found["was"]:
            record.table("corrections").update((document, name), {"was": read})
        if name in COLUMNS:
            corrected[name] = found["value"]
    return corrected


def _check(record: Record, document: int, field: str, value: str) -> None:
    sql = "SELECT DISTINCT name FROM fields WHERE document = ?"
    known = {*COLUMNS, *EXTRA, *(row[0] for row in record.db.execute(sql, [document]))}
    if field not in known:
        raise UsageError(f"A document has no field {field}.", f"Its fields: {', '.join(sorted(known))}.")
    if field in CHOICES and value not in CHOICES[field]:
        choices = ", ".join(c for c in CHOICES[field] if c)
        raise UsageError(f"“{value}” is no {field.replace('_', ' ')}.", f"Choose one of: {choices}.")
    if field in DATES and value and not is_iso(value):
        raise UsageError(
            f"“{value}” is no date.", "Write it as 2011-06-22, or 2011-06 or 2011 if no more is known."
        )


def _show(record: Record, document: int, field: str, value: str) -> None:
    """What the record shows and searches by is the corrected value; rows of ``fields`` stay as read."""
    if field in COLUMNS:
        record.table("documents").update(document, {field: value})


def _read(record: Record, row: dict[str, Any], field: str) -> str:
    if field in COLUMNS:
        return str(row[field])
    rows = record.table("fields").rows_where(
        "document = ? AND name = ?", [row["id"], field], order_by="id", select="value"
    )
    return _joined([found["value"] for found in rows])


def _joined(values: list[str]) -> str:
    return "; ".join(values)


def _document(record: Record, document: int) -> dict[str, Any]:
    row = next(iter(record.table("documents").rows_where("id = ?", [document])), None)
    if row is None:
        raise NotFound(f"There is no document {document}.", "`muster documents` lists them.")
    return row


def _correction(record: Record, document: int, field: str) -> dict[str, Any] | None:
    found = record.table("corrections").rows_where("document = ? AND field = ?", [document, field])
    return next(iter(found), None)
