"""What the documents list and the document page show."""

import json
from collections.abc import Collection
from typing import Any

from sqlite_utils import Database

from evidence.errors import NotFound
from evidence.language.citations import cite, name_document
from evidence.reads.corrections import fields
from evidence.reads.markings import markings
from evidence.reads.measures import conflicts_in, measures
from evidence.reads.page_names import counted
from evidence.reads.references import references, referring
from evidence.reads.versions import version

LISTED = """
SELECT d.id, d.kind, d.title, d.date, d.author, d.recipient, d.reference, d.council,
       apart(d.council) AS apart, d.source,
       d.source_class,
       d.pages, (SELECT count(*) FROM passages p
                 WHERE p.document = d.id AND p.retired_at IS NULL) AS passages,
       f.name AS file, f.media_type, d.sha256, d.parent, d.relation, d.replies_to, d.paged, d.first_page,
       d.text_quality, d.warnings, d.added_at, d.withdrawn_at,
       (SELECT json_group_array(o.value ->> 1) FROM pages p, json_each(p.left_out) o
        WHERE p.document = d.id AND p.left_out <> '[]') AS left_out
FROM documents d JOIN files f ON f.sha256 = d.sha256
"""


def documents(
    db: Database,
    *,
    kind: str = "",
    source: str = "",
    sha256: str = "",
    ids: Collection[int] | None = None,
) -> list[dict[str, Any]]:
    """Every document that is not withdrawn, or those of these ``ids``, newest date first; undated ones
    last."""
    some = "" if ids is None else "AND d.id IN (SELECT value FROM json_each(:ids))"
    sql = f"""{LISTED} WHERE d.withdrawn_at IS NULL AND (:kind = '' OR d.kind = :kind)
        AND (:source = '' OR d.source = :source) AND (:sha256 = '' OR d.sha256 = :sha256) {some}
        ORDER BY d.date = '', d.date DESC, d.id"""
    chosen = {"kind": kind, "source": source, "sha256": sha256, "ids": json.dumps(list(ids or ()))}
    rows = [_document(row) for row in db.query(sql, chosen)]
    marked = markings(db)
    return [{**row, "marking": marked[row["id"]]["said"] if row["id"] in marked else ""} for row in rows]


def summary(db: Database, number: int) -> dict[str, Any]:
    """One document as the list shows it, withdrawn or not. Raises NotFound."""
    row = next(iter(db.query(f"{LISTED} WHERE d.id = ?", [number])), None)
    if row is None:
        raise NotFound(f"There is no document {number}.", "`muster documents` lists them.")
    marked = markings(db, [number]).get(number)
    return {**_document(row), "marking": marked["said"] if marked else ""}


def document(db: Database, number: int) -> dict[str, Any]:
    """One document with all that was read from it. Raises NotFound."""
    found = summary(db, number)
    found["unreadable_pages"] = unreadable_pages(db, number)
    found["page_labels"] = page_labels(db, number)
    found["version"] = version(db, "documents", str(number))
    found["left_out_of_pages"] = left_out(db, number)
    found["fields"] = fields(db, number)
    found["blocks"] = list(
        db.query(
            "SELECT framework, block, reason FROM document_blocks WHERE document = ? ORDER BY block", [number]
        )
    )
    found["passages_read"] = passages(db, number)
    found["findings"] = list(
        db.query(
            "SELECT type, area, grade, text, passage FROM findings WHERE document = ? ORDER BY id", [number]
        )
    )
    found["observations"] = list(
        db.query(
            "SELECT indicator, value, unit, period, rag, rag AS rating, target, cell, passage, note AS said"
            " FROM observations WHERE document = ? ORDER BY id",
            [number],
        )
    )
    found["measures"] = measures(db, document=number)
    found["register"] = register(db, number)
    found["related"] = related(db, number)
    found["references"] = references(db, number)
    found["referred_to_by"] = referring(db, number)
    found["conflicts"] = conflicts_in(number, found["observations"])
    return found


def passages(db: Database, number: int) -> list[dict[str, Any]]:
    """A document's passages in order."""
    rows = db.query(
        f"""SELECT p.id, p.ordinal, p.label, p.heading_path, p.page, p.end_page, p.kind, p.text, p.parent,
            p.rects, p.columns, {counted()} AS counted
        FROM passages p JOIN documents d ON d.id = p.document
        WHERE p.document = ? AND p.retired_at IS NULL ORDER BY p.ordinal""",
        [number],
    )
    return [_passage(row) for row in rows]


def passage(db: Database, number: int) -> dict[str, Any]:
    """One passage with its document and its citation. Raises NotFound."""
    sql = f"SELECT p.*, {counted()} AS counted FROM passages p JOIN documents d ON d.id = p.document"
    row = next(iter(db.query(f"{sql} WHERE p.id = ?", [number])), None)
    if row is None:
        raise NotFound(f"There is no passage {number}.", "`muster search` and `muster show` list passages.")
    found = _passage(row)
    owner = _document(next(iter(db.query(f"{LISTED} WHERE d.id = ?", [row["document"]]))))
    found["document"] = owner
    page = found["page"] if owner["paged"] else None
    place = {name: found[name] for name in ("label", "heading", "counted")}
    named = page_labels(db, owner["id"]).get(found["page"], "")
    pages = owner["pages"] if named else 0
    found["citation"] = cite(
        owner["title"],
        owner["date"],
        page=page,
        **place,
        page_label=named,
        pages=pages,
    )
    return found


def is_retired(db: Database, number: int, passage: int) -> bool:
    """Whether a passage was read from a document once, and is no longer."""
    sql = "SELECT 1 FROM passages WHERE id = ? AND document = ? AND retired_at IS NOT NULL"
    return db.execute(sql, [passage, number]).fetchone() is not None


def sample_texts(db: Database, count: int) -> list[str]:
    """The texts of about ``count`` passages, evenly from the whole record; the same ones every time."""
    sql = """SELECT text FROM passages WHERE kind IN ('paragraph', 'bullet')
        AND retired_at IS NULL AND id % max(1, (SELECT count(*) FROM passages) / :count) = 0
        ORDER BY id LIMIT :count"""
    return [row["text"] for row in db.query(sql, {"count": count})]


def unreadable_pages(db: Database, number: int) -> list[int]:
    """The pages of a document whose text could not be read."""
    sql = "SELECT number FROM pages WHERE document = ? AND quality = 'unreadable' ORDER BY number"
    return [row["number"] for row in db.query(sql, [number])]


def page_labels(db: Database, number: int) -> dict[int, str]:
    """What a document's file calls its pages, by their numbers; those that it calls otherwise only."""
    sql = "SELECT number, label FROM pages WHERE document = ? AND label <> '' ORDER BY number"
    return {row["number"]: row["label"] for row in db.query(sql, [number])}


def left_out(db: Database, number: int) -> list[dict[str, Any]]:
    """Words that a document's file holds and that none of its passages has: page, reason, text."""
    sql = """SELECT p.number AS page, o.value ->> 0 AS reason, o.value ->> 1 AS text
        FROM pages p, json_each(p.left_out) o WHERE p.document = ? ORDER BY p.number, o.key"""
    return list(db.query(sql, [number]))


def register(db: Database, number: int) -> dict[str, Any] | None:
    """The register a document holds, with its facts, or None."""
    row = next(
        iter(db.query("SELECT * FROM registers WHERE document = ? AND retired_at IS NULL", [number])), None
    )
    if row is None:
        return None
    facts = "SELECT name, value, date, passage FROM register_facts WHERE register = ? ORDER BY id"
    return {**row, "facts": list(db.query(facts, [row["id"]]))}


def related(db: Database, number: int) -> list[dict[str, Any]]:
    """The documents tied to this one: what it answers, what answers it, what it encloses or stands in,
    what it refers to, what refers to it.

    An attachment that came with several emails stands in each of them.
    """
    sql = f"""{LISTED} WHERE d.withdrawn_at IS NULL AND d.id <> :id AND (
        d.replies_to = :id OR d.parent = :id
        OR d.id IN (SELECT replies_to FROM documents WHERE id = :id)
        OR d.id IN (SELECT parent FROM documents WHERE id = :id)
        OR d.id IN (SELECT enclosed FROM enclosures WHERE document = :id)
        OR d.id IN (SELECT document FROM enclosures WHERE enclosed = :id)
        OR d.id IN (SELECT target_document FROM refs WHERE document = :id)
        OR d.id IN (SELECT document FROM refs WHERE target_document = :id)) ORDER BY d.date, d.id"""
    this = next(iter(db.query("SELECT parent, replies_to FROM documents WHERE id = ?", [number])))
    rows = db.query("SELECT enclosed FROM enclosures WHERE document = ?", [number])
    enclosed = {row["enclosed"] for row in rows}
    rows = db.query("SELECT document FROM enclosures WHERE enclosed = ?", [number])
    enclosing = {row["document"] for row in rows}
    rows = db.query("SELECT target_document FROM refs WHERE document = ?", [number])
    named = {row["target_document"] for row in rows}
    found = []
    for row in db.query(sql, {"id": number}):
        if row["id"] == this["replies_to"]:
            how = "answers"
        elif row["replies_to"] == number:
            how = "answered by"
        elif row["parent"] == number or row["id"] in enclosed:
            how = "encloses"
        elif row["id"] == this["parent"] or row["id"] in enclosing:
            how = "enclosed in"
        else:
            how = "refers to" if row["id"] in named else "referred to by"
        found.append({**_document(row), "how": how})
    return found


def _document(row: dict[str, Any]) -> dict[str, Any]:
    """A row with its printed title apart from the name that people see."""
    title = name_document(
        row["kind"], row["title"], row["author"], row["recipient"], row["file"], row["council"], row["apart"]
    )
    return {
        **row,
        "printed_title": row["title"],
        "title": title,
        "paged": bool(row["paged"]),
        "warnings": json.loads(row["warnings"]),
        "left_out": json.loads(row["left_out"]),
    }


def _passage(row: dict[str, Any]) -> dict[str, Any]:
    path = json.loads(row["heading_path"])
    return {
        **row,
        "heading_path": path,
        "heading": path[-1] if path else "",
        "counted": row["counted"] or "",
        "rects": json.loads(row["rects"]),
        "columns": json.loads(row["columns"]),
    }
