"""Readers on this machine: processes in which a file that hangs, crashes or swells fails alone."""

import logging
import multiprocessing
import os
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, InvalidStateError
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from pathlib import Path
from typing import Any

from pebble import ProcessExpired, ProcessPool

from evidence.errors import HomeError
from ingest.run.workers.limits import FROM_OUTSIDE, Limits, limited, move_in

log = logging.getLogger(__name__)

FILES = 500  # that one process reads before another takes its place: libraries leak
TRIES = 3  # of a file whose pool broke down for reasons that need not be its own
PAUSE = 0.5
"""Seconds before the next try: pebble finds out of its processes one after another that they ended, and what
it is given between two of them is never answered if it breaks down for the second."""
GRACE = 5.0  # seconds beyond a reader's own limits before it is ended from outside


class Pool(Executor):
    """An Executor over pebble's processes, which start with the first file.

    A future fails with Unreadable, the sentence for the ledger, if its reader was stopped or crashed.
    ``scratch`` is where readers put their temporary files.
    """

    def __init__(self, limits: Limits, scratch: Path, workers: int = 0) -> None:
        self.workers = workers or cores()
        self._limits, self._scratch = limits, scratch
        self._pool: ProcessPool | None = None
        self._starting = threading.Lock()  # tries come from threads of their own
        self._over = False  # what breaks down from here on is being stopped

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        if self._over:
            raise RuntimeError("cannot schedule new futures after shutdown")
        outer: Future[Any] = Future()
        outer.set_running_or_notify_cancel()
        self._send(outer, (fn, *args), TRIES)
        return outer

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._over = self._over or cancel_futures
        if self._pool is None:
            return
        if cancel_futures:
            self._pool.stop()
        else:
            self._pool.close()
        if wait or cancel_futures:
            self._pool.join()

    def _send(self, outer: Future[Any], work: tuple[Any, ...], tries: int) -> None:
        limit = self._limits.most_seconds + GRACE
        try:
            inner = self._started().schedule(limited, args=(self._limits, *work), timeout=limit)
        except (BrokenProcessPool, OSError) as error:
            raise HomeError(
                "The processes that read files cannot be started.",
                "Check how much memory and how many processes this user may have, then ingest again.",
            ) from error
        inner.add_done_callback(lambda done: self._answer(outer, done, work, tries - 1))

    def _started(self) -> ProcessPool:
        """The processes; new ones if those there were broke down."""
        with self._starting:
            if self._pool is None or not self._pool.active:
                self._pool = ProcessPool(
                    max_workers=self.workers,
                    max_tasks=FILES,
                    initializer=_begin,
                    initargs=(self._limits, str(self._scratch), cores()),
                    context=_context(),
                )
            return self._pool

    def _answer(self, outer: Future[Any], done: Future[Any], work: tuple[Any, ...], tries: int) -> None:
        if done.cancelled():
            error: BaseException | None = BrokenProcessPool("the pool was stopped")
            tries = 0
        else:
            error = done.exception()
        if _not_its_own(error) and tries > 0 and not self._over:
            log.warning("a reader was ended from outside, or all broke down; trying again")
            again = threading.Timer(PAUSE, self._again, (outer, work, tries))
            again.daemon = True
            again.start()
            return
        with suppress(InvalidStateError):
            if error is None:
                outer.set_result(done.result())
            elif isinstance(error, ProcessExpired):
                outer.set_exception(self._limits.stopped(error.exitcode))
            elif isinstance(error, TimeoutError):
                outer.set_exception(self._limits.too_long())
            else:
                outer.set_exception(error)

    def _again(self, outer: Future[Any], work: tuple[Any, ...], tries: int) -> None:
        try:
            if self._over:
                raise BrokenProcessPool("the pool was stopped")
            self._send(outer, work, tries)
        except (HomeError, BrokenProcessPool) as trouble:
            outer.set_exception(trouble)


def _not_its_own(error: BaseException | None) -> bool:
    """Whether what went wrong need not be the file's fault."""
    if isinstance(error, ProcessExpired):
        return error.exitcode in FROM_OUTSIDE
    return isinstance(error, BrokenProcessPool)


def _begin(limits: Limits, scratch: str, shared: int) -> None:
    """Make this process a reader that shares the cores with the others, a page of a scan each."""
    from ingest.readers.scans.parallel import share  # here, where all readers are loaded already

    move_in(limits, scratch)
    share(Path(scratch), shared)


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _context() -> Any:
    """A server that forks readers: quick as a fork, without the threads and locks of this process."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["__main__", "ingest.run.workers.preloaded"])
    return context
