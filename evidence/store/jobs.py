"""Jobs: uploads and retries, which outlive the request that asked for them; what a watch has offered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from evidence.errors import NotFound, UsageError
from evidence.reads.jobs import counts, job_files
from evidence.reads.ledger import entry_of
from evidence.store.record import Record

LONGEST_NAME = 200
RECEIVING, WAITING, RUNNING, DONE = "receiving", "waiting", "running", "done"


@dataclass(frozen=True)
class JobFile:
    """One file of a job: what it is called, its size in bytes, and where its bytes are.

    ``stored`` is a path within the incoming folder, ``sha256`` names bytes that are kept already; with
    neither, the bytes have not arrived yet.
    """

    name: str
    size: int
    stored: str = ""
    sha256: str | None = None


def add(record: Record, kind: str, files: Sequence[JobFile], *, whole: bool = True) -> int:
    """Store a job, ``kind`` upload or retry. Returns its number.

    A job that is not ``whole`` still waits for bytes. A name that comes twice gets a number, so that the
    ledger tells the files apart. Raises UsageError if there are no files.
    """
    if not files:
        raise UsageError("No file was chosen.", "Choose one or more files, then press the button again.")
    with record.transaction():
        number = int(record.db.execute("SELECT ifnull(max(id), 0) + 1 FROM jobs").fetchone()[0])
        record.table("jobs").insert(
            {
                "id": number,
                "kind": kind,
                "origin": f"{kind} {number}",
                "state": WAITING if whole else RECEIVING,
                "total": len(files),
                "created_at": record.now,
                "created_by": record.actor,
            }
        )
        record.table("job_files").insert_all(
            {"job": number, "name": name, "size": f.size, "stored": f.stored, "sha256": f.sha256}
            for f, name in zip(files, _told_apart(f.name for f in files), strict=True)
        )
        record.event(f"{kind} begun", f"{kind} {number}", files=len(files))
    return number


def received(record: Record, job: int, file: int, stored: str) -> None:
    """Note that one file's bytes have arrived: the job has something to run.

    Raises UsageError if that file of that job does not wait for bytes.
    """
    with record.transaction():
        changed = record.db.execute(
            "UPDATE job_files SET stored = ? WHERE id = ? AND job = ? AND stored = '' AND sha256 IS NULL",
            [stored, file, job],
        ).rowcount
        if not changed:
            raise UsageError(
                "This file has arrived already.", "Load the page again to see what became of it."
            )
        record.db.execute("UPDATE jobs SET state = 'waiting' WHERE id = ? AND state = 'receiving'", [job])


def go_without(record: Record, job: int) -> None:
    """Stop waiting for files whose bytes never arrived: they were never offered."""
    with record.transaction():
        gone = record.db.execute(
            "DELETE FROM job_files WHERE job = ? AND stored = '' AND sha256 IS NULL", [job]
        ).rowcount
        if gone:
            record.event("upload cut short", f"upload {job}", not_received=gone)
        rest = record.db.execute("SELECT count(*) FROM job_files WHERE job = ?", [job]).fetchone()[0]
        record.table("jobs").update(job, {"total": rest})
    finish(record, job)


def begin(record: Record, job: int) -> bool:
    """Note that a job runs. False if there is nothing to run."""
    with record.transaction():
        sql = (
            "UPDATE jobs SET state = 'running', problem = '' WHERE id = ? AND state IN ('waiting', 'running')"
        )
        return bool(record.db.execute(sql, [job]).rowcount)


def progress(record: Record, job: int, done: int, total: int) -> None:
    """Note how far a job has come. No event: the ledger says what became of each file."""
    with record.transaction():
        record.table("jobs").update(job, {"done": done, "total": total})


def finish(record: Record, job: int) -> bool:
    """Note that a job's run ended. Returns whether it must run again, for what arrived meanwhile."""
    with record.transaction():
        files = job_files(record.db, job)
        if any(not f["entries"] and (f["stored"] or f["sha256"]) for f in files):
            record.table("jobs").update(job, {"state": WAITING})
            return True
        row = record.table("jobs").get(job)
        if any(not f["entries"] for f in files):
            record.table("jobs").update(job, {"state": RECEIVING})
        elif row["state"] != DONE:
            record.table("jobs").update(job, {"state": DONE, "ended_at": record.now})
            record.event(f"{row['kind']} ended", row["origin"], **counts(record.db, row["origin"]))
    return False


def put_off(record: Record, job: int, problem: str) -> None:
    """Leave a job waiting, and say why."""
    with record.transaction():
        record.table("jobs").update(job, {"state": WAITING, "problem": problem})


def saw(record: Record, signatures: Iterable[tuple[str, str]]) -> None:
    """Note ``(path, signature)`` of a watched folder's files that were offered."""
    with record.transaction():
        record.table("watched").upsert_all(
            ({"path": p, "signature": s, "offered_at": record.now} for p, s in signatures), pk="path"
        )


def retried(record: Record, entries: Iterable[int]) -> list[JobFile]:
    """The files of failed ledger entries, for a job that tries them again.

    Entries of the same file by the same name are one. Raises NotFound for an entry that is not there,
    UsageError for one that did not fail or has no bytes.
    """
    files: dict[tuple[str, str], JobFile] = {}
    for number in entries:
        row = entry_of(record.db, number)
        if row is None:
            raise NotFound(f"There is no ledger entry {number}.", "`muster ledger` lists them.")
        if row["status"] != "failed":
            raise UsageError(f"Entry {number} ended as {row['status']}.", "Only failed ones can be retried.")
        if row["sha256"] is None:
            raise UsageError(
                f"The bytes of entry {number}, {row['path']}, were never had.", "Offer the file itself again."
            )
        file = JobFile(row["path"], row["size"] or 0, sha256=row["sha256"])
        files.setdefault((file.name, row["sha256"]), file)
    return list(files.values())


def display_name(name: str) -> str:
    """A name that a browser sent, as it is shown and never used as a path."""
    last = name.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    plain = "".join(ch if ch.isprintable() else "\ufffd" for ch in last).strip()
    return plain[-LONGEST_NAME:] if plain not in ("", ".", "..") else "unnamed"


def _told_apart(names: Iterable[str]) -> list[str]:
    found: list[str] = []
    taken: set[str] = set()
    for name in names:
        free, number = name, 2
        while free in taken:
            path = PurePosixPath(name)
            free = f"{name.removesuffix(path.suffix)} ({number}){path.suffix}"
            number += 1
        taken.add(free)
        found.append(free)
    return found
