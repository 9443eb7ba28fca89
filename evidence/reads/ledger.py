"""The ledger of every file ever offered, as its screen and the command line show it."""

import json
from typing import Any

from sqlite_utils import Database

TOTALS = {"offered": 0, "added": 0, "duplicate": 0, "failed": 0}
STATUSES = ("", "added", "duplicate", "failed", "outstanding")
"""What the ledger can be asked for. Outstanding are the failed ones that nothing has read since."""

# What read a failed file since: the same bytes, added; or the same path, where no bytes could be had, or
# where
# those kept are not the file's own but the archive's that it could not be unpacked from.
ENTRIES = """
SELECT l.id, l.path, l.sha256, l.size, l.status, l.reason, l.offered_at, l.offered_by, l.origin,
    l.again, l.last_at,
    f.name AS file, f.media_type,
    CASE l.status WHEN 'duplicate' THEN (
        SELECT min(a.id) FROM ledger a WHERE a.sha256 = l.sha256 AND a.status = 'added') END AS first,
    CASE l.status WHEN 'failed' THEN (
        SELECT min(a.id) FROM (
            SELECT id FROM ledger a WHERE a.sha256 = l.sha256 AND a.status = 'added'
            UNION SELECT id FROM ledger a WHERE a.path = l.path AND a.id > l.id AND a.status <> 'failed'
                AND (l.sha256 IS NULL OR f.media_type = 'application/zip')) a) END AS later
FROM ledger l LEFT JOIN files f ON f.sha256 = l.sha256
"""


def ledger(
    db: Database,
    *,
    status: str = "",
    origin: str = "",
    limit: int | None = None,
    offset: int = 0,
    before: int | None = None,
) -> list[dict[str, Any]]:
    """Entries, newest first, each with the ids of the documents that its file holds.

    ``status`` is one of STATUSES, ``origin`` the way they came, or nothing for all; ``before`` is the id
    to go
    on from. A duplicate's ``first`` is the entry that added its bytes; a failed one's ``later`` is the entry
    that read it since. One that was offered again and ended the same has no further entry: "again" says how
    often, "last_at" when last.
    """
    sql = f"""{ENTRIES} WHERE {_wanted(status)} AND (:before IS NULL OR l.id < :before)
        ORDER BY l.id DESC LIMIT :limit OFFSET :offset"""
    asked = {"status": status, "origin": origin, "before": before, "offset": offset}
    rows = list(db.query(sql, {**asked, "limit": -1 if limit is None else limit}))
    made = documents_of(db, {row["sha256"] for row in rows if row["sha256"]})
    return [{**row, "documents": made.get(row["sha256"] or "", [])} for row in rows]


def entry_of(db: Database, number: int) -> dict[str, Any] | None:
    """One entry, with its file's documents, or None."""
    row = next(iter(db.query(f"{ENTRIES} WHERE l.id = ?", [number])), None)
    return row and {**row, "documents": documents_of(db, {row["sha256"] or ""}).get(row["sha256"] or "", [])}


def outstanding(db: Database) -> list[int]:
    """The failed entries that nothing has read since and whose bytes are kept, oldest first."""
    sql = f"""{ENTRIES} WHERE {_wanted("outstanding")} AND l.sha256 IS NOT NULL ORDER BY l.id"""
    return [row["id"] for row in db.query(sql, {"origin": ""})]


def counted(db: Database, status: str = "", origin: str = "") -> int:
    """How many entries ``ledger`` has in all."""
    if not origin and status != "outstanding":
        return totals(db)[status or "offered"]
    sql = f"SELECT count(*) AS n FROM ({ENTRIES} WHERE {_wanted(status)})"
    return int(next(iter(db.query(sql, {"status": status, "origin": origin})))["n"])


def _wanted(status: str) -> str:
    """The condition of a status and of the bound origin."""
    by_status = {"": "1", "outstanding": "l.status = 'failed' AND later IS NULL"}.get(
        status, "l.status = :status"
    )
    return f"{by_status} AND (:origin = '' OR l.origin = :origin)"


def file_of(db: Database, sha256: str) -> dict[str, Any] | None:
    """A kept file by its SHA-256, whatever became of it, or None."""
    return next(
        iter(db.query("SELECT sha256, size, media_type, name FROM files WHERE sha256 = ?", [sha256])), None
    )


def totals(db: Database) -> dict[str, int]:
    """How many files were offered, and how they ended. The three ways always sum to the offered."""
    counts = {
        row["status"]: row["n"] for row in db.query("SELECT status, count(*) n FROM ledger GROUP BY status")
    }
    return {**TOTALS, **counts, "offered": sum(counts.values())}


def first_added(db: Database, sha256: str) -> dict[str, Any] | None:
    """The entry that first added these bytes, or None if nothing ever did."""
    sql = """SELECT id, path, offered_at FROM ledger WHERE sha256 = ? AND status = 'added'
        ORDER BY id LIMIT 1"""
    return next(iter(db.query(sql, [sha256])), None)


def documents_of(db: Database, hashes: set[str]) -> dict[str, list[int]]:
    """The documents read from each of these files, in the order they stand in it."""
    found: dict[str, list[int]] = {}
    every = sorted(hashes)
    for start in range(0, len(every), 500):  # SQLite limits how many values one statement may name
        some = every[start : start + 500]
        sql = f"""SELECT sha256, id FROM documents WHERE sha256 IN ({", ".join("?" * len(some))})
            ORDER BY sha256, position"""
        for row in db.query(sql, some):
            found.setdefault(row["sha256"], []).append(row["id"])
    return found


def holders(db: Database, path: str, sha256: str) -> list[tuple[int, str]]:
    """The documents whose files held this one when it failed, each with what it is called there.

    ``path`` is as the ledger names it, and comes first: where a file failed inside several, by that one.
    """
    sql = """SELECT id, path FROM ledger WHERE status = 'failed' AND (path = :path OR sha256 = :sha256)
        ORDER BY path <> :path, id"""
    found: dict[int, str] = {}
    for failed in db.query(sql, {"path": path, "sha256": sha256}):
        holder = _holder(db, failed["id"], failed["path"])
        if holder is None:
            continue
        for document in documents_of(db, {holder["sha256"]})[holder["sha256"]][:1]:
            found.setdefault(document, failed["path"].removeprefix(f"{holder['path']}/"))
    return list(found.items())


def _holder(db: Database, entry: int, path: str) -> dict[str, Any] | None:
    """The entry of the file under whose path another failed: the innermost, and the last before it."""
    parts = path.split("/")
    above = ["/".join(parts[:cut]) for cut in range(1, len(parts))]
    sql = """SELECT l.path, l.sha256 FROM ledger l WHERE l.path IN (SELECT value FROM json_each(:above))
        AND l.status IN ('added', 'duplicate') AND l.id < :entry
        AND EXISTS (SELECT 1 FROM documents d WHERE d.sha256 = l.sha256)
        ORDER BY length(l.path) DESC, l.id DESC LIMIT 1"""
    return next(iter(db.query(sql, {"above": json.dumps(above), "entry": entry})), None)
