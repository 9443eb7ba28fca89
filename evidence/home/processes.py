"""Processes: how one loads what it needs, and that those Muster starts end with the one that started them."""

import ctypes
import gc
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import ModuleType
from typing import Any

_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux's prctl
_IDLE_DISK = (251, 1, 0, (2 << 13) | 7) if os.uname().machine == "x86_64" else (30, 1, 0, (2 << 13) | 7)
"""ioprio_set for this process: best effort, the last of its levels. 251 on x86-64, 30 on the newer ones."""


def die_with_parent() -> None:
    """Have this process end with the one that began it, even if that is killed.

    The system sees to it where that one forked this. A server that forks stands between otherwise, and lives
    as long as any that it forked: then a thread waits for the other's end.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    import multiprocessing  # not for every command: most begin no other process

    beginner = multiprocessing.parent_process()
    if beginner is not None:
        threading.Thread(target=_end_with, args=(beginner.sentinel,), daemon=True).start()


def yield_a_little() -> None:
    """Have this process give way to those that people wait for. It still gets on, a tenth as fast: it may
    hold the record's write lock, for which they would wait."""
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, 0, 10)
    _schedule("SCHED_BATCH")


def yield_to_people() -> None:
    """Have this process, and those it starts, take what time and disk others leave, and hardly more. For
    those that hold no lock which people wait for."""
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, 0, 19)
    _schedule("SCHED_IDLE")
    if sys.platform == "linux":
        ctypes.CDLL(None).syscall(*_IDLE_DISK)


def _schedule(policy: str) -> None:
    """By that policy of Linux's scheduler, sched(7); elsewhere there is none."""
    if hasattr(os, policy):
        with suppress(OSError):
            os.sched_setscheduler(0, getattr(os, policy), os.sched_param(0))


def _end_with(sentinel: int) -> None:
    from multiprocessing.connection import wait

    wait([sentinel])
    os._exit(1)


@contextmanager
def loading() -> Iterator[None]:
    """Within it, modules load without the collector of reference cycles, and it never looks at them again:
    what is loaded stays, and looking through it takes a sixth of the time of loading."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


@contextmanager
def without(name: str, stand_in: ModuleType | None = None) -> Iterator[None]:
    """Within it, what is loaded does without this module, which takes long to load and is not used.

    What asks for it is told that it is not installed, or given ``stand_in``, and keeps that; whoever asks
    afterwards is given the real one. No effect where it is loaded already.
    """
    if name in sys.modules:
        yield
        return
    sys.modules[name] = stand_in  # type: ignore[assignment]  # None: documented as "not to be found"
    try:
        yield
    finally:
        del sys.modules[name]


class Hollow(ModuleType):
    """A module that has whatever name it is asked for, as annotations ask: each stands for any object."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return object
