"""A receipt for the log as it stood. Kept elsewhere, it tells whether the log still holds that."""

import json
import zipfile
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from evidence.errors import NotFound, UsageError
from evidence.home import log

MEMBER = "log-receipt.txt"  # of a backup
TITLE = "Muster log receipt"
ADVICE = """\
Keep this where nobody who can write to Muster's home folder can change it.
muster log verify --receipt FILE
says whether the log still holds these events, each as it was."""
LARGEST = 1 << 20
"""Bytes of a receipt, or of the member of a ZIP that is one: far more than any has."""


@dataclass(frozen=True)
class Receipt:
    """How many events the log had (None: not said), and the newest one's hash. ``taken`` is ISO, in UTC."""

    head: str
    events: int | None = None
    taken: str = ""
    by: str = ""

    def text(self) -> str:
        """As it is printed."""
        lines = {"events": self.events, "head": self.head, "taken": self.taken, "by": self.by}
        said = "\n".join(f"{name}: {value}" for name, value in lines.items() if value is not None)
        return f"{TITLE}\n\n{said}\n\n{ADVICE}\n"


def take(db: Database, at: str, by: str) -> Receipt:
    """A receipt for the log as it stands. On a connection without what is marked it does not say how many
    events that are."""
    number, head = log.last(db)
    return Receipt(head, None if log.is_closed(db) else number, at, by)


def read(path: Path) -> Receipt:
    """The receipt in a file: as printed, as JSON, in a backup, or what a frozen pack's ZIP says of the log.

    Raises NotFound if there is no such file, UsageError if it is no receipt.
    """
    try:
        text = _text(path)
    except FileNotFoundError as error:
        raise NotFound(f"There is no file {path}.", "Give the path of a receipt.") from error
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise _no_receipt(path) from error
    said = _said(text)
    head = str(said.get("head") or said.get("log_head") or "")
    if len(head) != len(log.FIRST):
        raise _no_receipt(path)
    number = str(said.get("events", ""))
    return Receipt(
        head,
        int(number) if number.isdecimal() else None,
        str(said.get("taken", "")),
        str(said.get("by", "")),
    )


def compare(db: Database, receipt: Receipt) -> list[str]:
    """What this log no longer holds of what it held then, a sentence each; nothing if it holds all."""
    newest = log.newest(db)
    row = db.execute("SELECT id FROM events WHERE hash = ?", [receipt.head]).fetchone()
    if row or (receipt.head == log.FIRST and not receipt.events):
        return []
    if receipt.events is None or log.is_closed(db):
        return ["The log does not have the line that was its newest then: it was cut or written anew."]
    if newest < receipt.events:
        return [
            f"The log ends with event {newest}, and had {receipt.events} then: it was cut, or an older record"
            " was put in its place."
        ]
    return [f"Event {receipt.events} is not what it was then: the log was written anew."]


def _text(path: Path) -> str:
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            name = MEMBER if MEMBER in archive.namelist() else "manifest.json"
            if archive.getinfo(name).file_size > LARGEST * 64:
                raise ValueError(name)
            return archive.read(name).decode()
    if path.stat().st_size > LARGEST:
        raise ValueError(path.name)
    return path.read_text(encoding="utf-8")


def _said(text: str) -> dict[str, object]:
    if text.lstrip().startswith("{"):
        try:
            found = json.loads(text)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}
    parts = (line.partition(":") for line in text.splitlines())
    return {name.strip().casefold(): value.strip() for name, colon, value in parts if colon}


def _no_receipt(path: Path) -> UsageError:
    return UsageError(f"{path.name} is no receipt of a log.", "`muster log receipt` prints one.")
