"""What a person says of contradicting evidence that a pack leaves out: the pack's cover prints it."""

from sqlite_utils import Database

from evidence.schema.migrations import migrations, run

ACKNOWLEDGEMENTS = """
CREATE TABLE pack_acknowledgements (
    id INTEGER PRIMARY KEY,
    pack INTEGER NOT NULL REFERENCES packs(id),
    words TEXT NOT NULL CHECK (words <> ''),
    links TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_at TEXT NOT NULL
) STRICT;
CREATE INDEX pack_acknowledgements_pack ON pack_acknowledgements(pack);
"""


@migrations()
def m020_acknowledgements(db: Database) -> None:
    """Contradicting evidence left out of packs, acknowledged in words."""
    run(db, ACKNOWLEDGEMENTS)
