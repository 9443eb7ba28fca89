"""The process that keeps the index while a home is served, and the thread that has one there."""

import logging
import multiprocessing
import threading

from evidence.settings import Settings
from evidence.settling.keeping import keep_up_apart

TICK = 0.5  # seconds between two looks at the process
AGAIN = 10.0  # seconds after which another one is begun
ENDING = 8.0  # seconds that it may take to end the slice in hand

log = logging.getLogger(__name__)


class Indexing:
    """Keeps the index of one home from ``start`` to ``stop``."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="indexing", daemon=True)

    def start(self) -> None:
        """Begin. Until the process is there, searches make up for what is quick."""
        self._thread.start()

    def stop(self) -> None:
        """End after the slice in hand. What waits is indexed at the next start."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(2 * ENDING)

    def _run(self) -> None:
        # Not of the server that forks: it has first to load all that reads files.
        context = multiprocessing.get_context("spawn")
        while not self._stopping.is_set():
            process = context.Process(target=keep_up_apart, args=(self._settings,), daemon=True)
            process.start()
            while process.is_alive() and not self._stopping.is_set():
                process.join(TICK)
            process.terminate()
            process.join(ENDING)
            process.kill()
            process.join()
            if not self._stopping.wait(AGAIN):
                log.info("the process that keeps the index is begun again")
