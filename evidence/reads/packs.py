"""What the inspection and pack screens show, and the rows that a pack is planned from."""

import json
from collections.abc import Sequence
from typing import Any

from sqlite_utils import Database

from evidence.errors import ConfigError, NotFound
from evidence.frameworks import framework
from evidence.language.citations import cite, name_document, say_date
from evidence.reads.page_names import page_name, taken

PACKS = """
SELECT k.id, k.name, k.title, k.version, k.in_parts, i.name AS inspection, i.framework, i.cutoff,
       k.created_by, k.created_at,
       (SELECT count(*) FROM pack_sections s WHERE s.pack = k.id AND s.removed_at IS NULL) AS sections,
       (SELECT count(*) FROM pack_items t JOIN pack_sections s ON s.id = t.section
        WHERE s.pack = k.id AND t.removed_at IS NULL AND s.removed_at IS NULL) AS items,
       ifnull((SELECT max(number) FROM pack_issues n WHERE n.pack = k.id), 0) AS issue
FROM packs k JOIN inspections i ON i.id = k.inspection
"""

SECTIONS = """
SELECT s.id, s.ordinal, s.title, m.code AS measure, s.block, m.text AS measure_text, m.theme,
       m.answer, m.response,
       r.title AS register_title, r.code AS register
FROM pack_sections s LEFT JOIN measures m ON m.id = s.measure LEFT JOIN registers r ON r.id = m.register
WHERE s.pack = ? AND s.removed_at IS NULL ORDER BY s.ordinal, s.id
"""

# Of a page all but its words, of which there may be many.
PAGE = "document, number, text, quality, width, height, turn, label, left_out"

ITEM_COLUMNS = f"""
       {page_name()},
       l.id AS link, l.passage, l.document, l.stance, l.status, l.needs_review AS review, l.reason, l.note,
       l.decided_by, l.decided_at, m.code AS measure, l.block, p.label, p.text, p.page, p.end_page, p.rects,
       p.kind AS passage_kind, d.kind, d.title, d.author, d.recipient, d.council,
       apart(d.council) AS apart, d.date, d.source,
       d.source_class,
       d.paged, d.withdrawn_at, f.name AS file, f.sha256
"""

ITEMS = f"""
SELECT t.id, t.section, t.ordinal, {ITEM_COLUMNS}
FROM pack_items t JOIN pack_sections s ON s.id = t.section JOIN links l ON l.id = t.link
JOIN passages p ON p.id = l.passage JOIN documents d ON d.id = l.document JOIN files f ON f.sha256 = d.sha256
LEFT JOIN measures m ON m.id = l.measure
WHERE s.pack = ? AND t.removed_at IS NULL ORDER BY s.ordinal, t.ordinal
"""

# Passages, documents, page ranges and notes.
OTHERS = f"""
SELECT t.id, t.section, t.ordinal, {page_name()},
       NULL AS link, t.passage, d.id AS document, '' AS stance, 'accepted' AS status, '' AS reason, t.note,
       ifnull(p.retired_at, '') AS review, t.first_page, t.last_page, t.added_by, '' AS decided_by,
       '' AS decided_at, NULL AS measure, '' AS block, ifnull(p.label, '') AS label,
       ifnull(p.text, '') AS text,
       ifnull(p.page, t.first_page) AS page, ifnull(p.end_page, t.last_page) AS end_page,
       ifnull(p.rects, '[]') AS rects, p.kind AS passage_kind, d.kind, d.title, d.author, d.recipient,
       d.council, apart(d.council) AS apart, ifnull(d.date, '') AS date, ifnull(d.source, '') AS source,
       ifnull(d.source_class, '') AS source_class, d.paged, d.withdrawn_at, f.name AS file, f.sha256,
       d.first_page AS opens,
       (SELECT count(*) FROM pages g WHERE g.document = t.document
        AND g.number BETWEEN t.first_page AND t.last_page) AS held
FROM pack_items t JOIN pack_sections s ON s.id = t.section LEFT JOIN passages p ON p.id = t.passage
LEFT JOIN documents d ON d.id = ifnull(t.document, p.document) LEFT JOIN files f ON f.sha256 = d.sha256
WHERE s.pack = ? AND t.removed_at IS NULL AND t.link IS NULL
"""

CHANGES = """
SELECT version, at, by, says, undone_at, issue FROM pack_changes WHERE pack = ? ORDER BY version DESC LIMIT 10
"""

LEFT_OUT = f"""
SELECT s.id AS section, {ITEM_COLUMNS},
       CASE WHEN l.needs_review <> '' THEN 'to be looked at again'
            WHEN i.cutoff <> '' AND d.date > i.cutoff THEN 'after the cut-off'
            WHEN EXISTS (SELECT 1 FROM pack_items t WHERE t.section = s.id AND t.link = l.id) THEN 'taken out'
            ELSE 'accepted since' END AS why
FROM pack_sections s JOIN packs k ON k.id = s.pack JOIN inspections i ON i.id = k.inspection
JOIN links l ON l.measure = s.measure OR (s.block <> '' AND l.block = s.block AND l.framework = :framework)
JOIN passages p ON p.id = l.passage JOIN documents d ON d.id = l.document JOIN files f ON f.sha256 = d.sha256
LEFT JOIN measures m ON m.id = l.measure
WHERE s.pack = :pack AND s.removed_at IS NULL AND l.status = 'accepted'
  AND (d.withdrawn_at IS NULL OR l.needs_review <> '')
  AND (l.needs_review <> '' OR NOT EXISTS (SELECT 1 FROM pack_items t
                  WHERE t.section = s.id AND t.link = l.id AND t.removed_at IS NULL))
ORDER BY s.ordinal, d.date, l.id
"""


def frameworks(db: Database, home: framework.Framework, *, broken: bool = False) -> list[framework.Framework]:
    """The home's framework, then those of its inspections: what blocks there are to link to.

    Raises ConfigError for a framework's file that is not there any more, or faulty, naming the inspection;
    with ``broken``, those are left out.
    """
    found = {home.code: home}
    for name, inspection in db.execute("SELECT framework, min(name) FROM inspections GROUP BY 1").fetchall():
        try:
            used = framework.load(name)
        except ConfigError as error:
            if broken:
                continue
            raise ConfigError(
                f"The inspection {inspection} has a framework that cannot be used. {error}",
                f'Or give the inspection another: `muster inspection edit "{inspection}" --framework'
                " ofsted-ilacs`, or on its page.",
            ) from error
        found.setdefault(used.code, used)
    return list(found.values())


def block_names(frameworks: Sequence[framework.Framework]) -> dict[str, str]:
    """ "CODE@FRAMEWORK" to the name of every block; blocks of other frameworks than the first, which is the
    home's, name theirs."""
    return {
        f"{b.code}@{f.code}": f"{b.name} ({f.name})" if n else b.name
        for n, f in enumerate(frameworks)
        for b in f.blocks
    }


def packs(db: Database) -> list[dict[str, Any]]:
    """Every pack, the newest first. ``issue`` is the newest issue's number, 0 while a draft."""
    return [{**row, "state": _state(row)} for row in db.query(f"{PACKS} ORDER BY k.id DESC")]


def pack(db: Database, name: str) -> dict[str, Any]:
    """One pack: its sections, their items and what they leave out, and its issues. Raises NotFound."""
    row = next(iter(db.query(f"{PACKS} WHERE k.name = ? COLLATE NOCASE", [name])), None)
    if row is None:
        raise NotFound(f"There is no pack called {name}.", "`muster pack list` lists them.")
    items = [_item(item) for item in db.query(ITEMS, [row["id"]])]
    items += [_other(item) for item in db.query(OTHERS, [row["id"]])]
    items.sort(key=lambda item: (item["ordinal"], item["id"]))
    code = framework.load(row["framework"]).code
    missing = [_item(i) for i in db.query(LEFT_OUT, {"pack": row["id"], "framework": code})]
    sections = [
        {
            **section,
            "items": [item for item in items if item["section"] == section["id"]],
            "left_out": [item for item in missing if item["section"] == section["id"]],
        }
        for section in db.query(SECTIONS, [row["id"]])
    ]
    return {
        **row,
        "state": _state(row),
        "sections": sections,
        "taken_out": _taken_out(db, row["id"]),
        "documents": _documents(db, row["id"]),
        "changes": list(db.query(CHANGES, [row["id"]])),
        "issues": issues(db, row["id"]),
    }


def _taken_out(db: Database, pack_id: int) -> list[dict[str, Any]]:
    """The sections that were taken out and can be put back."""
    sql = """SELECT s.id, s.title, m.code AS measure, s.block FROM pack_sections s
        LEFT JOIN measures m ON m.id = s.measure
        WHERE s.pack = ? AND s.removed_at IS NOT NULL ORDER BY s.removed_at DESC"""
    return list(db.query(sql, [pack_id]))


def _documents(db: Database, pack_id: int) -> dict[int, dict[str, Any]]:
    """How documents stand in a pack otherwise than whole and as they are: "cited_only", "turns" by page."""
    sql = "SELECT document, cited_only, turns FROM pack_documents WHERE pack = ?"
    return {
        row["document"]: {
            "cited_only": bool(row["cited_only"]),
            "turns": {int(page): degrees for page, degrees in json.loads(row["turns"]).items()},
        }
        for row in db.query(sql, [pack_id])
    }


def named(db: Database, number: int) -> str:
    """A pack's name by its number: names can hold whatever addresses cannot. Raises NotFound."""
    row = db.execute("SELECT name FROM packs WHERE id = ?", [number]).fetchone()
    if row is None:
        raise NotFound(f"There is no pack {number}.", "The packs page lists those that there are.")
    return str(row[0])


def places(db: Database) -> list[dict[str, Any]]:
    """Where something can be put: each pack, newest first, with "sections", last first."""
    sql = """SELECT s.id, s.pack, s.title, m.code AS measure, s.block FROM pack_sections s
        LEFT JOIN measures m ON m.id = s.measure WHERE s.removed_at IS NULL ORDER BY s.ordinal DESC"""
    every = list(db.query(sql))
    return [
        {**row, "sections": [section for section in every if section["pack"] == row["id"]]}
        for row in db.query("SELECT id, name FROM packs ORDER BY id DESC")
    ]


def issues(db: Database, pack_id: int) -> list[dict[str, Any]]:
    """A pack's issues in order, without their plans."""
    sql = """SELECT number, frozen_at, frozen_by, stem, pages, plan_sha256, pdf_sha256, zip_sha256, log_head
        FROM pack_issues WHERE pack = ? ORDER BY number"""
    return list(db.query(sql, [pack_id]))


def issue_plan(db: Database, pack_id: int, number: int) -> str:
    """The plan of an issue, as canonical JSON. Raises NotFound."""
    sql = "SELECT plan FROM pack_issues WHERE pack = ? AND number = ?"
    row = db.execute(sql, [pack_id, number]).fetchone()
    if row is None:
        raise NotFound(f"The pack has no issue {number}.", "`muster pack show` lists its issues.")
    return str(row[0])


def issue_by_plan(db: Database, plan_sha256: str) -> dict[str, Any] | None:
    """The issue whose plan has this SHA-256, with its pack's name, or None."""
    sql = """SELECT k.name AS pack, n.number, n.frozen_at, n.frozen_by, n.pdf_sha256, n.zip_sha256
        FROM pack_issues n JOIN packs k ON k.id = n.pack WHERE n.plan_sha256 = ?"""
    return next(iter(db.query(sql, [plan_sha256])), None)


def packed_document(db: Database, number: int) -> dict[str, Any]:
    """A document as a pack needs it: its row, its file, its pages and its passages. "not_kept": what its
    reader could not keep of the file, in sentences, as the ledger says too."""
    sql = """SELECT d.id, d.kind, d.title, d.author, d.recipient, d.council,
       apart(d.council) AS apart, d.date, d.source,
        d.source_class, d.paged, CASE d.relation WHEN 'encloses' THEN d.parent END AS parent,
        (SELECT COUNT(*) FROM documents o WHERE o.sha256 = d.sha256) AS in_file,
        f.name AS file, f.sha256, f.media_type, f.size,
        (SELECT json_group_array(w.value) FROM json_each(d.warnings) w WHERE EXISTS (SELECT 1 FROM ledger l
        WHERE l.sha256 = d.sha256 AND l.status = 'added' AND instr(l.reason, w.value))) AS not_kept
        FROM documents d JOIN files f ON f.sha256 = d.sha256
        WHERE d.id = ?"""
    row = next(iter(db.query(sql, [number])))
    pages = db.query(f"SELECT {PAGE} FROM pages WHERE document = ? ORDER BY number", [number])
    passages = db.query(
        "SELECT * FROM passages WHERE document = ? AND retired_at IS NULL ORDER BY ordinal", [number]
    )
    found = {"name": _name(row), "not_kept": json.loads(row["not_kept"])}
    return {**row, **found, "page_rows": list(pages), "passage_rows": [_read(p) for p in passages]}


def _state(row: dict[str, Any]) -> str:
    return "frozen" if row["issue"] else "draft"


def _item(row: dict[str, Any]) -> dict[str, Any]:
    """A row with its document's name, its citation and its rectangles."""
    name, named = _name(row), taken(row)
    page = row["page"] if row["paged"] else None
    return {
        "kind_of_item": "cited",
        "first_page": 0,
        "last_page": 0,
        "added_by": "",
        **row,
        "name": name,
        "paged": bool(row["paged"]),
        "rects": json.loads(row["rects"]),
        "citation": cite(name, row["date"], label=row["label"], page=page, **named),
    }


def _other(row: dict[str, Any]) -> dict[str, Any]:
    """A passage, a document, pages of one, or a note, in the shape of a cited passage."""
    held, opens = row.pop("held"), row.pop("opens")
    if row["document"] is None:
        taken(row)
        note = {"kind_of_item": "note", "text": row["note"], "note": "", "citation": "", "name": ""}
        return {**row, **note, "paged": False, "rects": [], "withdrawn_at": None}
    if row["passage"]:
        return {**_item(row), "kind_of_item": "passage"}
    pages = dict(taken(row))
    named = f"{_name(row)}, {say_date(row['date'])}" if row["date"] else _name(row)
    first, last = row["first_page"], row["last_page"]
    if last:
        named += f", page {first}" if first == last else f", pages {first} to {last}"
        named += f" of {pages['pages']}" if opens == 1 else ""
    kind = "pages" if last else "document"
    lost = "" if not last or held == last - first + 1 else "it was read again, and has no such pages now"
    return {**row, "kind_of_item": kind, "name": _name(row), "rects": [], "citation": named,
            "paged": bool(row["paged"]), "of": pages["pages"], "review": lost}  # fmt: skip


def _read(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, **{name: json.loads(row[name]) for name in ("heading_path", "rects", "columns")}}


def _name(row: dict[str, Any]) -> str:
    return name_document(
        row["kind"], row["title"], row["author"], row["recipient"], row["file"], row["council"], row["apart"]
    )


def enclosed_by(db: Database, number: int) -> list[tuple[int, str]]:
    """The documents that one encloses and that were not withdrawn: each with its name, such as its file's."""
    sql = """SELECT d.id, d.title, f.name FROM documents d JOIN files f ON f.sha256 = d.sha256
        WHERE d.parent = ? AND d.relation = 'encloses' AND d.withdrawn_at IS NULL ORDER BY d.id"""
    return [(row[0], row[1] or row[2]) for row in db.execute(sql, [number]).fetchall()]
