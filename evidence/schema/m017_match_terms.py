"""Which words tell of a measure, as people say."""

from sqlite_utils import Database

from evidence.schema.migrations import migrations, run

MATCH_TERMS = """
-- wanted: 1 for words that tell of the measure beside its own, 0 for its own that do not.
CREATE TABLE match_terms (
    measure INTEGER NOT NULL REFERENCES measures(id) ON DELETE CASCADE,
    term TEXT NOT NULL COLLATE NOCASE,
    wanted INTEGER NOT NULL CHECK (wanted IN (0, 1)),
    by TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (measure, term)
) STRICT;
"""


@migrations()
def m017_match_terms(db: Database) -> None:
    """Match terms of measures."""
    run(db, MATCH_TERMS)
