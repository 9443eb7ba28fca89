"""Where the words of a scanned page stand, so that single ones can be redacted there."""

from sqlite_utils import Database

from evidence.schema.migrations import migrations, run

WORDS = """
-- JSON: [[word, left, top, right, bottom], …] as OCR read them, in points from the top left of the page as
-- displayed; [] for a page with text of its own, and for one that was read before these were kept.
ALTER TABLE pages ADD COLUMN words TEXT NOT NULL DEFAULT '[]';
"""


@migrations()
def m033_scanned_words(db: Database) -> None:
    """Words of scanned pages."""
    run(db, WORDS)
