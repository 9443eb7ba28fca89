"""What the index is built from, and what a hit shows."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlite_utils import Database

from evidence.language.citations import cite, name_document
from evidence.reads.markings import markings
from evidence.reads.page_names import page_name, taken

PASSAGES = """
SELECT p.id, p.document, p.text, p.label, p.heading_path, p.columns, p.kind AS passage_kind, p.page,
       d.kind, d.title, d.date, d.author, d.recipient, d.council,
       apart(d.council) AS apart, d.source, d.source_class, d.paged,
       f.name AS file {cited}
FROM passages p JOIN documents d ON d.id = p.document JOIN files f ON f.sha256 = d.sha256
"""

# Each tag of a passage: a link's block or measure unless it was rejected, with its stance, the indicators of
# that measure's targets, and the blocks of the whole document; then what an inspector, or a table, says here.
# From the few passages that are wanted to what hangs on them, whatever the planner knows of the tables: CROSS
# JOIN keeps that order in SQLite. In another order each query goes through all links and measures.
TAGS = """
WITH wanted AS MATERIALIZED (
    SELECT id, document FROM passages
    WHERE {where} IN (SELECT value FROM json_each(:ids)) AND retired_at IS NULL
), tied AS MATERIALIZED (
    SELECT l.passage, l.measure, l.block, l.stance, l.status
    FROM wanted w CROSS JOIN links l ON l.passage = w.id WHERE l.status <> 'rejected'
)
SELECT passage, 'block' AS tag, block AS value FROM tied WHERE block <> ''
UNION SELECT t.passage, 'measure', m.code FROM tied t CROSS JOIN measures m ON m.id = t.measure
UNION SELECT t.passage, 'indicator', a.indicator FROM tied t JOIN targets a ON a.measure = t.measure
UNION SELECT passage, 'stance', stance FROM tied
UNION SELECT w.id, 'block', b.block FROM wanted w CROSS JOIN document_blocks b ON b.document = w.document
UNION SELECT passage, 'finding', type FROM findings WHERE passage IN (SELECT id FROM wanted)
UNION SELECT passage, 'has', 'observation' FROM observations
  WHERE document IN (SELECT document FROM wanted) AND passage IN (SELECT id FROM wanted)
UNION SELECT passage, 'has', 'measure' FROM measures WHERE passage IN (SELECT id FROM wanted)
UNION SELECT passage, 'has', stance FROM tied WHERE status = 'accepted'
UNION SELECT t.passage, 'has', t.stance || ' ' || m.code
  FROM tied t CROSS JOIN measures m ON m.id = t.measure WHERE t.status = 'accepted'
UNION SELECT t.passage, 'has', t.stance || ' ' || a.indicator
  FROM tied t JOIN targets a ON a.measure = t.measure WHERE t.status = 'accepted' AND a.indicator <> ''
ORDER BY 1, 2, 3
"""

LINKS = """
SELECT l.passage, l.id AS link, ifnull(m.code, l.block) AS code, l.measure IS NOT NULL AS is_measure,
       l.stance, l.status
FROM links l LEFT JOIN measures m ON m.id = l.measure
WHERE l.status <> 'rejected' AND l.passage IN (SELECT value FROM json_each(?))
ORDER BY l.status, is_measure DESC, code
"""

TAGGED = ("block", "measure", "indicator", "stance", "finding", "has")
Tags = dict[int, dict[str, list[str]]]


@dataclass(frozen=True)
class Entry:
    """One passage as the index holds it: the record's values, flattened.

    ``heading`` are the headings that it stands under, then the names of a table row's columns. ``blocks`` and
    ``measures`` are the codes of links that are not rejected, ``stances`` theirs; ``indicators`` those of the
    measures' targets, so that measure:"NI 59" finds them. ``findings`` are the types of what an inspector
    says here. ``has`` is what else stands here: "measure", "observation", and the stance of an accepted link,
    alone and with its measure ("contradicts", "contradicts NI 59").
    """

    passage: int
    document: int
    text: str
    label: str
    heading: str
    title: str
    kind: str
    passage_kind: str
    date: str
    author: str
    source: str
    source_class: str
    page: int
    council: str = ""
    blocks: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    stances: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    has: tuple[str, ...] = ()


def entries(db: Database, ids: Iterable[int]) -> dict[int, list[Entry]]:
    """The index's entries for each of these documents; none for one that is withdrawn or not there.

    A passage's blocks are those of its links that are not rejected, and those of its whole document: who
    filters by Block A wants every paragraph of an inspection report that stands in Block A.
    """
    wanted = list(ids)
    found: dict[int, list[Entry]] = {number: [] for number in wanted}
    parameters = {"ids": json.dumps(wanted)}
    sql = f"""{PASSAGES.format(cited="")} WHERE p.document IN (SELECT value FROM json_each(:ids))
        AND p.retired_at IS NULL AND d.withdrawn_at IS NULL ORDER BY p.document, p.ordinal"""
    tags, titles = _tags(db, "document", wanted), dict[int, str]()
    for row in db.query(sql, parameters):
        if (document := row["document"]) not in titles:
            titles[document] = _name(
                {**row, "apart": ""}
            )  # what is indexed does not follow whose home this is
        found[document].append(_entry(row, titles[document], tags[row["id"]]))
    return found


def found_passages(db: Database, passages: Iterable[int]) -> dict[int, dict[str, Any]]:
    """Of each of these passages that the record holds, and nobody withdrew: what a hit shows of it beside the
    engine's part.

    ``unreadable_pages`` are those of its document: words on them cannot be found. ``tags`` are its own
    links, accepted ones first; ``blocks`` and ``measures`` also those of its whole document.
    """
    wanted = list(passages)
    passages_cited = PASSAGES.format(cited=f", {page_name()}")
    sql = f"""{passages_cited} WHERE p.retired_at IS NULL AND d.withdrawn_at IS NULL
        AND p.id IN (SELECT value FROM json_each(:ids))"""
    rows = {row["id"]: row for row in db.query(sql, {"ids": json.dumps(wanted)})}
    tags = _tags(db, "id", wanted)
    tied = _links(db, wanted)
    within = {row["document"] for row in rows.values()}
    unread, marked = _unreadable(db, within), markings(db, within)
    return {
        passage: {
            **_found(row, tags[passage]),
            "tags": tied[passage],
            "marking": marked[row["document"]]["said"] if row["document"] in marked else "",
            "unreadable_pages": unread[row["document"]],
        }
        for passage, row in rows.items()
    }


def waiting(db: Database) -> tuple[int, list[int]]:
    """The outbox's last row (0 if it is empty), and the documents that wait."""
    last = int(db.execute("SELECT ifnull(max(id), 0) FROM outbox").fetchone()[0])
    rows = db.execute("SELECT DISTINCT document FROM outbox WHERE id <= ?", [last])
    return last, [row[0] for row in rows]


def waiting_for_words(db: Database) -> set[int]:
    """The documents that the index does not have as they read now."""
    return {row[0] for row in db.execute("SELECT document FROM outbox WHERE NOT only_tags")}


def searchable(db: Database) -> int:
    """How many documents the index has as they read now."""
    sql = """SELECT count(*) FROM documents WHERE withdrawn_at IS NULL
        AND id NOT IN (SELECT document FROM outbox WHERE NOT only_tags)"""
    return int(db.execute(sql).fetchone()[0])


def indexable(db: Database) -> set[int]:
    """The documents that the index should hold: not withdrawn, with at least one passage."""
    sql = """SELECT id FROM documents d WHERE withdrawn_at IS NULL
        AND EXISTS (SELECT 1 FROM passages p WHERE p.document = d.id AND p.retired_at IS NULL)"""
    return {row[0] for row in db.execute(sql)}


def unreadable(db: Database) -> list[dict[str, Any]]:
    """The documents with pages that could not be read, where no search can find anything: id, name, pages."""
    sql = """SELECT d.id, d.kind, d.title, d.author, d.recipient, d.council,
       apart(d.council) AS apart, f.name AS file, p.number
        FROM pages p JOIN documents d ON d.id = p.document JOIN files f ON f.sha256 = d.sha256
        WHERE p.quality = 'unreadable' AND d.withdrawn_at IS NULL ORDER BY d.id, p.number"""
    found: dict[int, dict[str, Any]] = {}
    for row in db.query(sql):
        document = found.setdefault(row["id"], {"id": row["id"], "name": _name(row), "pages": []})
        document["pages"].append(row["number"])
    return list(found.values())


def document_names(db: Database, documents: Iterable[int]) -> dict[str, str]:
    """The name and date of each of these documents, by its number as text."""
    sql = """SELECT d.id, d.kind, d.title, d.author, d.recipient, d.council, d.date,
       apart(d.council) AS apart, f.name AS file
        FROM documents d JOIN files f ON f.sha256 = d.sha256 WHERE d.id IN (SELECT value FROM json_each(?))"""
    rows = db.query(sql, [json.dumps(list(documents))])
    return {str(row["id"]): cite(_name(row), row["date"]) for row in rows}


def _tags(db: Database, where: str, ids: list[int]) -> Tags:
    found: Tags = defaultdict(lambda: {name: [] for name in TAGGED})
    for row in db.query(TAGS.format(where=where), {"ids": json.dumps(ids)}):
        found[row["passage"]][row["tag"]].append(row["value"])
    return found


def _links(db: Database, ids: list[int]) -> dict[int, list[dict[str, Any]]]:
    """For each of these passages, its links that are not rejected."""
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in db.query(LINKS, [json.dumps(ids)]):
        found[row.pop("passage")].append({**row, "is_measure": bool(row["is_measure"])})
    return found


def _unreadable(db: Database, documents: Iterable[int]) -> dict[int, list[int]]:
    """For each of these documents, its pages whose text could not be read."""
    found: dict[int, list[int]] = defaultdict(list)
    sql = """SELECT document, number FROM pages WHERE quality = 'unreadable'
        AND document IN (SELECT value FROM json_each(?)) ORDER BY number"""
    for row in db.query(sql, [json.dumps(list(documents))]):
        found[row["document"]].append(row["number"])
    return found


def _name(row: dict[str, Any]) -> str:
    return name_document(
        row["kind"], row["title"], row["author"], row["recipient"], row["file"], row["council"], row["apart"]
    )


@lru_cache(maxsize=256)
def _heading(path: str, columns: str) -> str:
    return " · ".join([*json.loads(path), *json.loads(columns)])


def _entry(row: dict[str, Any], title: str, tags: dict[str, list[str]]) -> Entry:
    return Entry(
        passage=row["id"],
        document=row["document"],
        text=row["text"],
        label=row["label"],
        heading=_heading(row["heading_path"], row["columns"]),
        title=title,
        kind=row["kind"],
        passage_kind=row["passage_kind"],
        date=row["date"],
        author=row["author"],
        source=row["source"],
        source_class=row["source_class"],
        page=row["page"],
        council=row["council"],
        blocks=tuple(tags["block"]),
        measures=tuple(tags["measure"]),
        indicators=tuple(tags["indicator"]),
        stances=tuple(tags["stance"]),
        findings=tuple(tags["finding"]),
        has=tuple(tags["has"]),
    )


def _found(row: dict[str, Any], tags: dict[str, list[str]]) -> dict[str, Any]:
    title, path = _name(row), json.loads(row["heading_path"])
    page, heading = row["page"] if row["paged"] else None, path[-1] if path else ""
    named = taken(row)
    return {
        "document": row["document"],
        "title": title,
        "label": row["label"],
        "page": row["page"],
        "date": row["date"],
        "blocks": tags["block"],
        "measures": tags["measure"],
        "file": row["file"],
        "citation": cite(title, row["date"], label=row["label"], page=page, heading=heading, **named),
        "kind": row["kind"],
        "source": row["source"],
        "source_class": row["source_class"],
        "council": row["council"],
        "heading": heading,
        "text": row["text"],
    }
