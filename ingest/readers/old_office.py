"""Old Word and PowerPoint files (.doc, .ppt), made into newer ones by LibreOffice."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import olefile

from evidence.errors import Unreadable
from evidence.pages.libreoffice import NotConverted, converted, installed
from evidence.settings import IngestSettings
from ingest.readers.locked import OTHERWISE, unlocked

WORD = ("an old Word file (.doc)", "Word", ".docx")
SLIDES = ("an old PowerPoint file (.ppt)", "PowerPoint", ".pptx")
_ENCRYPTED = 0x01  # in the second byte of a Word file's flags ([MS-DOC] 2.5.1: fEncrypted)


@contextmanager
def newer(
    path: Path, kind: tuple[str, str, str], settings: IngestSettings, password: str = ""
) -> Iterator[Path]:
    """The file in the newer format, for as long as the context lasts.

    Raises Unreadable if LibreOffice is not installed, or cannot open the file, or takes too long.
    """
    what, program, ending = kind
    by_hand = f"open the file in {program}, save it as {ending} or PDF, and ingest that."
    if installed() is None:
        raise Unreadable(
            f"This is {what}, which is read through LibreOffice, and LibreOffice is not installed here.",
            f"Install it (scripts/setup does), then retry; or {by_hand}",
        )
    with ExitStack() as stack:
        if _is_locked(path):
            path = stack.enter_context(unlocked(path, password))
            if _is_locked(path):
                raise Unreadable(*OTHERWISE)
        try:
            made = stack.enter_context(
                converted(
                    path,
                    ending[:-1],
                    ending[1:],
                    seconds=settings.file_seconds,
                    megabytes=settings.file_memory_mb * 3 // 2,
                )
            )
        except NotConverted as error:
            raise Unreadable(_why(what, error, settings), by_hand[0].upper() + by_hand[1:]) from error
        yield made


def _why(what: str, error: NotConverted, settings: IngestSettings) -> str:
    """Why LibreOffice made nothing of a file, as far as it tells."""
    if error.late:
        return f"LibreOffice took more than {settings.file_seconds:,} seconds over it and was stopped."
    if error.stopped:
        return (
            f"This is {what}, over which LibreOffice broke off: it is damaged, or needs more memory than "
            f"file_memory_mb allows ({settings.file_memory_mb:,} MB)."
        )
    return f"This is {what}, but LibreOffice cannot open it: it is damaged."


def _is_locked(path: Path) -> bool:
    """Whether an old Word or PowerPoint file is under a password."""
    try:
        with olefile.OleFileIO(str(path)) as ole:
            if ole.exists("WordDocument"):
                head = ole.openstream("WordDocument").read(12)
                return len(head) > 11 and bool(head[11] & _ENCRYPTED)
            if ole.exists("Current User"):
                # [MS-PPT] 2.3.2: the token says whether the presentation is encrypted
                return b"\xdf\xc4\xd1\xf3" in ole.openstream("Current User").read(32)
            return ole.exists("EncryptedSummary")
    except Exception:  # olefile raises whatever the damage makes it raise
        return False
