"""The record -> the index. Whatever is interrupted is simply done again."""

from collections.abc import Collection, Iterator, Sequence, Set
from contextlib import contextmanager

from evidence.home import faults
from evidence.reads import search as reads
from evidence.search.engine import IndexDamaged, IndexUnwritable, SearchEngine
from evidence.store import outbox
from evidence.store.record import Record

BATCH = 100
"""Documents a commit: more need more memory, fewer take longer."""
ANEW = 10 * BATCH
"""The same where nobody waits for a commit."""


@contextmanager
def writing(engine: SearchEngine, wait: float) -> Iterator[None]:
    """Be the one who writes to the index. Raises IndexBusy after ``wait`` seconds; IndexUnwritable for what
    the system refuses within: the record tells what it is refused by errors of its own."""
    try:
        with engine.writing(wait):
            yield
    except OSError as error:
        if error.errno not in faults.REFUSALS:
            raise
        said = (error.strerror or "unknown error").lower()
        raise IndexUnwritable(
            f"The search index cannot be written: {said} (the folder index in the home).",
            faults.REFUSALS[error.errno],
        ) from error


def drain(
    record: Record,
    engine: SearchEngine,
    batch: int = BATCH,
    wait: float = 60.0,
    up_to: int | None = None,
) -> int:
    """Bring the index up to the record: the outbox's documents, and any that the index lacks or should not
    have (it was deleted, say, or is damaged). Returns how many documents were indexed or taken out.

    ``up_to`` leaves documents after that one to a later call.

    A batch's outbox rows are struck out after its commit, so that a crash between the two loses nothing.
    Raises IndexBusy if another process does the same for ``wait`` seconds, IndexUnwritable.
    """
    with writing(engine, wait):
        return _catch_up(record, engine, batch, up_to)


def add(record: Record, engine: SearchEngine, documents: list[int]) -> None:
    """Bring these documents up to the record, in one commit, if nobody else is writing. Raises IndexBusy,
    IndexDamaged."""
    with writing(engine, 0):
        last, _ = reads.waiting(record.db)
        engine.replace(reads.entries(record.db, documents))
        strike_out(record, engine, documents, last)


def purge(record: Record, engine: SearchEngine, wait: float = 60.0) -> bool:
    """Take what the record closed since out of its open index, with every word of it, and bring what waits up
    to the record. False, with nothing done, where building the index anew is the only way, or the quicker.
    Raises IndexBusy, IndexDamaged.
    """
    with writing(engine, wait):
        last, queued = reads.waiting(record.db)
        if len(queued) > BATCH or not engine.purge(reads.entries(record.db, queued)):
            return False
        strike_out(record, engine, queued, last)
        return True


def reindex(record: Record, engine: SearchEngine, batch: int = ANEW, wait: float = 60.0) -> int:
    """Build the index anew beside the old one, which answers searches until the new one takes its place.

    Returns how many documents it holds. Raises IndexBusy. What changes meanwhile waits in the outbox.
    """
    with writing(engine, wait):
        last, queued = reads.waiting(record.db)
        should = sorted(reads.indexable(record.db))
        with engine.rebuilding() as fresh:
            for some in batches(should, batch):
                fresh.replace(reads.entries(record.db, some))
        strike_out(record, engine, queued, last)
        return len(should)


def check(record: Record, engine: SearchEngine) -> list[str]:
    """What is wrong between the record and the index, a sentence each; nothing if all is well."""
    try:
        held = engine.documents()
    except IndexDamaged as error:
        return [str(error)]
    should = reads.indexable(record.db)
    waiting = reads.waiting_for_words(record.db)
    found = []
    if missing := should - held:
        found.append(f"The index lacks {_some(missing)}. `muster reindex` builds it again.")
    if extra := held - should:
        found.append(
            f"The index holds {_some(extra)}, which the record does not. `muster reindex` mends that."
        )
    if waiting:
        who = _some(waiting)
        wait = "waits" if len(waiting) == 1 else "wait"
        found.append(f"{who[0].upper()}{who[1:]} {wait} to be indexed: the next search does that.")
    return found


def _catch_up(record: Record, engine: SearchEngine, batch: int, up_to: int | None) -> int:
    last, queued = reads.waiting(record.db)
    held = held_or_cleared(engine)
    should = reads.indexable(record.db)
    due = sorted({d for d in queued if d in should or d in held} | (should ^ held))
    if up_to is not None:
        due, queued = [d for d in due if d <= up_to], []
    tagged = only_tagged(record, due, should & held)
    for some in batches([d for d in due if d not in tagged], batch):
        engine.replace(reads.entries(record.db, some))
        strike_out(record, engine, some, last)
    for some in batches(sorted(tagged), ANEW):
        engine.retag(reads.entries(record.db, some))
        strike_out(record, engine, some, last)
    if rest := set(queued) - set(due):  # neither in the index nor to be in it
        strike_out(record, engine, rest, last)
    return len(due)


def only_tagged(record: Record, due: Collection[int], standing: Set[int]) -> set[int]:
    """Which of these documents, if they are ``standing``, in the index and to be in it, wait for their tags
    alone."""
    return set(due) & standing - reads.waiting_for_words(record.db)


def batches(documents: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    """So many documents at a time."""
    return (documents[start : start + size] for start in range(0, len(documents), size))


def held_or_cleared(engine: SearchEngine) -> set[int]:
    """The documents that the index holds: none, once a damaged one is cleared to be built anew."""
    try:
        return engine.documents()
    except IndexDamaged:
        engine.clear()
        return set()


def strike_out(record: Record, engine: SearchEngine, documents: Collection[int], last: int) -> None:
    """Strike out of the outbox, up to that row, what the engine was told of. Another one's index would never
    hear of it."""
    outbox.done(record, documents, last)
    if documents:
        engine.alone()


def _some(documents: set[int]) -> str:
    first = sorted(documents)
    if len(first) == 1:
        return f"document {first[0]}"
    return f"{len(first)} documents ({', '.join(map(str, first[:5]))}{', …' if len(first) > 5 else ''})"
