"""Where an ingest unpacks: a folder that goes with it, or, after a kill, with the next one's start.

The folder's lock also tells others that files are being read into the home.
"""

import fcntl
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from evidence.errors import HomeError
from evidence.home.locks import is_held

ALIVE = "alive"


@contextmanager
def scratch(root: Path) -> Iterator[Path]:
    """A folder of one's own under ``root``, and others' cleared away whose processes are dead.

    Raises HomeError if the home cannot take it.
    """
    try:
        root.mkdir(parents=True, exist_ok=True)
        with (root / "lock").open("a") as gate:
            fcntl.flock(gate, fcntl.LOCK_EX)  # nobody clears a folder away before its lock is held
            _clear(root)
            folder = Path(tempfile.mkdtemp(dir=root))
            held = (folder / ALIVE).open("a")
            fcntl.flock(held, fcntl.LOCK_EX)  # the system lets go of it when this process dies
    except OSError as error:
        raise HomeError(
            f"The home folder cannot be written to: {error.strerror}.",
            "Free some space or make it writable, then ingest again.",
        ) from error
    try:
        with held:
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def in_use(root: Path) -> bool:
    """Whether anybody, this process too, has a folder under ``root``."""
    return any(is_held(path) for path in root.glob(f"*/{ALIVE}"))


def _clear(root: Path) -> None:
    for folder in root.iterdir():
        with suppress(OSError):
            if folder.is_dir() and not is_held(folder / ALIVE):
                shutil.rmtree(folder, ignore_errors=True)
