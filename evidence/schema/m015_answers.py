"""What was answered to a recommendation."""

from sqlite_utils import Database

from evidence.schema.migrations import migrations, run

ANSWERS = """
-- accepted, partly accepted, rejected …; "no response" in a paper that answers others; "" elsewhere.
ALTER TABLE measures ADD COLUMN answer TEXT NOT NULL DEFAULT '';
-- The answer's own words, and the passage where they begin.
ALTER TABLE measures ADD COLUMN response TEXT NOT NULL DEFAULT '';
ALTER TABLE measures ADD COLUMN answered_at INTEGER REFERENCES passages(id);
"""


@migrations()
def m015_answers(db: Database) -> None:
    """Measures' answers, the words of them, and where they stand."""
    run(db, ANSWERS)
