"""Packs: their sections and items, and the issues that freeze them."""

import json
from typing import Any

from evidence.errors import NotFound, PackError, UsageError
from evidence.frameworks import framework
from evidence.store.record import Record

# Accepted links of a section that stand within its inspection's cut-off. A date of any precision is within it
# if it begins no later; an undated document cannot be shown to be late, and preflight names it.
FITTING = """
SELECT l.id FROM pack_sections s
JOIN packs k ON k.id = s.pack JOIN inspections i ON i.id = k.inspection
JOIN links l ON l.measure = s.measure OR (s.block <> '' AND l.block = s.block AND l.framework = :framework)
JOIN documents d ON d.id = l.document
LEFT JOIN measures m ON m.id = l.measure LEFT JOIN registers r ON r.id = m.register
LEFT JOIN documents rd ON rd.id = r.document
WHERE s.id = :section AND l.status = 'accepted' AND l.needs_review = '' AND d.withdrawn_at IS NULL
  AND (i.cutoff = '' OR d.date <= i.cutoff)
  AND (l.regardless OR m.id IS NULL OR bar(d.date, d.council, rd.date, rd.council) = '')
ORDER BY d.date = '', d.date, d.id, (SELECT ordinal FROM passages WHERE id = l.passage), l.id
"""


def add(record: Record, name: str, inspection: str, title: str = "") -> int:
    """Make an empty pack for an inspection. Returns its id. Raises UsageError, NotFound."""
    name = " ".join(name.split())
    if not name or not any(c.isalnum() for c in name):
        raise UsageError("A pack needs a name.", "Give a short one: it becomes the file's name.")
    with record.transaction():
        if record.db.execute("SELECT 1 FROM packs WHERE name = ? COLLATE NOCASE", [name]).fetchone():
            raise UsageError(f"There is already a pack called {name}.", "Choose another name.")
        found = record.db.execute(
            "SELECT id FROM inspections WHERE name = ? COLLATE NOCASE", [inspection]
        ).fetchone()
        if found is None:
            raise NotFound(
                f"There is no inspection called {inspection}.", "`muster inspection list` lists them."
            )
        row = {"name": name, "title": " ".join(title.split()) or name, "inspection": found[0]}
        made = {"created_by": record.actor, "created_at": record.now}
        added = record.insert("packs", {**row, **made})
        record.event("pack added", f"pack {name}", title=row["title"], inspection=inspection)
    return added


def add_section(record: Record, pack: str, *, measure: str = "", block: str = "", title: str = "") -> int:
    """Add a section for a measure or a block, filled with its accepted links. Returns its id.

    Items are fixed when added; adding the section again brings in what was accepted since, except what a
    person took out. Raises UsageError unless exactly one of measure and block is given; NotFound for either.
    """
    if bool(measure) == bool(block):
        raise UsageError("A section is for a measure or for a block.", "Name one of them.")
    with record.transaction():
        row = _pack(record, pack)
        code = _framework_of(record, row["id"])
        values = _measure(record, measure) if measure else _block(code, block)
        values["title"] = " ".join(title.split()) or values["title"]
        section = _section_of(record, row["id"], values)
        if section is None:
            ordinal = _next(record, "pack_sections", "pack", row["id"])
            values = {**values, "pack": row["id"], "ordinal": ordinal}
            section = record.insert("pack_sections", values)
            record.event("pack section added", f"pack {row['name']}", measure=measure, block=block)
        _fill(record, row["name"], section, code)
    return section


def remove_section(record: Record, pack: str, section: int) -> None:
    """Take a section out, with its items. Raises NotFound; PackError if it has been issued."""
    with record.transaction():
        row = _pack(record, pack)
        _check_section(record, row, section)
        items = _rows(record, "pack_items", "section", section)
        _refuse_issued(record, row, {r["link"] for r in items})
        record.table("pack_items").delete_where("section = ?", [section])
        record.table("pack_sections").delete(section)
        record.event("pack section removed", f"pack {row['name']}", section=section, items=len(items))


def remove_item(record: Record, pack: str, item: int) -> None:
    """Take one item out; it does not come back by itself. Raises NotFound; PackError if it was issued."""
    with record.transaction():
        row = _pack(record, pack)
        sql = """SELECT t.link FROM pack_items t JOIN pack_sections s ON s.id = t.section
            WHERE t.id = ? AND s.pack = ? AND t.removed_at IS NULL"""
        found = record.db.execute(sql, [item, row["id"]]).fetchone()
        if found is None:
            raise NotFound(f"Pack {pack} has no item {item}.", f"`muster pack show {pack}` lists them.")
        _refuse_issued(record, row, {found[0]})
        record.table("pack_items").update(item, {"removed_at": record.now})
        record.event("pack item removed", f"pack {row['name']}", link=found[0])


def restore_items(record: Record, pack: str, section: int) -> int:
    """Bring back what was taken out of a section, and what was accepted since. Returns how many."""
    with record.transaction():
        row = _pack(record, pack)
        _check_section(record, row, section)
        back = [r["link"] for r in _rows(record, "pack_items", "section", section) if r["removed_at"]]
        record.db.execute("UPDATE pack_items SET removed_at = NULL WHERE section = ?", [section])
        if back:
            record.event("pack items restored", f"pack {row['name']}", section=section, links=back)
        return len(back) + _fill(record, row["name"], section, _framework_of(record, row["id"]))


def add_issue(
    record: Record,
    pack: str,
    *,
    number: int,
    at: str,
    stem: str,
    pages: int,
    plan: str,
    plan_sha256: str,
    pdf_sha256: str,
    zip_sha256: str,
    log_head: str,
) -> int:
    """Freeze: store an issue for ever, with its event. Raises PackError if that issue exists already."""
    with record.transaction():
        row = _pack(record, pack)
        hashes = {"plan_sha256": plan_sha256, "pdf_sha256": pdf_sha256, "zip_sha256": zip_sha256}
        newest = _next(record, "pack_issues", "pack", row["id"], "number")
        if number != newest:
            raise PackError(
                f"Pack {pack} was frozen by someone else meanwhile.", "Look at that issue, then try again."
            )
        values = {
            "pack": row["id"],
            "number": number,
            "frozen_at": at,
            "frozen_by": record.actor,
            "stem": stem,
            "pages": pages,
            "plan": plan,
            "log_head": log_head,
        }
        added = record.insert("pack_issues", {**values, **hashes})
        record.event("pack frozen", f"pack {row['name']}", issue=number, pages=pages, **hashes)
    return added


def _fill(record: Record, pack: str, section: int, framework_code: str) -> int:
    """Add the accepted links that are neither in the section nor removed from it. Returns how many."""
    present = {r["link"] for r in _rows(record, "pack_items", "section", section)}
    found = record.db.execute(FITTING, {"section": section, "framework": framework_code}).fetchall()
    new = [row[0] for row in found if row[0] not in present]
    ordinal = _next(record, "pack_items", "section", section)
    record.table("pack_items").insert_all(
        {"section": section, "link": link, "ordinal": ordinal + i} for i, link in enumerate(new)
    )
    if new:
        record.event("pack items added", f"pack {pack}", section=section, links=new)
    return len(new)


def _check_section(record: Record, pack: dict[str, Any], section: int) -> None:
    if not any(r["id"] == section for r in _rows(record, "pack_sections", "pack", pack["id"])):
        name = pack["name"]
        raise NotFound(f"Pack {name} has no section {section}.", f"`muster pack show {name}` lists them.")


def _refuse_issued(record: Record, pack: dict[str, Any], links: set[int]) -> None:
    """What was issued stays: its pages are in someone's hands. The newest issue holds all before it."""
    sql = "SELECT plan FROM pack_issues WHERE pack = ? ORDER BY number DESC LIMIT 1"
    row = record.db.execute(sql, [pack["id"]]).fetchone()
    issued = _links_of(row[0]) if row else set()
    if links & issued:
        raise PackError(
            f"Pack {pack['name']} has been issued with this in it, and issued pages never change.",
            "Make a new pack to leave it out.",
        )


def _links_of(plan: str) -> set[int]:
    """The links that a frozen plan (the JSON of evidence.packs.pack.Pack) holds."""
    sections = [section for part in json.loads(plan)["parts"] for section in part["sections"]]
    return {item["link"] for section in sections for item in section["items"]}


def _pack(record: Record, name: str) -> dict[str, Any]:
    row = next(iter(record.db.query("SELECT * FROM packs WHERE name = ? COLLATE NOCASE", [name])), None)
    if row is None:
        raise NotFound(f"There is no pack called {name}.", "`muster pack list` lists them.")
    return row


def _framework_of(record: Record, pack: object) -> str:
    sql = "SELECT i.framework FROM packs k JOIN inspections i ON i.id = k.inspection WHERE k.id = ?"
    return framework.load(record.db.execute(sql, [pack]).fetchone()[0]).code


def _measure(record: Record, code: str) -> dict[str, Any]:
    row = record.db.execute("SELECT id, theme FROM measures WHERE code = ? COLLATE NOCASE", [code]).fetchone()
    if row is None:
        raise NotFound(f"There is no measure {code}.", "`muster measures` lists their codes.")
    return {"measure": row[0], "title": row[1]}


def _block(framework_code: str, code: str) -> dict[str, Any]:
    found = framework.load(framework_code).block(code)
    if found is None:
        raise NotFound(
            f"The framework {framework_code} has no block {code}.",
            "Its blocks are " + ", ".join(b.code for b in framework.load(framework_code).blocks) + ".",
        )
    return {"block": found.code, "title": found.name}


def _section_of(record: Record, pack: object, values: dict[str, Any]) -> int | None:
    sql = "SELECT id FROM pack_sections WHERE pack = ? AND ifnull(measure, 0) = ? AND block = ?"
    row = record.db.execute(sql, [pack, values.get("measure", 0), values.get("block", "")]).fetchone()
    return int(row[0]) if row else None


def _rows(record: Record, table: str, column: str, value: object) -> list[dict[str, Any]]:
    return list(record.table(table).rows_where(f"{column} = ?", [value]))


def _next(record: Record, table: str, column: str, value: object, what: str = "ordinal") -> int:
    rows = record.table(table).rows_where(f"{column} = ?", [value], select=what)
    return max((int(row[what]) for row in rows), default=0) + 1
