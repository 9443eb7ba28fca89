"""Readers on other machines: a Dask cluster's workers, each with Muster installed."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any, Protocol

from evidence.errors import ConfigError
from ingest.run.workers.apart import read_apart
from ingest.run.workers.limits import Limits

SCHEME = "dask://"
_WAIT = "5s"  # for the scheduler to answer


class Loadable(Protocol):
    """Work on a file that can take the file's bytes with it."""

    def loaded(self) -> Any: ...


class Cluster(Executor):
    """An Executor over ``distributed``'s: it sends a file's bytes, since a path means nothing elsewhere.

    Raises ConfigError if Dask is not installed or no scheduler answers at ``host:port``.
    """

    def __init__(self, address: str, limits: Limits) -> None:
        try:
            from distributed import Client
        except ImportError as error:
            raise ConfigError(
                "A Dask cluster needs the packages dask and distributed.", 'Install "muster[dask]".'
            ) from error
        try:
            self._client = Client(f"tcp://{address}", timeout=_WAIT, set_as_default=False)
        except (OSError, ValueError) as error:
            raise ConfigError(
                f"No Dask scheduler answers at {address}.", "Start one with `dask scheduler`, or correct it."
            ) from error
        self._inner = self._client.get_executor(pure=False)
        self._limits = limits
        self.workers = max(1, sum(self._client.nthreads().values()))

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        task: Loadable = args[0]
        future: Future[Any] = self._inner.submit(read_apart, fn, task.loaded(), self._limits)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._inner.shutdown(wait=wait and not cancel_futures)
        self._client.close()
