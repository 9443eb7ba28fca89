"""Measures that are no longer asked for here: closed, or handed to another body."""

from sqlite_utils import Database

from evidence.schema.migrations import migrations, run

STANDINGS = """
-- No row: the measure is open. since is the ISO day from which it is so, body to whom it was handed.
CREATE TABLE standings (
    measure INTEGER PRIMARY KEY REFERENCES measures(id),
    state TEXT NOT NULL CHECK (state IN ('closed', 'handed over')),
    body TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL,
    since TEXT NOT NULL,
    by TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
"""


@migrations()
def m019_standing(db: Database) -> None:
    """What became of measures."""
    run(db, STANDINGS)
