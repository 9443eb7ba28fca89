"""Comparing documents again, in the background: with a register that came, or as our council is now.

The record says what waits, so that neither a reload nor a kill loses any of it, and how far it has come.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from sqlite_utils import Database

from evidence.linking.decided import Decisions
from evidence.linking.suggesting import Linker
from evidence.reads.links import decided
from evidence.reads.pending import comparing, councils_to_read, to_compare
from evidence.relations.councils import TOGETHER, council_of, pieces
from evidence.services import Services
from evidence.settling.crosswalk import propose
from evidence.settling.suggestions import background, beside, found_in, linker_for, own_measures
from evidence.store import comparing as store
from evidence.store import links as link_store

BATCH = 20  # documents whose links are stored in one transaction


def compare_again(services: Services, on_progress: Callable[[int, int], None] | None = None) -> int:
    """Compare whatever waits. Returns how many links are new.

    ``on_progress`` is told how many of how many documents are done; what it raises stops the work after a
    batch, and the next call goes on there.
    """
    db = services.record.db
    _read_councils(services)

    @lru_cache(maxsize=1)
    def linker(since: int, newest: int) -> tuple[Linker, list[dict[str, Any]]]:
        offered = own_measures(services, since)
        return linker_for(offered, services.framework, background(db)), offered

    added, total = 0, comparing(db).total
    while (waiting := to_compare(db, BATCH))[1]:
        since, documents = waiting
        # A register that comes meanwhile is compared with too.
        newest = db.execute("SELECT ifnull(max(id), 0) FROM measures").fetchone()[0]
        added += _compare(services, documents, since, *linker(since, newest))
        if on_progress:
            now = comparing(db)
            total = now.total or total  # the list is cleared with the last of them
            on_progress(total - now.left, total)
    linker.cache_clear()  # memory: what follows makes another
    propose(services)
    return added


def _compare(
    services: Services, documents: Sequence[int], since: int, linker: Linker, offered: list[dict[str, Any]]
) -> int:
    record, framework = services.record, services.framework.code
    stand = [number for number in documents if not _withdrawn(record.db, number)]
    # Compared first and stored then, so that the record is locked only for the storing.
    decisions = Decisions(decided(record.db))
    found = [pair for number in stand for pair in found_in(services, linker, number, offered, decisions)]
    tags = {
        code: [pair for number in stand for pair in found_in(services, blocks, number, [], decisions)]
        for code, blocks in beside(services)
    }
    with record.transaction():
        added = 0
        for code, some in {framework: found, **tags}.items():
            if not since:
                added += link_store.refresh(record, code, stand, some, measures=code == framework)
            elif some:
                added += link_store.suggest(record, code, some)
        store.done(record, documents)
    return added


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
