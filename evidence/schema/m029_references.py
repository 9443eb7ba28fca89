"""References are stated from here on: coverage counts voices by them."""

from sqlite_utils import Database

from evidence.schema.migrations import migrations


@migrations()
def m029_references(db: Database) -> None:
    """Nothing of its own: an upgrade states the rows that are stated from now on."""
