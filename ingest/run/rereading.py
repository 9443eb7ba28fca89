"""Reading files again with today's code: what changed is reported, what was decided is kept.

A file that cannot be read as well as before stays as it was: a missing OCR program must not undo a reading.
"""

import hashlib
import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evidence.errors import HomeError, MusterError, Unreadable
from evidence.home.scratch import scratch
from evidence.reads import file_contents as reads
from evidence.reads.corrections import kinds_said
from evidence.services import Services
from evidence.settling.rescoring import compare_again
from evidence.settling.settle import retie, settle
from evidence.settling.suggestions import suggest_for_documents
from evidence.store.enclosures import enclose
from evidence.store.new_reading import Reread
from evidence.store.new_reading import reread as store
from ingest.readers.raw import Enclosed
from ingest.run.carried_out import carry_out
from ingest.run.offered import Offered
from ingest.run.pipeline import ingest
from ingest.run.storing import our_fault
from ingest.run.task import Task, Understood
from ingest.run.workers import reading_on

log = logging.getLogger(__name__)

AHEAD = 4  # files for each reader that are under way at once


@dataclass(frozen=True)
class FileReread:
    """How one file fared: what changed, or the reason why it stays as it was. ``new`` came inside it."""

    name: str
    sha256: str
    result: Reread | None = None
    reason: str = ""
    new: tuple[int, ...] = ()

    @property
    def status(self) -> str:
        if self.result is None:
            return "failed"
        return "changed" if self.result.anything or self.new else "unchanged"


@dataclass(frozen=True)
class RereadReport:
    """Every file read again, in the order in which they came to the record."""

    files: tuple[FileReread, ...]

    def count(self, status: str) -> int:
        return sum(f.status == status for f in self.files)


def reread(
    services: Services,
    documents: Iterable[int] = (),
    *,
    on_progress: Callable[[int, int, str], None] | None = None,
    executor: Executor | str = "",
) -> RereadReport:
    """Read the files of these documents again, or every file. A file's change is one transaction.

    ``on_progress`` is told how many of how many files are done, and the name of the last. Raises NotFound if
    one of the documents is not there, HomeError if the home cannot be written to.
    """
    files = reads.files_of(services.record.db, documents)
    ended: list[FileReread] = []
    with ExitStack() as stack:
        folder = stack.enter_context(scratch(services.settings.scratch))
        if isinstance(executor, str):
            executor = stack.enter_context(reading_on(executor, services.settings.ingest, folder))
        for file, future in read_ahead(services, executor, files):
            ended.append(_one(services, file, future, folder))
            if on_progress:
                on_progress(len(ended), len(files), file["name"])
    _follow(services, ended)
    return RereadReport(tuple(ended))


def read_ahead(
    services: Services, executor: Executor, files: list[dict[str, Any]]
) -> Iterator[tuple[dict[str, Any], Future[Understood] | MusterError]]:
    """Each file with its reading, in order, a few of them under way at once."""
    ahead = AHEAD * getattr(executor, "workers", 1)
    waiting: deque[tuple[dict[str, Any], Future[Understood] | MusterError]] = deque()
    for file in files:
        waiting.append((file, _begin(services, executor, file)))
        if len(waiting) > ahead:
            yield waiting.popleft()
    yield from waiting


def _begin(services: Services, executor: Executor, file: dict[str, Any]) -> Future[Understood] | MusterError:
    try:
        services.files.verify(file["sha256"])  # the bytes must be those that were stored
    except MusterError as error:
        return error
    said = kinds_said(services.record.db, file["sha256"])
    task = Task(services.files.path(file["sha256"]), file["name"], services.settings, kinds=said)
    return executor.submit(carry_out, task)


def _one(
    services: Services, file: dict[str, Any], reading: Future[Understood] | MusterError, folder: Path
) -> FileReread:
    """Put one file's new reading into the record, or say why its old one stays."""
    name, sha256 = file["name"], file["sha256"]
    try:
        understood = _understood(services, sha256, reading)
        result = store(services.record, sha256, understood.readings)
    except HomeError:
        raise
    except MusterError as error:
        return FileReread(name, sha256, reason=str(error))
    except Exception as error:
        trouble = our_fault(services, error, sha256, "reading")
        if isinstance(trouble, HomeError):
            raise trouble from error
        return FileReread(name, sha256, reason=str(trouble))
    first = result.documents[0].document if result.documents else 0
    new = _enclosed(services, name, first, understood.enclosed, folder)
    return FileReread(name, sha256, result, " ".join(understood.warnings), tuple(new))


def _understood(services: Services, sha256: str, reading: Future[Understood] | MusterError) -> Understood:
    """The reading, if it is no worse than the one before. Raises MusterError."""
    if isinstance(reading, MusterError):
        raise reading
    understood = reading.result()
    if understood.fault is not None:
        raise our_fault(services, understood.fault, sha256, "reading")
    if understood.trouble is not None:
        raise understood.trouble
    if not understood.readings:
        raise Unreadable("Nothing was read from it this time, so that it stays as it was.")
    unreadable = {p.number for r in understood.readings for p in r.pages if p.quality == "unreadable"}
    lost = sorted(unreadable - reads.unreadable_pages(services.record.db, sha256))
    if lost:
        pages = ", ".join(map(str, lost))
        raise Unreadable(
            f"Its text could be read before and cannot be now (page {pages}), so that it stays as it was.",
            "Check that OCR is on in config.toml and that tesseract is installed, then read it again.",
        )
    return understood


def _enclosed(
    services: Services, name: str, document: int, enclosed: Iterable[Enclosed], folder: Path
) -> list[int]:
    """Take in files inside this one that the record has not seen: a reader may have learnt to open it."""
    new: list[int] = []
    for number, one in enumerate(enclosed):
        if reads.is_stored(services.record.db, hashlib.sha256(one.data).hexdigest()):
            continue
        source = folder / f"enclosed-{document}-{number}"
        source.write_bytes(one.data)
        offered = Offered(f"{name}/{one.name}", Path(one.name).name, source)
        for outcome in ingest(services, [offered], origin="read again").files:
            enclose(services.record, document, outcome.documents, name=one.name, new=True)
            new += outcome.documents
    return new


def _follow(services: Services, ended: Iterable[FileReread]) -> None:
    """Suggestions, replies and the index for what now reads otherwise."""
    results = [f.result for f in ended if f.result is not None]
    changed = {c.document for r in results for c in r.documents if c.anything and c.state != "withdrawn"}
    if changed:
        suggest_for_documents(services, sorted(changed))
    retie(services, {d for r in results for d in r.changed})
    settle(services)
    compare_again(services)
