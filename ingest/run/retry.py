"""A file of the ledger, offered again: with a password, say, or since a better reader came."""

from evidence.errors import NotFound
from evidence.home.originals import FileStore
from ingest.run.archive import members_of
from ingest.run.offered import Offered


def offered_again(files: FileStore, path: str, sha256: str, password: str = "") -> Offered:
    """The kept bytes under the path of their ledger entry.

    Where a member of a ZIP failed, what is kept are the ZIP's bytes: then only that member is offered.
    Raises NotFound if the bytes are gone.
    """
    source = files.path(sha256)
    if not source.is_file():
        raise NotFound(
            f"The original of {path} is missing from the home folder.", "Restore it from a backup."
        )
    parts = path.split("/")
    inside = members_of(source) if len(parts) > 1 else set()
    for cut in range(len(parts) - 1, 0, -1):
        if "/".join(parts[cut:]) in inside:
            archive = "/".join(parts[:cut])
            return Offered(archive, parts[cut - 1], source, password=password, only=path)
    return Offered(path, parts[-1], source, password=password)
