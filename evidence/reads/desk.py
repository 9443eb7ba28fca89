"""The review desk: a passage that waits, with its place in its document; and how fast a person decides."""

import json
from collections.abc import Collection, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

from sqlite_utils import Database

from evidence.reads.documents import passage as read_passage
from evidence.reads.links import links

PAUSE = 120
"""Seconds between two decisions from which on a person was doing something else."""
PACED = 50
"""A person's last decisions of the day that their pace is reckoned from."""


def passages_of(db: Database, ids: Sequence[int]) -> list[int]:
    """The passages of these links, each once, in the links' order: the cards of the desk."""
    sql = "SELECT id, passage FROM links WHERE id IN (SELECT value FROM json_each(?))"
    of = dict(db.execute(sql, [json.dumps(list(ids))]).fetchall())
    return list(dict.fromkeys(of[link] for link in ids if link in of))


def card(db: Database, number: int) -> dict[str, Any]:
    """A passage (see documents.passage) with "before" and "after", its neighbours in the document or None,
    and its "links" whatever their status, the best first. Raises NotFound."""
    found = read_passage(db, number)
    return {
        **found,
        "before": _neighbour(db, found, "<", "DESC"),
        "after": _neighbour(db, found, ">", "ASC"),
        "links": sorted(links(db, passage=number), key=lambda link: (-link["score"], link["id"])),
    }


def _neighbour(db: Database, of: dict[str, Any], side: str, order: str) -> dict[str, Any] | None:
    sql = f"""SELECT id, label, kind, text FROM passages WHERE document = ? AND retired_at IS NULL
        AND ordinal {side} ? AND kind NOT IN ('front', 'heading') ORDER BY ordinal {order} LIMIT 1"""
    return next(iter(db.query(sql, [of["document"]["id"], of["ordinal"]])), None)


def following(db: Database, number: int, most: int, up_to: Collection[int] = ()) -> list[dict[str, Any]]:
    """The passages that come next in the document, ``most`` of them or those up to the last of ``up_to``: id,
    label, kind, text; no headings."""
    sql = """SELECT n.id, n.label, n.kind, n.text FROM passages p JOIN passages n ON n.document = p.document
        WHERE p.id = ? AND n.ordinal > p.ordinal AND n.retired_at IS NULL
        AND n.kind NOT IN ('front', 'heading') ORDER BY n.ordinal"""
    rows = list(db.query(sql, [number]))
    last = max((n for n, row in enumerate(rows, 1) if row["id"] in up_to), default=0)
    return rows[: max(most, last)]


def pace(db: Database, actor: str, today: str) -> dict[str, Any]:
    """How many links this person decided on that day ("today"), and the seconds that one takes ("each"), over
    the last PACED with pauses left out; None for "each" before there are enough to say."""
    sql = """SELECT decided_at FROM links WHERE status <> 'suggested' AND decided_by = ? AND decided_at >= ?
        ORDER BY decided_at"""
    at = [datetime.fromisoformat(row[0]) for row in db.execute(sql, [actor, today]).fetchall()]
    last = at[-PACED:]
    gaps = [(b - a).total_seconds() for a, b in pairwise(last)]
    worked = [gap for gap in gaps if gap <= PAUSE]
    each = sum(worked) / len(worked) if len(worked) >= 5 else 0.0
    return {"today": len(at), "each": round(each, 1) if each >= 1 else None}  # less is no reading: a bulk
