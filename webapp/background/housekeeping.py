"""What a served home needs now and then: its scheduled backup, in a process of its own."""

import logging
import multiprocessing
import threading
from contextlib import suppress

from evidence.errors import MusterError
from evidence.home import faults
from evidence.home.processes import die_with_parent, yield_to_people
from evidence.settings import Settings
from evidence.store.record import utc_now
from evidence.upkeep.backups import BackupBusy, is_due, rotate

LOOK = 60.0  # seconds between two looks at the clock

log = logging.getLogger(__name__)


class Housekeeping:
    """A thread that looks at the clock as long as the server runs."""

    def __init__(self, settings: Settings, every: float = LOOK) -> None:
        self._settings, self._every = settings, every
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="housekeeping", daemon=True)

    def start(self) -> None:
        """Begin, if there is anything to see to."""
        if self._settings.backup.folder:
            self._thread.start()

    def stop(self) -> None:
        """End; a backup under way is given up, and is not one."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                if is_due(self._settings, utc_now()):
                    self._back_up()
            except Exception as error:  # the next look may fare better
                log.error("%s", faults.told(self._settings.home, error, "looking after the home"))
            self._stopping.wait(self._every)

    def _back_up(self) -> None:
        process = multiprocessing.get_context("forkserver").Process(target=_rotate, args=(self._settings,))
        process.start()
        while process.is_alive() and not self._stopping.is_set():
            process.join(0.5)
        if process.is_alive():
            process.terminate()
            process.join()
        elif process.exitcode:
            log.warning("the scheduled backup failed, exit %d; health says why", process.exitcode)
        else:
            log.info("the scheduled backup was made")


def _rotate(settings: Settings) -> None:
    die_with_parent()
    yield_to_people()
    try:
        with suppress(BackupBusy):  # a timer's, say: it is being made
            rotate(settings)
    except MusterError:  # noted beside the record, where health finds it
        raise SystemExit(1) from None
