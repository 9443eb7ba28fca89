"""An indicator may be rated without a value: tables that print only red, amber or green."""

from sqlite_utils import Database

from evidence.schema.migrations import migrations, run

# SQLite cannot take NOT NULL off a column: the table is made anew, its rows as they were.
OBSERVATIONS = """
CREATE TABLE observations_anew (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents(id),
    passage INTEGER REFERENCES passages(id),
    cell TEXT NOT NULL,
    indicator TEXT NOT NULL,
    value REAL,
    unit TEXT NOT NULL,
    period TEXT NOT NULL,
    rag TEXT NOT NULL,
    target REAL
) STRICT;
INSERT INTO observations_anew
    SELECT id, document, passage, cell, indicator, value, unit, period, rag, target FROM observations;
DROP TABLE observations;
ALTER TABLE observations_anew RENAME TO observations;
CREATE INDEX observations_indicator ON observations(indicator);
CREATE INDEX IF NOT EXISTS observations_document ON observations(document);
"""


@migrations()
def m009_ratings_alone(db: Database) -> None:
    """Observations whose value is not stated."""
    run(db, OBSERVATIONS)
