"""The fields of a document that a person may set right, as their page shows them. Pure."""

from collections.abc import Sequence
from typing import Any

from evidence.store.corrections import CHOICES, COLUMNS, DATES, EXTRA

FIRST = ("kind", *(name for name in COLUMNS if name != "kind"))
DATE_HINT = "Such as 2011-06-22; or 2011-06 or 2011, if no more is known."


def correctable(
    document: dict[str, Any], fields: Sequence[dict[str, Any]], corrections: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Every field of a document: name, value, corrected_by, corrected_at, read_as, note, passage.

    Those of every document come first, then what this one says of itself, then what it could say.
    ``document``, ``fields`` and ``corrections`` are as the reads of those names give them.
    """
    made = {c["field"]: c for c in corrections}
    read: dict[str, list[dict[str, Any]]] = {}
    for field in fields:
        read.setdefault(field["name"], []).append(field)
    own = {**document, "title": document["printed_title"]}
    names = dict.fromkeys((*FIRST, *read, *EXTRA))
    return [
        _row(
            name,
            own[name] if name in COLUMNS else "; ".join(f["value"] for f in read.get(name, [])),
            made.get(name),
            next((f["passage"] for f in read.get(name, []) if f["passage"]), None),
        )
        for name in names
    ]


def choices_of(field: str) -> tuple[str, ...]:
    """The values that a field may have; none if it may have any."""
    return tuple(str(choice) for choice in CHOICES.get(field, ()))


def hint_of(field: str) -> str:
    """How a field's value is written."""
    blank = "Leave it empty if the document has none."
    if field == "council":
        return "The council whose services it is about, as it signs. Leave it empty for a national paper."
    if field == "kind":
        return ""
    return f"{DATE_HINT} {blank}" if field in DATES else blank


def _row(name: str, value: str, made: dict[str, Any] | None, passage: int | None) -> dict[str, Any]:
    return {
        "name": name,
        "value": value,
        "passage": passage,
        "corrected_by": made["by"] if made else "",
        "corrected_at": made["at"] if made else "",
        "read_as": made["was"] if made else "",
        "note": made["note"] if made else "",
    }
