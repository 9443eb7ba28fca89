"""Results into the record: whole families of files in one transaction, each with its line in the ledger."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from evidence.errors import HomeError, MusterError, Unreadable
from evidence.home.faults import Fault, refusal, report
from evidence.marking import rule_for
from evidence.model import FileStatus
from evidence.reads.ledger import documents_of, first_added, holders
from evidence.reads.measure_updates import told
from evidence.services import Services
from evidence.store import documents as document_store
from evidence.store.enclosures import enclose
from evidence.store.ledger import enter, keep_file
from evidence.store.markings import by_rules, mark_file
from ingest.run.offered import Offered
from ingest.run.progress import Outcome
from ingest.run.task import UNKNOWN, Understood


@dataclass(frozen=True)
class Kept:
    """What the store of originals says of bytes that it has taken."""

    sha256: str
    size: int


@dataclass(frozen=True)
class Way:
    """By which way files came ("command line"), and the ledger's newest entry before they did."""

    origin: str
    known: int = 0


@dataclass(eq=False)
class Job:
    """One offered file on its way: what is known of it so far.

    ``place`` orders the report: a file's own number, then the numbers of what came inside it. ``within`` is
    the file that held it, whose documents enclose this one's.
    """

    place: tuple[int, ...]
    offered: Offered
    within: "Job | None" = None
    kept: Kept | None = None
    trouble: MusterError | None = None
    understood: Understood | None = None
    outcome: Outcome | None = None
    inside: list["Job"] = field(default_factory=list)

    @property
    def pages(self) -> int:
        """How many pages were read."""
        return sum(len(r.pages) for r in self.understood.readings) if self.understood else 0

    @property
    def sha256(self) -> str:
        """What its bytes are kept under; empty if they are not."""
        return self.kept.sha256 if self.kept else ""

    def whole(self) -> Iterator["Job"]:
        """This file and all that came inside it, each after the file that held it."""
        yield self
        for job in self.inside:
            yield from job.whole()


def our_fault(services: Services, fault: Fault | Exception, sha256: str, doing: str) -> MusterError:
    """A fault of ours, or what the system refused, as the sentence for the ledger. The log is
    told the file's hash and not its name, which may name a person."""
    refused = refusal(fault) if isinstance(fault, Exception) else None
    if refused is not None:
        return refused
    number = report(services.settings.home, fault, f"{doing} the file {sha256 or 'without bytes'}").number
    return Unreadable(
        f"Muster met a fault of its own while {doing} it, number {number}; the file is kept.",
        "Retry it after an update. faults.log in the home folder explains the number.",
    )


def store(services: Services, families: Iterable[Job], way: Way) -> None:
    """Store families, all of them or, if the process dies or the disk is full, none; set their outcomes.

    A file that the record cannot take for a fault of ours is in the ledger as failed, and stops no other.
    Raises HomeError if nothing can be written.
    """
    with services.record.transaction():
        for family in families:
            for job in family.whole():
                job.outcome = _stored(services, job, way)
                if job.outcome.status is FileStatus.DUPLICATE:
                    job.inside = []  # it was opened then, and is not where the copy comes once it is stored
                _tie(services, job)


def _stored(services: Services, job: Job, way: Way) -> Outcome:
    record = services.record
    try:
        with record.transaction():
            return _entered(services, job, way)
    except (HomeError, sqlite3.OperationalError):
        raise  # full, locked or read-only: the next file would fare no better
    except Exception as error:
        trouble = our_fault(services, error, job.sha256, "storing")
    with record.transaction():
        return _failed(services, job, trouble, way)


def _entered(services: Services, job: Job, way: Way) -> Outcome:
    """Enter the file as what it is: a duplicate if its bytes were added before, else failed or added."""
    earlier = _earlier(services, job) if job.offered.trouble is None else None
    if earlier is not None:
        return _duplicate(services, job, earlier, way)
    if job.trouble is not None:
        return _failed(services, job, job.trouble, way)
    if job.understood is None or job.kept is None:
        raise RuntimeError("a file that was neither read nor refused")
    understood, record = job.understood, services.record
    _keep(services, job, understood.media_type)
    documents = document_store.add_readings(record, job.kept.sha256, understood.readings)
    of_measures = [said for number in documents for said in told(record.db, number)]
    reason = " ".join((*understood.warnings, *of_measures))
    _enter(services, job, FileStatus.ADDED, reason, way)
    by_rules(record, services.settings.marking.rules, documents)
    return Outcome(job.offered.path, FileStatus.ADDED, reason, tuple(documents), job.pages)


def _earlier(services: Services, job: Job) -> dict[str, str] | None:
    return first_added(services.record.db, job.kept.sha256) if job.kept else None


def is_known(services: Services, sha256: str) -> bool:
    """Whether these bytes were added before: then there is nothing to read."""
    return first_added(services.record.db, sha256) is not None


def _duplicate(services: Services, job: Job, earlier: dict[str, str], way: Way) -> Outcome:
    path = job.offered.path
    if earlier["path"] == path:
        day = date.fromisoformat(earlier["offered_at"][:10])
        reason = f"It is there already: it was added on {day.day} {day:%B %Y}."
    else:
        reason = f"The same file was already added as {earlier['path']}."
    _enter(services, job, FileStatus.DUPLICATE, reason, way)
    sha256 = job.kept.sha256 if job.kept else ""
    documents = documents_of(services.record.db, {sha256}).get(sha256, [])
    by_rules(services.record, services.settings.marking.rules, documents)
    return Outcome(path, FileStatus.DUPLICATE, reason, tuple(documents))


def _failed(services: Services, job: Job, error: MusterError, way: Way) -> Outcome:
    """Enter a failure, with the bytes kept where there are any."""
    reason = str(error)
    if job.kept is not None:
        _keep(services, job, job.understood.media_type if job.understood else UNKNOWN)
    _enter(services, job, FileStatus.FAILED, reason, way)
    rule = rule_for(services.settings.marking.rules, "", "", [job.offered.path])
    if rule and job.kept is not None:
        said = f"Rule of config.toml: {rule.said}."
        mark_file(services.record, job.sha256, rule.marking, said, caveat=rule.caveat, how="rule")
    return Outcome(job.offered.path, FileStatus.FAILED, reason)


def _tie(services: Services, job: Job) -> None:
    """Tie a file's documents to that of the file which held it, now or when it failed before."""
    outcome, within, kept = job.outcome, job.within, job.kept
    if outcome is None or not outcome.documents or kept is None:
        return
    if within is None:
        held = holders(services.record.db, job.offered.path, kept.sha256)
    elif within.outcome is not None and within.outcome.documents:
        held = [(within.outcome.documents[0], job.offered.path.removeprefix(f"{within.offered.path}/"))]
    else:
        return
    new = outcome.status is FileStatus.ADDED
    for document, name in held:
        enclose(services.record, document, outcome.documents, name=name, new=new)


def _keep(services: Services, job: Job, media_type: str) -> None:
    kept = job.kept
    if kept is not None:
        name = job.offered.name
        keep_file(services.record, sha256=kept.sha256, size=kept.size, media_type=media_type, name=name)


def _enter(services: Services, job: Job, status: FileStatus, reason: str, way: Way) -> None:
    kept = job.kept
    enter(
        services.record,
        path=job.offered.path,
        status=status,
        origin=way.origin,
        known=way.known,
        sha256=kept.sha256 if kept else None,
        size=kept.size if kept else None,
        reason=reason,
    )
