"""Several pictures of pages read at once: tesseract is a program of its own, so threads can wait for several.

However many files are being read, no more pages are than there are cores: each takes a slot, a lock that the
system lets go of when its process dies. Where nobody said how many cores there are to share, pages are read
one by one.
"""

import fcntl
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from PIL import Image

from evidence.settings import IngestSettings
from ingest.readers.scans.ocr import Seen, read_picture

MOST = 4  # of one file at once: their pictures take memory, some 40 MB each
WAIT = 0.02  # seconds between two looks for a free slot

_shared: tuple[Path, int] | None = None


def share(folder: Path, cores: int) -> None:
    """Have this process read pages side by side with all others that share the folder's slots."""
    global _shared
    _shared = (folder, cores)


class SideBySide:
    """Reads one file's pictures; ``ahead`` is how many may be under way. Use it as a context."""

    def __init__(self, settings: IngestSettings) -> None:
        self._settings = settings
        self.ahead = min(MOST, _shared[1]) if _shared else 0
        self._threads = ThreadPoolExecutor(self.ahead) if self.ahead else None

    def __enter__(self) -> "SideBySide":
        return self

    def __exit__(self, *raised: object) -> None:
        if self._threads is not None:
            self._threads.shutdown(cancel_futures=True)

    def read(self, picture: Image.Image, scale: float) -> Future[Seen]:
        """What comes of one picture, as ``read_picture`` tells it."""
        if self._threads is not None:
            return self._threads.submit(_in_turn, picture, self._settings, scale)
        done: Future[Seen] = Future()
        try:
            done.set_result(read_picture(picture, self._settings, scale))
        except Exception as error:
            done.set_exception(error)
        return done


def _in_turn(picture: Image.Image, settings: IngestSettings, scale: float) -> Seen:
    with _slot():
        return read_picture(picture, settings, scale)


@contextmanager
def _slot() -> Iterator[None]:
    """One of the slots that all share, for as long as the context lasts."""
    if _shared is None:
        yield
        return
    folder, count = _shared
    while True:
        for number in range(count):
            with (folder / f"ocr-{number}").open("a") as file:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    continue
                yield
                return
        time.sleep(WAIT)
