"""Saved searches, and what each person has seen of them."""

from sqlite_utils import Database

from evidence.schema.migrations import migrations, run

SAVED_SEARCHES = """
-- query: JSON, as evidence/search/saved.py writes it. A deleted one keeps its row: it can be brought back.
CREATE TABLE saved_searches (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    owner TEXT NOT NULL,
    shared INTEGER NOT NULL CHECK (shared IN (0, 1)),
    query TEXT NOT NULL,
    created_at TEXT NOT NULL,
    deleted_at TEXT
) STRICT;
CREATE UNIQUE INDEX saved_searches_name ON saved_searches(owner, name COLLATE NOCASE)
    WHERE deleted_at IS NULL;
-- When a person last opened one, and all that could be found then: the passages numbered up to passage, but
-- for those of the documents withdrawn (JSON: their ids). before_… tell the same of the time before that, so
-- that what was new when it was opened stays marked as new while its results are looked through.
CREATE TABLE looks (
    search INTEGER NOT NULL REFERENCES saved_searches(id),
    person TEXT NOT NULL,
    at TEXT NOT NULL,
    passage INTEGER NOT NULL,
    withdrawn TEXT NOT NULL,
    before_at TEXT NOT NULL,
    before_passage INTEGER NOT NULL,
    before_withdrawn TEXT NOT NULL,
    PRIMARY KEY (search, person)
) STRICT;
"""


@migrations()
def m005_saved_searches(db: Database) -> None:
    """Saved searches and looks."""
    run(db, SAVED_SEARCHES)
