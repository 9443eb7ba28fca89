"""A piece of background work in a process of its own, which leaves processor and disk to people.

In the serving process reading and building would hold the interpreter's lock while people wait, and keep the
memory that they once needed.
"""

import multiprocessing
import signal
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from evidence.errors import HomeError
from evidence.home.processes import die_with_parent, yield_a_little
from webapp.background.jobs import Stopped

TICK = 0.2  # seconds between two checks
ENDING = 8.0  # seconds that work which is stopped may take to come to a place where it can stop


def run_apart(work: Callable[..., Any], *given: Any, check: Callable[[], None]) -> Any:
    """``work(*given, check)`` in another process, and what it returns.

    ``check`` is called here now and then; where it raises, the work is stopped, and that is raised. Raises
    HomeError if the process broke down: what is done is in the record.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["__main__", "webapp.background.preloaded"])
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs, work, given))
    process.start()
    theirs.close()
    try:
        while not ours.poll(TICK):
            check()
            if not process.is_alive() and not ours.poll(0):
                break
        ended, answer = ours.recv() if ours.poll(0) else (False, None)
    except EOFError:
        ended, answer = False, None
    except BaseException:
        process.terminate()
        process.join(ENDING)
        raise
    finally:
        ours.close()
        process.join(ENDING)
        process.kill()
        process.join()
    if not ended:
        raise HomeError("A piece of background work broke down.", "It goes on by itself in a minute.")
    return answer


def _work(to: Connection, work: Callable[..., Any], given: tuple[Any, ...]) -> None:
    die_with_parent()
    yield_a_little()
    stopping = threading.Event()
    signal.signal(signal.SIGTERM, lambda number, frame: stopping.set())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the server's, which says when to stop

    def check() -> None:
        if stopping.is_set():
            raise Stopped

    try:
        to.send((True, work(*given, check)))
    except Stopped:
        return
