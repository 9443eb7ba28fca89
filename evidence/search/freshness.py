"""How far the index is behind the record, and what of that a search makes up for: no more than goes unfelt.

The rest belongs to the background, or to a command, which can wait.
"""

from dataclasses import dataclass
from typing import Protocol

from evidence.reads import search as reads
from evidence.search import indexer
from evidence.search.engine import IndexBusy, IndexDamaged, SearchEngine
from evidence.store import Record

QUICK = 500
"""Passages that are indexed in some half a second."""


class Searchable(Protocol):
    """What searching needs of the open services: the record, and the engine that indexes it."""

    @property
    def record(self) -> Record: ...

    @property
    def engine(self) -> SearchEngine: ...


@dataclass(frozen=True)
class Behind:
    """How many documents wait for the index, and the sentence that says so."""

    documents: int = 0
    for_good: bool = False  # the home is read-only: nobody here indexes them

    @property
    def said(self) -> str:
        if not self.documents:
            return ""
        if self.for_good:
            count = "1 document" if self.documents == 1 else f"{self.documents:,} documents"
            advice = "`muster reindex` where it may be written mends that."
            return f"The index lacks what is newest of {count}, and the home is read-only: {advice}"
        which = "1 document is" if self.documents == 1 else f"{self.documents:,} documents are"
        return f"{which} being indexed, so the newest changes may be missing."


def bring_up_to_date(services: Searchable, *, patient: bool = False) -> Behind:
    """Index what changed last, as much of it as is quick; all that waits for who is ``patient``."""
    record, engine = services.record, services.engine
    if record.read_only:
        return Behind(len(reads.waiting(record.db)[1]), for_good=True)
    try:
        if patient:
            if reads.waiting(record.db)[0]:
                indexer.drain(record, engine, wait=0)
        elif due := _quick(reads.waiting_newest(record.db)):
            if not engine.documents() and reads.indexable(record.db) - set(due):
                return heal(services)  # it was deleted
            indexer.add(record, engine, due)
    except IndexBusy:
        pass  # another process is at it
    except IndexDamaged:
        return Behind()  # the search will meet it, and mend it
    return Behind(len(reads.waiting(record.db)[1]))


def heal(services: Searchable, *, patient: bool = False) -> Behind:
    """Build an index that is damaged or gone anew, if that is quick or the caller is ``patient``."""
    record, engine = services.record, services.engine
    should = reads.indexable(record.db)
    if not should:
        return Behind()
    if record.read_only:
        return Behind(len(should), for_good=True)
    if not patient and reads.many_passages(record.db, QUICK):
        return Behind(len(should))
    try:
        indexer.reindex(record, engine, wait=0)
    except IndexBusy:
        return Behind(len(should))
    return Behind()


def _quick(newest: list[tuple[int, int]]) -> list[int]:
    """The documents that changed last, while all of their passages are few."""
    due, passages = [], 0
    for document, size in newest:
        passages += size
        if passages > QUICK:
            break
        due.append(document)
    return due
