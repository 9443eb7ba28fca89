"""Values and targets as they were read, with what a person decided on each."""

import json
from typing import Any

from sqlite_utils import Database

from evidence.errors import NotFound
from evidence.language.citations import cite, name_document
from evidence.language.indicators import indicator_key
from evidence.language.periods import is_open, period_end, period_key
from evidence.reads.page_names import page_name, taken
from evidence.relations.contradictions import differ

OBSERVATION, TARGET = KINDS = ("observation", "target")
CONFIRMED, CORRECTED, REJECTED = STATUSES = ("confirmed", "corrected", "rejected")
# What the log's statements say that each decision was at the end of a day; they leave out what is its
# column's default.
THEN = """
WITH decisions AS (
  SELECT CAST(s.key AS INTEGER) AS id, said ->> '$.document' AS document, said ->> '$.measure' AS measure,
         said ->> '$.indicator' AS indicator, ifnull(said ->> '$.comparator', '') AS comparator,
         said ->> '$.value' AS value, ifnull(said ->> '$.unit', '') AS unit,
         ifnull(said ->> '$.period', '') AS period, ifnull(said ->> '$.cell', '') AS cell,
         said ->> '$.status' AS status, said ->> '$.new_value' AS new_value,
         ifnull(said ->> '$.new_period', '') AS new_period, said ->> '$.new_baseline' AS new_baseline,
         ifnull(said ->> '$.note', '') AS note, said ->> '$.decided_by' AS decided_by,
         said ->> '$.decided_at' AS decided_at
  FROM statements s JOIN (
    SELECT key, max(event) AS event FROM statements WHERE name = 'value_decisions' AND event <= (
      SELECT ifnull(max(id), 0) FROM events WHERE substr(at, 1, 10) <= :known)
    GROUP BY key) n USING (key, event)
  WHERE s.name = 'value_decisions' AND s.said <> '')
"""
NOW = "WITH decisions AS NOT MATERIALIZED (SELECT * FROM value_decisions)"
SEEN = """decisions v ON v.document = o.document AND v.indicator = o.indicator AND v.unit = o.unit
AND v.period = o.period AND v.value IS o.value AND v.cell = o.cell"""
ASKED = """decisions v ON v.measure = t.measure AND v.indicator = t.indicator AND v.unit = t.unit
AND v.comparator = t.comparator AND v.period = t.period AND v.value IS t.value"""
# What stands, beside what was read.
STANDS = """{0}.value AS read_value, {0}.period AS read_period, coalesce(v.new_value, {0}.value) AS value,
coalesce(nullif(v.new_period, ''), {0}.period) AS period, ifnull(v.status, '') AS decided,
ifnull(v.decided_by, '') AS decided_by, ifnull(v.decided_at, '') AS decided_at, ifnull(v.note, '') AS note,
v.id AS decision,
ifnull((SELECT max(event) FROM statements WHERE name = 'value_decisions'
        AND key = CAST(v.id AS TEXT)), 0) AS version"""
OBSERVATIONS = f"""
SELECT {page_name("p")}, o.id, o.document, o.passage, o.cell, o.indicator, o.unit, o.rag, o.note AS said,
       {STANDS.format("o")},
       d.date, d.kind, d.title, d.author, d.recipient, d.council,
       apart(d.council) AS apart, d.paged, f.name AS file, p.label, p.page,
       p.heading_path, p.text
FROM observations o JOIN documents d ON d.id = o.document JOIN files f ON f.sha256 = d.sha256
LEFT JOIN passages p ON p.id = o.passage LEFT JOIN {SEEN}
WHERE d.withdrawn_at IS NULL AND o.value IS NOT NULL AND (:at = '' OR d.date <= :at)
  AND (:id IS NULL OR o.id = :id)
ORDER BY d.date, o.id
"""
TARGETS = f"""
SELECT t.id, t.measure, t.indicator, t.comparator, t.unit, t.baseline AS read_baseline,
       coalesce(v.new_baseline, t.baseline) AS baseline,
       {STANDS.format("t")},
       m.code, m.text, m.passage, r.document, d.council,
       m.retired_at IS NULL AND (d.withdrawn_at IS NULL OR r.kept) AS asked
FROM targets t JOIN measures m ON m.id = t.measure JOIN registers r ON r.id = m.register
JOIN documents d ON d.id = r.document LEFT JOIN {ASKED}
WHERE (:id IS NULL OR t.id = :id) ORDER BY m.code, t.id
"""


def decisions(known: str = "") -> str:
    """The SQL before a SELECT that joins SEEN or ASKED: decisions as they are, or were at the end of a day
    (":known", ISO)."""
    return THEN if known else NOW


def observed(
    db: Database, *, at: str = "", known: str = "", number: int | None = None
) -> list[dict[str, Any]]:
    """Observations with a value, oldest document first, none dated after ``at``; rejected ones too.

    "value" and "period" are what stands, "read_value" and "read_period" what was read; "end" is the period's
    last month, "" for one that is none we know; "said" what the paper notes of the value. ``known``: as
    decided by the end of that day.
    """
    asked = {"at": at, "known": known, "id": number}
    return [_cited(row) for row in db.query(decisions(known) + OBSERVATIONS, asked)]


def targets(db: Database, *, known: str = "", number: int | None = None) -> list[dict[str, Any]]:
    """Targets with their measure's code and words, in order of code; rejected ones too.

    "asked" is 0 for those of measures that a re-reading no longer found, or that left with their paper.
    """
    return list(db.query(decisions(known) + TARGETS, {"known": known, "id": number}))


def one(db: Database, kind: str, number: int) -> dict[str, Any]:
    """An observation or target by its number. Raises NotFound."""
    found = observed(db, number=number) if kind == OBSERVATION else targets(db, number=number)
    if kind not in KINDS or not found:
        raise NotFound(f"There is no {kind} {number}.", "`muster value list` lists those that there are.")
    return found[0]


def of_indicator(rows: list[dict[str, Any]], indicator: str) -> list[dict[str, Any]]:
    """Those of an indicator, however it is written; all for ""."""
    wanted = indicator_key(indicator)
    return [r for r in rows if not indicator or (wanted and indicator_key(r["indicator"]) == wanted)]


def disagreeing(rows: list[dict[str, Any]]) -> set[int]:
    """The observations, of one council's, whose indicator has another value in that period, and nobody
    decided between them; those that people decided on differently are among them."""
    groups: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for r in rows:
        period = period_key(r["period"])
        if period and not is_open(period) and r["decided"] != REJECTED:
            groups.setdefault((indicator_key(r["indicator"]), r["unit"], period), []).append(r)
    found = (counting(group) for group in groups.values())
    return {r["id"] for group in found if differ([r["value"] for r in group]) for r in group}


def counting(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of the values of one indicator and period, those that people decided on; all where nobody did."""
    return [r for r in rows if r["decided"]] or rows


def _cited(row: dict[str, Any]) -> dict[str, Any]:
    named = taken(row)
    name = name_document(
        row["kind"], row["title"], row["author"], row["recipient"], row["file"], row["council"], row["apart"]
    )
    heading = next(reversed(json.loads(row.pop("heading_path") or "[]")), "")
    page = row["page"] if row["paged"] else None
    cited = cite(
        name, row["date"], label=row["label"] or "", page=page, cell=row["cell"], heading=heading, **named
    )
    return {**row, "citation": cited, "end": period_end(period_key(row["period"]))}
