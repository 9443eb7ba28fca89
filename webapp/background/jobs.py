"""Running a job: its files are ingested as the person who asked for it."""

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from evidence.errors import HomeError, MusterError, NotFound, Unreadable
from evidence.home import faults
from evidence.reads import jobs as reads
from evidence.reads.pending import is_little
from evidence.search.indexer import drain
from evidence.search.kept import is_kept
from evidence.search.open_index import bring_up
from evidence.services import Services, open_services
from evidence.settings import Settings
from evidence.settling.apart import compare_apart
from evidence.settling.settle import settle
from evidence.store import jobs as store
from ingest.run.offered import Offered
from ingest.run.pipeline import Progress, ingest
from ingest.run.retry import offered_again

log = logging.getLogger(__name__)

SETTLE = 0
"""Instead of a job's number: what follows from a change, such as comparing documents again."""
FEW = 20
"""Documents that are indexed in less time than it takes to start a process."""
EVERY = 0.5  # seconds between two notes of how far it has come


class Stopped(BaseException):
    """Muster is being stopped. Not an Exception, so that nothing takes it for one file's trouble."""


def run_job(settings: Settings, job: int, password: str, check: Callable[[], None]) -> bool:
    """Ingest a job's files, until every one whose bytes are there is in the ledger.

    ``check`` is called after each file, and raises Stopped to stop there. Returns False if the home could
    not take the files, so that it is worth another try later.
    """
    try:
        with open_services(settings) as services:
            if job == SETTLE:
                return _settle(services, check)
            row = reads.job(services.record.db, job)
            if row is None:
                return True
            acting = services.acting_as(row["created_by"])
            try:
                while store.begin(acting.record, job):
                    _run(acting, row, password, check)
                    if not store.finish(acting.record, job):
                        break
            except Exception as error:
                return _put_off(acting, job, error)
    except HomeError as error:  # it cannot be opened, or not even the job's line be written
        log.warning("job %d waits: %s", job, error)
        return False
    return True


def is_soon_settled(settings: Settings) -> bool:
    """Whether SETTLE is done in a moment; so it is where the home cannot be opened, which doing it tells."""
    try:
        with open_services(settings) as services:
            return is_little(services.record.db, FEW)
    except HomeError:
        return True


def _settle(services: Services, check: Callable[[], None]) -> bool:
    """Whatever follows from what changed; another try, if the home could not take it."""
    try:
        settle(services)
        compare_apart(services, check)
        if not is_kept(services.settings):
            drain(services.record, services.engine)
        with open_services(services.settings, cleared=False) as theirs:
            if theirs.record.closed:  # the index of those who are not cleared
                bring_up(theirs.record, theirs.engine)
    except MusterError as error:
        log.warning("what follows from a change waits: %s", error)
        return not isinstance(error, HomeError)
    except Exception as error:
        log.error("%s", faults.told(services.settings.home, error, "comparing documents again"))
    return True


def _put_off(services: Services, job: int, error: Exception) -> bool:
    """Say on the job why it did not end. Returns False if that may pass by itself."""
    known = isinstance(error, MusterError)
    told = error if known else faults.told(services.settings.home, error, f"job {job}")
    store.put_off(services.record, job, str(told))
    if isinstance(told, HomeError):
        return False
    log.error("job %d failed: %s", job, told)
    return True


def _run(services: Services, row: dict[str, Any], password: str, check: Callable[[], None]) -> None:
    job, record = row["id"], services.record
    files = reads.job_files(record.db, job)
    # A file of several, a ZIP say, that a kill interrupted is offered again: what it holds is not known.
    # Those of its files that this job has brought into the ledger already are passed over.
    due = [f for f in files if (f["stored"] or f["sha256"]) and (not f["entries"] or _cut_short(services, f))]
    before = len(files) - len(due)
    told = 0.0

    def moved(progress: Progress) -> None:
        nonlocal told
        check()
        if progress.done == progress.total or time.monotonic() - told > EVERY:
            told = time.monotonic()
            store.progress(record, job, before + progress.done, before + progress.total)

    store.progress(record, job, before, len(files))
    ingest(services, [_offered(services, f, password) for f in due], origin=row["origin"], on_progress=moved)
    for file in files:
        _clear(services.settings.incoming, file["stored"])


def _cut_short(services: Services, file: dict[str, Any]) -> bool:
    """Whether a file of several has only begun: bytes are cleared away once all of a run's are read."""
    inner = any(entry["path"] != file["name"] for entry in file["entries"])
    return inner and bool(file["stored"]) and (services.settings.incoming / file["stored"]).exists()


def _offered(services: Services, file: dict[str, Any], password: str) -> Offered:
    name = file["name"]
    try:
        if file["sha256"]:
            return offered_again(services.files, name, file["sha256"], password)
    except NotFound as error:
        return Offered(name, name, None, Unreadable(error.message, error.advice))
    source = services.settings.incoming / file["stored"]
    if source.is_file():
        done = tuple((entry["path"], entry["sha256"] or "") for entry in file["entries"])
        return Offered(name, name, source, password=password, done=done)
    gone = Unreadable("Its bytes are no longer in the home folder.", "Upload it again.")
    return Offered(name, name, None, gone)


def _clear(incoming: Path, stored: str) -> None:
    """Remove an upload's own copy: the original is kept under its SHA-256."""
    if not stored:
        return
    path = incoming / stored
    path.unlink(missing_ok=True)
    with suppress(OSError):  # other files of the upload are still there
        path.parent.rmdir()
