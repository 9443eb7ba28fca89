"""What the pages ask of links at every turn, found without going through all suggestions."""

from sqlite_utils import Database

from evidence.schema.migrations import migrations, run

WAITING = """
-- The best suggestions of a measure, and of a block, are the first of these.
CREATE INDEX links_best_of_measure ON links(measure, score DESC)
    WHERE status = 'suggested' AND measure IS NOT NULL;
CREATE INDEX links_best_of_block ON links(framework, block, score DESC)
    WHERE status = 'suggested' AND measure IS NULL;
-- A few among many suggestions. SQLite takes it where a query says status <> 'suggested' in these words.
CREATE INDEX links_decided ON links(decided_at) WHERE status <> 'suggested';
"""


@migrations()
def m037_waiting(db: Database) -> None:
    """Indexes on what waits, and on what was decided."""
    run(db, WAITING)
