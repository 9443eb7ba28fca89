"""Whether a record may be written, and how SQLite opens one that may not."""

import os
from pathlib import Path


def is_read_only(path: Path) -> bool:
    """Whether there is a record that this user, or its disk, lets nobody change."""
    return path.is_file() and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))


def address(path: Path) -> str:
    """SQLite's URI for reading alone.

    Where the folder takes no file and nobody has the record open (its -wal is gone then), SQLite cannot make
    what it shares with writers, and reads the file as one that does not change.
    """
    uri = f"{path.absolute().as_uri()}?mode=ro"
    wal = path.with_name(f"{path.name}-wal")
    if is_read_only(path) and not (wal.is_file() and wal.stat().st_size):
        return f"{uri}&immutable=1"
    return uri
