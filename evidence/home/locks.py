"""A lock between processes that the system releases when its holder dies."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from evidence.errors import Busy


@contextmanager
def hold(path: Path, timeout: float, busy: type[Busy] = Busy) -> Iterator[None]:
    """Hold the lock on ``path`` (made if need be).

    Raises ``busy``, or a Busy, after ``timeout`` seconds.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + timeout
    with path.open("a") as file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError as error:
                if time.monotonic() >= deadline:
                    raise busy(busy.told, "Try again in a moment.") from error
                time.sleep(0.05)
        yield  # closing the file releases it


def is_held(path: Path) -> bool:
    """Whether somebody holds the lock on ``path``."""
    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False  # it never was
    return False
