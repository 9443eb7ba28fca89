"""Documents that are to be compared with measures again: a register came, a council was set right."""

from sqlite_utils import Database

from evidence.schema.migrations import migrations, run

COMPARING = """
-- since: with measures of that id and later; 0 with all, and what no longer suggests itself goes.
-- done_at is '' while it waits; rows stay until all are done, so that progress can be told.
-- read_council: 1 for a document stored before documents had a council, which the record is asked for.
CREATE TABLE to_compare (
    document INTEGER PRIMARY KEY REFERENCES documents(id),
    since INTEGER NOT NULL DEFAULT 0,
    read_council INTEGER NOT NULL DEFAULT 0,
    done_at TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX to_compare_waiting ON to_compare(since, document) WHERE done_at = '';
-- Homes made before are brought up to date: compared with today's words, and read for their councils.
INSERT INTO to_compare (document, read_council)
    SELECT id, (SELECT count(*) FROM documents WHERE council <> '') = 0 FROM documents;
"""


@migrations()
def m012_comparing(db: Database) -> None:
    """Suggestions are made anew in the background."""
    run(db, COMPARING)
