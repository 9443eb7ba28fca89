"""What re-reading needs: nothing that a decision rests on is deleted, and a correction outlives a reading."""

from sqlite_utils import Database

from evidence.schema.migrations import migrations, run

REREADING = """
-- What today's reading no longer has keeps its row, because links, issued packs and the log name it.
-- A retired passage has a negative ordinal: its place is another's now.
ALTER TABLE passages ADD COLUMN retired_at TEXT;
ALTER TABLE documents ADD COLUMN withdrawn_because TEXT NOT NULL DEFAULT '';
ALTER TABLE registers ADD COLUMN retired_at TEXT;
ALTER TABLE measures ADD COLUMN retired_at TEXT;
-- The measure's place in its paper. Its id says only which was found first.
ALTER TABLE measures ADD COLUMN ordinal INTEGER NOT NULL DEFAULT 0;
UPDATE measures SET ordinal =
    (SELECT count(*) FROM measures m WHERE m.register = measures.register AND m.id <= measures.id);
-- Why a person must look at an accepted link again; until then it does not count. Empty: nothing to look at.
ALTER TABLE links ADD COLUMN needs_review TEXT NOT NULL DEFAULT '';
CREATE INDEX links_needs_review ON links(needs_review) WHERE needs_review <> '';
CREATE INDEX links_passage ON links(passage);
"""

CORRECTIONS = """
-- What a person says a document's field is. was: what the newest reading says.
CREATE TABLE corrections (
    document INTEGER NOT NULL REFERENCES documents(id),
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    was TEXT NOT NULL,
    by TEXT NOT NULL,
    at TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (document, field)
) STRICT;
"""


@migrations()
def m004_rereading(db: Database) -> None:
    """Retired passages and measures, links to look at again, corrections."""
    run(db, REREADING)
    run(db, CORRECTIONS)
