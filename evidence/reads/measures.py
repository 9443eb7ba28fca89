"""Measures with their targets, and what is accepted and suggested for each."""

import json
from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlite_utils import Database

from evidence.errors import NotFound
from evidence.language.citations import cite, name_document
from evidence.language.indicators import indicator_key
from evidence.reads.crosswalk import equivalents
from evidence.reads.measure_updates import SAID, as_said, histories
from evidence.reads.page_names import page_name, taken
from evidence.reads.standings import OPEN, standings
from evidence.reads.values import REJECTED, SEEN, STANDS, decisions
from evidence.reads.values import targets as read_targets
from evidence.relations.contradictions import Conflict, Stated, conflicts

MEASURES = f"""
SELECT m.id, m.code, m.label, m.theme, m.text, m.overarching, m.passage, m.owner, m.due, m.rag, m.progress,
       m.answer, m.response, m.answered_at, r.code AS register, r.title AS register_title,
       r.kind AS register_kind, r.document, m.retired_at, d.withdrawn_at IS NOT NULL AS paper_withdrawn,
       d.council, apart(d.council) AS apart,
       d.date, d.kind AS document_kind, d.title AS document_title, d.author, d.recipient, d.paged,
       f.name AS file, a.label AS answer_label, a.page AS answer_page, a.heading_path AS answer_path,
       {page_name("a")}
FROM measures m JOIN registers r ON r.id = m.register JOIN documents d ON d.id = r.document
JOIN files f ON f.sha256 = d.sha256 LEFT JOIN passages a ON a.id = m.answered_at
WHERE (m.retired_at IS NULL AND (d.withdrawn_at IS NULL OR r.kept)
  OR m.retired_at IS NOT NULL AND (EXISTS (SELECT 1 FROM pack_sections s WHERE s.measure = m.id)
       OR EXISTS (SELECT 1 FROM links l WHERE l.measure = m.id AND l.status <> 'suggested')))
"""
TARGET = ("indicator", "comparator", "value", "unit", "period", "baseline", "decided")
NONE: tuple[list[str], list[str]] = ([], [])


def measures(
    db: Database, *, document: int | None = None, codes: Collection[str] | None = None
) -> list[dict[str, Any]]:
    """Every measure, or those of a document, or of these codes, register by register in the order of its
    paper, with its targets, and the codes of those that ask for the same ("equivalent").

    One that a re-reading no longer found has "retired_at", and is here only if a decision rests on it. One
    that is closed or handed over stays here: "standing" says so.
    """
    which = "AND r.document = :document " if document is not None else ""
    which += "AND m.code IN (SELECT value FROM json_each(:codes)) " if codes is not None else ""
    rows = db.query(
        f"{MEASURES} {which}ORDER BY r.code, m.ordinal, m.id",
        {"document": document, "codes": json.dumps(list(codes or ()))},
    )
    targets, same, terms = targets_of(db), equivalents(db), match_terms(db)
    became, said = standings(db), histories(db)
    return [
        {
            **as_said(_with_updates(_cited(row), said.get(row["id"], []))),
            "overarching": bool(row["overarching"]),
            "targets": targets.get(row["id"], []),
            "standing": became.get(row["id"], {"state": OPEN})["state"],
            "equivalent": same.get(row["id"], []),
            "terms": terms.get(row["id"], NONE)[0],
            "unwanted": terms.get(row["id"], NONE)[1],
        }
        for row in rows
    ]


def _with_updates(row: dict[str, Any], said: list[dict[str, Any]]) -> dict[str, Any]:
    """A measure with what its own paper says of how far it has got, and what others did since."""
    return {**row, "own": {name: row[name] for name in SAID}, "updates": said}


def match_terms(db: Database) -> dict[int, tuple[list[str], list[str]]]:
    """By measure: the terms that a person added, and the measure's own that do not count."""
    found: dict[int, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for row in db.query("SELECT measure, term, wanted FROM match_terms ORDER BY at, term"):
        found[row["measure"]][0 if row["wanted"] else 1].append(row["term"])
    return dict(found)


def called(db: Database, code: str) -> dict[str, Any]:
    """The measure of that code. Raises NotFound."""
    found = next((m for m in measures(db) if plain_code(m["code"]) == plain_code(code)), None)
    if found is None:
        raise NotFound(f"There is no measure {code}.", "`muster measures` lists their codes.")
    return found


def _cited(row: dict[str, Any]) -> dict[str, Any]:
    """A row with the citations of its answer ("response_citation") and its paper ("paper"), in the place of
    what those are made of."""
    names = ("document_kind", "document_title", "author", "recipient")
    kind, title, author, recipient = (row.pop(name) for name in names)
    file, paged = row.pop("file"), row.pop("paged")
    named = taken(row)
    label, page, path = (row.pop(f"answer_{name}") for name in ("label", "page", "path"))
    cited = ""
    name = name_document(kind, title, author, recipient, file, row["council"], row["apart"])
    if row["answered_at"]:
        heading = next(reversed(json.loads(path)), "")
        cited = cite(name, row["date"], label=label, page=page if paged else None, heading=heading, **named)
    return {**row, "response_citation": cited, "paper": cite(name, row["date"])}


def measures_called(db: Database, code: str) -> list[dict[str, Any]]:
    """The measures of that code, or whose targets name that indicator ("NI 59", "ni59").

    Raises NotFound if there is none.
    """
    wanted = plain_code(code)
    every = measures(db)
    found = [m for m in every if plain_code(m["code"]) == wanted]
    named = indicator_key(code)
    found = found or [m for m in every if any(indicator_key(t["indicator"]) == named for t in m["targets"])]
    if not found:
        raise NotFound(f"There is no measure or indicator {code}.", "`muster measures` lists them.")
    return found


def relied_on_by(db: Database, measure: int) -> list[dict[str, Any]]:
    """The packs with a section of this measure: name, title, and the number of their newest issue, or 0."""
    sql = """SELECT DISTINCT k.id, k.name, k.title,
            ifnull((SELECT max(number) FROM pack_issues n WHERE n.pack = k.id), 0) AS issue
        FROM packs k JOIN pack_sections s ON s.pack = k.id
        WHERE s.measure = ? AND s.removed_at IS NULL ORDER BY k.name"""
    return list(db.query(sql, [measure]))


def stated_passages(db: Database, document: int) -> set[int]:
    """A document's passages that state a measure or a judgement: what is asked for or found there is no
    evidence of something else."""
    sql = """SELECT passage FROM measures WHERE passage IN (SELECT id FROM passages WHERE document = :id)
        UNION SELECT passage FROM findings
        WHERE document = :id AND type IN ('judgement', 'previous_judgement')
        AND passage IN (SELECT id FROM passages WHERE document = :id AND kind = 'row')"""
    return {row[0] for row in db.execute(sql, {"id": document}).fetchall()}


def plain_code(code: str) -> str:
    """A code without case, spaces and dots: "N.I. 59" and "NI59" are the same indicator."""
    return "".join(c for c in code.casefold() if c.isalnum() or c == "-")


def observations(db: Database, *, at: str = "", known: str = "") -> list[dict[str, Any]]:
    """Every observation of a value, as a person left it (by the end of the day ``known``), with its
    document's date, oldest document first; none dated after ``at``, none that was rejected. "apart" is the
    place of another council that the document is about, "" for ours."""
    sql = f"""{decisions(known)}
        SELECT o.id, o.document, o.passage, o.cell, o.indicator, o.unit, o.rag, o.note AS said, d.date,
        apart(d.council) AS apart,
        {STANDS.format("o")}
        FROM observations o JOIN documents d ON d.id = o.document LEFT JOIN {SEEN}
        WHERE d.withdrawn_at IS NULL AND o.value IS NOT NULL AND (:at = '' OR d.date <= :at)
        AND ifnull(v.status, '') <> 'rejected' ORDER BY d.date, o.id"""
    return list(db.query(sql, {"at": at, "known": known}))


def observed_in(db: Database, document: int) -> list[dict[str, Any]]:
    """A document's observations, in the order they were read."""
    return list(db.query("SELECT * FROM observations WHERE document = ? ORDER BY id", [document]))


def conflicts_in(document: int, seen: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Where a document's own observations disagree, as narrative and table may: each with its reason."""
    stated = [
        Stated(o["indicator"], o["value"], o["unit"], o["period"], document, o["passage"], o["cell"])
        for o in seen
        if o["value"] is not None
    ]
    return [_conflict(c) for c in conflicts(stated)]


def _conflict(conflict: Conflict) -> dict[str, Any]:
    values = [
        {"value": s.value, "period": s.period, "document": s.document, "passage": s.passage, "cell": s.cell}
        for s in conflict.stated
    ]
    return {
        "indicator": conflict.indicator,
        "unit": conflict.unit,
        "period": conflict.period,
        "reason": conflict.reason,
        "values": values,
    }


def targets_of(db: Database, known: str = "") -> dict[int, list[dict[str, Any]]]:
    """By measure: its targets as a person left them (by the end of the day ``known``), less the rejected."""
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in read_targets(db, known=known):
        if row["decided"] != REJECTED:
            kept = {name: row[name] for name in TARGET}
            found[row["measure"]].append(kept)
    return found
