"""What a home is besides its record: originals, the log, check, backup and restore, locks."""

from evidence.home.processes import without

with without("numpy"):  # its numbers as types of columns; the record's are declared, and hold none
    import sqlite_utils as sqlite_utils
