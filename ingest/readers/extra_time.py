"""More time for work whose length is known and right: a page of OCR has a limit of its own."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_only_quick: ContextVar[bool] = ContextVar("only_quick", default=False)


class TakesLong(BaseException):
    """A file asked for extra time where only quick work is wanted. Not an Exception, so that nothing takes it
    for a page's trouble."""


@contextmanager
def only_quick(wanted: bool) -> Iterator[None]:
    """Within it, work that asks for extra time is given up: ``grant`` raises TakesLong."""
    token = _only_quick.set(wanted)
    try:
        yield
    finally:
        _only_quick.reset(token)


def grant(seconds: float) -> None:
    """Put off this process's alarms by so much, where it has any (see ingest.run.workers.limits). Raises
    TakesLong."""
    if _only_quick.get():
        raise TakesLong
    for timer in (signal.ITIMER_PROF, signal.ITIMER_REAL):
        left, _ = signal.getitimer(timer)
        if left:
            signal.setitimer(timer, left + seconds)
