"""The process that keeps the index of a home that is served: one for the home, woken by commits."""

import logging
import signal
import threading
import time

from evidence.errors import Busy, MusterError
from evidence.home import faults
from evidence.home.locks import hold
from evidence.home.processes import die_with_parent, yield_a_little
from evidence.schema.clearance import any_closed
from evidence.search import indexer
from evidence.search.engine import IndexBusy, IndexDamaged, SearchEngine
from evidence.search.open_index import OpenEngine
from evidence.search.slices import index_some
from evidence.services import Services, open_services
from evidence.settings import Settings
from evidence.store.record import Record

LOOK = 0.1  # seconds between two looks whether something was committed
ANYWAY = 5.0  # seconds after which it looks what waits though nothing was
START = 2.0  # seconds that it tries to become the one
AGAIN = 10.0  # seconds after which it goes on where it could not

log = logging.getLogger(__name__)


def keep_up(settings: Settings, stopping: threading.Event) -> None:
    """Index what waits until ``stopping`` is set. Raises Busy if another process does, HomeError."""
    with hold(settings.indexing, START), open_services(settings) as services:
        seen, due = -1, 0.0
        while not stopping.is_set():
            now = _commits(services)
            if now == seen and time.monotonic() < due:
                stopping.wait(LOOK)
                continue
            seen, due = now, time.monotonic() + ANYWAY
            try:
                while not stopping.is_set() and _some(services):
                    pass
            except IndexBusy:  # it is built anew, say
                stopping.wait(1.0)
            except Exception as error:
                told = (
                    error if isinstance(error, MusterError) else faults.told(settings.home, error, "indexing")
                )
                log.error("%s", told)
                stopping.wait(AGAIN)


def keep_up_apart(settings: Settings) -> None:
    """The same in a process of its own, until it is sent SIGTERM."""
    die_with_parent()
    yield_a_little()
    stopping = threading.Event()
    signal.signal(signal.SIGTERM, lambda number, frame: stopping.set())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the server's, which says when to stop
    try:
        keep_up(settings, stopping)
    except Busy:
        return  # another server on this home keeps it
    except MusterError as error:
        log.error("%s", error)


def _commits(services: Services) -> int:
    """A number that is another one once somebody else has written to the record."""
    return int(services.record.db.execute("PRAGMA data_version").fetchone()[0])


def _some(services: Services) -> bool:
    """A slice of what is due in the index of all, and one in that of who is not cleared."""
    found = bool(index_some(services.record, services.engine))
    if any_closed(services.record.db):
        with open_services(services.settings, cleared=False) as theirs:
            found = _open(theirs.record, theirs.engine) or found
    return found


def _open(record: Record, engine: SearchEngine) -> bool:
    try:
        if isinstance(engine, OpenEngine) and engine.outdated and indexer.purge(record, engine, wait=1.0):
            return True
        engine.documents()
    except IndexDamaged:
        return False  # it is built anew by what follows from the marking
    return record.closed and bool(index_some(record, engine))
