"""Which council a document is about, and which is ours."""

from sqlite_utils import Database

from evidence.schema.migrations import migrations, run

COUNCILS = """
-- The name as it signs, if it is listed; "" for a paper about none, or not read for it yet.
ALTER TABLE documents ADD COLUMN council TEXT NOT NULL DEFAULT '';
-- What a person settled for this home, where config.toml leaves it open: our council.
CREATE TABLE settled (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    by TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
"""


@migrations()
def m010_councils(db: Database) -> None:
    """The council that a document is about."""
    run(db, COUNCILS)
