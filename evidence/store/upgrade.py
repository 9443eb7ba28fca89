"""A record brought up to this version's schema: what the upgrade changes is stated like any other change."""

from functools import cache
from pathlib import Path

from sqlite_utils import Database

from evidence.errors import HomeError
from evidence.home import accounting, heads, log, soundness
from evidence.schema import migrations, views
from evidence.store.record import Record

UPGRADED, INVENTORY = "record upgraded", "inventory taken"
"""Events: rows written by migrations; rows that were there before Muster stated what it writes."""
LATER = frozenset({"mentions", "refs"})
"""Tables that were stated only from a later version than the first that stated any."""


def refuse_newer(db: Database, path: Path) -> None:
    """Raise HomeError if a newer version made the record: this one would write what that cannot read."""
    beyond = sorted({applied.name for applied in migrations.applied(db)} - _known())
    if beyond:
        needed = f"Muster {named}" if (named := soundness.newer(path)) else "a newer Muster"
        raise HomeError(
            f"This record was made by a newer version ({beyond[-1]}), and is left as it is.",
            f"It needs {needed}; or restore a backup that was made before.",
        )


@cache
def _known() -> frozenset[str]:
    return frozenset(migration.name for migration in migrations.pending(Database(memory=True)))


def copied(db: Database, path: Path) -> None:
    """Copy a record that has anything in it, before what is pending changes it."""
    if "files" in db.table_names() and db.execute("SELECT 1 FROM events LIMIT 1").fetchone():
        from evidence.home.backup import copy_before_upgrade  # slow to load, and few starts need it

        copy_before_upgrade(path)


def upgrade(record: Record) -> None:
    """Apply what is pending, in one transaction.

    A row that was already not what the log says stays unaccounted for.
    """
    with record.locked():
        # Two processes may open a new home at once: the second finds nothing left to apply.
        names = [migration.name for migration in migrations.pending(record.db)]
        if not names:
            return
        db = record.db
        known = db.table("statements").exists()
        wrong = _wrong(db) if known else set()
        views.drop(db)
        migrations.apply(db)
        views.make(db)
        db.execute(f"PRAGMA user_version = {soundness.number()}")
        sizes = accounting.counted(db)
        if not sizes:
            return
        record.event(UPGRADED if known else INVENTORY, "record", migrations=names, rows=sizes)
        log.seal(db, accounting.restate(db, log.newest(db), wrong))
    if record.head:
        heads.keep(record.head, db)


def make_views(record: Record) -> None:
    """Make the views for analysts anew: they are derived."""
    with record.locked():
        views.drop(record.db)
        views.make(record.db)


def _wrong(db: Database) -> set[tuple[str, str]]:
    """Rows that were not what the log says before the upgrade."""
    return {(d.name, d.key) for d in accounting.differences(db) if not _later(db, d.name)}


def _later(db: Database, name: str) -> bool:
    """Whether a table's rows are stated for the first time now."""
    return (
        name in LATER and not db.execute("SELECT 1 FROM statements WHERE name = ? LIMIT 1", [name]).fetchone()
    )
