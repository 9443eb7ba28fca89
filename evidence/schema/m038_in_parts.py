"""A pack over the size limit that goes out in files."""

from sqlite_utils import Database

from evidence.schema.migrations import migrations, run

IN_PARTS = """
-- 1: a person chose that the pack, which is over the limit of one file, is delivered in several.
ALTER TABLE packs ADD COLUMN in_parts INTEGER NOT NULL DEFAULT 0;
"""


@migrations()
def m038_in_parts(db: Database) -> None:
    """Whether a pack is delivered in files."""
    run(db, IN_PARTS)
