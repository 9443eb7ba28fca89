"""The open record: one connection, one actor, and the two things every change must leave behind."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from sqlite_utils import Database
from sqlite_utils.db import Table

from evidence.errors import HomeError
from evidence.home import log
from evidence.linking.eligibility import bar
from evidence.schema import migrations

COMPLAINTS = {
    "locked": "Another Muster process is writing; wait for it to end and try again.",
    "full": "Free some space on the home folder's disk and try again.",
    "readonly": "Make the home folder writable and try again.",
    "disk I/O": "Check the home folder's disk and try again.",
}


def utc_now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Record:
    """SQLite, opened for ``actor``. Every write of the store goes through one of these."""

    db: Database
    actor: str = "muster"
    clock: Callable[[], datetime] = utc_now

    @property
    def now(self) -> str:
        """The moment, ISO 8601 in UTC to the second."""
        return self.clock().astimezone(UTC).isoformat(timespec="seconds")

    def acting_as(self, actor: str) -> "Record":
        """The same record for another person."""
        return replace(self, actor=actor)

    def table(self, name: str) -> Table:
        """A table to write to; ``db[name]`` could be a view for all that a type checker knows."""
        return self.db.table(name)

    def insert(self, table: str, row: dict[str, Any]) -> int:
        """Add one row to a table whose key SQLite numbers, inside the caller's transaction: its number."""
        return int(cast(int, self.table(table).insert(row).last_pk))  # None only before an insert

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing. Takes the write lock at once, so that no reader's snapshot can go stale
        between a read and the write that rests on it."""
        conn = self.db.conn
        if conn.in_transaction:
            with self.db.atomic():
                yield
            return
        with _plain_words():
            conn.execute("BEGIN IMMEDIATE")
            try:
                yield
                conn.commit()
            except BaseException:
                conn.rollback()
                raise

    def event(self, action: str, subject: str, **detail: object) -> None:
        """Add one line to the hash-chained log, inside the caller's transaction."""
        log.append(self.db, at=self.now, actor=self.actor, action=action, subject=subject, detail=detail)

    def enqueue(self, documents: Iterable[int]) -> None:
        """Ask for these documents to be indexed again: the outbox, in the same transaction."""
        self.table("outbox").insert_all({"document": d, "queued_at": self.now} for d in documents)

    def close(self) -> None:
        self.db.close()


@contextmanager
def _plain_words() -> Iterator[None]:
    """SQLite's complaint about the disk or another process, as a HomeError that says what to do."""
    try:
        yield
    except sqlite3.OperationalError as error:
        for words, advice in COMPLAINTS.items():
            if words in str(error):
                raise HomeError(f"Nothing was changed: {error}.", advice) from error
        raise


def open_record(path: Path, actor: str = "muster", clock: Callable[[], datetime] = utc_now) -> Record:
    """Open, and migrate, the SQLite file at ``path``.

    Raises HomeError if it cannot be opened or is not a database.
    """
    try:
        connection = sqlite3.connect(path, timeout=30, check_same_thread=False)
        db = Database(connection)
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA journal_mode = WAL")
        # A frozen pack or an accepted link must survive a power cut, not only a crash.
        db.execute("PRAGMA synchronous = FULL")
        # SQL asks the same rule as the code does: which papers cannot be evidence for which measures.
        db.register_function(bar, deterministic=True)
        record = Record(db, actor, clock)
        if migrations.pending(db):
            # Two processes may open a new home at once: the second finds nothing left to apply.
            with record.transaction():
                migrations.apply(db)
    except sqlite3.DatabaseError as error:
        raise HomeError(
            f"The record {path.name} cannot be opened ({error}).",
            "Check that the home folder is writable and has space, or restore it from a backup.",
        ) from error
    return record
