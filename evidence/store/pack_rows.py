"""Rows of a pack, and which of them stay since they were issued."""

import json
from dataclasses import dataclass, field
from typing import Any

from evidence.errors import NotFound, PackError
from evidence.frameworks import framework
from evidence.store.record import Record


@dataclass(frozen=True)
class Issued:
    """What the newest issue holds, which holds all before it: items (a link's id, or less another item's),
    sections by id, and pages by document."""

    items: frozenset[int] = frozenset()
    sections: frozenset[int] = frozenset()
    pages: dict[int, frozenset[int]] = field(default_factory=dict)


def issued(record: Record, pack: int) -> Issued:
    """What stays, since its pages are in someone's hands."""
    sql = "SELECT plan FROM pack_issues WHERE pack = ? ORDER BY number DESC LIMIT 1"
    row = record.db.execute(sql, [pack]).fetchone()
    if row is None:
        return Issued()
    parts = json.loads(row[0])["parts"]
    held = [section for part in parts for section in part["sections"]]
    pages: dict[int, frozenset[int]] = {}
    for document in (d for part in parts for d in part["documents"]):
        before = pages.get(document["id"], frozenset())
        pages[document["id"]] = before | {page["number"] for page in document["pages"]}
    codes, ids = {s["code"] for s in held if s["code"]}, {s.get("id", 0) for s in held}
    named = """SELECT s.id, m.code, s.block FROM pack_sections s LEFT JOIN measures m ON m.id = s.measure
        WHERE s.pack = ?"""
    sections = {
        number
        for number, measure, block in record.db.execute(named, [pack]).fetchall()
        if number in ids or (measure or block) in codes
    }
    items = frozenset(item["link"] or -item.get("id", 0) for section in held for item in section["items"])
    return Issued(items, frozenset(sections), pages)


def section_row(record: Record, pack: dict[str, Any], section: int) -> dict[str, Any]:
    """A section of a pack that was not taken out. Raises NotFound."""
    for row in rows_of(record, "pack_sections", "pack", pack["id"]):
        if row["id"] == section and row["removed_at"] is None:
            return row
    name = pack["name"]
    raise NotFound(f"Pack {name} has no section {section}.", f"`muster pack show {name}` lists them.")


def framework_of(record: Record, pack: int) -> str:
    """The code of the framework that a pack's inspection is under."""
    sql = "SELECT i.framework FROM packs k JOIN inspections i ON i.id = k.inspection WHERE k.id = ?"
    return framework.load(record.db.execute(sql, [pack]).fetchone()[0]).code


def rows_of(record: Record, table: str, column: str, value: object) -> list[dict[str, Any]]:
    """The rows of a table where a column has this value."""
    return list(record.table(table).rows_where(f"{column} = ?", [value]))


def stays(name: str, what: str = "this") -> PackError:
    """Why something that was issued cannot be changed."""
    return PackError(
        f"Pack {name} has been issued with {what} in it, and issued pages never change.",
        "Make a new pack to have it otherwise.",
    )
