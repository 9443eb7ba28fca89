"""What passages are tagged with, beside the words: links, stances, blocks and findings change where no word
does.

A small SQLite database in the index's folder, with a row for each document, so that a change of tags writes
none of the segments again. A passage's tags are written before its words, so that whoever sees these finds
those.
"""

import errno
import json
import os
import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evidence.search.answering.entries import UNTAGGED

FILE = "tags.db"
WAIT = 30.0
"""Seconds to wait for another process's transaction."""

# A document that went keeps an empty row: whoever read the file before asks for rows of a later change.
_TABLE = """
CREATE TABLE IF NOT EXISTS tags (
    document INTEGER PRIMARY KEY, change INTEGER NOT NULL,
    passages BLOB NOT NULL, places BLOB NOT NULL, tagged TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS changes ON tags (change);
"""
_REFUSED = {sqlite3.SQLITE_FULL: errno.ENOSPC, sqlite3.SQLITE_READONLY: errno.EROFS}
_PASSAGES, _PLACES = np.dtype("<i8"), np.dtype("<u4")

Ints = NDArray[np.int64]
Row = tuple[int, int, bytes, bytes, str]


def write(folder: Path, documents: Mapping[int, Iterable[tuple[int, bytes]]], *, first: bool = False) -> None:
    """Tag exactly these passages of each of these documents, given as (passage, entries.Row.tagged), in one
    transaction. ``first``: there is no segment yet; without it a file that is not there is not made, since
    the tags of all others would be missing. Raises OSError for what the system refuses, sqlite3.Error."""
    if first:
        _take_away_unreadable(folder)
    with _refusals(folder / FILE), _opened(folder, "rwc" if first else "rw") as db:
        if not _made(db):
            db.execute(f"PRAGMA user_version = {1 + secrets.randbelow(2**31 - 1)}")
        db.executescript(_TABLE)
        with db:
            db.execute("BEGIN IMMEDIATE")
            change = db.execute("SELECT ifnull(max(change), 0) + 1 FROM tags").fetchone()[0]
            rows = (_row(document, change, pairs) for document, pairs in documents.items())
            db.executemany("INSERT OR REPLACE INTO tags VALUES (?, ?, ?, ?, ?)", rows)


def clear(folder: Path) -> None:
    """Take every tag out, of a file that cannot be read as of any other. Raises sqlite3.Error, OSError."""
    _take_away_unreadable(folder)
    if (folder / FILE).exists():
        with _opened(folder, "rw") as db:
            known = [row[0] for row in db.execute("SELECT document FROM tags")]
        write(folder, dict.fromkeys(known, ()))


def _take_away_unreadable(folder: Path) -> None:
    path = folder / FILE
    if not path.exists():
        return
    try:
        read_all(folder)
    except (sqlite3.DatabaseError, ValueError):
        for each in (path, path.with_name(f"{FILE}-journal")):
            each.unlink(missing_ok=True)


def _row(document: int, change: int, pairs: Iterable[tuple[int, bytes]]) -> Row:
    places: dict[bytes, int] = {}
    found = [(passage, places.setdefault(tagged, len(places))) for passage, tagged in pairs]
    passages, numbers = ([pair[n] for pair in found] for n in (0, 1))
    tagged = json.dumps([each.decode() for each in places])
    return document, change, _packed(passages, _PASSAGES), _packed(numbers, _PLACES), tagged


def _packed(numbers: list[int], kind: "np.dtype[np.generic]") -> bytes:
    return np.array(numbers, kind).tobytes()


@contextmanager
def _opened(folder: Path, mode: str) -> Iterator[sqlite3.Connection]:
    path = (folder / FILE).resolve().as_uri()
    with closing(sqlite3.connect(f"{path}?mode={mode}", uri=True, timeout=WAIT, isolation_level=None)) as db:
        db.execute("PRAGMA secure_delete = ON")  # what is marked later must leave no code behind
        yield db


@contextmanager
def _refusals(path: Path) -> Iterator[None]:
    """What the system refuses, as it says it of any file: a segment's, too, are written in this folder."""
    try:
        yield
    except sqlite3.OperationalError as error:
        code = _REFUSED.get(error.sqlite_errorcode & 0xFF)  # the primary code of an extended one
        if code is None:
            raise
        raise OSError(code, os.strerror(code), str(path)) from error


def _made(db: sqlite3.Connection) -> int:
    """A number that is another one where the file was made anew; 0 before it was."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


class Tags:
    """The tags of all passages, as they stood when they were last read.

    ``values`` are the different ones, in entries.Row's form; the first is that of a passage without any. New
    ones come at its end, unless the file was made anew: then it is another list. ``documents`` are those
    whose passages are tagged here, or are known to have no tags.
    """

    def __init__(self) -> None:
        self._stamp: tuple[object, ...] = ()
        self._file = 0
        self._forget()

    def _forget(self) -> None:
        self._change = 0
        self.documents: set[int] = set()
        self.values = [UNTAGGED]
        self._places = {UNTAGGED: 0}
        self._of = np.zeros(1, np.int64)

    def refresh(self, folder: Path) -> bool:
        """Read what changed since the last time. Returns whether anything was written. Raises OSError,
        sqlite3.Error, or whatever damage makes Python raise."""
        stamp = _stamp(folder)
        if stamp == self._stamp:
            return False
        known, self._file = self._file, 0  # what is raised within leaves nothing half read
        with _opened(folder, "ro") as db:
            db.execute("BEGIN")
            if (made := _made(db)) != known:
                self._forget()
            rows = db.execute("SELECT * FROM tags WHERE change > ? ORDER BY change", [self._change])
            for row in rows:
                self._take(row)
        self._stamp, self._file = stamp, made
        return True

    def _take(self, row: Row) -> None:
        document, self._change, passages, places, tagged = row
        self.documents.add(document)
        here = [self._place(value.encode()) for value in json.loads(tagged)]
        numbers = np.frombuffer(passages, _PASSAGES).astype(np.int64)
        if not len(numbers):
            return
        if (lacking := int(numbers.max()) + 1 - len(self._of)) > 0:
            self._of = np.concatenate([self._of, np.zeros(max(lacking, len(self._of)), np.int64)])
        self._of[numbers] = np.array(here, np.int64)[np.frombuffer(places, _PLACES)]

    def _place(self, value: bytes) -> int:
        if value not in self._places:
            self._places[value] = len(self.values)
            self.values.append(value)
        return self._places[value]

    def of(self, passages: Ints) -> Ints:
        """For each of these passages, the place of its tags among ``values``."""
        return np.where(passages < len(self._of), self._of[np.minimum(passages, len(self._of) - 1)], 0)


def _stamp(folder: Path) -> tuple[object, ...]:
    """Another one after each transaction: SQLite counts them in bytes 24 to 27 of the file."""
    path = folder / FILE
    stat = path.stat()
    with path.open("rb") as file:
        header = file.read(100)
    return folder, stat.st_ino, stat.st_mtime_ns, stat.st_size, header[24:28]


def read_all(folder: Path) -> None:
    """Read every row; raises whatever damage makes SQLite or Python raise."""
    with _opened(folder, "ro") as db:
        (said,) = db.execute("PRAGMA integrity_check(1)").fetchone()
    if said != "ok":
        raise sqlite3.DatabaseError(said)
    Tags().refresh(folder)
