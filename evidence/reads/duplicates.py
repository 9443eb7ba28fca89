"""Near-duplicates as their page shows them, and what finding them needs."""

import json
from collections.abc import Iterable
from typing import Any

from sqlite_utils import Database

from evidence.language.citations import name_document

PAIRS = """
SELECT n.id, (SELECT max(event) FROM statements WHERE name = 'near_duplicates' AND key = CAST(n.id AS TEXT))
           AS version, n.share, n.reason, n.status, n.found_at, n.decided_by, n.decided_at, n.note,
       a.id AS a_id, a.kind AS a_kind, a.title AS a_title, a.author AS a_author, a.recipient AS a_recipient,
       a.council AS a_council, apart(a.council) AS a_apart,
       a.date AS a_date, a.added_at AS a_added_at, a.text_quality AS a_text_quality,
       a.withdrawn_at AS a_withdrawn_at, fa.name AS a_file,
       b.id AS b_id, b.kind AS b_kind, b.title AS b_title, b.author AS b_author, b.recipient AS b_recipient,
       b.council AS b_council, apart(b.council) AS b_apart,
       b.date AS b_date, b.added_at AS b_added_at, b.text_quality AS b_text_quality,
       b.withdrawn_at AS b_withdrawn_at, fb.name AS b_file
FROM near_duplicates n JOIN documents a ON a.id = n.earlier JOIN documents b ON b.id = n.later
JOIN files fa ON fa.sha256 = a.sha256 JOIN files fb ON fb.sha256 = b.sha256
"""
# Once either document is withdrawn, nothing is left to decide.
WAITING = "n.status = 'suggested' AND a.withdrawn_at IS NULL AND b.withdrawn_at IS NULL"


def pairs(db: Database, *, waiting: bool | None = None, document: int | None = None) -> list[dict[str, Any]]:
    """Pairs, the likest first: those that wait for a person, those that do not, or all; or one document's.

    Each has "earlier" and "later": id, title, kind, date, file, added_at, text_quality, withdrawn_at.
    """
    wanted = {None: "1", True: WAITING, False: f"NOT ({WAITING})"}[waiting]
    sql = f"""{PAIRS} WHERE {wanted} AND (:document IS NULL OR :document IN (n.earlier, n.later))
        ORDER BY n.share DESC, n.id"""
    return [_pair(row) for row in db.query(sql, {"document": document})]


def waiting(db: Database) -> int:
    """How many pairs wait for a person."""
    sql = f"""SELECT count(*) FROM near_duplicates n JOIN documents a ON a.id = n.earlier
        JOIN documents b ON b.id = n.later WHERE {WAITING}"""
    return int(db.execute(sql).fetchone()[0])


def unsketched(db: Database, limit: int) -> list[int]:
    """Documents that have not been compared with the others yet, oldest first."""
    sql = """SELECT id FROM documents d WHERE withdrawn_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM sketched s WHERE s.document = d.id) ORDER BY id LIMIT ?"""
    return [row["id"] for row in db.query(sql, [limit])]


def candidates(db: Database, document: int, values: Iterable[int], *, shared: int, limit: int) -> list[int]:
    """The documents of other files whose sketches share most with this one's, at least ``shared`` values: of
    those that were compared already, and those before it, so that it matters not which come together."""
    sql = """SELECT s.document AS id, count(*) AS n FROM sketches s
        JOIN documents d ON d.id = s.document AND d.withdrawn_at IS NULL
        WHERE s.value IN (SELECT value FROM json_each(:values))
        AND d.sha256 <> (SELECT sha256 FROM documents WHERE id = :document)
        AND (s.document < :document OR EXISTS (SELECT 1 FROM sketched k WHERE k.document = s.document))
        GROUP BY s.document HAVING n >= :shared ORDER BY n DESC, s.document LIMIT :limit"""
    asked = {"values": json.dumps(list(values)), "document": document, "shared": shared, "limit": limit}
    return [row["id"] for row in db.query(sql, asked)]


def texts(db: Database, document: int) -> list[str]:
    """A document's passages, in order."""
    sql = "SELECT text FROM passages WHERE document = ? AND retired_at IS NULL ORDER BY ordinal"
    return [row["text"] for row in db.query(sql, [document])]


def filled(db: Database, document: int) -> list[str]:
    """What was filled in of a document that is a form, in order of the words."""
    sql = (
        "SELECT text FROM passages WHERE document = ? AND kind = 'field' AND retired_at IS NULL ORDER BY text"
    )
    return [row["text"] for row in db.query(sql, [document])]


def _pair(row: dict[str, Any]) -> dict[str, Any]:
    own = {key: value for key, value in row.items() if key[:2] not in ("a_", "b_")}
    return {**own, "earlier": _side(row, "a_"), "later": _side(row, "b_")}


def _side(row: dict[str, Any], prefix: str) -> dict[str, Any]:
    side = {key.removeprefix(prefix): value for key, value in row.items() if key.startswith(prefix)}
    title = name_document(
        side["kind"],
        side["title"],
        side["author"],
        side["recipient"],
        side["file"],
        side["council"],
        side["apart"],
    )
    return {**side, "title": title}
