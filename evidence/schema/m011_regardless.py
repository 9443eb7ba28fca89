"""A person may say that a link counts, whatever council its paper is about and whenever it was written."""

from sqlite_utils import Database

from evidence.schema.migrations import migrations, run

REGARDLESS = """
-- 1: a person tied it themselves, so that it counts across councils and although it is older.
ALTER TABLE links ADD COLUMN regardless INTEGER NOT NULL DEFAULT 0;
UPDATE links SET regardless = 1 WHERE reason LIKE 'Linked by %';
"""


@migrations()
def m011_regardless(db: Database) -> None:
    """A person's own links count regardless."""
    run(db, REGARDLESS)
