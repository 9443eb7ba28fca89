"""Muster's own faults: each gets a number to find it by, and a line of what, where and how in faults.log.

The log is for whoever mends Muster, and may be sent to them: it names code, never what stands in documents.
An exception's own words are kept only where its type says that they quote no value; a path is named from the
package on.
"""

import errno
import fcntl
import linecache
import logging
import platform
import secrets
import sqlite3
import sysconfig
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from evidence.errors import HomeError, NotFound, OurFault
from evidence.home import soundness

LOG = "faults.log"
MOST = 4 << 20
"""Bytes: a log that is larger makes room, and the one before it is kept beside it."""
ROOT = Path(__file__).resolve().parents[2]
REFUSALS = {
    errno.ENOSPC: "Free some space on its disk, then try again.",
    errno.EDQUOT: "Free some space on its disk, then try again.",
    errno.EROFS: "Make its disk writable, then try again.",
    errno.EACCES: "Check the permissions of the home folder, then try again.",
    errno.EPERM: "Check the permissions of the home folder, then try again.",
    errno.EMFILE: "Let this user open more files (ulimit -n), then try again.",
    errno.ENFILE: "Let the system open more files, then try again.",
    errno.EIO: "Check the disk, then try again.",
}
"""What the system refuses Muster: no file's damage, and no fault in the code."""
_PLAIN = (
    ZeroDivisionError,
    AttributeError,
    TypeError,
    NameError,
    IndexError,
    ImportError,
    RecursionError,
    sqlite3.Error,
)
"""Types whose words name code, not values."""

_DAMAGE = (UnicodeError, EOFError, OSError, SyntaxError, MemoryError, RecursionError)
"""Python's own types that what is read brings about, by functions that leave no frame in a traceback."""
_OURS = ("evidence.", "ingest.", "webapp.")
_PYTHON = (sysconfig.get_path("stdlib"), str(Path(sysconfig.get_path("stdlib")).resolve()), "<frozen")

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Fault:
    """An exception as the log tells it. Unlike many exceptions it can be pickled."""

    what: str
    where: str
    trace: str


def describe(error: BaseException) -> Fault:
    """What was raised and where, without what it may quote of a document."""
    frames = list(_frames(error))
    where = frames[-1].splitlines()[0].strip() if frames else "unknown"
    return Fault(_what(error), where, "\n".join(_traced(error, set())))


def report(home: Path | None, fault: Fault | BaseException, doing: str) -> OurFault:
    """Write a fault into the home's log and return the error that tells a person its number.

    ``doing`` says what Muster was at, by numbers and hashes rather than names. Where no home is known or it
    cannot be written, the whole line goes to the process's own log in its place.
    """
    fault = fault if isinstance(fault, Fault) else describe(fault)
    number = f"{datetime.now(UTC):%Y%m%d}-{secrets.randbelow(10**6):06d}"
    entry = _entry(number, fault, doing)
    try:
        if home is None:
            raise FileNotFoundError
        _append(home / LOG, entry)
    except OSError:
        log.error("%s", entry)
    return OurFault(number)


def refusal(error: BaseException) -> HomeError | None:
    """What the system refused, or a damaged record, as an error that says what to do; None if it was
    something else.
    """
    damaged = soundness.told(error)
    if damaged is not None:
        return damaged
    if not isinstance(error, OSError) or error.errno not in REFUSALS:
        return None
    said = (error.strerror or "unknown error").lower()
    return HomeError(f"The home folder or its disk cannot be used: {said}.", REFUSALS[error.errno])


def is_ours(error: BaseException) -> bool:
    """Whether an exception is no sign that what was read is damaged: the system's refusal, or raised by
    Muster's own code. What a library raises, or is of a library's type, counts as damage.
    """
    if refusal(error) is not None:
        return True
    if isinstance(error, _DAMAGE) or _of_library(type(error)):
        return False
    frames = [frame.f_code.co_filename for frame, _ in traceback.walk_tb(error.__traceback__)]
    return bool(frames) and "site-packages" not in frames[-1] and not frames[-1].startswith(_PYTHON)


def _of_library(kind: type) -> bool:
    return kind.__module__ != "builtins" and not kind.__module__.startswith(
        ("evidence.", "ingest.", "webapp.")
    )


def no_such_number(error: BaseException) -> NotFound | None:
    """SQLite's refusal of a number of more than 63 bits, which a person typed: no record has one."""
    if isinstance(error, OverflowError) and "SQLite INTEGER" in str(error):
        return NotFound("No record has so large a number.", "Check the number, and try again.")
    return None


def told(home: Path | None, error: BaseException, doing: str) -> HomeError | NotFound | OurFault:
    """An unforeseen exception as the error for a person: the system's refusal, a number that no record has,
    or a fault with its number."""
    return refusal(error) or no_such_number(error) or report(home, error, doing)


def _entry(number: str, fault: Fault, doing: str) -> str:
    at = datetime.now(UTC).isoformat(timespec="seconds")
    head = f"fault {number}  {at}  Muster {_version()}, Python {platform.python_version()}"
    return f"{head}\nwhile: {doing}\nwhat:  {fault.what}\nwhere: {fault.where}\n{fault.trace}\n\n"


def _version() -> str:
    try:
        return version("muster")
    except PackageNotFoundError:
        return "(not installed)"


def _append(path: Path, entry: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # one at a time makes room
        file.seek(0, 2)
        if file.tell() > MOST:
            path.replace(path.with_suffix(".log.1"))
            path.write_text(entry, encoding="utf-8")
        else:
            file.write(entry)


def _what(error: BaseException) -> str:
    name = type(error).__name__
    if isinstance(error, OSError) and error.errno is not None:
        return f"{name}: {error.strerror}"
    if isinstance(error, _PLAIN) and not isinstance(error, UnicodeError):
        return f"{name}: {error}"
    return f"{name} (its own words are left out: they may quote a document)"


def _traced(error: BaseException, seen: set[int]) -> Iterator[str]:
    """The traceback, that of what led to it first, as Python prints it."""
    seen.add(id(error))
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None and id(before) not in seen:
        yield from _traced(before, seen)
        yield "  which led to:"
    yield from _frames(error)
    yield f"  {_what(error)}"


def _frames(error: BaseException) -> Iterator[str]:
    for frame, line in traceback.walk_tb(error.__traceback__):
        code = frame.f_code
        text = linecache.getline(code.co_filename, line, frame.f_globals).strip()
        yield f"  {_path(code.co_filename)}:{line} in {code.co_name}\n    {text}"


def _path(name: str) -> str:
    """A module's path from its package on."""
    path = Path(name)
    if path.is_relative_to(ROOT) and "site-packages" not in path.parts:
        return path.relative_to(ROOT).as_posix()
    parts = path.parts
    return "/".join(parts[parts.index("site-packages") + 1 :] if "site-packages" in parts else parts[-2:])
