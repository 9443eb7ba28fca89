"""More time for work whose length is known and right: a page of OCR has a limit of its own."""

import signal


def grant(seconds: float) -> None:
    """Put off this process's alarm by so much, where it has one (see ingest.run.workers.limits)."""
    left, _ = signal.getitimer(signal.ITIMER_REAL)
    if left:
        signal.setitimer(signal.ITIMER_REAL, left + seconds)
