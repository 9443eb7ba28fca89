"""What else a pack holds beside accepted links: passages, documents, page ranges, notes; how documents stand
in it."""

import json
import re
from typing import Any

from evidence.errors import NotFound, UsageError
from evidence.store.pack_changes import changing
from evidence.store.pack_rows import framework_of, issued, rows_of, section_row, stays
from evidence.store.record import Record

LONGEST_NOTE = 20_000  # characters: some seven pages
TURNS = (90, 180, 270)
NAMED = re.compile(r"(\d{1,9})(?::(\d{1,9})(?:-(\d{1,9}))?)?")


def named(said: str) -> tuple[int, tuple[int, int]]:
    """A document and pages of it as people write them: 12, 12:7, 12:2-5. Raises UsageError."""
    found = NAMED.fullmatch(said.strip())
    if found is None:
        raise UsageError(
            f"{said} does not name a document or its pages.", "Write 12, 12:2-5, or 12:7 for one page."
        )
    first = int(found[2] or 0)
    return int(found[1]), (first, int(found[3] or first))


def add_passage(record: Record, pack: str, section: int, passage: int, seen: int | None = None) -> int:
    """Put a passage into a section. Returns the item's id.

    In the section of a measure or block for which the passage's link is accepted, it is that link. Raises
    NotFound for any of them, UsageError for a passage of a withdrawn document or one that is there already.
    """
    sql = """SELECT p.id, p.document, p.text, p.retired_at FROM passages p WHERE p.id = ?"""
    with changing(record, pack, seen) as (row, said):
        own = section_row(record, row, section)
        found = next(iter(record.db.query(sql, [passage])), None)
        if found is None or found["retired_at"]:
            raise NotFound(
                f"There is no passage {passage}.", "`muster search` and `muster show` list passages."
            )
        _document(record, found["document"])
        link = _link_for(record, row, own, passage)
        values = {"link": link} if link else {"passage": passage}
        said.append(f"put in “{_short(found['text'])}”")
        return _add(record, row, section, values)


def add_document(
    record: Record, pack: str, section: int, document: int, pages: tuple[int, int] = (0, 0),
    seen: int | None = None,
) -> int:  # fmt: skip
    """Put a document into a section, whole or from one page to another. Returns the item's id.

    Raises NotFound; UsageError for a document that was withdrawn, is there already, or lacks those pages.
    """
    with changing(record, pack, seen) as (row, said):
        section_row(record, row, section)
        found = _document(record, document)
        first, last = pages
        if pages != (0, 0):
            _check_pages(record, found, first, last)
        which = f"pages {first} to {last} of document {document}" if last else f"document {document}"
        said.append(f"put in {which}")
        return _add(record, row, section, {"document": document, "first_page": first, "last_page": last})


def add_note(record: Record, pack: str, section: int, note: str, seen: int | None = None) -> int:
    """Write a note into a section. Returns the item's id. Raises NotFound, UsageError."""
    with changing(record, pack, seen) as (row, said):
        section_row(record, row, section)
        said.append("wrote a note")
        return _add(record, row, section, {"note": _note(note)})


def edit_note(record: Record, pack: str, item: int, note: str, seen: int | None = None) -> None:
    """Write a note anew. Raises NotFound, UsageError; PackError if it was issued, or changed
    since ``seen``."""
    with changing(record, pack, seen) as (row, said):
        found = item_row(record, row, item)
        if not found["note"]:
            raise UsageError(f"Item {item} is not a note.", "Take it out and add what is wanted instead.")
        refuse_issued(record, row, found)
        text = _note(note)
        record.table("pack_items").update(item, {"note": text})
        said.append("changed a note")
        record.event("pack note changed", f"pack {row['name']}", item=item, before=found["note"], value=text)


def turn(record: Record, pack: str, document: int, page: int, degrees: int, seen: int | None = None) -> None:
    """Turn a page of a document, for this pack alone, clockwise by so many degrees more than it is.

    Raises NotFound; UsageError for other degrees than 90, 180 and 270, or a page that there is not;
    PackError for a page that was issued.
    """
    if degrees not in TURNS:
        raise UsageError("A page turns by 90, 180 or 270 degrees.", "Give one of these; they go clockwise.")
    with changing(record, pack, seen) as (row, said):
        found = _document(record, document)
        _check_pages(record, found, page, page)
        if page in issued(record, row["id"]).pages.get(document, ()):
            raise stays(row["name"], f"page {page} of document {document}")
        held = _held(record, row["id"], document)
        turns = json.loads(held["turns"])
        turns[str(page)] = (turns.get(str(page), 0) + degrees) % 360
        turns = {key: value for key, value in sorted(turns.items()) if value}
        record.table("pack_documents").upsert({**held, "turns": json.dumps(turns)}, pk=("pack", "document"))
        said.append(f"turned page {page} of document {document} by {degrees} degrees")
        record.event("pack page turned", f"pack {row['name']}", document=document, page=page, degrees=degrees)


def take_cited_pages(
    record: Record, pack: str, document: int, cited_only: bool, seen: int | None = None
) -> None:
    """Take only the cited pages of a document into a pack, or all of it again.

    Raises NotFound; UsageError for a document without pages of its own; PackError for one that was issued.
    """
    with changing(record, pack, seen) as (row, said):
        found = _document(record, document)
        if cited_only and not found["paged"]:
            raise UsageError(
                f"Document {document} has no pages of its own, so it is set as text, whole.",
                "Put single passages of it in, and take the document out.",
            )
        if document in issued(record, row["id"]).pages:
            raise stays(row["name"], f"document {document}")
        held = _held(record, row["id"], document)
        if bool(held["cited_only"]) == cited_only:
            return
        record.table("pack_documents").upsert(
            {**held, "cited_only": int(cited_only)}, pk=("pack", "document")
        )
        which = "only the cited pages" if cited_only else "all pages"
        said.append(f"took {which} of document {document}")
        record.event("pack document pages", f"pack {row['name']}", document=document, value=which)


def _add(record: Record, pack: dict[str, Any], section: int, values: dict[str, Any]) -> int:
    same = [
        r
        for r in rows_of(record, "pack_items", "section", section)
        if not values.get("note") and all(r[name] == value for name, value in values.items())
    ]
    if any(r["removed_at"] is None for r in same):
        raise UsageError("That is in this section already.", "Look at the section; it was not added twice.")
    ordinal = max((r["ordinal"] for r in rows_of(record, "pack_items", "section", section)), default=0) + 1
    if same:
        item = int(same[0]["id"])
        record.table("pack_items").update(item, {"removed_at": None, "ordinal": ordinal})
    else:
        given = {**values, "section": section, "ordinal": ordinal, "added_by": record.actor}
        item = record.insert("pack_items", given)
    record.event("pack item added", f"pack {pack['name']}", section=section, item=item, **values)
    return item


def _link_for(record: Record, pack: dict[str, Any], section: dict[str, Any], passage: int) -> int:
    sql = """SELECT id FROM links WHERE passage = :passage AND status = 'accepted' AND needs_review = ''
        AND (measure = :measure OR (:block <> '' AND block = :block AND framework = :framework))"""
    values = {name: section[name] for name in ("measure", "block")}
    code = framework_of(record, pack["id"])
    found = record.db.execute(sql, {**values, "passage": passage, "framework": code}).fetchone()
    return int(found[0]) if found else 0


def _document(record: Record, number: int) -> dict[str, Any]:
    sql = "SELECT id, paged, withdrawn_at FROM documents WHERE id = ?"
    found = next(iter(record.db.query(sql, [number])), None)
    if found is None:
        raise NotFound(f"There is no document {number}.", "`muster documents` lists them.")
    if found["withdrawn_at"]:
        raise UsageError(
            f"Document {number} is withdrawn, so it goes into no pack.",
            "Bring it back first, or choose another.",
        )
    return found


def _check_pages(record: Record, document: dict[str, Any], first: int, last: int) -> None:
    sql = "SELECT min(number), max(number) FROM pages WHERE document = ?"
    low, high = record.db.execute(sql, [document["id"]]).fetchone()
    if not document["paged"] or low is None:
        raise UsageError(
            f"Document {document['id']} has no pages of its own.", "Add it whole, or add its passages."
        )
    if not low <= first <= last <= high:
        asked = f"pages {first} to {last}" if first != last else f"page {first}"
        raise UsageError(
            f"Document {document['id']} has no {asked}: its pages are {low} to {high}.",
            "Give pages among these, the first before the last.",
        )


def _note(text: str) -> str:
    text = text.strip()
    if not text:
        raise UsageError("The note is empty.", "Write what it should say.")
    if len(text) > LONGEST_NOTE:
        raise UsageError(
            f"The note has {len(text):,} characters; {LONGEST_NOTE:,} is the most.",
            "Make a document of it and add that.",
        )
    return text


def _held(record: Record, pack: int, document: int) -> dict[str, Any]:
    found = record.table("pack_documents").rows_where("pack = ? AND document = ?", [pack, document])
    return next(iter(found), {"pack": pack, "document": document, "cited_only": 0, "turns": "{}"})


def item_row(record: Record, pack: dict[str, Any], item: int) -> dict[str, Any]:
    """An item of a pack that was not taken out. Raises NotFound."""
    sql = """SELECT t.* FROM pack_items t JOIN pack_sections s ON s.id = t.section
        WHERE t.id = ? AND s.pack = ? AND t.removed_at IS NULL AND s.removed_at IS NULL"""
    found = next(iter(record.db.query(sql, [item, pack["id"]])), None)
    if found is None:
        name = pack["name"]
        raise NotFound(f"Pack {name} has no item {item}.", f"`muster pack show {name}` lists them.")
    return found


def refuse_issued(record: Record, pack: dict[str, Any], item: dict[str, Any]) -> None:
    """Raise PackError if an item was issued."""
    if (item["link"] or -item["id"]) in issued(record, pack["id"]).items:
        raise stays(pack["name"])


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else flat[:59].rstrip() + "…"
