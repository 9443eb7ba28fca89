"""Opening the record of a home."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from evidence.errors import HomeError
from evidence.home import access, heads, soundness
from evidence.reads.councils import heirs
from evidence.schema import migrations
from evidence.store import clearance
from evidence.store.record import PATIENCE, Record, utc_now
from evidence.store.upgrade import copied, refuse_newer, upgrade

IN_MEMORY = Path(":memory:")
EARLIER = (
    "An earlier version made this record, and the home is read-only, so that it cannot be brought up to date."
)


def open_record(
    path: Path,
    actor: str = "muster",
    clock: Callable[[], datetime] = utc_now,
    *,
    new: bool = False,
    cleared: bool = True,
) -> Record:
    """Open, and migrate, the SQLite file at ``path``; without what is marked, for who is not ``cleared``.

    One that may not be written is opened for reading. Raises HomeError if it cannot be opened, is not a
    database or a newer version's; unless it is to be ``new``, if it is gone or empty where originals tell
    that there was one.
    """
    if path != IN_MEMORY and not new:
        soundness.refuse_lost(path)
    read_only = path != IN_MEMORY and access.is_read_only(path)
    try:
        db = _connected(path, read_only, cleared)
        head = None if path == IN_MEMORY else path.with_name(heads.NAME)
        record = Record(db, actor, clock, head, read_only)
        # SQL asks the same rule as the code does: which papers cannot be evidence for which measures.
        db.register_function(record.bar, name="bar", deterministic=True)
        db.register_function(record.apart, name="apart")
        _brought_up(record, path)
        record.heirs.update(heirs(db))
        if not cleared and clearance.close(db, actor):
            record = replace(record, closed=True)
    except sqlite3.DatabaseError as error:
        if damaged := soundness.told(error):
            raise damaged from error
        raise HomeError(
            f"The record {path.name} cannot be opened ({error}).",
            "Check that the home folder is writable and has space, or restore it from a backup.",
        ) from error
    return record


@contextmanager
def held_open(*paths: Path) -> Iterator[None]:
    """Within it these databases can be read whatever room their disk has: SQLite needs some for a first
    connection, and clears up after each last one. Raises HomeError."""
    with ExitStack() as stack:
        for path in paths:
            try:
                read_only = access.is_read_only(path)
                where = access.address(path) if read_only else str(path)
                opened = sqlite3.connect(where, check_same_thread=False, uri=read_only)
                db = stack.enter_context(closing(opened))
                db.execute("SELECT count(*) FROM sqlite_master").fetchone()
            except sqlite3.Error as error:
                raise HomeError(
                    f"{path.name} cannot be opened ({error}).",
                    "Check that the home folder is writable and has space.",
                ) from error
        yield


def _brought_up(record: Record, path: Path) -> None:
    """Bring the record up to this version, if an earlier one made it. Raises HomeError."""
    if path != IN_MEMORY:
        refuse_newer(record.db, path)
    if migrations.pending(record.db):
        if record.read_only:
            raise HomeError(EARLIER, "Make the home writable and run `muster check` once, or copy it.")
        copied(record.db, path)
        upgrade(record)


def _connected(path: Path, read_only: bool, cleared: bool) -> Database:
    where = access.address(path) if read_only else str(path)
    kind = sqlite3.Connection if cleared else clearance.Connection
    db = Database(
        sqlite3.connect(where, timeout=PATIENCE, check_same_thread=False, uri=read_only, factory=kind)
    )
    db.execute("PRAGMA foreign_keys = ON")
    if not read_only:
        db.execute("PRAGMA journal_mode = WAL")
        # A frozen pack or an accepted link must survive a power cut, not only a crash.
        db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA temp_store = MEMORY")
    return db
