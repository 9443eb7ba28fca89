"""What an export has of a passage beside what a hit shows."""

import json
from collections.abc import Iterable
from typing import Any

from sqlite_utils import Database


def in_full(db: Database, passages: Iterable[int]) -> dict[int, dict[str, Any]]:
    """Each of these passages' whole "text", and whether its document is "paged": has pages to cite."""
    sql = """SELECT p.id, p.text, d.paged FROM passages p JOIN documents d ON d.id = p.document
        WHERE p.id IN (SELECT value FROM json_each(?))"""
    rows = db.query(sql, [json.dumps(list(passages))])
    return {row["id"]: {"text": row["text"], "paged": bool(row["paged"])} for row in rows}
