"""Which Executor reads: this machine's processes, or those that ``--executor`` names."""

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from pathlib import Path

from evidence.errors import UsageError
from evidence.settings import IngestSettings
from ingest.run.workers.limits import Limits
from ingest.run.workers.pool import Pool
from ingest.run.workers.remote import SCHEME, Cluster


@contextmanager
def reading_on(name: str, settings: IngestSettings, scratch: Path) -> Iterator[Executor]:
    """The Executor of that name, for as long as the context lasts: "" for every core of this machine,
    ``dask://host:port`` for a cluster. What is interrupted leaves no process behind.

    Raises UsageError for another name, ConfigError if the cluster cannot be had.
    """
    limits = Limits.of(settings)
    if not name:
        executor: Executor = Pool(limits, scratch)
    elif name.startswith(SCHEME):
        executor = Cluster(name.removeprefix(SCHEME), limits)
    else:
        raise UsageError(f"There is no executor {name}.", f"Give {SCHEME}host:port, or leave it out.")
    try:
        yield executor
    except BaseException:
        executor.shutdown(cancel_futures=True)
        raise
    else:
        executor.shutdown()
