"""Whether papers of a council that ours came from, or became, count as ours: a person says so."""

from sqlite_utils import Database

from evidence.schema.migrations import migrations, run

SUCCESSIONS = """
-- council: another's name as it signs; ours: which council was ours then, the decision is of it alone.
-- counts: 1 as our own, 0 for comparison.
CREATE TABLE successions (
    council TEXT NOT NULL,
    ours TEXT NOT NULL,
    counts INTEGER NOT NULL CHECK (counts IN (0, 1)),
    by TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (council, ours)
) STRICT;
"""


@migrations()
def m014_successions(db: Database) -> None:
    """Predecessors and successors of our council."""
    run(db, SUCCESSIONS)
