"""Ingest: every file offered is read, understood and stored, or in the ledger with the reason why not."""

import logging
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evidence.errors import HomeError, MusterError, Unreadable
from evidence.model import FileStatus, Reading
from evidence.reads.ledger import documents_of, first_added
from evidence.services import Services
from evidence.store import documents as document_store
from evidence.store.ledger import enter, keep_file
from ingest import sniff
from ingest.afterwards import settle
from ingest.archive import opened
from ingest.kinds import describe
from ingest.offered import Offered, walk
from ingest.raw import RawFile
from ingest.readers import read_file
from ingest.split import split
from ingest.structure import passages_of

log = logging.getLogger(__name__)

SETTLE_EVERY = 100  # files: how many a kill can leave to the next ingest to compare and index
UNKNOWN = "application/octet-stream"
OUR_FAULT = Unreadable(
    "Muster met a fault of its own while reading it; the file is kept.",
    "Report this with the log, then ingest the file again after an update.",
)


@dataclass(frozen=True)
class Progress:
    """How far an ingest has come: ``done`` of ``total`` files, and the one that just ended."""

    done: int
    total: int
    name: str
    status: FileStatus


@dataclass(frozen=True)
class Outcome:
    """How one offered file ended, and the documents that its bytes hold."""

    path: str
    status: FileStatus
    reason: str = ""
    documents: tuple[int, ...] = ()


@dataclass(frozen=True)
class IngestReport:
    """Every file offered, in order. Files in = files out."""

    files: tuple[Outcome, ...]

    def count(self, status: FileStatus) -> int:
        return sum(outcome.status is status for outcome in self.files)

    def as_dict(self) -> dict[str, Any]:
        """The command line's JSON."""
        rows = [
            {"path": f.path, "status": f.status.value, "reason": f.reason, "documents": list(f.documents)}
            for f in self.files
        ]
        return {"files": rows, **{status.value: self.count(status) for status in FileStatus}}


def ingest(
    services: Services,
    paths: Iterable[Path],
    *,
    origin: str,
    on_progress: Callable[[Progress], None] | None = None,
) -> IngestReport:
    """Ingest files, folders and ZIPs. ``origin`` says by which way they came ("command line").

    Nothing that is wrong with one file stops the others. Raises HomeError if the home cannot take any.
    """
    first = list(walk(paths, besides=services.settings.home))
    total, outcomes = len(first), []
    for offered, more in _members(services, first):
        total += more
        outcome = _one(services, offered, origin)
        outcomes.append(outcome)
        if on_progress:
            on_progress(Progress(len(outcomes), total, offered.name, outcome.status))
        if len(outcomes) % SETTLE_EVERY == 0:
            settle(services)
    settle(services)
    return IngestReport(tuple(outcomes))


def _members(services: Services, first: list[Offered]) -> Iterator[tuple[Offered, int]]:
    """Each file with how many more there turned out to be: a ZIP is one file until it is opened."""
    for offered in first:
        for i, member in enumerate(opened(offered, services.settings.ingest)):
            yield member, min(i, 1)


def _one(services: Services, offered: Offered, origin: str) -> Outcome:
    """Take one file through. Whatever goes wrong with it goes into the ledger, and no farther."""
    if offered.source is None:
        return _failed(services, offered, origin, offered.trouble or OUR_FAULT)
    try:
        sha256, size = services.files.put(offered.source)
    except OSError as error:
        reason = (error.strerror or "unknown error").lower()
        trouble = Unreadable(f"The file cannot be opened: {reason}.", "Check its permissions.")
        return _failed(services, offered, origin, trouble)
    kept = Kept(offered, origin, sha256, size)
    try:
        if offered.trouble is not None:
            raise offered.trouble
        earlier = _duplicate(services, kept)
        return earlier or _added(services, kept)
    except HomeError:
        raise
    except sqlite3.OperationalError as error:
        # Full, locked or read-only: the next file would fare no better, and its entry could not be written.
        raise HomeError(
            f"The record cannot be written: {error}.",
            "Free some space or check that the home folder is writable, then ingest again.",
        ) from error
    except MusterError as error:
        return _failed(services, offered, origin, error, kept)
    except Exception:
        log.exception("%s could not be ingested", offered.path)
        return _failed(services, offered, origin, OUR_FAULT, kept)


@dataclass(frozen=True)
class Kept:
    """An offered file whose bytes are in the store."""

    offered: Offered
    origin: str
    sha256: str
    size: int


def _duplicate(services: Services, kept: Kept) -> Outcome | None:
    """Enter the file as a duplicate if its bytes were added before; a file that failed is tried again."""
    record = services.record
    with record.transaction():
        earlier = first_added(record.db, kept.sha256)
        if earlier is None:
            return None
        reason = f"The same file was already added as {earlier['path']}."
        _enter(services, kept, FileStatus.DUPLICATE, reason)
    documents = documents_of(record.db, {kept.sha256}).get(kept.sha256, [])
    return Outcome(kept.offered.path, FileStatus.DUPLICATE, reason, tuple(documents))


def _added(services: Services, kept: Kept) -> Outcome:
    """Read the file, then store all that came of it in one transaction."""
    raw = read_file(services.files.path(kept.sha256), kept.offered.name, services.settings.ingest)
    readings = _readings(services, raw)
    reason = " ".join(raw.warnings)
    record = services.record
    with record.transaction():
        # Another ingest may have added the same bytes while these were being read.
        earlier = _duplicate(services, kept)
        if earlier is not None:
            return earlier
        _keep(services, kept, raw.media_type)
        documents = document_store.add_readings(record, kept.sha256, readings)
        _enter(services, kept, FileStatus.ADDED, reason)
    return Outcome(kept.offered.path, FileStatus.ADDED, reason, tuple(documents))


def _readings(services: Services, raw: RawFile) -> list[Reading]:
    return describe(split(raw, passages_of(raw)), services.settings)


def _failed(
    services: Services, offered: Offered, origin: str, error: MusterError, kept: Kept | None = None
) -> Outcome:
    """Enter a failure, with the bytes kept where there are any."""
    record, reason = services.record, str(error)
    with record.transaction():
        if kept is None:
            enter(record, path=offered.path, status=FileStatus.FAILED, origin=origin, reason=reason)
        else:
            _keep(services, kept, _media_type(services, kept))
            _enter(services, kept, FileStatus.FAILED, reason)
    return Outcome(offered.path, FileStatus.FAILED, reason)


def _media_type(services: Services, kept: Kept) -> str:
    try:
        return sniff.sniff(services.files.path(kept.sha256), kept.offered.name)
    except (Unreadable, OSError):
        return UNKNOWN


def _keep(services: Services, kept: Kept, media_type: str) -> None:
    name = kept.offered.name
    keep_file(services.record, sha256=kept.sha256, size=kept.size, media_type=media_type, name=name)


def _enter(services: Services, kept: Kept, status: FileStatus, reason: str) -> None:
    enter(
        services.record,
        path=kept.offered.path,
        status=status,
        origin=kept.origin,
        sha256=kept.sha256,
        size=kept.size,
        reason=reason,
    )
