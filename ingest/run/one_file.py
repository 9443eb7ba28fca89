"""The work on one file that takes time: reading, structure, parts, kinds. Runs in any process.

All that goes in and comes out can be pickled, and nothing here touches the home folder but to read one file.
"""

import tempfile
from dataclasses import replace
from pathlib import Path

from evidence.errors import MusterError, Unreadable
from evidence.home import faults
from ingest.kinds import describe
from ingest.readers import read_file, sniff
from ingest.readers.extra_time import TakesLong, only_quick
from ingest.run.held import not_held
from ingest.run.task import UNKNOWN, Task, Understood
from ingest.structure import passages_of
from ingest.structure.furniture import with_left_out
from ingest.structure.split import split


def understand(task: Task) -> Understood:
    """Read a file and say what is in it. What cannot be read, and a fault of ours, is told, not raised.

    Raises HomeError for what the system refuses, MemoryError.
    """
    if task.data is None:
        return _guarded(task, task.path)
    with tempfile.NamedTemporaryFile() as file:
        file.write(task.data)
        file.flush()
        return _guarded(task, Path(file.name))


def _guarded(task: Task, path: Path) -> Understood:
    try:
        with only_quick(task.quick):
            return _understand(task, path)
    except TakesLong:
        return Understood(UNKNOWN, put_off=True)
    except (MusterError, MemoryError):
        raise
    except Exception as error:
        refused = faults.refusal(error)
        if refused is not None:
            raise refused from error
        return Understood(_media_type(path, task.name), fault=faults.describe(error))


def _understand(task: Task, path: Path) -> Understood:
    try:
        raw = with_left_out(read_file(path, task.name, task.settings.ingest, task.password))
    except Unreadable as trouble:
        return Understood(_media_type(path, task.name), trouble=trouble)
    readings = describe(split(raw, passages_of(raw)), task.settings, dict(task.kinds))
    whole = len(readings) == 1
    said = tuple(replace(r, warnings=(*r.warnings, *not_held(r, whole=whole))) for r in readings)
    return Understood(raw.media_type, said, raw.warnings, raw.enclosed)


def _media_type(path: Path, name: str) -> str:
    try:
        return sniff.sniff(path, name)
    except (Unreadable, OSError):
        return UNKNOWN
