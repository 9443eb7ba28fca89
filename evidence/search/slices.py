"""The index brought up to the record in slices of about a second, what a person touched before all else.

For the process that does it while a home is served. Between two slices it looks again at what waits, so that
a change made while thousands of new papers are indexed is not behind them.
"""

from evidence.reads import search as reads
from evidence.reads.indexing import tagged_before, waiting_since
from evidence.reads.pending import last_compared
from evidence.search.engine import SearchEngine
from evidence.search.indexer import held_or_cleared, strike_out
from evidence.store.record import Record

PASSAGES = 1500  # that are indexed in about a second
TAGS_AFTER = 30  # seconds: who decides on one link decides on the next
WORDS_AFTER = 5  # seconds that a new document waits for its links: many are found while others are still read


def touched(record: Record, engine: SearchEngine) -> list[int]:
    """The documents that wait, and are not new: a person changed them, withdrew them or brought them back.
    The last one first. Raises IndexDamaged."""
    waiting = reads.waiting_newest(record.db, -1)
    return _not_new([document for document, _ in waiting], engine.documents()) if waiting else []


def index_some(record: Record, engine: SearchEngine, passages: int = PASSAGES, wait: float = 1.0) -> int:
    """Index some of what is due: one document at least, and about so many passages. Returns how many
    documents; 0 if nothing is due. Raises IndexBusy.

    A new document is due once its links were suggested, so that it is indexed once, or once it has waited for
    them; what was tagged anew,
    which searches find without the index, once nothing else is, and not while it goes on.
    """
    with engine.writing(wait):
        last, queued = reads.waiting(record.db)
        held = held_or_cleared(engine)
        some, left = [], passages
        for document, size in _due(record, held):
            some.append(document)
            left -= size
            if left <= 0:
                break
        if some:
            engine.replace(reads.entries(record.db, some))
        elif nothing := set(queued) - held - reads.indexable(record.db):
            some = sorted(nothing)  # neither in the index nor to be in it
        if some:
            strike_out(record, engine, some, last)
        return len(some)


def _due(record: Record, held: set[int]) -> list[tuple[int, int]]:
    """The documents that are due, in the order of their urgency, each with how many passages it has."""
    db, should = record.db, reads.indexable(record.db)
    sizes = dict(reads.waiting_newest(db, -1))
    old = waiting_since(db, record.before(WORDS_AFTER))
    compared = max(should, default=0) if record.closed else last_compared(db)
    anew = [d for d in _not_new(list(sizes), held) if d in should or d in held]
    gone = sorted(held - should - set(anew))
    new = [d for d in sorted(sizes.keys() - set(anew)) if d in should and (d <= compared or d in old)]
    lacking = sorted(should - held - sizes.keys())
    if words := [*anew, *gone, *new, *lacking]:
        return [(d, sizes.get(d, 1)) for d in words]
    return tagged_before(db, record.before(TAGS_AFTER))


def _not_new(documents: list[int], held: set[int]) -> list[int]:
    """Documents are numbered as they come, and indexed in that order."""
    last = max(held, default=0)
    return [document for document in documents if document <= last]
