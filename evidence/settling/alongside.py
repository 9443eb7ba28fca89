"""Steps that a process of its own takes while this one suggests links: near-duplicates, and the index."""

import logging
import multiprocessing
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack
from functools import cache

from evidence.home.processes import die_with_parent
from evidence.search.indexer import drain
from evidence.services import Services, open_services
from evidence.settings import Settings
from evidence.settling.near_duplicates import flag_near_duplicates

log = logging.getLogger(__name__)

MANY = 50  # documents that make the start of a process worth while
_open = ExitStack()


class Alongside:
    """The other process. Use it as a context: at its end the process ends too, with what it was given done.

    For a few documents there is none. What is not done here is found in the record, and done later.
    """

    def __init__(self, settings: Settings, documents: int) -> None:
        self._settings = settings
        self._stack = ExitStack()
        self._pool: ProcessPoolExecutor | None = None
        self._indexing: Future[int] | None = None
        self._due = 0
        self._wanted = documents >= MANY

    def __enter__(self) -> "Alongside":
        if self._wanted:
            context = multiprocessing.get_context("forkserver")
            pool = ProcessPoolExecutor(1, mp_context=context, initializer=die_with_parent)
            self._pool = self._stack.enter_context(pool)
            self._do(_compare)
        return self

    def __exit__(self, *raised: object) -> None:
        if self._due:
            self._do(_index, self._due)
        self._stack.close()

    def index(self, document: int) -> None:
        """Everything up to this document may be indexed: now, unless earlier ones still are."""
        self._due = document
        if self._indexing is None or self._indexing.done():
            self._indexing, self._due = self._do(_index, document), 0

    def _do(self, step: Callable[..., int], *given: int) -> Future[int] | None:
        if self._pool is None:
            return None
        future = self._pool.submit(step, self._settings, *given)
        future.add_done_callback(_note)
        return future


def _note(done: Future[int]) -> None:
    if not done.cancelled() and (error := done.exception()):
        log.warning("a step is left for the end: %s", error)


def _compare(settings: Settings) -> int:
    return flag_near_duplicates(_services(settings).record)


def _index(settings: Settings, document: int) -> int:
    services = _services(settings)
    return drain(services.record, services.engine, up_to=document)


@cache
def _services(settings: Settings) -> Services:
    """Open as long as this process lasts: an engine that knows its segments need not load them again."""
    return _open.enter_context(open_services(settings))
