"""What the log says of every row, so that the record can be held against it."""

from sqlite_utils import Database

from evidence.schema.migrations import migrations, run

STATEMENTS = """
-- What a row was after an event: its SHA-256 (empty: gone), and its words where they are few. The newest
-- statement of a row is what stands in the record, unless something other than Muster wrote to it.
CREATE TABLE statements (
    name TEXT NOT NULL,
    key TEXT NOT NULL,
    event INTEGER NOT NULL,
    digest BLOB NOT NULL,
    said TEXT NOT NULL,
    PRIMARY KEY (name, key, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX statements_event ON statements(event);
-- SHA-256 over the statements of an event; the event's own hash covers it. Empty: it has none.
ALTER TABLE events ADD COLUMN states TEXT NOT NULL DEFAULT '';
CREATE INDEX events_subject ON events(subject);
"""


@migrations()
def m013_statements(db: Database) -> None:
    """Statements, and the events that make them."""
    run(db, STATEMENTS)
