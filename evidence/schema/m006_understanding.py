"""What a plan says beside its measures, the target beside a value, references between papers."""

from sqlite_utils import Database

from evidence.schema.migrations import migrations, run

UNDERSTANDING = """
ALTER TABLE measures ADD COLUMN owner TEXT NOT NULL DEFAULT '';
ALTER TABLE measures ADD COLUMN due TEXT NOT NULL DEFAULT '';
ALTER TABLE measures ADD COLUMN rag TEXT NOT NULL DEFAULT '';
-- The value asked for, where the paper states it beside the value reached.
ALTER TABLE observations ADD COLUMN target REAL;
-- Words that name another paper or place that is in the record. Derived: computed anew when papers come.
CREATE TABLE refs (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents(id),
    passage INTEGER NOT NULL REFERENCES passages(id),
    words TEXT NOT NULL,
    target_document INTEGER NOT NULL REFERENCES documents(id),
    target_passage INTEGER REFERENCES passages(id)
) STRICT;
CREATE INDEX refs_document ON refs(document);
CREATE INDEX refs_target ON refs(target_document);
-- Where a document's passages may refer elsewhere: found once, because finding is the slow part.
CREATE TABLE mentions (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents(id),
    passage INTEGER NOT NULL REFERENCES passages(id),
    mention TEXT NOT NULL
) STRICT;
CREATE INDEX mentions_document ON mentions(document);
CREATE TABLE mentions_read (
    document INTEGER PRIMARY KEY REFERENCES documents(id)
) STRICT;
"""


@migrations()
def m006_understanding(db: Database) -> None:
    """Owners, due dates and ratings of measures; targets of observations; references."""
    run(db, UNDERSTANDING)
