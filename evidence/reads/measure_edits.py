"""What people said of measures by hand, step by step; and which measures were made from which."""

from collections import defaultdict
from typing import Any

from sqlite_utils import Database

from evidence.language.citations import say_date

WORDS = ("text", "theme")
"""What is shown in the place of what was read, whenever that was."""
SAID = ("owner", "due", "rag", "progress")
"""What competes by date with what papers say."""
FIELDS = (*WORDS, *SAID)
SPLIT, MERGED = "split", "merged"


def steps(db: Database) -> dict[int, list[dict[str, Any]]]:
    """By measure's id: what people said of its owner, due date, rating and progress, oldest day first.

    Each is as a paper's statement is (evidence.reads.measure_updates), with "by", "at", "reason", and the
    fields that were "emptied".
    """
    found: dict[tuple[int, int], dict[str, Any]] = {}
    sql = "SELECT * FROM measure_edits WHERE undone_at = '' ORDER BY since, id"
    for row in db.query(sql):
        if row["field"] in SAID:
            step = found.setdefault((row["measure"], row["step"]), _step(row))
            step[row["field"]] = row["value"]
            step["emptied"] += [] if row["value"] else [row["field"]]
    by_measure: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for (measure, _), step in found.items():
        by_measure[measure].append(step)
    return by_measure


def _step(row: dict[str, Any]) -> dict[str, Any]:
    return {
        **dict.fromkeys(SAID, ""),
        "date": row["since"],
        "document": None,
        "passage": None,
        "emptied": [],
        "citation": f"{row['by']}, by hand, {say_date(row['since'])}: {row['reason']}",
        **{name: row[name] for name in ("by", "at", "reason")},
    }


def standing_words(db: Database, measures: list[int] | None = None) -> dict[tuple[int, str], dict[str, Any]]:
    """By measure's id and field (WORDS): the newest edit that was not undone."""
    sql = "SELECT * FROM measure_edits WHERE undone_at = '' AND field IN ('text', 'theme') ORDER BY id"
    rows = {(row["measure"], row["field"]): row for row in db.query(sql)}
    return {key: row for key, row in rows.items() if measures is None or key[0] in measures}


def family(db: Database, measure: int) -> dict[str, list[dict[str, Any]]]:
    """What a measure was made from ("made_from") and what was made from it ("made_into"): code, text, how."""
    sql = """SELECT m.code, m.text, o.how FROM measure_origins o JOIN measures m ON m.id = o.{}
        WHERE o.{} = ? AND m.retired_at IS NULL ORDER BY m.id"""
    return {
        "made_from": list(db.query(sql.format("origin", "measure"), [measure])),
        "made_into": list(db.query(sql.format("measure", "origin"), [measure])),
    }
