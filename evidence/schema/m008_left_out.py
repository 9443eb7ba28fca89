"""What a page is called in its file, and the words on it that are no passage."""

from sqlite_utils import Database

from evidence.schema.migrations import migrations, run

LEFT_OUT = """
-- JSON: [[reason, words], …]: words that the file holds and that no passage has.
ALTER TABLE pages ADD COLUMN left_out TEXT NOT NULL DEFAULT '[]';
-- The file's own name for the page ("iv"); nothing where that is its number.
ALTER TABLE pages ADD COLUMN label TEXT NOT NULL DEFAULT '';
"""


@migrations()
def m008_left_out(db: Database) -> None:
    """Labels of pages, and what was left out of them."""
    run(db, LEFT_OUT)
