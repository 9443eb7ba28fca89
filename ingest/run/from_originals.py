"""A record made anew from the originals alone, where neither it nor a backup can be had."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from evidence.errors import UsageError
from evidence.services import Services
from ingest.run import pipeline
from ingest.run.offered import Offered

LOST = (
    "Only a backup brings back what people did: decisions on links, links of their own, notes, corrections,"
    " withdrawals, packs and inspections, saved searches, the names by which files came, and the log of all"
    " that."
)


def rebuild(
    services: Services,
    damaged: Path | None = None,
    on_progress: Callable[[pipeline.Progress], None] | None = None,
) -> pipeline.IngestReport:
    """Read every original of a home again into its record, which must hold none.

    ``damaged`` is the record that was set aside: names of files are taken from it as far as it can be read.
    Raises UsageError if the record holds files.
    """
    if services.record.db.execute("SELECT 1 FROM files LIMIT 1").fetchone():
        raise UsageError("The record holds files already.", "`muster reread` reads them again.")
    names = _names(damaged) if damaged else {}
    originals = sorted(p for p in services.settings.originals.glob("??/*") if len(p.name) == 64)
    offered = [_offered(path, names.get(path.name, "")) for path in originals]
    return pipeline.ingest(services, offered, origin="restored from originals", on_progress=on_progress)


def _offered(path: Path, name: str) -> Offered:
    name = name or path.name[:12]
    return Offered(name, name, path)


def _names(damaged: Path) -> dict[str, str]:
    """The names of files, as far as a damaged record tells them."""
    found: dict[str, str] = {}
    try:
        with closing(sqlite3.connect(f"{damaged.absolute().as_uri()}?mode=ro", uri=True)) as db:
            for sha256, name in db.execute("SELECT sha256, name FROM files"):
                found[sha256] = name
    except sqlite3.DatabaseError:
        pass
    return found
