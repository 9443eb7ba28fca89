"""What every migration starts from."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

migrations = Migrations("muster")


def run(db: Database, script: str) -> None:
    """Run DDL one statement at a time: executescript() would commit the migration's transaction.

    Statements end with a semicolon at the end of a line.
    """
    for statement in script.split(";\n"):
        if statement.strip():
            db.execute(statement)
