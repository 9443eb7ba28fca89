"""How often a file was offered again that ended as it had before."""

from sqlite_utils import Database

from evidence.schema.migrations import migrations, run

AGAIN = """
ALTER TABLE ledger ADD COLUMN again INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ledger ADD COLUMN last_at TEXT NOT NULL DEFAULT '';
"""


@migrations()
def m039_offered_again(db: Database) -> None:
    """Offered again, and when last."""
    run(db, AGAIN)
