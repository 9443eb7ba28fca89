"""Passages found for one measure: whether each is tied to it already, and whether it would count."""

import json
from collections.abc import Iterable
from typing import Any

from sqlite_utils import Database

ROWS = """
SELECT p.id, p.text, p.kind, l.id AS link, ifnull(l.status, '') AS status,
       ifnull((SELECT max(event) FROM statements s WHERE s.name = 'links' AND s.key = CAST(l.id AS TEXT)), 0)
           AS version,
       bar(d.date, d.council, rd.date, rd.council) AS bar, p.document = rd.id AS own, d.kind AS paper
FROM passages p JOIN documents d ON d.id = p.document JOIN measures m ON m.id = :measure
JOIN registers r ON r.id = m.register JOIN documents rd ON rd.id = r.document
LEFT JOIN links l ON l.passage = p.id AND l.measure = m.id
WHERE p.id IN (SELECT value FROM json_each(:ids)) AND p.retired_at IS NULL
"""


def standing(db: Database, measure: int, passages: Iterable[int]) -> dict[int, dict[str, Any]]:
    """For each passage: its text and kind; its link to the measure ("link", "status", "version"; None, "", 0
    for none); "bar", why it would not count, or nothing; "own": the measure's own paper holds it;
    "paper", its document's kind."""
    rows = db.query(ROWS, {"measure": measure, "ids": json.dumps(list(passages))})
    return {row["id"]: row for row in rows}


def accepted_words(db: Database, measure: int, most: int) -> list[str]:
    """The words that were last accepted as evidence for a measure or against it, the newest first."""
    sql = """SELECT quote FROM links WHERE measure = ? AND status = 'accepted' AND stance <> 'context'
        ORDER BY decided_at DESC, id DESC LIMIT ?"""
    return [row[0] for row in db.execute(sql, [measure, most]).fetchall()]
