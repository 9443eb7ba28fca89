"""Packs hold passages, documents, page ranges and notes beside links, in sections of one's own; and undo."""

from sqlite_utils import Database

from evidence.schema.migrations import migrations, run

REMADE = """
-- A section without a measure and without a block is one's own. One that a person took out keeps its row.
CREATE TABLE pack_sections_next (
    id INTEGER PRIMARY KEY,
    pack INTEGER NOT NULL REFERENCES packs(id),
    ordinal INTEGER NOT NULL,
    title TEXT NOT NULL,
    measure INTEGER REFERENCES measures(id),
    block TEXT NOT NULL DEFAULT '',
    removed_at TEXT,
    CHECK (measure IS NULL OR block = '')
) STRICT;
INSERT INTO pack_sections_next (id, pack, ordinal, title, measure, block)
    SELECT id, pack, ordinal, title, measure, block FROM pack_sections;
-- An item is one of: a link; a passage; a document, whole or from first_page to last_page; a note.
CREATE TABLE pack_items_next (
    id INTEGER PRIMARY KEY,
    section INTEGER NOT NULL REFERENCES pack_sections_next(id),
    link INTEGER REFERENCES links(id),
    ordinal INTEGER NOT NULL,
    removed_at TEXT,
    passage INTEGER REFERENCES passages(id),
    document INTEGER REFERENCES documents(id),
    first_page INTEGER NOT NULL DEFAULT 0,
    last_page INTEGER NOT NULL DEFAULT 0,
    note TEXT NOT NULL DEFAULT '',
    added_by TEXT NOT NULL DEFAULT '',
    UNIQUE (section, link),
    CHECK ((link IS NOT NULL) + (passage IS NOT NULL) + (document IS NOT NULL) + (note <> '') = 1),
    CHECK (first_page <= last_page AND (document IS NOT NULL OR last_page = 0))
) STRICT;
INSERT INTO pack_items_next (id, section, link, ordinal, removed_at)
    SELECT id, section, link, ordinal, removed_at FROM pack_items;
DROP TABLE pack_items;
DROP TABLE pack_sections;
ALTER TABLE pack_sections_next RENAME TO pack_sections;
ALTER TABLE pack_items_next RENAME TO pack_items;
CREATE UNIQUE INDEX pack_sections_once ON pack_sections(pack, ifnull(measure, 0), block)
    WHERE measure IS NOT NULL OR block <> '';
CREATE INDEX pack_items_section ON pack_items(section);
"""

ADDED = """
ALTER TABLE packs ADD COLUMN version INTEGER NOT NULL DEFAULT 0;
-- How a document stands in a pack: with its cited pages alone; pages that a person turned ({"3": 90}, degrees
-- clockwise, over what the page itself says).
CREATE TABLE pack_documents (
    pack INTEGER NOT NULL REFERENCES packs(id),
    document INTEGER NOT NULL REFERENCES documents(id),
    cited_only INTEGER NOT NULL DEFAULT 0,
    turns TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY (pack, document)
) STRICT;
-- What stood before each change of a pack, so that it can be undone: JSON of its rows in the tables above.
CREATE TABLE pack_changes (
    id INTEGER PRIMARY KEY,
    pack INTEGER NOT NULL REFERENCES packs(id),
    version INTEGER NOT NULL,
    issue INTEGER NOT NULL,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    says TEXT NOT NULL,
    before TEXT NOT NULL,
    undone_at TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX pack_changes_pack ON pack_changes(pack, version);
"""


@migrations()
def m023_pack_items(db: Database) -> None:
    """Items of four kinds, sections of one's own, and changes that can be undone."""
    run(db, REMADE)
    run(db, ADDED)
