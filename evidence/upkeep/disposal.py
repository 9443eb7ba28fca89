"""Disposal of a document on a court's or a person's request: its original, its words, what was made of them.

A document goes with its file, since the file's bytes hold it, and so with every document of that file. The
record's part is evidence.store.disposing; here are the bytes, the index, pictures, and copies of the record.
"""

import json
import shutil
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evidence.errors import HomeError, NotFound, UsageError
from evidence.home.originals import sha256_of
from evidence.language.citations import name_document
from evidence.reads.withdrawals import came_with
from evidence.search import indexer
from evidence.search.engine import IndexUnwritable
from evidence.search.engines import index_folder
from evidence.services import Services, open_services
from evidence.store.disposing import dispose as strike
from evidence.store.disposing import resting_on
from evidence.upkeep.backups import NAMED

ISSUES = """SELECT k.name, i.number FROM pack_issues i JOIN packs k ON k.id = i.pack
    WHERE instr(i.plan, ?) ORDER BY k.name, i.number"""
OF_FILE = """SELECT d.id, d.title, d.kind, d.author, d.recipient, f.name FROM documents d
    JOIN files f ON f.sha256 = d.sha256 WHERE d.sha256 = ? ORDER BY d.position, d.id"""
HOLDERS = """SELECT DISTINCT h.id, h.title, h.sha256 FROM enclosures e JOIN documents h ON h.id = e.document
    JOIN documents d ON d.id = e.enclosed WHERE d.sha256 = ? AND h.sha256 <> ?"""
LIKE = """SELECT DISTINCT iif(a.sha256 = :sha256, b.id, a.id) AS id FROM near_duplicates n
    JOIN documents a ON a.id = n.earlier JOIN documents b ON b.id = n.later
    WHERE :sha256 IN (a.sha256, b.sha256) AND n.status <> 'different'"""
WAIT = 10.0  # seconds to wait for others' looks at the record to end, so that its log file can be emptied


@dataclass(frozen=True)
class Plan:
    """What a disposal would take out, and what it cannot: ``files`` by their SHA-256, ``documents`` [{"id",
    "title", "name"}], how many passages, links and measures go; ``issues`` [(pack, number)] and ``backups``
    (paths) that hold it still; ``like``, documents that say almost the same; ``holders``, those whose files
    hold it.
    """

    files: tuple[str, ...]
    documents: tuple[dict[str, Any], ...]
    passages: int
    links: int
    measures: int
    issues: tuple[tuple[str, int], ...]
    backups: tuple[str, ...]
    like: tuple[int, ...]
    holders: tuple[dict[str, Any], ...]


def planned(services: Services, document: int, *, with_enclosed: bool = False) -> Plan:
    """What disposing of a document would do. Raises NotFound."""
    db = services.record.db
    row = db.execute("SELECT sha256 FROM documents WHERE id = ?", [document]).fetchone()
    if row is None:
        gone = db.execute(
            "SELECT at FROM disposals, json_each(documents) j WHERE j.value = ?", [document]
        ).fetchone()
        was = f"It was disposed of on {gone[0][:10]}." if gone else ""
        raise NotFound(f"There is no document {document}. {was}".strip(), "`muster documents` lists them.")
    files = [row[0]]
    if with_enclosed:
        inside = [one["id"] for one in [*came_with(db, document), *came_with(db, document, withdrawn=True)]]
        sql = "SELECT DISTINCT sha256 FROM documents WHERE id IN (SELECT value FROM json_each(?))"
        files += [sha for (sha,) in db.execute(sql, [json.dumps(inside)]).fetchall() if sha not in files]
    resting = [resting_on(db, sha256) for sha256 in files]
    every = set(files)
    return Plan(
        files=tuple(files),
        documents=tuple(_named(one) for sha256 in files for one in db.query(OF_FILE, [sha256])),
        passages=sum(len(rest.get("passages", ())) for rest in resting),
        links=len({key for rest in resting for key in rest.get("links", ())}),
        measures=sum(len(rest.get("measures", ())) for rest in resting),
        issues=tuple(dict.fromkeys(tuple(r) for sha in files for r in db.execute(ISSUES, [sha]).fetchall())),
        backups=tuple(_backups(services)),
        like=tuple(sorted({r["id"] for sha in files for r in db.query(LIKE, {"sha256": sha})})),
        holders=tuple(h for sha in files for h in db.query(HOLDERS, [sha, sha]) if h["sha256"] not in every),
    )


def _named(row: dict[str, Any]) -> dict[str, Any]:
    """By what a person knows it: a letter has no title."""
    name = name_document(row["kind"], row["title"], row["author"], row["recipient"], row["name"])
    return {"id": row["id"], "title": row["title"], "name": name}


def dispose(
    services: Services, document: int, reason: str, authority: str, *, with_enclosed: bool = False
) -> Plan:
    """Dispose of a document, its file and every document of that; with what came inside it, if asked for.

    Returns what was done, as ``planned`` says it. Raises NotFound, UsageError without a reason or authority
    or where another file holds it, HomeError where copies of the record's words could not be removed: the
    record itself is done then, and ``finish`` does the rest.
    """
    plan = planned(services, document, with_enclosed=with_enclosed)
    if plan.holders:
        held = ", ".join(str(holder["id"]) for holder in plan.holders)
        raise UsageError(
            f"Document {document} came inside the file of document {held}, whose bytes hold it.",
            f"Dispose of document {held} with what came inside it (--with-enclosed).",
        )
    with _whole(services) as work:
        work.record.db.execute("PRAGMA secure_delete = ON")
        with work.record.transaction():
            for sha256 in plan.files:
                strike(work.record, sha256, reason, authority)
        finish(work)
    return plan


@contextmanager
def _whole(services: Services) -> Iterator[Services]:
    """The services with all that the record holds: what a person may see goes with what hangs on it."""
    if not services.record.closed:
        yield services
        return
    record = services.record
    with open_services(services.settings, actor=record.actor, clock=record.clock) as whole:
        yield whole


def finish(services: Services) -> int:
    """Remove whatever the home still holds of what was disposed of. Done again, it does no harm. Returns how
    many files were disposed of in all. Raises HomeError where something could not be removed."""
    db, settings = services.record.db, services.settings
    gone = [(sha, size) for sha, size in db.execute("SELECT sha256, size FROM disposals").fetchall()]
    if not gone:
        return 0
    try:
        for sha256, _ in gone:
            for path in services.files.path(sha256).parent.glob(f"{sha256}*"):
                path.unlink()
        for path in _waiting(settings.incoming, dict(gone)):
            path.unlink()
        shutil.rmtree(settings.home / "cache", ignore_errors=True)
        for path in _copies(settings.home):
            path.unlink()
        indexer.reindex(services.record, services.engine)  # what was taken out stays in an index's files else
        _other_indexes(services)
    except (OSError, IndexUnwritable) as error:
        said = (error.strerror or "").lower() + "." if isinstance(error, OSError) else error.message
        raise HomeError(
            f"The record is done, but a copy could not be removed: {said}",
            "Mend that, then `muster dispose --finish`.",
        ) from error
    _rewrite(services)
    return len(gone)


def _waiting(incoming: Path, gone: dict[str, int]) -> Iterator[Path]:
    """Uploads not read yet with the same bytes."""
    for path in incoming.rglob("*"):
        if path.is_file() and path.stat().st_size in gone.values() and sha256_of(path) in gone:
            yield path


def _copies(home: Path) -> Sequence[Path]:
    """Copies of the record that were put beside it before an upgrade, or as damaged."""
    return [*(home / "before-upgrades").glob("muster-*"), *home.glob("muster.db.damaged-*")]


def _other_indexes(services: Services) -> None:
    """An index of an engine that is used no more is derived from the same words."""
    mine = index_folder(services.settings.search.engine, services.settings.index)
    for path in services.settings.index.iterdir():
        if path.is_dir() and path != mine:
            shutil.rmtree(path)


def _rewrite(services: Services) -> None:
    """Write the record's file anew, without the pages that held the words, and empty its -wal."""
    db = services.record.db
    try:
        db.execute("VACUUM")
        until = time.monotonic() + WAIT
        while db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
            if time.monotonic() > until:
                raise HomeError(
                    "The record holds it no more, but others are reading an earlier state of it.",
                    "`muster dispose --finish` when they have ended, or Muster was restarted.",
                )
            time.sleep(0.2)
    except sqlite3.DatabaseError as error:
        raise HomeError(
            f"The record holds it no more, but its file could not be written anew: {error}.",
            "Mend that, then `muster dispose --finish`.",
        ) from error


def _backups(services: Services) -> Iterator[str]:
    """Backups in the configured folder, each of which holds what the home held then."""
    if services.settings.backup.folder:
        with suppress(OSError):
            for path in sorted(Path(services.settings.backup.folder).expanduser().iterdir()):
                if NAMED.fullmatch(path.name):
                    yield str(path)
