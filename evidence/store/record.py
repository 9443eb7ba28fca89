"""The open record: one connection, one actor, and the two things every change must leave behind."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, cast

from sqlite_utils import Database
from sqlite_utils.db import Table

from evidence.errors import HomeError
from evidence.home import heads, log, statements
from evidence.language.citations import place_of
from evidence.linking.eligibility import bar
from evidence.reads.councils import OwnCouncil, own_council
from evidence.reads.indexing import Tagged
from evidence.relations.councils import TOGETHER, council_key, councils_in
from evidence.store import clearance

PATIENCE = 30
"""Seconds that a write waits for others'."""
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
    head: Path | None = None  # where the log's newest line is noted
    read_only: bool = False  # the home takes no change: it can be read and searched
    heirs: dict[str, str] = field(default_factory=dict)
    """Councils whose papers count as another's, as a person decided: council_key -> that other's name."""

    whose: dict[str, OwnCouncil] = field(default_factory=dict)
    """Our council as it is now, until the next transaction: "own"; and what config.toml says, "config"."""

    closed: bool = False
    """Whether what is marked is not there: its actor is not cleared (evidence.store.clearance)."""

    @property
    def outbox(self) -> str:
        """The outbox of the index that belongs to this record."""
        return "open_outbox" if self.closed else "outbox"

    @property
    def now(self) -> str:
        """The moment, ISO 8601 in UTC to the second."""
        return self.clock().astimezone(UTC).isoformat(timespec="seconds")

    def before(self, seconds: float) -> str:
        """The moment so many seconds ago, as ``now`` has it."""
        return (self.clock() - timedelta(seconds=seconds)).astimezone(UTC).isoformat(timespec="seconds")

    @property
    def minute(self) -> str:
        """The moment as this machine's clocks on the wall have it, ISO to the minute."""
        return self.clock().astimezone().isoformat(timespec="minutes")[:16]

    def acting_as(self, actor: str) -> "Record":
        """The same record for another person."""
        return replace(self, actor=actor)

    def table(self, name: str) -> Table:
        """A table to write to; ``db[name]`` could be a view for all that a type checker knows."""
        return self.db.table(name)

    def insert(self, table: str, row: dict[str, Any]) -> int:
        """Add one row to a table whose key SQLite numbers, inside the caller's transaction: its number."""
        return int(cast(int, self.db.execute(_inserting(table, tuple(row)), row).lastrowid))

    def insert_all(self, table: str, rows: Sequence[dict[str, Any]]) -> None:
        """Add rows of the same columns, inside the caller's transaction.

        sqlite-utils would look at each row's columns and types: most of the time of storing a paper.
        """
        if rows:
            self.db.conn.executemany(_inserting(table, tuple(rows[0])), rows)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing, and every row that was written stated in the log."""
        self.whose.pop("own", None)
        try:
            with self._written():
                yield
        finally:
            self.whose.pop("own", None)

    @contextmanager
    def _written(self) -> Iterator[None]:
        if self.db.conn.in_transaction:
            with self.db.atomic():
                yield
            return
        with self.locked(), clearance.guarded(self.db) if self.closed else nullcontext():
            statements.watch(self.db)
            before = log.newest(self.db)
            yield
            self._state(before)
            written = log.newest(self.db) != before
        if written and self.head:
            heads.keep(self.head, self.db)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """All or nothing. Takes the write lock at once, so that no reader's snapshot can go stale
        between a read and the write that rests on it."""
        conn = self.db.conn
        with _plain_words():
            conn.execute("BEGIN IMMEDIATE")
            try:
                yield
                conn.commit()
            except BaseException:
                conn.rollback()
                raise

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Within it nothing waits for another's write lock: a write meanwhile raises HomeError."""
        self.db.execute("PRAGMA busy_timeout = 0")
        try:
            yield
        finally:
            self.db.execute(f"PRAGMA busy_timeout = {PATIENCE * 1000}")

    def event(self, action: str, subject: str, **detail: object) -> None:
        """Add one line to the hash-chained log, inside the caller's transaction."""
        log.append(self.db, at=self.now, actor=self.actor, action=action, subject=subject, detail=detail)

    def _state(self, before: int) -> None:
        """State every row that was written since event ``before``, under the newest event."""
        found = statements.changed(self.db)
        if not found:
            return
        if log.newest(self.db) == before:
            written = sorted({name for name, *_ in found})
            self.event("rows written", ", ".join(written).replace("_", " "), rows=len(found))
        log.seal(self.db, statements.state(self.db, log.newest(self.db), found))

    def enqueue(self, documents: Iterable[int], only_tags: Tagged | None = None) -> None:
        """Ask for these documents to be indexed again: the outbox, in the same transaction. ``only_tags``:
        their links, stances or blocks alone changed, and by whom."""
        row = {"queued_at": self.now, "only_tags": int(only_tags or 0)}
        self.table("outbox").insert_all({"document": d, **row} for d in documents)

    def bar(self, date: str, council: str, register_date: str, register_council: str) -> str:
        """Why a paper is no evidence for a measure (evidence.linking.eligibility), as this record's people
        decided which predecessors count."""
        return bar(date, self._heir(council), register_date, self._heir(register_council))

    def apart(self, council: str) -> str:
        """The place of a council that is not ours, which names of its papers carry; "" for ours and none."""
        if not council:
            return ""
        if "own" not in self.whose:
            configured = self.whose["config"].name if "config" in self.whose else ""
            self.whose["own"] = own_council(self.db, configured)
        return "" if self.whose["own"].owns(council) else ", ".join(map(place_of, councils_in(council)))

    def _heir(self, council: str) -> str:
        if not self.heirs:
            return council
        return TOGETHER.join(self.heirs.get(council_key(c), c) for c in councils_in(council))

    def close(self) -> None:
        self.db.close()


@cache
def _inserting(table: str, columns: tuple[str, ...]) -> str:
    names, values = ", ".join(f'"{c}"' for c in columns), ", ".join(f":{c}" for c in columns)
    return f'INSERT INTO "{table}" ({names}) VALUES ({values})'  # noqa: S608 - names of our own schema


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
