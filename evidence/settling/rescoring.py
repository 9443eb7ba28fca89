"""Comparing documents again, in the background: with a register that came, or as our council is now.

The record says what waits, so that neither a reload nor a kill loses any of it, and how far it has come.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future

from sqlite_utils import Database

from evidence.home import log
from evidence.reads.pending import asked_since, comparing, councils_to_read, to_compare
from evidence.relations.councils import TOGETHER, council_of, pieces
from evidence.services import Services
from evidence.settling.ahead import found_by_two
from evidence.settling.alongside import Alongside
from evidence.settling.crosswalk import propose
from evidence.settling.suggestions import (
    Finder,
    Found,
    background,
    found_apart,
    linker_for,
    own_measures,
)
from evidence.store import comparing as store
from evidence.store import links as link_store
from evidence.store.record import Record

BATCH = 5  # documents whose links are stored in one transaction
AT_ONCE = 100  # that are compared with what the record holds at their beginning


def compare_again(
    services: Services,
    on_progress: Callable[[int, int], None] | None = None,
    other: Alongside | None = None,
) -> int:
    """Compare whatever waits. Returns how many links are new.

    ``on_progress`` is told how many of how many documents are done; what it raises stops the work after a
    batch, and the next call goes on there. ``other`` processes find some of the links.
    """
    db = services.record.db
    _read_councils(services)
    added, total = 0, comparing(db).total
    while (waiting := to_compare(db, AT_ONCE))[1]:
        for new in _compare(services, *waiting, other):
            added += new
            if on_progress:
                now = comparing(db)
                total = now.total or total  # the list is cleared with the last of them
                on_progress(total - now.left, total)
    propose(services)
    return added


def _compare(
    services: Services, since: int, documents: Sequence[int], other: Alongside | None
) -> Iterator[int]:
    """Compare these with our measures from ``since`` on, until another comparison is asked for, which those
    that are left then wait for: a register came, say. Yields after each batch how many links are new."""
    db = services.record.db
    begun = log.newest(db)
    offered = own_measures(services, since)
    finder = Finder(services, linker_for(offered, services.framework, background(db)), offered)
    known = begun, tuple(m["id"] for m in offered)

    def there(some: Sequence[int]) -> Future[Found] | None:
        return other.do(found_apart, *known, _standing(db, some)) if other is not None else None

    def here(some: Sequence[int]) -> Found:
        return finder.found(_standing(db, some))

    batches = [documents[start : start + BATCH] for start in range(0, len(documents), BATCH)]
    # Compared first and stored then, so that the record is locked only for the storing.
    for some, found in found_by_two(batches, here, there):
        with services.record.transaction():
            if asked_since(db, begun):
                return
            added = _store(services.record, services.framework.code, some, since, found)
        yield added


def _store(record: Record, own: str, documents: Sequence[int], since: int, found: Found) -> int:
    added = 0
    for code, some in found.items():
        if not since:
            stand = _standing(record.db, documents)
            added += link_store.refresh(record, code, stand, some, measures=code == own)
        elif some:
            added += link_store.suggest(record, code, some)
    store.done(record, documents)
    return added


def _standing(db: Database, documents: Sequence[int]) -> list[int]:
    return [number for number in documents if not _withdrawn(db, number)]


def _withdrawn(db: Database, number: int) -> bool:
    sql = "SELECT withdrawn_at IS NOT NULL FROM documents WHERE id = ?"
    return bool(db.execute(sql, [number]).fetchone()[0])


def _read_councils(services: Services) -> None:
    """Find whose each document is that was stored before documents had a council."""
    db = services.record.db
    for number in councils_to_read(db):
        fields = db.execute(
            """SELECT f.name, f.value, p.ordinal FROM fields f LEFT JOIN passages p ON p.id = f.passage
            WHERE f.document = ? ORDER BY f.id""",
            [number],
        ).fetchall()
        passages = db.execute(
            """SELECT ordinal, kind, text, id FROM passages WHERE document = ? AND retired_at IS NULL
            ORDER BY ordinal""",
            [number],
        ).fetchall()
        date, parent = db.execute(
            """SELECT d.date, ifnull(p.council, '') FROM documents d LEFT JOIN documents p ON p.id = d.parent
            WHERE d.id = ?""",
            [number],
        ).fetchone()
        found, rivals = council_of(pieces(fields, [row[:3] for row in passages]), date)
        name = found.name if found else TOGETHER.join(rivals) or parent
        at = {row[0]: row[3] for row in passages}
        place = at.get(found.passage) if found and found.passage is not None else None
        store.council_read(services.record, number, name, place)
