"""Markings: what documents are marked, by whom and why; what is marked because of others."""

import json
from collections.abc import Iterable
from typing import Any

from sqlite_utils import Database

from evidence.errors import NotFound
from evidence.marking import SENSITIVE, said
from evidence.reads.versions import version
from evidence.schema.clearance import HELD, HELD_WITH

WITH = "with"
BECAUSE = (
    "It came in one file with a marked document, encloses one or is enclosed in one, or is a copy of one"
    " that nobody said is different."
)
OWN = """SELECT document, marking, caveat, how, reason, by, at FROM markings
WHERE marking <> '' AND (:some IS NULL OR document IN (SELECT value FROM json_each(:some)))"""


def markings(db: Database, documents: Iterable[int] | None = None) -> dict[int, dict[str, Any]]:
    """The marking of each document that has one, of these or of all: {"marking", "caveat", "said", "how",
    "reason", "by", "at"}. ``how`` is hand, rule, or with: for the sake of other documents."""
    if not db.execute("SELECT 1 FROM markings WHERE marking <> '' LIMIT 1").fetchone():
        return {}
    wanted = None if documents is None else list(documents)
    some = {"some": None if wanted is None else json.dumps(wanted)}
    found = {row.pop("document"): row for row in db.query(OWN, some)}
    asked = None if wanted is None else set(wanted)
    for (document,) in db.execute(HELD).fetchall():
        if (asked is None or document in asked) and found.get(document, {}).get("marking") != SENSITIVE:
            found[document] = {
                "marking": SENSITIVE, "caveat": "", "how": WITH, "reason": BECAUSE, "by": "", "at": "",
            }  # fmt: skip
    return {number: {**row, "said": said(row["marking"], row["caveat"])} for number, row in found.items()}


def marking(db: Database, document: int) -> dict[str, Any]:
    """A document's marking, as ``markings`` gives it, with its ``version``; empty words where it has none.
    Raises NotFound."""
    if not db.execute("SELECT 1 FROM documents WHERE id = ?", [document]).fetchone():
        raise NotFound(f"There is no document {document}.", "`muster documents` lists them.")
    empty = dict.fromkeys(("marking", "caveat", "said", "how", "reason", "by", "at"), "")
    found = markings(db, [document]).get(document, empty)
    return {**found, "version": version(db, "markings", str(document))}


def brought(db: Database, document: int) -> list[int]:
    """The documents that are closed with one that is marked OFFICIAL-SENSITIVE; none where it is not."""
    own = markings(db, [document]).get(document)
    if own is None or own["marking"] != SENSITIVE or own["how"] == WITH:
        return []
    found = db.execute(HELD_WITH, {"document": document}).fetchall()
    return sorted(number for (number,) in found if number != document)


def file_marking(db: Database, sha256: str) -> dict[str, Any]:
    """The marking of a file that could not be read, as ``marking`` gives it."""
    row = next(db.query("SELECT * FROM file_markings WHERE sha256 = ?", [sha256]), None)
    found = {name: row[name] if row else "" for name in ("marking", "caveat", "how", "reason", "by", "at")}
    return {**found, "said": said(found["marking"], found["caveat"])}


def highest(db: Database, documents: Iterable[int]) -> str:
    """What a thing that holds these documents is marked, as it is printed: the highest marking, with every
    caveat; "" where none is marked."""
    return highest_of(markings(db, documents).values())


def highest_of(found: Iterable[dict[str, Any]]) -> str:
    """The highest of markings as ``markings`` gives them, as ``highest`` says it."""
    found = list(found)
    level = max((row["marking"] for row in found), default="")  # the longer word is the higher marking
    caveats = sorted({row["caveat"] for row in found if row["marking"] == level and row["caveat"]})
    return said(level, ", ".join(caveats))


def ruled(db: Database, documents: Iterable[int] | None = None) -> list[dict[str, Any]]:
    """What rules ask of each document: {"id", "kind", "source", "paths", "marking", "caveat", "how"}, the
    last three as they stand."""
    some = None if documents is None else json.dumps(list(documents))
    sql = """SELECT d.id, d.kind, d.source, ifnull(m.marking, '') AS marking, ifnull(m.caveat, '') AS caveat,
        ifnull(m.how, 'rule') AS how,
        (SELECT json_group_array(DISTINCT path) FROM ledger l WHERE l.sha256 = d.sha256) AS paths
        FROM documents d LEFT JOIN markings m ON m.document = d.id
        WHERE :some IS NULL OR d.id IN (SELECT value FROM json_each(:some)) ORDER BY d.id"""
    return [{**row, "paths": json.loads(row["paths"])} for row in db.query(sql, {"some": some})]
