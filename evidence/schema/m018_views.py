"""The views for analysts are made (evidence.schema.views), as after every upgrade from here on."""

from sqlite_utils import Database

from evidence.schema.migrations import migrations


@migrations()
def m018_views(db: Database) -> None:
    """Nothing of its own: an upgrade makes the views at its end."""
