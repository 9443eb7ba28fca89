"""A record brought up to this version's schema: what the upgrade changes is stated like any other change."""

from evidence.home import accounting, log
from evidence.schema import migrations
from evidence.store.record import Record

UPGRADED, INVENTORY = "record upgraded", "inventory taken"
"""Events: rows written by migrations; rows that were there before Muster stated what it writes."""


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
        wrong = {(d.name, d.key) for d in accounting.differences(db)} if known else set()
        migrations.apply(db)
        sizes = accounting.counted(db)
        if not sizes:
            return
        record.event(UPGRADED if known else INVENTORY, "record", migrations=names, rows=sizes)
        log.seal(db, accounting.restate(db, log.newest(db), wrong))
