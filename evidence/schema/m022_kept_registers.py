"""Registers whose measures stay although their paper is withdrawn."""

from sqlite_utils import Database

from evidence.schema.migrations import migrations, run

KEPT = """
-- 1: a person withdrew the paper and said that its measures stay.
ALTER TABLE registers ADD COLUMN kept INTEGER NOT NULL DEFAULT 0;
"""


@migrations()
def m022_kept_registers(db: Database) -> None:
    """What a person said of a withdrawn paper's measures."""
    run(db, KEPT)
