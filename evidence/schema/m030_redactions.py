"""Redactions: what a person marked on pages of a pack, and whose proposals a person has looked through."""

from sqlite_utils import Database

from evidence.schema.migrations import migrations, run

REDACTIONS = """
-- On a page of a document with pages, ``rects`` is JSON of [left, top, right, bottom] in points of the page
-- as displayed, and ``words`` what stands there as far as is known; of a text that we set, page 0 and words.
CREATE TABLE pack_redactions (
    id INTEGER PRIMARY KEY,
    pack INTEGER NOT NULL REFERENCES packs(id),
    document INTEGER NOT NULL REFERENCES documents(id),
    page INTEGER NOT NULL DEFAULT 0,
    rects TEXT NOT NULL DEFAULT '[]',
    words TEXT NOT NULL DEFAULT '',
    exemption TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (reason <> ''),
    made_by TEXT NOT NULL,
    made_at TEXT NOT NULL,
    CHECK (rects <> '[]' OR (page = 0 AND words <> ''))
) STRICT;
CREATE INDEX pack_redactions_pack ON pack_redactions(pack, document, page);
CREATE TABLE pack_proposals_seen (
    pack INTEGER NOT NULL REFERENCES packs(id),
    document INTEGER NOT NULL REFERENCES documents(id),
    seen_by TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    PRIMARY KEY (pack, document)
) STRICT;
"""


@migrations()
def m030_redactions(db: Database) -> None:
    """Redactions of packs."""
    run(db, REDACTIONS)
