"""What an ingest says of itself: as it goes, and at its end."""

from dataclasses import dataclass
from typing import Any

from evidence.model import FileStatus


@dataclass(frozen=True)
class Progress:
    """How far an ingest has come: ``done`` of ``total`` files, and the one that just ended.

    ``pages`` is how many pages were added so far, ``searchable`` how many documents of the home the index
    has as they read now.
    """

    done: int
    total: int
    name: str
    status: FileStatus
    pages: int = 0
    searchable: int = 0


@dataclass(frozen=True)
class Outcome:
    """How one offered file ended, and the documents that its bytes hold. ``pages`` were added, if any."""

    path: str
    status: FileStatus
    reason: str = ""
    documents: tuple[int, ...] = ()
    pages: int = 0


@dataclass(frozen=True)
class IngestReport:
    """Every file offered, in order. Files in = files out."""

    files: tuple[Outcome, ...]

    def count(self, status: FileStatus) -> int:
        return sum(outcome.status is status for outcome in self.files)

    def as_dict(self) -> dict[str, Any]:
        """The command line's JSON."""
        rows = [
            {"path": f.path, "status": f.status.value, "reason": f.reason, "documents": list(f.documents)}
            for f in self.files
        ]
        return {"files": rows, **{status.value: self.count(status) for status in FileStatus}}
