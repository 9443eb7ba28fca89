"""A table row knows the names of its columns."""

from sqlite_utils import Database

from evidence.schema.migrations import migrations, run

COLUMNS = """
-- JSON: one name for each cell of a row; [] for what is no row, and where the table names none.
ALTER TABLE passages ADD COLUMN columns TEXT NOT NULL DEFAULT '[]';
"""


@migrations()
def m007_columns(db: Database) -> None:
    """The names of a row's columns."""
    run(db, COLUMNS)
