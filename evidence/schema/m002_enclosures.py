"""What encloses what, when files come inside others; and which scanned pages lie on their side."""

from sqlite_utils import Database

from evidence.schema.migrations import migrations, run

ENCLOSURES = """
-- A document and one that came inside its file. Many to many: the same paper may be attached to two emails,
-- or be in the record before either; documents.parent names only what first brought it.
CREATE TABLE enclosures (
    document INTEGER NOT NULL REFERENCES documents(id),
    enclosed INTEGER NOT NULL REFERENCES documents(id),
    name TEXT NOT NULL,
    PRIMARY KEY (document, enclosed),
    CHECK (document <> enclosed)
) STRICT;
CREATE INDEX enclosures_enclosed ON enclosures(enclosed);
ALTER TABLE pages ADD COLUMN turn INTEGER NOT NULL DEFAULT 0;
"""


@migrations()
def m002_enclosures(db: Database) -> None:
    """Enclosures many to many, and a turn for each page."""
    run(db, ENCLOSURES)
