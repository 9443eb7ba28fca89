"""What people say of measures: their words, owner, due date and rating; one split into several, or merged."""

from sqlite_utils import Database

from evidence.schema.migrations import migrations, run

EDITS = """
-- Nothing is overwritten: the newest edit of a field that was not undone stands. was: what was read, of the
-- measure's own words and theme. since: the ISO day from which it is so. step: edits made at once share it.
CREATE TABLE measure_edits (
    id INTEGER PRIMARY KEY,
    measure INTEGER NOT NULL REFERENCES measures(id),
    step INTEGER NOT NULL,
    field TEXT NOT NULL CHECK (field IN ('text', 'theme', 'owner', 'due', 'rag', 'progress')),
    value TEXT NOT NULL,
    was TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL,
    since TEXT NOT NULL,
    by TEXT NOT NULL,
    at TEXT NOT NULL,
    undone_at TEXT NOT NULL DEFAULT '',
    undone_by TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX measure_edits_measure ON measure_edits(measure);
-- Which measures a person made one from.
CREATE TABLE measure_origins (
    measure INTEGER NOT NULL REFERENCES measures(id),
    origin INTEGER NOT NULL REFERENCES measures(id),
    how TEXT NOT NULL CHECK (how IN ('split', 'merged')),
    PRIMARY KEY (measure, origin)
) STRICT;
CREATE INDEX measure_origins_origin ON measure_origins(origin);
-- Who made it, if it was not read: reading its paper again leaves it alone.
ALTER TABLE measures ADD COLUMN made_by TEXT NOT NULL DEFAULT '';
"""


@migrations()
def m026_measure_edits(db: Database) -> None:
    """Edits of measures, and those that people made."""
    run(db, EDITS)
