"""Settings -> Services: the one composition root."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from evidence.errors import HomeError
from evidence.frameworks import framework
from evidence.frameworks.framework import Framework
from evidence.home.originals import FileStore
from evidence.reads.councils import OwnCouncil, own_council
from evidence.search import SearchEngine
from evidence.search.engines import open_engine
from evidence.search.open_index import FOLDER, OpenEngine, closed_documents
from evidence.settings import Settings
from evidence.store import Record
from evidence.store.opening import open_record
from evidence.store.record import utc_now


@dataclass(frozen=True)
class Services:
    """What the command line and the pages work with: an open record and what stands around it."""

    settings: Settings
    record: Record
    files: FileStore
    engine: SearchEngine
    framework: Framework

    @property
    def own(self) -> OwnCouncil:
        """Our council, as the record knows it now."""
        return own_council(self.record.db, self.settings.council)

    def acting_as(self, actor: str) -> "Services":
        """The same services, for another person."""
        return replace(self, record=self.record.acting_as(actor))


@contextmanager
def open_services(
    settings: Settings,
    actor: str = "muster",
    clock: Callable[[], datetime] = utc_now,
    *,
    new: bool = False,
    cleared: bool = True,
) -> Iterator[Services]:
    """Open the home folder, making it if need be, and close it again.

    ``new``: a record is made even where originals tell that there was one. For who is not ``cleared`` the
    record, and the index, are without what is marked. Raises HomeError, ConfigError.
    """
    try:
        # A home that we make is its owner's alone; one that stands keeps the permissions it was given.
        settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise HomeError(
            f"The home folder {settings.home} cannot be used: {error.strerror}.",
            "Name another with --home, or make it writable.",
        ) from error
    record = open_record(settings.database, actor, clock, new=new, cleared=cleared)
    if settings.council:
        record.whose["config"] = OwnCouncil(settings.council, "config")
    try:
        yield Services(
            settings=settings,
            record=record,
            files=FileStore(settings.originals),
            engine=_engine(settings, record),
            framework=framework.load(settings.framework),
        )
    finally:
        record.close()


def _engine(settings: Settings, record: Record) -> SearchEngine:
    if not record.closed:
        return open_engine(settings.search.engine, settings.index, settings.acronyms)
    folder = settings.index / FOLDER
    engine = open_engine(settings.search.engine, folder, settings.acronyms)
    return OpenEngine(engine, folder / f"{settings.search.engine}.held", closed_documents(record))
