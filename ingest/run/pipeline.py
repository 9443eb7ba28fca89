"""Ingest: every file offered is read, understood and stored, or in the ledger with the reason why not."""

from collections.abc import Callable, Iterable
from concurrent.futures import Executor, Future, wait
from contextlib import ExitStack
from pathlib import Path

from evidence.home.scratch import scratch
from evidence.reads.search import searchable
from evidence.services import Services
from evidence.settling.alongside import Alongside
from evidence.settling.crosswalk import propose_apart
from evidence.settling.rescoring import compare_again
from evidence.settling.settle import catch_up, relate, suggest, suggest_apart
from ingest.run.archive import opened
from ingest.run.flow import Flow
from ingest.run.offered import Offered, not_done, walk
from ingest.run.progress import IngestReport, Outcome, Progress
from ingest.run.storing import Job
from ingest.run.workers import reading_on

__all__ = ["IngestReport", "Outcome", "Progress", "ingest"]

TOLD = 25  # files after which it is looked again how many documents are searchable
PART = 200  # files offered whose links are suggested, and which are indexed, while the next ones are read


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
        other = stack.enter_context(Alongside(settings, actor=services.record.actor))
        flow = Flow(services, executor, origin, lambda job: run.stored(job), PART)
        run = _Run(services, flow, other, on_progress)
        run.take(offered, folder)
    catch_up(services)
    return IngestReport(run.outcomes())


class _Run:
    """One ingest: what has ended so far."""

    def __init__(
        self,
        services: Services,
        flow: Flow,
        other: Alongside,
        on_progress: Callable[[Progress], None] | None,
    ) -> None:
        self._services, self._flow, self._other = services, flow, other
        self._on_progress = on_progress
        self._ended: dict[tuple[int, ...], Outcome] = {}
        self._total = self._pages = self._stored = self._last = self._searchable = self._told = 0
        self._part: tuple[Future[int], int] | None = None  # of which links are suggested, to the document

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
        self._other.stored(0)  # the last of them, where an earlier step went on when they came
        crosswalk = self._other.do(propose_apart)
        relate(self._services)
        suggest(self._services, self._other)
        wait([crosswalk] if crosswalk is not None else [])
        compare_again(self._services, other=self._other)

    def stored(self, family: Job) -> None:
        """A file, with all that came inside it, is in the record."""
        whole = list(family.whole())
        self._total += len(whole) - 1
        for job in whole:
            if job.outcome is not None:
                self._ended[job.place] = job.outcome
                self._pages += job.outcome.pages
                self._tell(job.offered.name, job.outcome)
        added = [d for job in whole if job.outcome for d in job.outcome.documents]
        self._last = max([self._last, *added])
        self._other.stored(len(added), self._last)
        if self._part is not None and self._part[0].done():
            self._other.index(self._part[1])
            self._part = None
        self._stored += 1
        if not self._stored % PART:
            self._settle_part()

    def _settle_part(self) -> None:
        """Have links suggested for what is stored, and no more stored until that is done: what the record
        holds then is the same in every run."""
        last = self._last
        part = self._other.do(suggest_apart, last)
        if part is None:
            suggest(self._services, self._other, last)
            return
        self._part = part, last
        self._flow.hold(part, otherwise=lambda: suggest(self._services, self._other, last))

    def _tell(self, name: str, outcome: Outcome) -> None:
        if not self._on_progress:
            return
        done = len(self._ended)
        if done - self._told >= TOLD or done == self._total:
            self._told, self._searchable = done, searchable(self._services.record.db)
        status = outcome.status
        self._on_progress(Progress(done, self._total, name, status, self._pages, self._searchable))

    def outcomes(self) -> tuple[Outcome, ...]:
        return tuple(self._ended[place] for place in sorted(self._ended))
