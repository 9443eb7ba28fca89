"""Whether a process brings the index up to the record by itself, and waiting for it.

It holds a lock for as long as it lives. Where there is none, whoever searches makes up for what is quick, and
a command for all that it changed.
"""

import time

from evidence.home.locks import is_held
from evidence.reads import search as reads
from evidence.reads.indexing import acted_since
from evidence.reads.pending import last_compared
from evidence.search.engine import IndexDamaged, SearchEngine
from evidence.search.slices import touched
from evidence.settings import Settings
from evidence.store.record import Record

OWN = 2.0  # seconds that a search waits for its person's own last change
LATELY = 60  # seconds within which a change is one's last
LOOK = 0.02  # seconds between two looks
STUCK = 60.0  # seconds without progress


def is_kept(settings: Settings) -> bool:
    """Whether a process keeps the index of this home."""
    return is_held(settings.indexing)


def wait_for_own(record: Record, engine: SearchEngine) -> None:
    """Wait until the index has what a person just changed, if they did."""
    since = record.before(LATELY)
    if not reads.waiting_for_words(record.db) or not acted_since(record.db, record.actor, since):
        return
    until = time.monotonic() + OWN
    try:
        own = set(touched(record, engine))
    except IndexDamaged:
        return  # the search will meet it
    while own & reads.waiting_for_words(record.db) and time.monotonic() < until:
        time.sleep(LOOK)


def wait_for_all(settings: Settings, record: Record, stuck: float = STUCK) -> bool:
    """Wait until the index has everything that it lacks now. Returns False if nobody is at it any more, or
    if it does not move for so long."""
    due, since = _due(record), time.monotonic()
    left = due
    while left:
        if not is_kept(settings) or time.monotonic() - since > stuck:
            return False
        time.sleep(5 * LOOK)
        now = due & _due(record)
        if now != left:
            left, since = now, time.monotonic()
    return True


def _due(record: Record) -> set[int]:
    """What waits, but for what another ingest is at."""
    last = last_compared(record.db)
    return {document for document in reads.waiting_for_words(record.db) if document <= last}
