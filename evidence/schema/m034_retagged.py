"""What waits for the index for its words, and what for its links and tags alone."""

from sqlite_utils import Database

from evidence.schema.migrations import migrations, run

TAGS = """
-- Whether links, blocks and findings alone changed: those are searched beside the index until it has them.
ALTER TABLE outbox ADD COLUMN only_tags INTEGER NOT NULL DEFAULT 0;
"""


@migrations()
def m034_retagged(db: Database) -> None:
    """Tags apart from words."""
    run(db, TAGS)
