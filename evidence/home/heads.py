"""The log's newest line, kept beside the record: a record that is older than that was put back, or cut."""

import json
import os
import threading
from contextlib import suppress
from pathlib import Path

from sqlite_utils import Database

from evidence.home import log
from evidence.home.problem import Problem

NAME = "log-head.json"
BY_RECEIPT = "`muster log verify --receipt FILE` compares it with a receipt, a backup or a frozen pack."
TRIES = 100  # of noting the newest line while others write to the log
Head = tuple[int, str]  # number of an event, and its hash


def keep(path: Path, db: Database) -> None:
    """Note the newest line. What is noted stays if this log does not hold it: then ``check`` must tell.

    A home that cannot be written to, or a kill in between, leaves an earlier line noted, which is no fault.
    """
    with suppress(OSError):
        before = noted(path)
        if before is not None and not holds(db, before):
            return
        partial = path.with_name(f".{NAME}.{os.getpid()}.{threading.get_ident()}")
        for _ in range(TRIES):
            last = log.last(db)
            partial.write_text(json.dumps(dict(zip(("event", "hash"), last, strict=True))), encoding="utf-8")
            partial.replace(path)
            if log.last(db) == last:  # else it may have taken the place of a newer one
                return


def noted(path: Path) -> Head | None:
    """The line that is noted; None if there is none."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return int(found["event"]), str(found["hash"])
    except (OSError, ValueError, TypeError, KeyError):
        return None


def holds(db: Database, head: Head) -> bool:
    """Whether the log has that line. The line after the last one of none at all is always there."""
    row = db.execute("SELECT hash FROM main.events WHERE id = ?", [head[0]]).fetchone()
    return head == (0, log.FIRST) or bool(row and row[0] == head[1])


def check(head: Head | None, db: Database) -> list[Problem]:
    """What a line that was noted says against this log."""
    if head is None or holds(db, head):
        return []
    newest = log.newest(db)
    if newest < head[0]:
        says = (
            f"The log ends with event {newest}, and this home has had event {head[0]}: the log was cut, or an"
            " older record was put in the place of this one."
        )
    else:
        says = f"Event {head[0]} is not the one that this home had: the log was written anew."
    advice = (
        "Put the newer record back from a backup. If someone put an older one back on purpose, delete"
        f" {NAME} in the home folder, and say so to your auditor."
    )
    return [Problem("log", f"event {head[0]}", says, advice)]


def notes(path: Path, db: Database) -> list[str]:
    """What is unusual of the line that is noted, and may have happened by Muster alone."""
    head, newest = noted(path), log.newest(db)
    if head is None and newest:
        return [
            f"{NAME}, where the log's newest line is noted, is gone or cannot be read: this home alone cannot"
            f" tell whether its log was cut. {BY_RECEIPT}"
        ]
    if head is not None and head[0] < newest and holds(db, head):
        return [
            f"The newest line noted in {NAME} is event {head[0]}, and the log goes on to event {newest}:"
            f" Muster was stopped just then, or another program wrote to the log. Look at what they say."
        ]
    return []
