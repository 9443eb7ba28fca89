"""The index brought up to the record in slices of about a second, what a person touched before all else.

For the process that does it while a home is served. Between two slices it looks again at what waits, so that
a change made while thousands of new papers are indexed is not behind them.
"""

from evidence.reads import search as reads
from evidence.reads.indexing import Tagged, tagged_before, waiting_newest, waiting_since
from evidence.reads.pending import last_compared
from evidence.search.engine import SearchEngine
from evidence.search.indexer import held_or_cleared, strike_out, writing
from evidence.store.record import Record

PASSAGES = 1500  # that are indexed in about a second
TAGGED = 2000
"""Passages whose tags a search takes from the record in some hundredths of a second."""
TAGS_AFTER = 30
"""Seconds that tags wait where words are written with them: who decides on one link decides on the next."""
TAGS = 5  # times as many passages are tagged anew in a second as are indexed
WORDS_AFTER = 5  # seconds that a new document waits for its links, where it would be indexed again for them


def touched(record: Record, engine: SearchEngine) -> list[int]:
    """The documents that wait, and are not new: a person changed them, withdrew them or brought them back.
    The last one first. Raises IndexDamaged."""
    waiting = waiting_newest(record.db, -1)
    return _not_new([document for document, _ in waiting], engine.documents()) if waiting else []


def index_some(record: Record, engine: SearchEngine, passages: int = PASSAGES, wait: float = 1.0) -> int:
    """Index some of what is due: one document at least, and about so many passages. Returns how many
    documents; 0 if nothing is due. Raises IndexBusy.

    Where tags stand beside the words, what people decided comes first, and what was suggested last. Elsewhere
    both, which searches find without the index, are due once nothing else is, and not while it goes on,
    unless it is more than a search takes from the record.
    """
    with writing(engine, wait):
        last, queued = reads.waiting(record.db)
        held, apart = held_or_cleared(engine), engine.tags_apart
        many = TAGS * passages if apart else passages
        if some := _first(_decided(record, held) if apart else [], many):
            engine.retag(reads.entries(record.db, some))
        elif some := _first(_words(record, held, apart), passages):
            engine.replace(reads.entries(record.db, some))
        elif some := _first(_tags(record, apart), many):
            engine.retag(reads.entries(record.db, some))
        else:
            some = sorted(set(queued) - held - reads.indexable(record.db))  # not in the index nor to be in it
        if some:
            strike_out(record, engine, some, last)
        return len(some)


def _first(due: list[tuple[int, int]], passages: int) -> list[int]:
    """The first of these documents, each given with how many passages it has."""
    some: list[int] = []
    for document, size in due:
        some.append(document)
        passages -= size
        if passages <= 0:
            break
    return some


def _words(record: Record, held: set[int], tags_apart: bool) -> list[tuple[int, int]]:
    """The documents whose words are due, in the order of their urgency, each with how many passages it has.

    Where tags stand within the words, a new one is due once its links were suggested, so that it is indexed
    once, or once it has waited for them.
    """
    db, should = record.db, reads.indexable(record.db)
    sizes = dict(waiting_newest(db, -1))
    anew = [d for d in _not_new(list(sizes), held) if d in should or d in held]
    gone = sorted(held - should - set(anew))
    new = [d for d in sorted(sizes.keys() - set(anew)) if d in should]
    if not (tags_apart or record.closed):
        old, compared = waiting_since(db, record.before(WORDS_AFTER)), last_compared(db)
        new = [d for d in new if d <= compared or d in old]
    lacking = sorted(should - held - sizes.keys())
    return [(d, sizes.get(d, 1)) for d in [*anew, *gone, *new, *lacking]]


def _decided(record: Record, held: set[int]) -> list[tuple[int, int]]:
    """The documents of which people changed the tags alone, each with how many passages it has."""
    return [pair for pair in tagged_before(record.db, record.before(0), Tagged.BY_HAND) if pair[0] in held]


def _tags(record: Record, tags_apart: bool) -> list[tuple[int, int]]:
    """The documents whose tags alone are due, each with how many passages it has."""
    every = tagged_before(record.db, record.before(0))
    if tags_apart or sum(size for _, size in every) > TAGGED:
        return every
    return tagged_before(record.db, record.before(TAGS_AFTER))


def _not_new(documents: list[int], held: set[int]) -> list[int]:
    """Documents are numbered as they come, and indexed in that order."""
    last = max(held, default=0)
    return [document for document in documents if document <= last]
