"""The audit log, as a screen shows it."""

import re
from typing import Any

from sqlite_utils import Database

from evidence.errors import UsageError
from evidence.home.log import is_closed
from evidence.reads.saying import KINDS, line

_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
OF_MEASURE = """(instr(' ' || lower(e.subject) || ' ', ' ' || lower(:measure) || ' ')
    OR e.told ->> '$.measure' = :measure COLLATE NOCASE
    OR e.subject IN (SELECT 'link ' || l.id FROM links l JOIN measures m ON m.id = l.measure
                     WHERE m.code = :measure COLLATE NOCASE)
    OR EXISTS (SELECT 1 FROM json_each(e.told, '$.from') WHERE value = :measure COLLATE NOCASE)
    OR EXISTS (SELECT 1 FROM json_each(e.told, '$.made') WHERE value = :measure COLLATE NOCASE)
    OR e.action LIKE 'document %' AND e.subject IN (
        SELECT 'document ' || document FROM measure_updates WHERE code = :measure COLLATE NOCASE
        UNION SELECT 'document ' || r.document FROM measures m JOIN registers r ON r.id = m.register
        WHERE m.code = :measure COLLATE NOCASE))"""
"""Events that name a measure, are about its links, or about the papers that brought or update it."""
OF_DOCUMENT = """(e.subject = 'document ' || :document
    OR :document IN (e.told ->> '$.document', e.told ->> '$.like', e.told ->> '$.replies_to',
                     e.told ->> '$.enclosed')
    OR e.subject IN (SELECT 'link ' || id FROM links WHERE document = :document)
    OR e.action LIKE 'file %' AND e.told ->> '$.sha256' = (
        SELECT sha256 FROM documents WHERE id = :document)
    OR EXISTS (SELECT 1 FROM json_each(e.told, '$.after.papers') WHERE value ->> 0 = :document))"""
"""Events that name a document, are about its links, or about the file that it came in."""


def lines(
    db: Database,
    *,
    by: str = "",
    measure: str = "",
    document: int | None = None,
    kind: str = "",
    since: str = "",
    until: str = "",
    limit: int = 100,
    before: int | str | None = None,
) -> list[dict[str, Any]]:
    """Events that match, newest first, as evidence.reads.saying.line gives them.

    ``by`` is a person's name or its beginning, ``kind`` one of KINDS, ``since`` and ``until`` ISO dates of
    any precision, both included; ``before`` is the id to go on from. Raises UsageError for a date or kind
    that is none.

    On a connection without what is marked, events have no ids, whose gaps would tell of those that are not
    there; ``before`` is a hash.
    """
    closed = is_closed(db)
    from_here = "(SELECT id FROM events WHERE hash = :before)" if closed else ":before"
    where, values = _where(by, measure, document, kind, since, until)
    sql = f"""SELECT e.id, e.at, e.actor, e.action, e.subject, e.detail, e.hash
        FROM (SELECT *, iif(json_valid(detail), detail, '{{}}') AS told FROM events) e
        WHERE (:before IS NULL OR e.id < {from_here}) {where} ORDER BY e.id DESC LIMIT :limit"""
    rows = db.query(sql, {**values, "before": before, "limit": limit})
    return [_line(row, closed) for row in rows]


def about_link(db: Database, link: int) -> list[dict[str, Any]]:
    """What was done with one link, oldest first."""
    sql = """SELECT id, at, actor, action, subject, detail, hash FROM events WHERE subject = ?
        ORDER BY id"""
    return [_line(row, is_closed(db)) for row in db.query(sql, [f"link {link}"])]


def _line(row: dict[str, Any], closed: bool) -> dict[str, Any]:
    return {**line(row), "id": None} if closed else line(row)


def numbers(db: Database) -> dict[tuple[str, str], int]:
    """The numbers of packs and inspections, by what they are and their names, as events call them."""
    sql = "SELECT 'pack', name, id FROM packs UNION ALL SELECT 'inspection', name, id FROM inspections"
    return {(what, name): number for what, name, number in db.execute(sql).fetchall()}


def count(db: Database) -> int:
    """How many events the log holds."""
    return int(db.execute("SELECT count(*) FROM events").fetchone()[0])


def people(db: Database) -> list[str]:
    """Everyone whom the log names as doing something, by name."""
    return [row[0] for row in db.execute("SELECT DISTINCT actor FROM events ORDER BY actor").fetchall()]


def _where(
    by: str, measure: str, document: int | None, kind: str, since: str, until: str
) -> tuple[str, dict[str, Any]]:
    if kind and kind not in KINDS:
        raise UsageError(f"The log has no kind {kind}.", f"Choose one of: {', '.join(KINDS)}.")
    clauses = {
        "by": ("e.actor LIKE :by || '%'", by),
        "measure": (OF_MEASURE, measure),
        "document": (OF_DOCUMENT, document),
        "since": ("e.at >= :since", _day(since)),
        "until": ("substr(e.at, 1, length(:until)) <= :until", _day(until)),
    }
    found = {name: one for name, one in clauses.items() if one[1] not in ("", None)}
    where = " ".join(f"AND {sql}" for sql, _ in found.values())
    if kind:
        where += " AND (" + " OR ".join(f"e.action GLOB '{glob}'" for glob in KINDS[kind]) + ")"
    return where, {name: value for name, (_, value) in found.items()}


def _day(words: str) -> str:
    if words and not _DAY.fullmatch(words):
        raise UsageError(f"“{words}” is no date.", "Write it as 2026-11-22, or 2026-11 or 2026.")
    return words
