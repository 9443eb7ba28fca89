"""Background work: huey's queue in the home folder, and the thread that works it off.

The record says what is to be done, so that neither a reload nor a kill loses any of it: the queue only wakes
the worker. huey is imported here alone.
"""

import logging
import shutil
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from huey import SqliteHuey
from huey.consumer import Consumer

from evidence.errors import Busy, HomeError
from evidence.home.locks import hold
from evidence.reads import freezings
from evidence.reads import jobs as reads
from evidence.search.kept import is_kept
from evidence.services import open_services
from evidence.settings import Settings
from webapp.background.apart import run_apart
from webapp.background.freezing import freeze
from webapp.background.jobs import SETTLE, Stopped, is_soon_settled, run_job
from webapp.background.reading_again import read_again

log = logging.getLogger(__name__)

BUSY_AGAIN = 2  # seconds until a job is tried again that another Muster process has in hand
FAILED_AGAIN = 60  # and one that the home could not take: its disk was full, say
WORKERS = 2  # so that a pack is frozen while files are read, which takes hours after a large upload
OFTEN = 5.0  # seconds within which asking again for what waits to be indexed is asking once
STOPPING = 10.0  # seconds that stopping waits for the file in hand
LEFT_OVER = 24 * 3600  # seconds after which bytes that no job knows are an upload cut short


class _Worker(Consumer):
    """huey's consumer without its signal handlers: Ctrl+C is the server's."""

    def _set_signal_handlers(self) -> None:
        pass


class Queue:
    """The jobs of one home folder."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._huey = SqliteHuey(
            "muster", filename=str(settings.served / "queue.db"), results=False, timeout=30, strict_fifo=True
        )
        self._task: Callable[[int], object] = self._huey.task(name="job")(self._work)
        self._freezing: Callable[[int], object] = self._huey.task(name="freezing")(self._freeze)
        self._reading: Callable[[int, str], object] = self._huey.task(name="reading")(self._read_again)
        self._stopping = threading.Event()
        self._worker: Consumer | None = None
        # Passwords stay in this process: neither the queue nor the record ever sees one.
        self._passwords: dict[int, str] = {}
        self._settled = -OFTEN

    def put(self, job: int, password: str = "") -> None:
        """Have a job run."""
        if password:
            self._passwords[job] = password
        self._wake(self._task, job)

    def freeze(self, number: int) -> None:
        """Have an issue built that was asked for."""
        self._wake(self._freezing, number)

    def read_again(self, document: int, asked_by: str) -> None:
        """Have a document's file read again. If it is cut short, it was not asked for."""
        self._wake(self._reading, document, asked_by)

    def settle(self) -> None:
        """Have done what follows from a change."""
        self._settled = time.monotonic()
        self._wake(self._task, SETTLE)

    def index(self) -> None:
        """Have indexed what waits; asked for again and again, while one types, it is done once."""
        if time.monotonic() - self._settled > OFTEN and not is_kept(self._settings):
            self.settle()

    def _wake(self, task: Any, *given: object, after: float = 0) -> None:
        """Have the worker do it, so many seconds later; where the queue's disk is full, once it is not."""
        try:
            if after:
                task.schedule(given, delay=after)
            else:
                task(*given)
        except Exception as error:  # the record knows what is to be done, so that it only comes later
            log.warning("the queue cannot be written: %s", error)
            if not self._stopping.is_set():
                again = threading.Timer(after or BUSY_AGAIN, self._wake, (task, *given))
                again.daemon = True
                again.start()

    def start(self) -> None:
        """Go on with the jobs that are not finished, then with whatever comes, in a thread."""
        self._settings.incoming.mkdir(mode=0o700, exist_ok=True)
        self._huey.flush()  # what it still holds is among the unfinished
        with open_services(self._settings) as services:
            _sweep(self._settings.incoming, reads.expected_folders(services.record.db))
            for job in reads.unfinished(services.record.db):
                self.put(job)
            for number in freezings.unfinished(services.record.db):
                self.freeze(number)
        self.put(SETTLE)
        self._worker = _Worker(
            self._huey, workers=WORKERS, periodic=False, max_delay=1.0, check_worker_health=False
        )
        self._worker.start()

    def stop(self) -> None:
        """Stop after the file in hand. What is not done is gone on with at the next start."""
        self._stopping.set()
        if self._worker is not None:
            self._worker.stop()
            for _, thread in self._worker.worker_threads:
                thread.join(STOPPING)

    def work_off(self) -> None:
        """Run what waits, here and now."""
        while (task := self._huey.dequeue()) is not None:
            if task.name == "reading":
                self._read_again(*task.args)
            else:
                (self._freeze if task.name == "freezing" else self._work)(*task.args)

    def _work(self, job: int) -> None:
        try:
            # One at a time on one home, however many servers there are.
            with hold(self._settings.incoming / ".lock", timeout=0):
                if not self._is_due(job):
                    return
                password = self._passwords.pop(job, "")
                if not self._run(run_job, self._settings, job, password):
                    self._passwords |= {job: password} if password else {}
                    self._wake(self._task, job, after=FAILED_AGAIN)
        except Busy:
            self._wake(self._task, job, after=BUSY_AGAIN)
        except Stopped:
            return

    def _is_due(self, job: int) -> bool:
        """Whether there is something to run: a job is asked for with each of its files, and a run takes all
        that have come."""
        if job == SETTLE:
            return True
        try:
            with open_services(self._settings) as services:
                return job in reads.unfinished(services.record.db)
        except HomeError:  # the run says what is wrong, and is tried again
            return True

    def _freeze(self, number: int) -> None:
        try:
            with hold(self._settings.home / "packs" / ".lock", timeout=0):
                if self._run(freeze, self._settings, number):
                    self._wake(self._freezing, number, after=FAILED_AGAIN)
        except Busy:
            self._wake(self._freezing, number, after=BUSY_AGAIN)
        except Stopped:
            return

    def _read_again(self, document: int, asked_by: str) -> None:
        read_again(self._settings, document, asked_by)

    def _run(self, work: Callable[..., Any], *given: Any) -> Any:
        """Do it: where this serves people in a process of its own, unless that takes longer to start."""
        if self._worker is None or (given[1:2] == (SETTLE,) and is_soon_settled(self._settings)):
            return work(*given, self._check)
        try:
            return run_apart(work, *given, check=self._check)
        except HomeError as error:
            log.error("%s", error)
            return False

    def _check(self) -> None:
        if self._stopping.is_set():
            raise Stopped


def _sweep(incoming: Path, expected: set[str]) -> None:
    """Remove what uploads left behind that were cut short by a kill."""
    oldest = time.time() - LEFT_OVER
    for path in incoming.iterdir():
        with suppress(OSError):
            if path.name == ".lock" or path.name in expected or path.stat().st_mtime > oldest:
                continue
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink()
