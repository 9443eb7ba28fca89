"""The order of a pack: its sections, and their items, within a section or from one to another."""

from typing import Any, NamedTuple

from evidence.errors import UsageError
from evidence.store.pack_changes import changing
from evidence.store.pack_items import add_passage, item_row, refuse_issued
from evidence.store.pack_rows import issued, rows_of, section_row, stays
from evidence.store.record import Record

SAME = ("passage", "document", "first_page", "last_page")  # what makes two items of a section one


class Moved(NamedTuple):
    """Where something that was moved is: an item's id (0 for a section), its place from 1, of how many."""

    item: int
    place: int
    of: int


def move(
    record: Record, pack: str, to: int, *, section: int = 0, item: int = 0, seen: int | None = None
) -> Moved:
    """Move a section, or an item within its section, to a place counted from 1. A place beyond the end is the
    end. Raises NotFound; PackError for what was issued, or if the pack changed since ``seen``."""
    with changing(record, pack, seen) as (row, said):
        if item:
            found = item_row(record, row, item)
            refuse_issued(record, row, found)
            every = rows_of(record, "pack_items", "section", found["section"])
        else:
            section_row(record, row, section)
            if section in issued(record, row["id"]).sections:
                raise stays(row["name"], "this section")
            every = rows_of(record, "pack_sections", "pack", row["id"])
        what, one = ("item", item) if item else ("section", section)
        before, after, of = _place(record, f"pack_{what}s", every, one, to)
        said.append(f"moved a{'n' * bool(item)} {what} from place {before} to {after}")
        record.event(
            f"pack {what} moved", f"pack {row['name']}", **{what: one}, before=before, value=after
        )  # fmt: skip
        return Moved(item, after, of)


def move_into(
    record: Record, pack: str, item: int, section: int, to: int = 0, seen: int | None = None
) -> Moved:
    """Move an item to another section, at its end or to a place counted from 1.

    Accepted evidence counts in the section of its own measure or block alone, so it is left out there, which
    preflight says, and stands in the other as a passage; back in its own it is that evidence again. Raises
    NotFound; UsageError for what is in that section already; PackError for what was issued, or if the pack
    changed since ``seen``.
    """
    with changing(record, pack, seen) as (row, said):
        found, into = item_row(record, row, item), section_row(record, row, section)
        if found["section"] == section:
            return move(record, pack, to or len(rows_of(record, "pack_items", "section", section)), item=item)
        refuse_issued(record, row, found)
        left = record.table("pack_sections").get(found["section"])
        came, goes = _called(record, left), _called(record, into)
        placed = _passage(record, pack, found, section) if _words(found) else _whole(record, found, section)
        every = rows_of(record, "pack_items", "section", section)
        _, after, of = _place(record, "pack_items", every, placed, to or len(every))
        said[:] = [f"moved an item from the section {came} to {goes}"]
        record.event("pack item moved", f"pack {row['name']}", item=item, before=came, value=goes)
        return Moved(placed, after, of)


def _place(
    record: Record, table: str, every: list[dict[str, Any]], one: int, to: int
) -> tuple[int, int, int]:
    """Give one of the rows its new place, what was taken out after all others. Where it stood and stands,
    from 1, and of how many."""
    ordered = [r["id"] for r in sorted(every, key=lambda r: (r["ordinal"], r["id"])) if not r["removed_at"]]
    before = ordered.index(one)
    ordered.insert(max(0, min(to, len(ordered)) - 1), ordered.pop(before))
    gone = [r["id"] for r in every if r["removed_at"]]
    for ordinal, number in enumerate([*ordered, *gone], start=1):
        record.table(table).update(number, {"ordinal": ordinal})
    return before + 1, ordered.index(one) + 1, len(ordered)


def _called(record: Record, section: dict[str, Any]) -> str:
    """A section by its measure's or block's code; one of one's own by its title."""
    if section["measure"]:
        return str(record.table("measures").get(section["measure"])["code"])
    return f"Block {section['block']}" if section["block"] else str(section["title"])[:60]


def _words(item: dict[str, Any]) -> bool:
    return bool(item["link"] or item["passage"])


def _passage(record: Record, pack: str, item: dict[str, Any], section: int) -> int:
    """A passage, or accepted evidence, into a section, where it may be evidence of its own. Its new id."""
    passage = item["passage"] or record.table("links").get(item["link"])["passage"]
    placed = add_passage(record, pack, section, passage)
    if item["link"]:  # it keeps its row, or it would come back as accepted since
        record.table("pack_items").update(item["id"], {"removed_at": record.now})
    else:
        record.table("pack_items").delete(item["id"])
    return placed


def _whole(record: Record, item: dict[str, Any], section: int) -> int:
    """A note, a document or pages of one into a section. Its id. Raises UsageError if it is there already."""
    rows = rows_of(record, "pack_items", "section", section)
    same = [r for r in rows if item["document"] and all(r[name] == item[name] for name in SAME)]
    if any(r["removed_at"] is None for r in same):
        raise UsageError("That is in this section already.", "Take one of the two out instead.")
    for row in same:  # taken out once: it would come back beside this one
        record.table("pack_items").delete(row["id"])
    last = max((r["ordinal"] for r in rows), default=0)
    record.table("pack_items").update(item["id"], {"section": section, "ordinal": last + 1})
    return int(item["id"])
