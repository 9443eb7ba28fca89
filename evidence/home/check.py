"""Is the home whole? Originals re-hashed, the log held against the record, the index compared."""

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from sqlite_utils import Database

from evidence.errors import MusterError
from evidence.home import accounting, decided, heads, issued, log, naming
from evidence.home.originals import FileStore
from evidence.home.problem import RESTORE, Problem

UNTOLD = Problem("home", "home", "Something is not as it should be.", "Somebody who is cleared is told what.")
INDEX = "`muster reindex` builds it again."
AGAIN = (
    "If an ingest was stopped, offer the files again. If not, an older record may have been put back: compare"
    " it with your newest backup."
)


def check(
    db: Database, files: FileStore, index: Iterable[str] = (), head: Path | None = None
) -> list[Problem]:
    """What is not as it should be; nothing where all is well.

    ``index`` is what is wrong between the record and the index: evidence.search.indexer.check says it.
    ``head`` is where the log's newest line is noted. Others may go on writing: what is compared is the record
    of one moment.
    """
    noted = heads.noted(head) if head else None  # before that moment, which then holds it
    db.conn.execute("BEGIN")
    try:
        return _compared(db, files, index, noted)
    finally:
        db.conn.rollback()


def _compared(
    db: Database, files: FileStore, index: Iterable[str], noted: heads.Head | None
) -> list[Problem]:
    damage = [Problem("record", "muster.db", f"The record is damaged: {p}.") for p in _damage(db)]
    if damage:  # what is read from it then proves nothing
        return damage
    return [
        *_broken(db),
        *of_log(db, noted),
        *naming.problems(db, accounting.differences(db)),
        *decided.problems(db),
        *issued.problems(db, files.root.parent),
        *_originals(db, files),
        *_unknown(db, files),
        *_come_back(db, files),
        *(Problem("index", "index", says, "") for says in index),
    ]


def of_log(db: Database, noted: heads.Head | None) -> list[Problem]:
    """What is wrong with the log by itself: its chain, its statements, the line noted that it must hold."""
    broken = [Problem("log", "log", says) for says in log.verify(db)]
    return [*broken, *_cut(db), *heads.check(noted, db)]


def told(problems: list[Problem], closed: bool) -> list[Problem]:
    """The problems; that there are any, and no more, on a connection on which something is ``closed``."""
    return [UNTOLD] if problems and closed else problems


def notes(db: Database, head: Path | None = None) -> list[str]:
    """What is true of this home and no fault, and bears on how much its log proves."""
    found = heads.notes(head, db) if head else []
    sql = "SELECT id, at FROM events WHERE action = 'inventory taken' ORDER BY id"
    for number, at in db.execute(sql).fetchall():
        rows = db.execute("SELECT count(*) FROM statements WHERE event = ?", [number]).fetchone()[0]
        found.append(
            f"{rows} rows are from before {at[:10]}, when an earlier version of Muster kept this record: the"
            f" log says what they were on that day (event {number}), not how they came."
        )
    sql = """SELECT a.id, a.at, b.at FROM events a JOIN events b ON b.id = a.id - 1 WHERE a.at < b.at"""
    for number, at, before in db.execute(sql).fetchall():
        found.append(
            f"The clock was set back: event {number} says {at}, and the one before it {before}. The order of"
            " the log is by its numbers."
        )
    return found


def _damage(db: Database) -> list[str]:
    try:
        found = [row[0] for row in db.execute("PRAGMA integrity_check(5)").fetchall()]
    except sqlite3.DatabaseError as error:
        return [str(error)]
    return [p for p in found if p != "ok"]


def _broken(db: Database) -> Iterator[Problem]:
    """Rows that name others that are not there, which Muster never leaves."""
    for name, number, other, _ in db.execute("PRAGMA foreign_key_check").fetchmany(5):
        says = f"Row {number} of {name} names a row of {other} that is not there."
        yield Problem("record", f"{name} {number}", says)


def _cut(db: Database) -> Iterator[Problem]:
    """Events whose statements are not those that were made, those that follow each other together."""
    found = sorted(accounting.unsealed(db))
    runs = groupby(enumerate(found), key=lambda one: (one[1][0] - one[0], one[1][1]))
    for (_, what), run in runs:
        numbers = [event for _, (event, _) in run]
        of = f"event {numbers[0]}" + (f" to {numbers[-1]}" if len(numbers) > 1 else "")
        yield Problem("log", of, f"{of[0].upper()}{of[1:]} {what}.")
    rows = sum(accounting.counted(db).values())
    if rows and not log.newest(db):
        yield Problem("log", "log", f"The log is empty, and the record holds {rows} rows.")


def _originals(db: Database, files: FileStore) -> Iterator[Problem]:
    for row in db.query("SELECT sha256, name FROM files ORDER BY stored_at, sha256"):
        try:
            files.verify(row["sha256"])
        except MusterError as error:
            yield Problem("original", row["name"], f"{row['name']}: {error.message}", error.advice)


def _come_back(db: Database, files: FileStore) -> Iterator[Problem]:
    """What was disposed of, and is here even so: a kill came in between, or somebody put it back."""
    for (sha256,) in db.execute("SELECT sha256 FROM disposals ORDER BY id").fetchall():
        if files.path(sha256).exists():
            says = f"The original {sha256[:12]}… was disposed of, and is kept here."
            yield Problem("original", sha256, says, "`muster dispose --finish` removes it.")


def _unknown(db: Database, files: FileStore) -> Iterator[Problem]:
    """Originals that the record does not know: what is left when an older or empty one was put here."""
    known = {row[0] for row in db.execute("SELECT sha256 FROM files").fetchall()}
    known |= {row[0] for row in db.execute("SELECT sha256 FROM disposals").fetchall()}
    left = sorted(files.settled() - known)
    if not left:
        return
    if not known:
        says = f"The record knows no file, and {len(left)} originals are kept here."
        yield Problem(
            "record", "muster.db", says, RESTORE + " `muster restore --from-originals` reads them again."
        )
    else:
        many = "1 original is" if len(left) == 1 else f"{len(left)} originals are"
        yield Problem(
            "original", left[0], f"{many} kept that the record does not know ({left[0][:12]}…).", AGAIN
        )
