"""Markings of documents under the Government Security Classifications, and what a second index waits for."""

from sqlite_utils import Database

from evidence.schema.migrations import migrations, run

MARKINGS = """
-- A document without a row, or with an empty marking, has none: a row once made stays. how: by a person's
-- hand, or by a rule of config.toml, which never changes what a hand set.
CREATE TABLE markings (
    document INTEGER PRIMARY KEY REFERENCES documents(id),
    marking TEXT NOT NULL CHECK (marking IN ('', 'OFFICIAL', 'OFFICIAL-SENSITIVE')),
    caveat TEXT NOT NULL DEFAULT '',
    how TEXT NOT NULL CHECK (how IN ('hand', 'rule')),
    reason TEXT NOT NULL CHECK (reason <> ''),
    by TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
-- Files that could not be read, so that no document is there to be marked.
CREATE TABLE file_markings (
    sha256 TEXT PRIMARY KEY REFERENCES files(sha256),
    marking TEXT NOT NULL CHECK (marking IN ('', 'OFFICIAL', 'OFFICIAL-SENSITIVE')),
    caveat TEXT NOT NULL DEFAULT '',
    how TEXT NOT NULL CHECK (how IN ('hand', 'rule')),
    reason TEXT NOT NULL CHECK (reason <> ''),
    by TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
-- 0: whoever asked for the issue is not cleared, and it holds nothing that is marked.
ALTER TABLE freezings ADD COLUMN cleared INTEGER NOT NULL DEFAULT 1;
-- The outbox of the index for people who are not cleared; nothing is put in while nothing is marked.
CREATE TABLE open_outbox (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL,
    queued_at TEXT NOT NULL,
    only_tags INTEGER NOT NULL DEFAULT 0
) STRICT;
"""
TRIGGER = """CREATE TRIGGER outbox_open AFTER INSERT ON outbox WHEN EXISTS (SELECT 1 FROM markings)
BEGIN
    INSERT INTO open_outbox (document, queued_at, only_tags)
        VALUES (NEW.document, NEW.queued_at, NEW.only_tags);
END"""


@migrations()
def m035_markings(db: Database) -> None:
    """Markings, and the open index's outbox."""
    run(db, MARKINGS)
    db.execute(TRIGGER)
