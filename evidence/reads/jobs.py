"""Jobs as their pages show them, and what running them needs."""

from typing import Any

from sqlite_utils import Database

from evidence.reads.ledger import documents_of

JOBS = """SELECT j.*, (SELECT count(*) FROM job_files f WHERE f.job = j.id) AS files,
    (SELECT ifnull(sum(size), 0) FROM job_files f WHERE f.job = j.id) AS size FROM jobs j"""
# What a file became: its own entry, or those of the files in it. The slash is the character before '0'.
ENTRIES = """
SELECT f.id AS file, l.id, l.path, l.status, l.reason, l.sha256 FROM job_files f
JOIN jobs j ON j.id = f.job
JOIN ledger l ON l.origin = j.origin
    AND (l.path = f.name OR (l.path >= f.name || '/' AND l.path < f.name || '0'))
WHERE f.job = ? ORDER BY l.id
"""


def jobs(db: Database, *, limit: int = 20) -> list[dict[str, Any]]:
    """The newest jobs, each with its number of files and their bytes."""
    return list(db.query(f"{JOBS} ORDER BY j.id DESC LIMIT ?", [limit]))


def job(db: Database, number: int) -> dict[str, Any] | None:
    """One job, or None."""
    return next(iter(db.query(f"{JOBS} WHERE j.id = ?", [number])), None)


def unfinished(db: Database) -> list[int]:
    """The jobs that still have something to run, oldest first."""
    sql = "SELECT id FROM jobs WHERE state IN ('waiting', 'running') ORDER BY id"
    return [row["id"] for row in db.query(sql)]


def job_files(db: Database, number: int) -> list[dict[str, Any]]:
    """A job's files in order, each with the ledger's entries that it led to."""
    files = list(db.query("SELECT * FROM job_files WHERE job = ? ORDER BY id", [number]))
    found: dict[int, list[dict[str, Any]]] = {}
    for row in db.query(ENTRIES, [number]):
        found.setdefault(row["file"], []).append(row)
    return [{**file, "entries": found.get(file["id"], [])} for file in files]


def with_documents(db: Database, files: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A job's files, each entry with the documents that its bytes hold."""
    hashes = {e["sha256"] for file in files for e in file["entries"] if e["sha256"]}
    made = documents_of(db, hashes)
    return [
        {**f, "entries": [{**e, "documents": made.get(e["sha256"] or "", [])} for e in f["entries"]]}
        for f in files
    ]


def counts(db: Database, origin: str) -> dict[str, int]:
    """How the files that came by one way ended: added, duplicate, failed."""
    rows = db.query("SELECT status, count(*) AS n FROM ledger WHERE origin = ? GROUP BY status", [origin])
    return {"added": 0, "duplicate": 0, "failed": 0, **{row["status"]: row["n"] for row in rows}}


def expected_folders(db: Database) -> set[str]:
    """The folders of the incoming folder that a job still needs."""
    sql = """SELECT DISTINCT substr(f.stored, 1, instr(f.stored, '/') - 1) AS folder FROM job_files f
        JOIN jobs j ON j.id = f.job WHERE j.state <> 'done' AND f.stored <> ''"""
    return {row["folder"] for row in db.query(sql)}


def seen(db: Database) -> dict[str, str]:
    """The signature of each file of a watched folder when it was last offered."""
    return {row["path"]: row["signature"] for row in db.query("SELECT path, signature FROM watched")}
