"""Comparing again in a process of its own, so that whoever is served meanwhile does not wait for it."""

import multiprocessing
from collections.abc import Callable

from evidence.errors import HomeError
from evidence.home.processes import die_with_parent
from evidence.reads.pending import comparing
from evidence.services import Services, open_services
from evidence.settings import Settings
from evidence.settling.rescoring import compare_again

MANY = 50  # documents that make the start of a process worth while
TICK = 0.5  # seconds between two checks


def compare_apart(services: Services, check: Callable[[], None]) -> None:
    """Compare whatever waits; ``check`` is called now and then, and what it raises stops the work.

    What is done is in the record: the next call goes on there. Raises HomeError if the process broke down.
    """
    if comparing(services.record.db).left < MANY:
        compare_again(services, lambda done, total: check())
        return
    context = multiprocessing.get_context("forkserver")
    process = context.Process(target=_compare, args=(services.settings,))
    process.start()
    try:
        while process.is_alive():
            process.join(TICK)
            check()
    finally:
        process.kill()
        process.join()
    if process.exitcode:
        raise HomeError(
            "Comparing documents again stopped before its end.", "It goes on by itself in a minute."
        )


def _compare(settings: Settings) -> None:
    die_with_parent()
    with open_services(settings) as services:
        compare_again(services)
