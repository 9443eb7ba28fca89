"""What a paper notes of a value: "provisional", "from June 2025"."""

from sqlite_utils import Database

from evidence.schema.migrations import migrations, run

NOTES = """
-- In the paper's words, from the footnote that the value's mark refers to or from brackets after the value.
ALTER TABLE observations ADD COLUMN note TEXT NOT NULL DEFAULT '';
"""


@migrations()
def m031_noted_values(db: Database) -> None:
    """Notes of values."""
    run(db, NOTES)
