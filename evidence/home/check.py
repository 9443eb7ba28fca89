"""Is the home whole? Re-hashes every original, walks the log, says what the index lacks."""

from collections.abc import Iterable, Iterator

from sqlite_utils import Database

from evidence.errors import MusterError
from evidence.home import log
from evidence.home.originals import FileStore


def check(db: Database, files: FileStore, index: Iterable[str] = ()) -> Iterator[str]:
    """One sentence for each thing that is not as it should be; nothing where all is well.

    ``index`` is what is wrong between the record and the index: evidence.search.indexer.check says it.
    """
    for row in db.query("SELECT sha256, name FROM files ORDER BY stored_at, sha256"):
        try:
            files.read(row["sha256"])
        except MusterError as error:
            yield f"{row['name']}: {error}"
    yield from log.verify(db)
    for (problem,) in db.execute("PRAGMA integrity_check").fetchall():
        if problem != "ok":
            yield f"The record is damaged: {problem}. Restore it from a backup."
    yield from index
