"""What a person says of a value or a target that was read: confirmed, corrected, rejected."""

from sqlite_utils import Database

from evidence.schema.migrations import migrations, run

DECISIONS = """
-- The value is named by what was read, not by a row: reading a file again makes its rows anew, and what a
-- person decided stands for the same words. An observation has a document, a target its measure.
CREATE TABLE value_decisions (
    id INTEGER PRIMARY KEY,
    document INTEGER REFERENCES documents(id),
    measure INTEGER REFERENCES measures(id),
    indicator TEXT NOT NULL,
    comparator TEXT NOT NULL DEFAULT '',
    value REAL,
    unit TEXT NOT NULL,
    period TEXT NOT NULL,
    cell TEXT NOT NULL DEFAULT '',
    status TEXT NOT NULL CHECK (status IN ('confirmed', 'corrected', 'rejected')),
    new_value REAL,
    new_period TEXT NOT NULL DEFAULT '',
    new_baseline REAL,
    note TEXT NOT NULL DEFAULT '',
    decided_by TEXT NOT NULL,
    decided_at TEXT NOT NULL,
    CHECK ((document IS NULL) <> (measure IS NULL))
) STRICT;
CREATE UNIQUE INDEX value_decisions_once ON value_decisions(
    ifnull(document, 0), ifnull(measure, 0), indicator, comparator, ifnull(value, 'none'), unit, period,
    cell);
"""


@migrations()
def m021_value_decisions(db: Database) -> None:
    """Decisions on observations and targets."""
    run(db, DECISIONS)
