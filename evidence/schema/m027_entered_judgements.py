"""Judgements that papers cite and that the record does not hold: entered by a person, with their citation."""

from sqlite_utils import Database

from evidence.schema.migrations import migrations, run

JUDGEMENTS = """
-- judged_on: an ISO date of any precision. cited: where it is told, in words; passage: the passage that tells
-- it, where the record has it. One that was taken back keeps its row.
CREATE TABLE entered_judgements (
    id INTEGER PRIMARY KEY,
    area TEXT NOT NULL CHECK (area <> ''),
    grade TEXT NOT NULL CHECK (grade <> ''),
    judged_on TEXT NOT NULL,
    cited TEXT NOT NULL DEFAULT '',
    passage INTEGER REFERENCES passages(id),
    note TEXT NOT NULL DEFAULT '',
    by TEXT NOT NULL,
    at TEXT NOT NULL,
    undone_at TEXT NOT NULL DEFAULT '',
    undone_by TEXT NOT NULL DEFAULT '',
    CHECK (cited <> '' OR passage IS NOT NULL)
) STRICT;
"""


@migrations()
def m027_entered_judgements(db: Database) -> None:
    """Judgements entered by hand."""
    run(db, JUDGEMENTS)
