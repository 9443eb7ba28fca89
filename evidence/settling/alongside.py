"""Steps that processes of their own take while files are read and links suggested: near-duplicates, mentions
of other papers, the index; and the links of a part of the files, while the next ones are read.

Each finds in the record what it has to do, whatever the moment at which it begins, so that none of them
changes what comes of it.
"""

import logging
import multiprocessing
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import ExitStack
from functools import cache
from typing import Any, TypeVar

from pebble import ProcessPool

from evidence.home.processes import die_with_parent
from evidence.reads.search import waiting_for_words
from evidence.search.indexer import drain
from evidence.search.kept import is_kept
from evidence.services import Services, open_services
from evidence.settings import Settings
from evidence.settling.near_duplicates import flag_near_duplicates
from evidence.settling.references import read_mentions

log = logging.getLogger(__name__)

MANY = 50  # documents that make the start of a process worth while
WORTH = 25  # documents that make a commit of the index worth while
WORKERS = 2
_open = ExitStack()
T = TypeVar("T")


class Alongside:
    """The other processes. Use it as a context: at its end they end too, with what they were given done,
    unless something was raised.

    For a few documents there are none. What is not done here is found in the record, and done later.
    """

    def __init__(self, settings: Settings, documents: int = 0, actor: str = "muster") -> None:
        self._settings, self._actor = settings, actor
        self._pool: ProcessPool | None = None
        self._steps: dict[Callable[..., Any], Future[Any]] = {}  # the last of each
        self._stored = self._suggested = 0  # the documents up to which words, and links, wait for the index
        self._documents = documents

    def __enter__(self) -> "Alongside":
        self.stored(0)
        return self

    def __exit__(self, kind: type[BaseException] | None, *raised: object) -> None:
        if self._pool is None:
            return
        if kind is None:
            self._index(late=True)
            self._pool.close()
        else:
            self._pool.stop()
        self._pool.join()

    def stored(self, documents: int, last: int = 0) -> None:
        """So many more documents are in the record, up to ``last``: compare them with the others and index
        them, unless that goes on."""
        self._documents += documents
        self._stored = max(self._stored, last)
        if self._documents >= MANY:
            if self._is_idle(_compare):
                self._do(_compare)
            self._index()

    def index(self, document: int) -> None:
        """Links are suggested for everything up to this document: index them, unless that goes on."""
        self._suggested = document
        self.stored(0)

    def _index(self, late: bool = False) -> None:
        if (self._stored or self._suggested) and self._pool is not None and (late or self._is_idle(_index)):
            self._do(_index, self._stored, self._suggested)
            self._stored = self._suggested = 0

    def do(self, step: Callable[..., T], *given: Any) -> "Future[T] | None":
        """Have another step taken, of the settings, the actor and what is given; None if there are no other
        processes."""
        return self._do(step, self._actor, *given) if self._pool is not None else None

    def _is_idle(self, step: Callable[..., Any]) -> bool:
        return step not in self._steps or self._steps[step].done()

    def _do(self, step: Callable[..., T], *given: Any) -> "Future[T]":
        if self._pool is None or not self._pool.active:  # it breaks down where one that was idle is killed
            context = multiprocessing.get_context("forkserver")
            self._pool = ProcessPool(WORKERS, initializer=die_with_parent, context=context)
        future: Future[T] = self._pool.schedule(step, args=(self._settings, *given))
        future.add_done_callback(_note)
        self._steps[step] = future
        return future


def _note(done: Future[Any]) -> None:
    if not done.cancelled() and (error := done.exception()):
        log.warning("a step is left for the end: %s", error)


def _compare(settings: Settings) -> int:
    record = services_here(settings).record
    return read_mentions(record) + flag_near_duplicates(record)


def _index(settings: Settings, stored: int, suggested: int) -> int:
    """Index everything up to a document: those whose links were suggested, and, where tags stand beside the
    words, those that were only stored."""
    if is_kept(settings):
        return 0  # by a process that sees for itself
    services = services_here(settings)
    record, engine, done = services.record, services.engine, 0
    while engine.tags_apart and len(waiting_for_words(record.db)) >= WORTH:  # of what came meanwhile, too
        done += drain(record, engine)
    last = max(stored, suggested) if engine.tags_apart else suggested
    return done + (drain(record, engine, up_to=last) if last else 0)


@cache
def services_here(settings: Settings, actor: str = "muster") -> Services:
    """Open as long as this process lasts: an engine that knows its segments need not load them again."""
    return _open.enter_context(open_services(settings, actor))
