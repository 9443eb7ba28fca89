"""What is asked of a reader's process, and what it answers: all that others need to know of the reading."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from evidence.errors import Unreadable
from evidence.home import faults
from evidence.model import Reading
from evidence.settings import Settings
from ingest.readers.raw import Enclosed

UNKNOWN = "application/octet-stream"


@dataclass(frozen=True)
class Task:
    """One file to read. ``data`` stands in for ``path`` where the reader is on another machine. ``kinds`` are
    what a person said its documents are, by their place in the file. ``quick``: a file that needs OCR is
    to be put off.
    """

    path: Path
    name: str
    settings: Settings
    password: str = field(default="", repr=False)
    data: bytes | None = None
    kinds: tuple[tuple[int, str], ...] = ()
    quick: bool = False

    def loaded(self) -> "Task":
        """The same with the file's bytes in it. Raises OSError."""
        return self if self.data is not None else replace(self, data=self.path.read_bytes())


@dataclass(frozen=True)
class Understood:
    """What came of a file: its documents, the ``trouble`` that stood in the way, or a ``fault`` of ours; or
    nothing yet, where it was ``put_off``."""

    media_type: str
    readings: tuple[Reading, ...] = ()
    warnings: tuple[str, ...] = ()
    enclosed: tuple[Enclosed, ...] = ()
    trouble: Unreadable | None = None
    fault: faults.Fault | None = None
    put_off: bool = False
