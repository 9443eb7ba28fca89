"""Accepted links as coverage judges them, now or as known on a day; and which papers are one voice."""

import json
from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlite_utils import Database

from evidence.language.citations import cite, name_document
from evidence.model import Stance
from evidence.reads.page_names import page_name, taken
from evidence.tracing.coverage import Evidence, first_day
from evidence.tracing.voices import ANSWERS, CITES, COPIES, Tie, cites

# What the log's statements say that a row was, up to an event. A row that was there before statements were
# made is taken as it is, a decision of after that day left aside.
THEN = """
WITH newest AS (
  SELECT name, key, max(event) AS event FROM statements
  WHERE name IN ('links', 'documents') AND event <= :event GROUP BY name, key),
told AS (
  SELECT s.name, CAST(s.key AS INTEGER) AS id, s.said FROM statements s JOIN newest USING (name, key, event)),
links_then AS (
  SELECT id, said ->> '$.document' AS document, said ->> '$.passage' AS passage,
         said ->> '$.measure' AS measure,
         ifnull(said ->> '$.block', '') AS block, ifnull(said ->> '$.framework', '') AS framework,
         said ->> '$.stance' AS stance, said ->> '$.status' AS status,
         ifnull(said ->> '$.needs_review', '') AS needs_review,
         ifnull(said ->> '$.regardless', 0) AS regardless,
         ifnull(said ->> '$.decided_by', '') AS decided_by,
         ifnull(said ->> '$.decided_at', '') AS decided_at,
         ifnull(said ->> '$.note', '') AS note
  FROM told WHERE name = 'links' AND said <> ''
  UNION ALL
  SELECT id, document, passage, measure, block, framework, stance,
         iif(substr(decided_at, 1, 10) > :known, 'suggested', status), needs_review, regardless,
         iif(substr(decided_at, 1, 10) > :known, '', decided_by),
         iif(substr(decided_at, 1, 10) > :known, '', decided_at),
         iif(substr(decided_at, 1, 10) > :known, '', note)
  FROM links WHERE id NOT IN (SELECT id FROM told WHERE name = 'links')
  AND substr(created_at, 1, 10) <= :known),
documents_then AS (
  SELECT d.id, d.kind, d.title, d.author, d.recipient, d.sha256, d.paged, d.pages,
         iif(t.id IS NULL, d.date, ifnull(t.said ->> '$.date', '')) AS date,
         iif(t.id IS NULL, d.source, ifnull(t.said ->> '$.source', '')) AS source,
         iif(t.id IS NULL, d.source_class, ifnull(t.said ->> '$.source_class', '')) AS source_class,
         iif(t.id IS NULL, d.council, ifnull(t.said ->> '$.council', '')) AS council,
         iif(t.id IS NULL, d.withdrawn_at, t.said ->> '$.withdrawn_at') AS withdrawn_at
  FROM documents d LEFT JOIN told t ON t.name = 'documents' AND t.id = d.id
  WHERE substr(d.added_at, 1, 10) <= :known)
"""
NOW = """
WITH links_then AS NOT MATERIALIZED (SELECT * FROM links),
documents_then AS NOT MATERIALIZED (SELECT * FROM documents)
"""
ACCEPTED = f"""
SELECT {page_name()}, m.code AS measure, l.block, l.framework, l.stance, l.document, l.passage, p.text,
       p.label, p.page, p.heading_path, d.kind, d.title, d.author, d.recipient, d.council,
       apart(d.council) AS apart, d.date, d.source,
       d.source_class, d.paged, f.name AS file
FROM links_then l JOIN documents_then d ON d.id = l.document JOIN passages p ON p.id = l.passage
JOIN files f ON f.sha256 = d.sha256 LEFT JOIN measures m ON m.id = l.measure
LEFT JOIN registers r ON r.id = m.register LEFT JOIN documents_then rd ON rd.id = r.document
WHERE (l.regardless OR m.id IS NULL OR bar(d.date, d.council, rd.date, rd.council) = '')
  AND (m.id IS NULL OR rd.id IS NOT NULL)
  AND l.status = 'accepted' AND l.status <> 'suggested' AND l.needs_review = '' AND d.withdrawn_at IS NULL
"""
OF_MEASURES = """
  AND l.measure IN (SELECT id FROM measures WHERE code IN (SELECT value FROM json_each(:codes)))
"""
TIES = f"""
SELECT id AS one, replies_to AS other, '{ANSWERS}' AS how, '' AS text
FROM documents WHERE replies_to IS NOT NULL
UNION ALL SELECT later, earlier, '{COPIES}', '' FROM near_duplicates WHERE status <> 'different'
UNION ALL SELECT x.document, x.target_document, '{CITES}', p.text
  FROM refs x JOIN passages p ON p.id = x.passage
  JOIN links l ON l.passage = x.passage AND l.status = 'accepted' WHERE x.document <> x.target_document
"""

Accepted = tuple[dict[str, list[Evidence]], dict[str, list[Evidence]]]
"""By measure's code, and by block."""


def accepted(db: Database, framework: str, known: str = "", codes: Collection[str] | None = None) -> Accepted:
    """The accepted links that count, of all measures and blocks, or of the measures of these codes alone:
    now, or as known at the end of a day (ISO)."""
    some = "" if codes is None else OF_MEASURES
    asked = {**_asked(db, known), "codes": json.dumps(list(codes or ()))}
    by_measure: dict[str, list[Evidence]] = defaultdict(list)
    by_block: dict[str, list[Evidence]] = defaultdict(list)
    for row in db.query(_then(known) + ACCEPTED + some, asked):
        found = _evidence(row)
        if row["measure"]:
            by_measure[row["measure"]].append(found)
        elif row["framework"] == framework:
            by_block[row["block"]].append(found)
    return by_measure, by_block


def ties(db: Database, at: str) -> list[Tie]:
    """Which documents, none dated after ``at``, answer, copy or cite which."""
    sql = f"""SELECT t.*, a.date AS one_date, b.date AS other_date FROM ({TIES}) t
        JOIN documents a ON a.id = t.one JOIN documents b ON b.id = t.other"""
    return [
        Tie(row["one"], row["other"], row["how"])
        for row in db.query(sql)
        if max(first_day(row["one_date"]), first_day(row["other_date"])) <= at
        and (row["how"] != CITES or cites(row["text"]))
    ]


def links_then(db: Database, known: str) -> dict[int, dict[str, Any]]:
    """What each link was at the end of a day: its stance, status and decision."""
    sql = f"""{_then(known)} SELECT id, stance, status, needs_review AS review, decided_by, decided_at, note
        FROM links_then"""
    return {row["id"]: row for row in db.query(sql, _asked(db, known))}


def documents_then(db: Database, known: str) -> set[int]:
    """The documents that the record held at the end of a day, withdrawn ones left out."""
    sql = f"{_then(known)} SELECT id FROM documents_then WHERE withdrawn_at IS NULL"
    return {row["id"] for row in db.query(sql, _asked(db, known))}


def registers_then(db: Database, known: str) -> set[int]:
    """As ``documents_then``, with the withdrawn ones whose measures stay."""
    sql = f"""{_then(known)} SELECT id FROM documents_then d WHERE withdrawn_at IS NULL
        OR EXISTS (SELECT 1 FROM registers r WHERE r.document = d.id AND r.kept)"""
    return {row["id"] for row in db.query(sql, _asked(db, known))}


def first_decision(db: Database) -> str:
    """The day on which a link was first accepted, "" if none ever was."""
    sql = "SELECT min(substr(at, 1, 10)) FROM events WHERE action = 'link accepted'"
    first = db.execute(sql).fetchone()[0]
    standing = (
        "SELECT min(substr(decided_at, 1, 10)) FROM links WHERE status = 'accepted' AND decided_at <> ''"
    )
    return min(filter(None, (first, db.execute(standing).fetchone()[0])), default="")


def _then(known: str) -> str:
    return THEN if known else NOW


def _asked(db: Database, known: str) -> dict[str, Any]:
    """The newest event of a day: the log's order counts, whatever a clock that was set back says."""
    if not known:
        return {}
    sql = "SELECT ifnull(max(id), 0) FROM events WHERE substr(at, 1, 10) <= ?"
    return {"known": known, "event": db.execute(sql, [known]).fetchone()[0]}


def _evidence(row: dict[str, Any]) -> Evidence:
    named = taken(row)
    name = name_document(
        row["kind"], row["title"], row["author"], row["recipient"], row["file"], row["council"], row["apart"]
    )
    heading = next(reversed(json.loads(row["heading_path"])), "")
    page = row["page"] if row["paged"] else None
    return Evidence(
        Stance(row["stance"]),
        row["document"],
        row["date"],
        row["source"],
        row["source_class"],
        passage=row["passage"],
        citation=cite(name, row["date"], label=row["label"], page=page, heading=heading, **named),
        text=row["text"],
    )


def accepted_for(db: Database) -> list[tuple[str | None, str, str]]:
    """What evidence was accepted for: (the measure's code or None, the block or "", its framework)."""
    sql = """SELECT DISTINCT m.code, l.block, l.framework
        FROM links l LEFT JOIN measures m ON m.id = l.measure JOIN documents d ON d.id = l.document
        WHERE l.status = 'accepted' AND l.needs_review = '' AND d.withdrawn_at IS NULL ORDER BY 1, 2"""
    return [(code, block or "", used or "") for code, block, used in db.execute(sql).fetchall()]
