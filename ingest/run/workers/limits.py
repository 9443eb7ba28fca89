"""The limits that a hostile file meets in the process that reads it, and the sentences for the ledger.

The system enforces them: a reader that loops or crashes inside a C library cannot be asked to stop.
"""

import gc
import os
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evidence.errors import Unreadable
from evidence.home.processes import die_with_parent, yield_to_people
from evidence.settings import IngestSettings

TOO_LARGE = 87  # a reader's exit code when it took more memory than it may
WATCH = 0.05  # seconds between two looks at the memory taken
PATIENCE = 5  # times its seconds of processor time, a file may take where others keep the processor busy
BEHIND = 5  # steps of priority that a reader is behind what follows from reading
HARD = 1.5  # times the limit, the system gives no more: one page may ask for much between two looks
FROM_OUTSIDE = frozenset({-signal.SIGKILL, -signal.SIGTERM, 255})
"""Exit codes of a reader that a person, or the system for want of memory, ended: no file can. 255 is what
multiprocessing says of all readers when the process that forks them was ended."""
_ANOTHER = "Ask the sender for another copy, or print it to a new PDF, then ingest that."

_busy = threading.Event()


@dataclass(frozen=True)
class Limits:
    """What one file may take: seconds of processor time without those for OCR, seconds in all, megabytes."""

    seconds: int
    most_seconds: int
    megabytes: int

    @classmethod
    def of(cls, settings: IngestSettings) -> "Limits":
        return cls(settings.file_seconds, settings.file_minutes_with_ocr * 60, settings.file_memory_mb)

    def too_long(self) -> Unreadable:
        return Unreadable(
            f"Reading it took more than {self.seconds:,} seconds and was stopped.",
            "Split it or print it to a new PDF, then ingest that; or raise file_seconds in config.toml.",
        )

    def too_large(self) -> Unreadable:
        return Unreadable(
            f"Reading it took more than {self.megabytes:,} MB of memory and was stopped.",
            "Split it or print it to a new PDF, then ingest that; or raise file_memory_mb in config.toml.",
        )

    def stopped(self, code: int) -> Unreadable:
        """Why a reader ended without an answer: from its exit code, negative for a signal."""
        if code == TOO_LARGE:
            return self.too_large()
        if code in (-signal.SIGPROF, -signal.SIGALRM):
            return self.too_long()
        if code == -signal.SIGABRT:
            return self._aborted()
        if code in FROM_OUTSIDE:
            return Unreadable(
                "The program that reads it was ended from outside, each time that it was tried.",
                "See that the machine has memory enough, then ingest it again.",
            )
        how = signal.Signals(-code).name if -code in set(signal.Signals) else f"exit code {code}"
        return Unreadable(f"It crashed the program that reads it ({how}), as damaged files do.", _ANOTHER)

    def _aborted(self) -> Unreadable:
        """A library in C ends so when the system gives it no more memory; also on a fault of its own."""
        return Unreadable(
            f"Reading it took more than {self.megabytes:,} MB of memory, "
            "or crashed the program that reads it (SIGABRT).",
            "Print it to a new PDF or split it, then ingest that; or raise file_memory_mb in config.toml.",
        )


def move_in(limits: Limits, scratch: str) -> None:
    """Make this process a reader: it dies with its parent, dumps no core, and keeps to its memory."""
    tempfile.tempdir = scratch  # what a reader that is killed leaves behind goes with the folder
    die_with_parent()
    if _yields():  # begun by work that does: more so
        yield_to_people()
    else:
        os.nice(BEHIND)  # what is read is stored, compared and indexed before more is
    limit_memory(limits)
    # Readings are trees: counting references frees them, and looking for circles takes a tenth of the time.
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


def limit_memory(limits: Limits) -> None:
    """Hold this process and its children to the limit, softly and then hard."""
    import resource

    most = int(limits.megabytes * HARD) << 20
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    threading.Thread(target=_watch, args=(limits.megabytes << 20,), daemon=True).start()


def _watch(most: int) -> None:
    page = os.sysconf("SC_PAGE_SIZE")
    while Path("/proc/self/statm").exists():
        if int(Path("/proc/self/statm").read_text().split()[1]) * page > most and _busy.is_set():
            os._exit(TOO_LARGE)
        time.sleep(WATCH)


def _yields() -> bool:
    return os.getpriority(os.PRIO_PROCESS, 0) > BEHIND


@contextmanager
def timed(limits: Limits) -> Iterator[None]:
    """Within it, the system ends this process when the seconds are over, whatever it is doing.

    They are seconds of processor time: a file is not given up because the machine was busy. One that waits
    without working is ended later: as late as one with OCR, where this process waits for others.
    """
    for number in (signal.SIGPROF, signal.SIGALRM):
        signal.signal(number, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, limits.seconds)
    signal.setitimer(signal.ITIMER_REAL, limits.most_seconds if _yields() else limits.seconds * PATIENCE)
    _busy.set()
    try:
        yield
    finally:
        _busy.clear()
        for timer in (signal.ITIMER_PROF, signal.ITIMER_REAL):
            signal.setitimer(timer, 0)


def limited(limits: Limits, work: Callable[..., Any], *arguments: Any) -> Any:
    """Do a piece of work in this process, a reader, within its time. Raises Unreadable for want of memory."""
    try:
        with timed(limits):
            return work(*arguments)
    except MemoryError:
        raise limits.too_large() from None
