"""How far the index is behind the record, and what of that a search makes up for.

Where a process keeps the index, nothing: the search waits a moment for what its own person changed last.
Elsewhere no more than goes unfelt; the rest belongs to the background, or to a command, which can wait.
"""

from dataclasses import dataclass, replace
from typing import Protocol

from evidence.errors import HomeError
from evidence.reads import search as reads
from evidence.reads.indexing import Tagged, many_passages, waiting_for_tags, waiting_newest
from evidence.search import indexer
from evidence.search.engine import IndexBusy, IndexDamaged, IndexUnwritable, Query, SearchEngine
from evidence.search.kept import is_kept, wait_for_own
from evidence.search.open_index import OpenEngine
from evidence.search.slices import TAGGED
from evidence.settings import Settings
from evidence.store import Record

READ_ONLY = "The home is read-only: `muster reindex` where it may be written mends that."
QUICK = 500
"""Passages that are indexed in some half a second."""


class Searchable(Protocol):
    """What searching needs of the open services: the record, the engine that indexes it, and which home
    they are of."""

    @property
    def settings(self) -> Settings:
        """See Services."""
        ...

    @property
    def record(self) -> Record: ...

    @property
    def engine(self) -> SearchEngine: ...


@dataclass(frozen=True)
class Behind:
    """How many documents wait for the index, and the sentence that says so. ``why`` nobody here indexes
    them: "" where somebody does."""

    documents: int = 0
    why: str = ""

    @property
    def said(self) -> str:
        if not self.documents:
            return ""
        if self.why:
            count = "1 document" if self.documents == 1 else f"{self.documents:,} documents"
            return f"The index lacks what is newest of {count}. {self.why}"
        which = "1 document is" if self.documents == 1 else f"{self.documents:,} documents are"
        return f"{which} being indexed, so the newest changes may be missing."


def bring_up_to_date(services: Searchable, *, patient: bool = False) -> Behind:
    """Index what changed last, as much of it as is quick; all that waits for who is ``patient``.

    What was only tagged anew is not indexed for it: see ``as_tagged``.
    """
    record, engine = services.record, services.engine
    if record.read_only:
        return _behind(services)
    if is_kept(services.settings):
        wait_for_own(record, engine)
        return _behind(services)
    try:
        if isinstance(engine, OpenEngine) and engine.outdated and _may_wait(record, patient):
            indexer.purge(record, engine, wait=0)
        if patient:
            if _behind(services).documents:
                indexer.drain(record, engine, wait=0)
        elif due := _quick(waiting_newest(record.db)):
            if not engine.documents() and reads.indexable(record.db) - set(due):
                return heal(services)  # it was deleted
            _add_at_once(record, engine, due)
    except IndexBusy:
        pass  # another process is at it
    except IndexDamaged:
        return Behind()  # the search will meet it, and mend it
    except IndexUnwritable as error:
        return replace(_behind(services), why=str(error))
    return _behind(services)


def _add_at_once(record: Record, engine: SearchEngine, documents: list[int]) -> None:
    """Index these, if nobody writes to the record just now and its disk has room: who searches waits for
    neither. What could not be struck out of the outbox is indexed again."""
    try:
        with record.at_once():
            with record.locked():
                pass
            indexer.add(record, engine, documents)
    except IndexUnwritable:
        raise
    except HomeError:
        pass


def as_tagged(services: Searchable, query: Query) -> Query:
    """The query with the links, stances and blocks that changed since they were indexed."""
    record = services.record
    documents, _ = waiting_for_tags(record.db, TAGGED, _made_up_for(services))
    found = reads.entries(record.db, documents) if documents else {}
    return replace(query, retagged={entry.passage: entry for some in found.values() for entry in some})


def _made_up_for(services: Searchable) -> Tagged:
    """Of which tags a search takes what waits. Where they are written in a moment, a suggestion can wait."""
    soon = services.engine.tags_apart and is_kept(services.settings)
    return Tagged.BY_HAND if soon else Tagged.SUGGESTED


def _behind(services: Searchable) -> Behind:
    db = services.record.db
    late = len(reads.waiting_for_words(db)) + waiting_for_tags(db, TAGGED, _made_up_for(services))[1]
    return Behind(late, READ_ONLY if services.record.read_only else "")


def heal(services: Searchable, *, patient: bool = False) -> Behind:
    """Build an index that is damaged or gone anew, if that is quick or the caller is ``patient``."""
    record, engine = services.record, services.engine
    should = reads.indexable(record.db)
    if not should:
        return Behind()
    if record.read_only:
        return Behind(len(should), READ_ONLY)
    if is_kept(services.settings) or not _may_wait(record, patient):
        return Behind(len(should))
    try:
        indexer.reindex(record, engine, wait=0)
    except IndexBusy:
        return Behind(len(should))
    except IndexUnwritable as error:
        return Behind(len(should), str(error))
    return Behind()


def _may_wait(record: Record, patient: bool) -> bool:
    """Whether who asks would wait for all of the index to be written."""
    return patient or not many_passages(record.db, QUICK)


def _quick(newest: list[tuple[int, int]]) -> list[int]:
    """The documents that changed last, while all of their passages are few."""
    due, passages = [], 0
    for document, size in newest:
        passages += size
        if passages > QUICK:
            break
        due.append(document)
    return due
