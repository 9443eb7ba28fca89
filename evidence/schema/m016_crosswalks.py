"""Measures of different registers that ask for the same: proposed by the machine, decided by a person."""

from sqlite_utils import Database

from evidence.schema.migrations import migrations, run

CROSSWALKS = """
CREATE TABLE crosswalks (
    one INTEGER NOT NULL REFERENCES measures(id),
    other INTEGER NOT NULL REFERENCES measures(id),
    status TEXT NOT NULL CHECK (status IN ('proposed', 'approved', 'rejected')),
    score REAL NOT NULL,
    reason TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    decided_by TEXT NOT NULL DEFAULT '',
    decided_at TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (one, other),
    CHECK (one < other)
) STRICT;
CREATE INDEX crosswalks_other ON crosswalks(other);
"""


@migrations()
def m016_crosswalks(db: Database) -> None:
    """The crosswalk between registers."""
    run(db, CROSSWALKS)
