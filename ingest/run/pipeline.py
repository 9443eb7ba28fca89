"""Ingest: every file offered is read, understood and stored, or in the ledger with the reason why not."""

from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from contextlib import ExitStack
from pathlib import Path

from evidence.services import Services
from evidence.settling.rescoring import compare_again
from evidence.settling.settle import settle
from ingest.run.archive import opened
from ingest.run.flow import Flow
from ingest.run.offered import Offered, not_done, walk
from ingest.run.progress import IngestReport, Outcome, Progress
from ingest.run.scratch import scratch
from ingest.run.storing import Job
from ingest.run.workers import reading_on

__all__ = ["IngestReport", "Outcome", "Progress", "ingest"]

SETTLE_EVERY = 500  # files offered: how many a kill can leave to the next ingest to compare and index


def ingest(
    services: Services,
    paths: Iterable[Path | Offered],
    *,
    origin: str,
    on_progress: Callable[[Progress], None] | None = None,
    executor: Executor | str = "",
) -> IngestReport:
    """Ingest files, folders and ZIPs. ``origin`` says by which way they came ("command line").

    ``executor`` does the reading: by default processes on every core; ``dask://host:port`` names a cluster;
    any concurrent.futures.Executor can take their place, though one without limits lets a hostile file harm
    more than itself. Progress is told in the order in which files end, the report in that of the offering.

    Nothing that is wrong with one file stops the others. Raises HomeError if the home cannot take any.
    """
    settings = services.settings
    with ExitStack() as stack:
        folder = stack.enter_context(scratch(settings.scratch))
        services.files.tidy()
        if isinstance(executor, str):
            executor = stack.enter_context(reading_on(executor, settings.ingest, folder))
        offered = list(walk(paths, besides=settings.home))
        flow = Flow(services, executor, origin, lambda job: run.stored(job), SETTLE_EVERY)
        run = _Run(services, flow, on_progress)
        run.take(offered, folder)
    return IngestReport(run.outcomes())


class _Run:
    """One ingest: what has ended so far."""

    def __init__(
        self, services: Services, flow: Flow, on_progress: Callable[[Progress], None] | None
    ) -> None:
        self._services, self._flow, self._on_progress = services, flow, on_progress
        self._ended: dict[tuple[int, ...], Outcome] = {}
        self._total = self._pages = self._stored = 0

    def take(self, offered: list[Offered], folder: Path) -> None:
        """Every file through, those of ZIPs too, and whatever follows for the record."""
        self._total, number = len(offered), 0
        for one in offered:
            # A ZIP is one file until it is opened.
            self._total -= 1
            for member in not_done(one, opened(one, self._services.settings.ingest)):
                self._total += 1
                self._flow.add(number, member)
                number += 1
        self._flow.finish()
        settle(self._services)
        compare_again(self._services)

    def stored(self, family: Job) -> None:
        """A file, with all that came inside it, is in the record."""
        whole = list(family.whole())
        self._total += len(whole) - 1
        for job in whole:
            if job.outcome is not None:
                self._ended[job.place] = job.outcome
                self._pages += job.outcome.pages
                self._tell(job.offered.name, job.outcome)
        self._stored += 1
        if not self._stored % SETTLE_EVERY:
            settle(self._services)

    def _tell(self, name: str, outcome: Outcome) -> None:
        if self._on_progress:
            self._on_progress(Progress(len(self._ended), self._total, name, outcome.status, self._pages))

    def outcomes(self) -> tuple[Outcome, ...]:
        return tuple(self._ended[place] for place in sorted(self._ended))
