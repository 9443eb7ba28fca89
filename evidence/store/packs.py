"""Packs: their sections and items, and the issues that freeze them."""

from collections.abc import Iterable
from typing import Any

from evidence.errors import NotFound, PackError, UsageError
from evidence.frameworks import framework
from evidence.home.file_names import file_stem
from evidence.store.pack_changes import changing, pack_row
from evidence.store.pack_rows import framework_of, issued, rows_of, section_row, stays
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
        _own_files(record, name)
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


def _own_files(record: Record, name: str) -> None:
    """Raise UsageError if another pack's files are named alike: one issue would replace the other."""
    for (other,) in record.db.execute("SELECT name FROM packs"):
        if other.casefold() == name.casefold():
            raise UsageError(f"There is already a pack called {other}.", "Choose another name.")
        if file_stem(other) == file_stem(name):
            raise UsageError(
                f"The files of {name[:80]} would be named as those of the pack {other[:80]} are.",
                "Choose a name that differs from it within its first 60 letters and figures.",
            )


def add_section(
    record: Record, pack: str, *, measure: str = "", block: str = "", title: str = "", seen: int | None = None
) -> int:
    """Add a section for a measure or a block, filled with its accepted links; or with a title alone, one's
    own. Returns its id.

    Items are fixed when added; adding the section again brings it and its items back, and what was accepted
    since, except what a person took out of it. Raises UsageError for both or none; NotFound.
    """
    title = " ".join(title.split())
    if (measure and block) or not (measure or block or title):
        raise UsageError(
            "A section is for a measure or for a block.", "Name one of them, or give it a title."
        )
    with changing(record, pack, seen) as (row, said):
        code = framework_of(record, row["id"])
        values = _measure(record, measure) if measure else _block(code, block) if block else {}
        values["title"] = title or values["title"]
        section = _section_of(record, row["id"], values)
        if section is None:
            ordinal = _next(record, "pack_sections", "pack", row["id"])
            values = {**values, "pack": row["id"], "ordinal": ordinal}
            section = record.insert("pack_sections", values)
            said.append(f"added the section {measure or block or title[:60]}")
            named = {"measure": measure, "block": block, "title": "" if measure or block else title}
            record.event("pack section added", f"pack {row['name']}", **named)
        elif _put_back(record, row, section):
            said.append(f"put back the section {measure or block}")
        said += _fill(record, row["name"], section, code)
    return section


def add_accepted(record: Record, pack: str, seen: int | None = None) -> int:
    """Bring what was accepted since into every section of a measure or block. Returns how many passages."""
    with changing(record, pack, seen) as (row, said):
        code, added = framework_of(record, row["id"]), 0
        for section in rows_of(record, "pack_sections", "pack", row["id"]):
            if section["removed_at"] is None and (section["measure"] or section["block"]):
                before = len(rows_of(record, "pack_items", "section", section["id"]))
                said += _fill(record, row["name"], section["id"], code)
                added += len(rows_of(record, "pack_items", "section", section["id"])) - before
    return added


def name_section(record: Record, pack: str, section: int, title: str, seen: int | None = None) -> None:
    """Give a section another title. Raises UsageError, NotFound; PackError if it has been issued."""
    title = " ".join(title.split())
    if not title:
        raise UsageError("The title is empty.", "Write one.")
    with changing(record, pack, seen) as (row, said):
        found = section_row(record, row, section)
        if section in issued(record, row["id"]).sections:
            raise stays(row["name"])
        record.table("pack_sections").update(section, {"title": title})
        said.append(f"called a section “{title[:60]}”")
        record.event(
            "pack section named", f"pack {row['name']}", section=section, before=found["title"], value=title
        )


def remove_section(record: Record, pack: str, section: int, seen: int | None = None) -> None:
    """Take a section out; its items come back with it. Raises NotFound; PackError if it has been issued."""
    with changing(record, pack, seen) as (row, said):
        found = section_row(record, row, section)
        items = [r for r in rows_of(record, "pack_items", "section", section) if not r["removed_at"]]
        if section in issued(record, row["id"]).sections:
            raise stays(row["name"])
        _refuse_issued(record, row, items)
        record.table("pack_sections").update(section, {"removed_at": record.now})
        said.append(f"took out the section {found['title'][:60]}")
        record.event("pack section removed", f"pack {row['name']}", section=section, items=len(items))


def restore_section(record: Record, pack: str, section: int, seen: int | None = None) -> None:
    """Put a section back that was taken out, with its items, at the end. Raises NotFound."""
    with changing(record, pack, seen) as (row, said):
        if not any(r["id"] == section for r in rows_of(record, "pack_sections", "pack", row["id"])):
            raise NotFound(f"Pack {pack} has no section {section}.", f"`muster pack show {pack}` lists them.")
        if _put_back(record, row, section):
            said.append("put back a section")


def remove_item(record: Record, pack: str, item: int, seen: int | None = None) -> None:
    """Take one item out; it does not come back by itself. Raises NotFound; PackError if it was issued."""
    with changing(record, pack, seen) as (row, said):
        sql = """SELECT t.* FROM pack_items t JOIN pack_sections s ON s.id = t.section
            WHERE t.id = ? AND s.pack = ? AND t.removed_at IS NULL AND s.removed_at IS NULL"""
        found = next(iter(record.db.query(sql, [item, row["id"]])), None)
        if found is None:
            raise NotFound(f"Pack {pack} has no item {item}.", f"`muster pack show {pack}` lists them.")
        _refuse_issued(record, row, [found])
        record.table("pack_items").update(item, {"removed_at": record.now})
        said.append("took an item out")
        named = {k: found[k] for k in ("link", "passage", "document", "note") if found[k]}
        record.event("pack item removed", f"pack {row['name']}", **named)


def restore_items(record: Record, pack: str, section: int, seen: int | None = None) -> int:
    """Bring back what was taken out of a section, and what was accepted since. Returns how many."""
    with changing(record, pack, seen) as (row, said):
        own = section_row(record, row, section)
        every = rows_of(record, "pack_items", "section", section)
        back = [r["id"] for r in every if r["removed_at"]]
        record.db.execute("UPDATE pack_items SET removed_at = NULL WHERE section = ?", [section])
        if back:
            said.append(f"brought back {len(back)} items")
            record.event("pack items restored", f"pack {row['name']}", section=section, items=back)
        if own["measure"] or own["block"]:
            said += _fill(record, row["name"], section, framework_of(record, row["id"]))
        return len(back) + len(rows_of(record, "pack_items", "section", section)) - len(every)


def deliver_in_parts(record: Record, pack: str, seen: int | None = None) -> None:
    """Have a pack that is over the size limit go out in files. Raises NotFound."""
    with changing(record, pack, seen) as (row, said):
        record.table("packs").update(row["id"], {"in_parts": 1})
        said.append("chose to deliver it in files")
        record.event("pack delivered in files", f"pack {row['name']}")


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
        row = pack_row(record, pack)
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


def _put_back(record: Record, pack: dict[str, Any], section: int) -> bool:
    """Whether the section was out; it is in again then, after all others."""
    row = record.table("pack_sections").get(section)
    if row["removed_at"] is None:
        return False
    ordinal = _next(record, "pack_sections", "pack", pack["id"])
    record.table("pack_sections").update(section, {"removed_at": None, "ordinal": ordinal})
    record.event("pack section put back", f"pack {pack['name']}", section=section)
    return True


def _fill(record: Record, pack: str, section: int, framework_code: str) -> list[str]:
    """Add the accepted links that are neither in the section nor removed from it. Says how many, if any."""
    present = {r["link"] for r in rows_of(record, "pack_items", "section", section)}
    found = record.db.execute(FITTING, {"section": section, "framework": framework_code}).fetchall()
    new = [row[0] for row in found if row[0] not in present]
    ordinal = _next(record, "pack_items", "section", section)
    record.table("pack_items").insert_all(
        {"section": section, "link": link, "ordinal": ordinal + i, "added_by": record.actor}
        for i, link in enumerate(new)
    )
    if not new:
        return []
    record.event("pack items added", f"pack {pack}", section=section, links=new)
    return [f"added {len(new)} accepted passage{'s' * (len(new) != 1)}"]


def _refuse_issued(record: Record, pack: dict[str, Any], items: Iterable[dict[str, Any]]) -> None:
    held = issued(record, pack["id"]).items
    if any((item["link"] or -item["id"]) in held for item in items):
        raise stays(pack["name"])


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
    if not values.get("measure") and not values.get("block"):
        return None  # of one's own there may be two of a title
    sql = "SELECT id FROM pack_sections WHERE pack = ? AND ifnull(measure, 0) = ? AND block = ?"
    row = record.db.execute(sql, [pack, values.get("measure", 0), values.get("block", "")]).fetchone()
    return int(row[0]) if row else None


def _next(record: Record, table: str, column: str, value: object, what: str = "ordinal") -> int:
    rows = record.table(table).rows_where(f"{column} = ?", [value], select=what)
    return max((int(row[what]) for row in rows), default=0) + 1
