"""What was disposed of, and the lines of the log that lost their words by it."""

from sqlite_utils import Database

from evidence.schema.migrations import migrations, run

DISPOSALS = """
-- One file, with every document that it held (JSON of their numbers). Nothing here says what they were about.
CREATE TABLE disposals (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,
    size INTEGER NOT NULL,
    documents TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (reason <> ''),
    authority TEXT NOT NULL CHECK (authority <> ''),
    by TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
-- An event that lost words keeps its hash, which the chain goes on from. What is left of it has
-- another: line, over the event, and states, over its statements. Rows here are stated like any others.
CREATE TABLE disposed_lines (
    event INTEGER PRIMARY KEY,
    line TEXT NOT NULL,
    states TEXT NOT NULL
) STRICT;
"""


@migrations()
def m036_disposals(db: Database) -> None:
    """Disposals."""
    run(db, DISPOSALS)
