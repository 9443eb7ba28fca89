"""Files on their way: kept, read by an Executor, gathered into families, and stored a batch at a time.

A family is a file with all that came inside it. It is stored whole, so that a kill cannot leave a mail
without its attachments: until then the file is offered again.

Families are stored in the order of their offering, whatever the order in which they are read: so the same
files give the same record. What needs OCR is read and stored after all the rest.
"""

import hashlib
import logging
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import replace
from typing import Any

from evidence.errors import MusterError, Unreadable
from evidence.reads.disposals import disposed, refuse_disposed
from evidence.services import Services
from evidence.store.ledger import newest
from ingest.readers.raw import Enclosed
from ingest.run.archive import opened
from ingest.run.carried_out import carry_out
from ingest.run.offered import Offered, printable, refused_from_size
from ingest.run.storing import Job, Kept, Way, is_known, our_fault, store
from ingest.run.task import Task, Understood

log = logging.getLogger(__name__)

AHEAD = 16  # files for each reader that are under way at once: they go on reading while a batch is stored
BATCH = 50  # files …
BATCH_PAGES = 500  # … or pages that are stored in one transaction …
HELD = 2000  # pages read that wait in memory for an earlier file: then no more files are taken
TOO_DEEP = Unreadable("It lies too deep in files inside files.", "Save it by itself, and ingest that.")
BATCH_SECONDS = 2.0  # … or what has come in so long, so that a kill costs little


class Flow:
    """One ingest's files. ``on_stored`` is called with each family that was stored; no transaction goes
    across every ``whole``-th of them."""

    def __init__(
        self,
        services: Services,
        executor: Executor,
        origin: str,
        on_stored: Callable[[Job], None],
        whole: int,
    ) -> None:
        self._services, self._executor = services, executor
        self._way = Way(origin, newest(services.record))
        self._on_stored = on_stored
        self._readers = getattr(executor, "workers", getattr(executor, "_max_workers", 1))
        self._reading: dict[Future[Understood], list[tuple[Job, Job]]] = {}  # (the file, its family)
        self._by_bytes: dict[tuple[str, str, str], Future[Understood]] = {}
        self._left: dict[int, int] = {}  # how many files of a family are being read
        self._due: dict[int, None] = {}  # families to be stored, in their order
        self._waiting: dict[int, Job] = {}  # of those, the ones that are read
        self._ready: list[Job] = []  # what comes next, all of it read
        self._held = 0  # the pages of both
        self._until: Future[int] | None = None  # nothing is stored before it is done …
        self._otherwise: Callable[[], object]  # … or, if it failed, this
        self._later: dict[int, Job] = {}  # families that need OCR
        self._quick = services.settings.ingest.ocr
        self._whole, self._stored = whole, 0
        self._since = time.monotonic()

    def add(self, number: int, offered: Offered) -> None:
        """Take the next file, waiting for earlier ones if many are under way. Raises HomeError."""
        job = Job((number,), offered)
        self._due[number], self._left[number] = None, 0
        self._begin(job, job)
        self._is_read(job)
        self._turn(AHEAD * self._readers)

    def hold(self, until: Future[int], otherwise: Callable[[], object]) -> None:
        """Go on reading, but store nothing before that is done; ``otherwise`` is, if it failed."""
        self._until, self._otherwise = until, otherwise

    def finish(self) -> None:
        """Wait for what is under way, and store it; then read and store what needs OCR."""
        self._store_rest()
        self._quick, later = False, sorted(self._later.items())
        for number, put_off in later:
            job = Job((number,), put_off.offered, kept=put_off.kept)
            self._due[number], self._left[number] = None, 0
            if not is_known(self._services, job.sha256):
                self._read(job, job, job.sha256)
            self._is_read(job)
            self._turn(AHEAD * self._readers)
        self._store_rest()
        wait(self._holding())

    def _store_rest(self) -> None:
        self._turn(0)
        while self._due or self._ready:
            wait(self._holding())
            self._store_batch()
            if not self._holding():
                self._store()

    def _holding(self) -> list[Future[int]]:
        """What must be done before anything is stored."""
        if self._until is not None and self._until.done():
            until, self._until = self._until, None
            if until.cancelled() or until.exception() is not None:
                self._otherwise()
        return [self._until] if self._until is not None else []

    def _is_read(self, family: Job) -> None:
        """If all of a family is read, have it wait for its turn to be stored."""
        number = family.place[0]
        if not self._left[number] and number in self._due:
            self._waiting[number] = family
            self._held += _pages(family)

    def _turn(self, most: int) -> None:
        """Take in what has been read, until no more than ``most`` files are under way and few pages wait."""
        while self._reading or (self._held > HELD and self._holding()):
            free = len(self._reading) <= most and self._held <= HELD
            awaited: list[Future[Any]] = [*self._reading, *self._holding()]
            done, _ = wait(awaited, 0 if free else None, FIRST_COMPLETED)
            for future in done & self._reading.keys():
                self._take(future)
            self._store_batch()
            if not done:
                return
        self._store_batch()

    def _begin(self, job: Job, family: Job) -> None:
        """Keep the file's bytes and have them read, unless they are known or cannot be had."""
        offered = job.offered
        job.trouble = offered.trouble
        if offered.source is None:
            if job.trouble is None:
                job.trouble = our_fault(self._services, RuntimeError("no bytes, no reason"), "", "taking in")
            return
        try:
            refused = refused_from_size(offered, self._services.settings.ingest)
            if refused is not None:
                job.trouble = refused
                return
            job.kept, known = self._keep(offered)
        except Unreadable as error:
            job.trouble = error
            return
        except OSError as error:
            reason = (error.strerror or "unknown error").lower()
            job.trouble = Unreadable(f"The file cannot be opened: {reason}.", "Check its permissions.")
            return
        if job.trouble is None and not known:
            self._read(job, family, job.kept.sha256)

    def _keep(self, offered: Offered) -> tuple[Kept, bool]:
        """Keep the file's bytes. Also says whether they were added before. Raises OSError, MusterError."""
        files, source = self._services.files, offered.source
        assert source is not None  # noqa: S101 - the caller looked
        refuse_disposed(self._services.record.db, source)
        known = files.holding(source)
        if known is not None and is_known(self._services, known):
            return Kept(known, source.stat().st_size), True
        sha256, size = files.put(source)
        return Kept(sha256, size), is_known(self._services, sha256)

    def _read(self, job: Job, family: Job, sha256: str) -> None:
        offered = job.offered
        key = (sha256, offered.name, offered.password)
        if key not in self._by_bytes:
            path = self._services.files.path(sha256)
            task = Task(path, offered.name, self._services.settings, offered.password, quick=self._quick)
            future = self._executor.submit(carry_out, task)
            self._by_bytes[key] = future
            self._reading[future] = []
        self._reading[self._by_bytes[key]].append((job, family))
        self._left[family.place[0]] += 1

    def _take(self, future: Future[Understood]) -> None:
        """What has been read, to the files that wait for it."""
        waiting = self._reading.pop(future)
        self._by_bytes = {key: f for key, f in self._by_bytes.items() if f is not future}
        for job, family in waiting:
            number = family.place[0]
            self._left[number] -= 1
            if number not in self._due:
                continue  # it was put off for another of its files
            try:
                job.understood = future.result()
                job.trouble = job.understood.trouble
                if job.understood.put_off:
                    self._put_off(family)
                    continue
                if job.understood.fault is not None:
                    job.trouble = our_fault(self._services, job.understood.fault, job.sha256, "reading")
            except MusterError as error:
                job.trouble = error
            except Exception as error:
                job.trouble = our_fault(self._services, error, job.sha256, "reading")
            self._enter_inside(job, family)
            self._is_read(family)

    def _put_off(self, family: Job) -> None:
        """Read a family anew when all others are stored."""
        number = family.place[0]
        self._later[number] = family
        family.understood, family.inside = None, []  # memory
        del self._due[number]

    def _enter_inside(self, job: Job, family: Job) -> None:
        """Begin with the files that came inside one, as deep as the settings allow."""
        if job.understood is None or not job.understood.enclosed:
            return
        enclosed, job.understood = job.understood.enclosed, replace(job.understood, enclosed=())
        depth = len(job.place)
        for inner in self._members(job.offered, enclosed):
            child = Job((*job.place, len(job.inside)), inner, within=job)
            job.inside.append(child)
            if depth > self._services.settings.ingest.nested:
                inner = replace(inner, trouble=TOO_DEEP)
                child.offered = inner
            self._begin(child, family)

    def _members(self, outer: Offered, enclosed: Sequence[Enclosed]) -> Iterator[Offered]:
        """What came inside a file, as files offered; a ZIP as its members."""
        for i, one in enumerate(enclosed, 1):
            name = printable(one.name).replace("/", "_") or f"attachment {i}"
            inner = self._enclosed(outer, name, one.data)
            yield from opened(inner, self._services.settings.ingest)

    def _enclosed(self, outer: Offered, name: str, data: bytes) -> Offered:
        """Keep what came inside a file; nothing of what was disposed of."""
        path = f"{outer.path}/{name}"
        if (gone := disposed(self._services.record.db, hashlib.sha256(data).hexdigest())) is not None:
            return Offered(path, name, None, gone)
        sha256, _ = self._services.files.put_bytes(data)
        return Offered(path, name, self._services.files.path(sha256), password=outer.password)

    def _store_batch(self) -> None:
        """Store what is next in order, if it is much, or has waited long."""
        while not self._holding() and self._due and (number := next(iter(self._due))) in self._waiting:
            del self._due[number]
            self._ready.append(self._waiting.pop(number))
            if not (self._stored + len(self._ready)) % self._whole:
                self._store()
        pages = sum(map(_pages, self._ready))
        old = time.monotonic() - self._since > BATCH_SECONDS
        much = len(self._ready) >= BATCH or pages >= BATCH_PAGES or (self._ready and old)
        if much and not self._holding():
            self._store()

    def _store(self) -> None:
        families, self._ready = self._ready, []
        self._held -= sum(map(_pages, families))
        if families:
            store(self._services, families, self._way)
        self._stored += len(families)
        self._since = time.monotonic()
        for family in families:
            self._left.pop(family.place[0], None)
            for job in family.whole():
                job.understood = None  # stored: its texts need not stay in memory
            self._on_stored(family)


def _pages(family: Job) -> int:
    return sum(job.pages for job in family.whole())
