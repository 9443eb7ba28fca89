"""Work that a test has done in another process."""

import os
import signal
import threading
import time
from collections.abc import Callable

from evidence.settings import Settings
from evidence.settling.settle import suggest_apart


def doubled(number: int, check: Callable[[], None]) -> tuple[int, int]:
    """Twice a number, and how much this process yields."""
    check()
    return 2 * number, os.getpriority(os.PRIO_PROCESS, 0)


def crash(number: int, check: Callable[[], None]) -> int:
    """End this process as a fault in a library does."""
    os._exit(number)


def begin_and_wait(path: str, check: Callable[[], None]) -> None:
    """Say that it began, then go on until it is stopped; say that too."""
    with open(path, "a") as file:  # noqa: PTH123 - appended by two processes' words
        print(os.getpid(), file=file, flush=True)
        try:
            while True:
                check()
                time.sleep(0.01)
        except BaseException:
            print("stopped", file=file, flush=True)
            raise


def suggest_and_be_killed(settings: Settings, actor: str, up_to: int) -> int:
    """Suggest links as `muster ingest` does, and be killed while at it, or before that is told."""
    kill = (os.getpid(), signal.SIGKILL)
    threading.Timer(0.3, os.kill, kill).start()
    suggest_apart(settings, actor, up_to)
    os.kill(*kill)
    return 0
