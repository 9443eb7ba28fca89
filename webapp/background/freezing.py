"""Freezing a pack as the person who asked for it, while their page shows how far it has come."""

import logging
import time
from collections.abc import Callable

from evidence.errors import HomeError, MusterError
from evidence.home import faults
from evidence.packs.issuing import issue
from evidence.packs.progress import Progress
from evidence.reads import freezings as reads
from evidence.reads import packs as pack_reads
from evidence.services import Services, open_services
from evidence.settings import Settings
from evidence.store import freezings as store
from evidence.store.pack_changes import refuse_unseen

log = logging.getLogger(__name__)

EVERY = 0.5  # seconds between two notes of how far it has come


def freeze(settings: Settings, number: int, check: Callable[[], None]) -> bool:
    """Build the issue that was asked for, and say on it how that ended. Returns whether it is to be tried
    again: the home could not take it.

    ``check`` is called as it goes on, and raises to stop there: it is begun again at the next start.
    """
    try:
        with open_services(settings) as services:
            row = reads.freezing(services.record.db, number)
            if row is None or row["state"] not in reads.MOVING:
                return False
            acting = services.acting_as(row["asked_by"])
            problem = ""
            if row["issue"] < row["number"]:  # else a kill came between the issue and the note of it
                # What somebody who is not cleared issues holds nothing of what they may not see.
                with open_services(settings, row["asked_by"], cleared=bool(row["cleared"])) as theirs:
                    problem = _freeze(theirs, number, row["pack_name"], row["version"], check)
            store.end(acting.record, number, problem)
    except HomeError as error:  # it cannot be opened, or not even this be written
        log.warning("freezing %d waits: %s", number, error)
        return True
    return False


def _freeze(services: Services, number: int, name: str, version: int, check: Callable[[], None]) -> str:
    """Issue the pack. Returns why not, in words, where that cannot be."""
    told = 0.0

    def moved(progress: Progress) -> None:
        nonlocal told
        check()
        if not progress.done or time.monotonic() - told > EVERY:
            told = time.monotonic()
            store.progress(services.record, number, progress.stage, progress.done, progress.total)

    try:
        pack = pack_reads.pack(services.record.db, name)
        refuse_unseen(services.record, pack, version)
        (issue.supplement if pack["issue"] else issue.freeze)(services, name, moved)
    except MusterError as error:
        return str(error)
    except Exception as error:
        fault = faults.told(services.settings.home, error, "freezing a pack")
        log.error("freezing %d failed: %s", number, fault)
        return str(fault)
    return ""
