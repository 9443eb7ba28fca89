"""What later papers say of measures that they name: how far they have got, who owns them, by when."""

from sqlite_utils import Database

from evidence.schema.migrations import migrations, run

UPDATES = """
ALTER TABLE measures ADD COLUMN progress TEXT NOT NULL DEFAULT '';
-- A row of a paper's table. code: the measure's, whether the record has it or not; named: as the row does;
-- "row": what a person calls the row; place: its place among the paper's.
CREATE TABLE measure_updates (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents(id),
    place INTEGER NOT NULL,
    passage INTEGER REFERENCES passages(id),
    "row" TEXT NOT NULL,
    code TEXT NOT NULL,
    named TEXT NOT NULL,
    owner TEXT NOT NULL,
    due TEXT NOT NULL,
    rag TEXT NOT NULL,
    progress TEXT NOT NULL
) STRICT;
CREATE INDEX measure_updates_document ON measure_updates(document);
CREATE INDEX measure_updates_code ON measure_updates(code);
"""


@migrations()
def m025_measure_updates(db: Database) -> None:
    """Rows of plans that name measures."""
    run(db, UPDATES)
