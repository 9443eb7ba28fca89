"""Links with the passage, the document and the measure or block that they tie."""

import json
from typing import Any

from sqlite_utils import Database

from evidence.language.citations import cite, name_document
from evidence.linking.decided import Decided
from evidence.model import LinkStatus
from evidence.reads.crosswalk import groups
from evidence.reads.page_names import page_name, taken

LINKS = f"""
SELECT {page_name()}, l.id, l.passage, l.document, f.name AS file, p.label, p.page, p.text, p.heading_path,
       m.code AS measure, m.id AS measure_id, m.text AS measure_text, l.block, l.framework, l.stance,
       l.status, l.score, l.needs_review AS review, l.quote, l.reason, l.note, l.created_by,
       l.created_at, l.decided_by,
       l.decided_at,
       ifnull((SELECT max(event) FROM statements s WHERE s.name = 'links' AND s.key = CAST(l.id AS TEXT)), 0)
           AS version,
       iif(l.regardless OR m.id IS NULL, '', bar(d.date, d.council, rd.date, rd.council)) AS bar,
       d.kind, d.title, d.author, d.recipient, d.council,
       apart(d.council) AS apart, d.date, d.source, d.source_class, d.paged
FROM links l JOIN passages p ON p.id = l.passage JOIN documents d ON d.id = l.document
JOIN files f ON f.sha256 = d.sha256 LEFT JOIN measures m ON m.id = l.measure
LEFT JOIN registers r ON r.id = m.register LEFT JOIN documents rd ON rd.id = r.document
"""
STANDING = """
WHERE (d.withdrawn_at IS NULL OR l.needs_review <> '')
  AND (l.status <> 'suggested' OR (p.retired_at IS NULL AND m.retired_at IS NULL
       AND (m.id IS NULL OR bar(d.date, d.council, rd.date, rd.council) = '')))
"""


def say_stance(stance: str, status: str) -> str:
    """A link's stance for a person to read, marked as a guess until one decides."""
    return f"{stance}, a guess" if status == LinkStatus.SUGGESTED else stance


def links(
    db: Database,
    *,
    status: str = "",
    document: int | None = None,
    measure: str = "",
    block: str = "",
    passage: int | None = None,
    ids: list[int] | None = None,
    review: bool = False,
    every: bool = False,
    limit: int = -1,
    offset: int = 0,
) -> list[dict[str, Any]]:
    """Links that match, the best-scored of each document first.

    ``review``: those alone that a re-reading left for a person to look at again. They are accepted, but do
    not count; "review" says why, and "quote" has the words that were accepted. A suggestion whose passage
    or measure is no longer read is left out, unless ``every`` link is asked for. "version" is the event that
    last stated the link: a decision says it, so that it replaces nothing unseen. A ``block`` of one
    framework is CODE@FRAMEWORK; a code alone is any framework's.
    """
    where, values = _where(status, document, measure, block, passage, ids, review)
    standing = "WHERE 1" if every else STANDING
    sql = f"{LINKS} {standing} {where} ORDER BY l.document, l.score DESC, l.id LIMIT :limit OFFSET :offset"
    return [_link(row) for row in db.query(sql, {**values, "limit": limit, "offset": offset})]


def offered(db: Database, measure: int) -> list[dict[str, Any]]:
    """Accepted links of measures that ask for the same, or that it was made from: they could be evidence for
    this one as well.

    Those whose passages are already decided for this one are left out.
    """
    of = groups(db)
    others = {other for other, group in of.items() if group == of.get(measure)} - {measure}
    origins = db.execute("SELECT origin FROM measure_origins WHERE measure = ?", [measure])
    others |= {row[0] for row in origins.fetchall()}
    if not others:
        return []
    sql = """SELECT l.id FROM links l JOIN documents d ON d.id = l.document
        JOIN measures m ON m.id = :measure JOIN registers r ON r.id = m.register
        JOIN documents rd ON rd.id = r.document
        WHERE l.status = 'accepted' AND l.needs_review = '' AND d.withdrawn_at IS NULL
        AND l.measure IN (SELECT value FROM json_each(:others))
        AND bar(d.date, d.council, rd.date, rd.council) = '' AND d.id <> rd.id
        AND NOT EXISTS (SELECT 1 FROM links o WHERE o.passage = l.passage AND o.measure = :measure
                        AND o.status <> 'suggested')"""
    found = db.execute(sql, {"measure": measure, "others": json.dumps(sorted(others))}).fetchall()
    once = {x["passage"]: x for x in links(db, ids=[row[0] for row in found])}
    return list(once.values())


def count(
    db: Database,
    *,
    status: str = "",
    document: int | None = None,
    measure: str = "",
    block: str = "",
    review: bool = False,
) -> int:
    """How many links match."""
    where, values = _where(status, document, measure, block, None, None, review)
    return int(db.execute(f"SELECT count(*) FROM ({LINKS} {STANDING} {where})", values).fetchone()[0])


def decided(db: Database) -> list[Decided]:
    """Every decision on a link to a measure, with the words it was on."""
    sql = """SELECT m.code, l.quote, l.document, l.status, l.id
        FROM links l JOIN measures m ON m.id = l.measure
        WHERE l.status IN ('accepted', 'rejected') ORDER BY l.id"""
    return [Decided(*row) for row in db.execute(sql).fetchall()]


def _where(
    status: str,
    document: int | None,
    measure: str,
    block: str,
    passage: int | None,
    ids: list[int] | None,
    review: bool,
) -> tuple[str, dict[str, Any]]:
    block, _, framework = (block or "").partition("@")
    wanted = {"status": status, "document": document, "measure": measure, "block": block, "passage": passage}
    wanted["framework"] = framework
    values = {key: value for key, value in wanted.items() if value not in (None, "")}
    column = {"status": "l.status", "document": "l.document", "measure": "m.code", "block": "l.block"}
    clauses = [f"AND {column.get(key, 'l.' + key)} = :{key} COLLATE NOCASE" for key in values]
    if review:
        clauses.append("AND l.needs_review <> ''")
    if ids is not None:
        clauses.append("AND l.id IN (SELECT value FROM json_each(:ids))")
        values["ids"] = json.dumps(ids)
    return " ".join(clauses), values


def _link(row: dict[str, Any]) -> dict[str, Any]:
    """A row with the document's name and the passage's citation."""
    title = name_document(
        row["kind"], row["title"], row["author"], row["recipient"], row["file"], row["council"], row["apart"]
    )
    path, named = json.loads(row.pop("heading_path")), taken(row)
    page, heading = row["page"] if row["paged"] else None, path[-1] if path else ""
    return {
        **row,
        "guess": row["status"] == LinkStatus.SUGGESTED,  # the stance: nobody decided it
        "title": title,
        "heading": heading,
        "citation": cite(title, row["date"], label=row["label"], page=page, heading=heading, **named),
    }
