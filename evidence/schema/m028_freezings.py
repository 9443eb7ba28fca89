"""Issues that are being built in the background: who asked, how far they have come, how they ended."""

from sqlite_utils import Database

from evidence.schema.migrations import migrations, run

FREEZINGS = """
-- version is the pack's as the person saw it, number the issue that they asked for: after a kill, the work is
-- begun again unless that issue is there.
CREATE TABLE freezings (
    id INTEGER PRIMARY KEY,
    pack INTEGER NOT NULL REFERENCES packs(id),
    version INTEGER NOT NULL,
    number INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed')),
    stage TEXT NOT NULL DEFAULT '',
    done INTEGER NOT NULL DEFAULT 0,
    total INTEGER NOT NULL DEFAULT 0,
    problem TEXT NOT NULL DEFAULT '',
    asked_at TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    ended_at TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX freezings_once ON freezings(pack) WHERE state IN ('waiting', 'running');
"""


@migrations()
def m028_freezings(db: Database) -> None:
    """Freezing in the background."""
    run(db, FREEZINGS)
