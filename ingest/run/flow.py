"""Files on their way: kept, read by an Executor, gathered into families, and stored a batch at a time.

A family is a file with all that came inside it. It is stored whole, so that a kill cannot leave a mail
without its attachments: until then the file is offered again.
"""

import logging
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import replace

from evidence.errors import MusterError, Unreadable
from evidence.services import Services
from ingest.readers.raw import Enclosed
from ingest.run.archive import opened
from ingest.run.offered import Offered, printable, refused_from_size
from ingest.run.storing import Job, Kept, is_known, our_fault, store
from ingest.run.task import Task, Understood, carry_out

log = logging.getLogger(__name__)

AHEAD = 16  # files for each reader that are under way at once: they go on reading while a batch is stored
BATCH = 50  # files …
BATCH_PAGES = 500  # … or pages that are stored in one transaction …
TOO_DEEP = Unreadable("It lies too deep in files inside files.", "Save it by itself, and ingest that.")
BATCH_SECONDS = 2.0  # … or what has come in so long, so that a kill costs little


class Flow:
    """One ingest's files. ``on_stored`` is called with each family that was stored."""

    def __init__(
        self, services: Services, executor: Executor, origin: str, on_stored: Callable[[Job], None]
    ) -> None:
        self._services, self._executor = services, executor
        self._origin, self._on_stored = origin, on_stored
        self._readers = getattr(executor, "workers", getattr(executor, "_max_workers", 1))
        self._reading: dict[Future[Understood], list[tuple[Job, Job]]] = {}  # (the file, its family)
        self._by_bytes: dict[tuple[str, str, str], Future[Understood]] = {}
        self._left: dict[int, int] = {}  # how many files of a family are being read
        self._ready: list[Job] = []
        self._bytes: dict[str, set[int]] = defaultdict(set)  # which families under way hold the same
        self._since = time.monotonic()

    def add(self, number: int, offered: Offered) -> None:
        """Take the next file, waiting for earlier ones if many are under way. Raises HomeError."""
        job = Job((number,), offered)
        self._left[number] = 0
        self._begin(job, job)
        if not self._left[number]:
            self._ready.append(job)
        self._turn(AHEAD * self._readers)

    def finish(self) -> None:
        """Wait for what is under way, and store it."""
        self._turn(0)
        self._store()

    def _turn(self, most: int) -> None:
        """Take in what has been read, until no more than ``most`` files are under way."""
        while self._reading:
            done, _ = wait(self._reading, 0 if len(self._reading) <= most else None, FIRST_COMPLETED)
            if not done:
                break
            for future in done:
                self._take(future)
            self._store_batch()
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
        self._bytes[job.kept.sha256].add(family.place[0])
        if job.trouble is None and not known:
            self._read(job, family, job.kept.sha256)

    def _keep(self, offered: Offered) -> tuple[Kept, bool]:
        """Keep the file's bytes. Also says whether they were added before. Raises OSError, MusterError."""
        files, source = self._services.files, offered.source
        assert source is not None  # noqa: S101 - the caller looked
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
            task = Task(path, offered.name, self._services.settings, offered.password)
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
            try:
                job.understood = future.result()
                job.trouble = job.understood.trouble
                if job.understood.fault is not None:
                    job.trouble = our_fault(self._services, job.understood.fault, job.sha256, "reading")
            except MusterError as error:
                job.trouble = error
            except Exception as error:
                job.trouble = our_fault(self._services, error, job.sha256, "reading")
            self._enter_inside(job, family)
            number = family.place[0]
            self._left[number] -= 1
            if not self._left[number]:
                self._ready.append(family)

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
            sha256, _ = self._services.files.put_bytes(one.data)
            source = self._services.files.path(sha256)
            inner = Offered(f"{outer.path}/{name}", name, source, password=outer.password)
            yield from opened(inner, self._services.settings.ingest)

    def _store_batch(self) -> None:
        pages = sum(job.pages for family in self._ready for job in family.whole())
        old = time.monotonic() - self._since > BATCH_SECONDS
        if len(self._ready) >= BATCH or pages >= BATCH_PAGES or (self._ready and old):
            self._store()

    def _store(self) -> None:
        families = self._storable()
        self._ready = [family for family in self._ready if family not in families]
        if families:
            store(self._services, families, self._origin)
        self._since = time.monotonic()
        for family in families:
            self._left.pop(family.place[0], None)
            for job in family.whole():
                job.understood = None  # stored: its texts need not stay in memory
                if job.kept is not None:
                    self._bytes[job.kept.sha256].discard(family.place[0])
            self._on_stored(family)

    def _storable(self) -> list[Job]:
        """What is ready, in the order of its offering, but for what an earlier file may be the first of."""
        going: list[Job] = []
        numbers: set[int] = set()
        for family in sorted(self._ready, key=lambda job: job.place):
            number = family.place[0]
            others = {n for job in family.whole() if job.kept for n in self._bytes[job.kept.sha256]}
            if all(n >= number for n in others - numbers):
                going.append(family)
                numbers.add(number)
        return going
