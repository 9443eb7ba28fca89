"""Is the home whole? Re-hashes every original, walks the log, compares the index with the record."""

from collections.abc import Iterator

from evidence.errors import MusterError
from evidence.home import log
from evidence.search import indexer
from evidence.services import Services


def check(services: Services) -> Iterator[str]:
    """One sentence for each thing that is not as it should be; nothing where all is well.

    What waits in the outbox is indexed first: waiting is no fault.
    """
    db = services.record.db
    indexer.drain(services.record, services.engine)
    for row in db.query("SELECT sha256, name FROM files ORDER BY stored_at, sha256"):
        try:
            services.files.read(row["sha256"])
        except MusterError as error:
            yield f"{row['name']}: {error}"
    yield from log.verify(db)
    for (problem,) in db.execute("PRAGMA integrity_check").fetchall():
        if problem != "ok":
            yield f"The record is damaged: {problem}. Restore it from a backup."
    yield from indexer.check(services.record, services.engine)
