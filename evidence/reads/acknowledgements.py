"""What was said of contradicting evidence that a pack leaves out, and whether it speaks of all of it."""

import json
from typing import Any

from sqlite_utils import Database

from evidence.model import Stance


def left_out_against(pack: dict[str, Any]) -> list[dict[str, Any]]:
    """The accepted contradicting links that a pack (evidence.reads.packs.pack) does not hold."""
    return [i for s in pack["sections"] for i in s["left_out"] if i["stance"] == Stance.CONTRADICTS]


def acknowledged(db: Database, pack: dict[str, Any]) -> dict[str, Any] | None:
    """The newest words on what the pack leaves out now: ``{"words", "made_by", "made_at", "links"}``.

    None if there are none, or if more was left out since.
    """
    sql = """SELECT words, made_by, made_at, links FROM pack_acknowledgements WHERE pack = ?
        ORDER BY id DESC LIMIT 1"""
    row = next(iter(db.query(sql, [pack["id"]])), None)
    if row is None:
        return None
    links = set(json.loads(row["links"]))
    return {**row, "links": links} if {i["link"] for i in left_out_against(pack)} <= links else None
