"""Sessions, one-time links and refused sign-ins: a small database of its own beside the record.

It says nothing of the evidence, so that it is neither stated nor in a backup; deleted, it signs everyone out.
Of what a browser holds, a random token, only the SHA-256 is kept.
"""

import hashlib
import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from evidence.errors import HomeError
from evidence.people.account import Role
from evidence.store.record import utc_now

NAME = "sessions.db"
LINK_LASTS = timedelta(minutes=30)
RESET_LASTS = timedelta(hours=8)
"""How long a link lasts that an administrator passes on: a working day."""
CLOCK_MAY_SLIP = timedelta(minutes=5)
NOTED = timedelta(minutes=1)
"""How often a session's last use is written: not at every request."""
KEPT_DAYS, KEPT_ROWS = 90, 10_000
"""What is kept of sign-ins, refused ones among them."""
TABLES = """
CREATE TABLE IF NOT EXISTS tokens (
    hash TEXT PRIMARY KEY, kind TEXT NOT NULL, account INTEGER, name TEXT NOT NULL, role TEXT NOT NULL,
    cleared INTEGER NOT NULL, stamp TEXT NOT NULL, how TEXT NOT NULL, made REAL NOT NULL, seen REAL NOT NULL,
    until REAL NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS tries (key TEXT NOT NULL, at REAL NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS tries_key ON tries(key, at);
CREATE TABLE IF NOT EXISTS happened (
    at REAL NOT NULL, what TEXT NOT NULL, name TEXT NOT NULL, address TEXT NOT NULL
) STRICT;
"""


class End(StrEnum):
    """Why a token is not good any more."""

    UNKNOWN = "unknown"  # never given, spent, signed out
    IDLE = "idle"
    OVER = "over"  # its time is past
    CLOCK = "clock"  # the clock was set back: its times prove nothing


@dataclass(frozen=True)
class Holder:
    """Whom a token is for. ``account`` and ``stamp`` are empty for a link that needs no account; ``stamp``
    is what the account was when the token was made, ``how`` the person signed in (link, password, sso)."""

    name: str
    role: Role
    cleared: bool
    account: int | None = None
    stamp: str = ""
    how: str = "link"
    made: datetime | None = None


@dataclass(frozen=True)
class Sessions:
    """The database at ``path``. ``idle`` and ``longest`` are how long a session lasts."""

    path: Path
    idle: timedelta = timedelta(minutes=60)
    longest: timedelta = timedelta(hours=12)
    clock: Callable[[], datetime] = utc_now

    def start(self, holder: Holder) -> str:
        """A new session's token."""
        return self._make("session", holder, self.longest)

    def link(self, holder: Holder, lasts: timedelta = LINK_LASTS) -> str:
        """A token that signs in once, within ``lasts``."""
        return self._make("link", holder, lasts)

    def spend(self, token: str) -> Holder | End:
        """Whom a link was for, and it is spent; or why it is not good."""
        with self._open() as db:
            db.execute("BEGIN IMMEDIATE")
            sql = "DELETE FROM tokens WHERE hash = ? AND kind = 'link' RETURNING *"
            row = db.execute(sql, [_hash(token)]).fetchone()
        return self._still(row)

    def find(self, token: str) -> Holder | End:
        """Whose session it is, noted as used now; or why it has ended."""
        with self._open() as db:
            sql = "SELECT * FROM tokens WHERE hash = ? AND kind = 'session'"
            row = db.execute(sql, [_hash(token)]).fetchone()
        found = self._still(row)
        if row is not None:
            with suppress(HomeError):  # on a full disk people go on reading
                self._note_use(row, ended=isinstance(found, End))
        return found

    def _note_use(self, row: sqlite3.Row, *, ended: bool) -> None:
        if ended:
            with self._open() as db:
                db.execute("DELETE FROM tokens WHERE hash = ?", [row["hash"]])
        elif self._now() - row["seen"] > NOTED.total_seconds():
            with self._open() as db:
                db.execute("UPDATE tokens SET seen = ? WHERE hash = ?", [self._now(), row["hash"]])

    def end(self, token: str) -> None:
        """Signed out."""
        with self._open() as db:
            db.execute("DELETE FROM tokens WHERE hash = ?", [_hash(token)])

    def end_all(self, account: int) -> None:
        """Every session and link of an account is over."""
        with self._open() as db:
            db.execute("DELETE FROM tokens WHERE account = ?", [account])

    def tell(self, what: str, name: str, address: str) -> None:
        """Keep that somebody signed in, or was refused. ``name`` is an account's, never what was typed."""
        with self._open() as db:
            db.execute("INSERT INTO happened VALUES (?, ?, ?, ?)", [self._now(), what, name, address])
            db.execute("DELETE FROM happened WHERE at < ?", [self._now() - KEPT_DAYS * 86400])
            sql = "DELETE FROM happened WHERE rowid <= (SELECT max(rowid) FROM happened) - ?"
            db.execute(sql, [KEPT_ROWS])

    def happened(self, limit: int = 200) -> list[dict[str, Any]]:
        """What was told, newest first: at (ISO), what, name, address."""
        with self._open() as db:
            rows = db.execute("SELECT * FROM happened ORDER BY rowid DESC LIMIT ?", [limit]).fetchall()
        return [{**row, "at": _iso(row["at"])} for row in map(dict, rows)]

    def tried(self, key: str, since: timedelta) -> list[float]:
        """When something was tried for ``key`` (seconds of the epoch), oldest first."""
        with self._open() as db:
            sql = "SELECT at FROM tries WHERE key = ? AND at > ? ORDER BY at"
            return [row["at"] for row in db.execute(sql, [_hash(key), self._now() - since.total_seconds()])]

    def note_try(self, *keys: str) -> None:
        """Count a try, before it is known how it ends."""
        with self._open() as db:
            now = self._now()
            db.executemany("INSERT INTO tries VALUES (?, ?)", [(_hash(key), now) for key in keys])
            db.execute("DELETE FROM tries WHERE at < ?", [now - 2 * 86400])

    def forget_tries(self, key: str) -> None:
        """The person has signed in."""
        with self._open() as db:
            db.execute("DELETE FROM tries WHERE key = ?", [_hash(key)])

    def forget_newest_try(self, key: str) -> None:
        """The last try did not fail."""
        with self._open() as db:
            sql = "DELETE FROM tries WHERE rowid = (SELECT max(rowid) FROM tries WHERE key = ?)"
            db.execute(sql, [_hash(key)])

    def _make(self, kind: str, holder: Holder, lasts: timedelta) -> str:
        token, now = secrets.token_urlsafe(32), self._now()
        row: list[object] = [
            _hash(token),
            kind,
            holder.account,
            holder.name,
            str(holder.role),
            int(holder.cleared),
        ]
        row += [holder.stamp, holder.how, now, now, now + lasts.total_seconds()]
        with self._open() as db:
            db.execute("DELETE FROM tokens WHERE until < ?", [now - 86400])
            db.execute("INSERT INTO tokens VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        return token

    def _still(self, row: sqlite3.Row | None) -> Holder | End:
        if row is None:
            return End.UNKNOWN
        now = self._now()
        if now < row["seen"] - CLOCK_MAY_SLIP.total_seconds():
            return End.CLOCK
        if now > row["until"]:
            return End.OVER
        if row["kind"] == "session" and now - row["seen"] > self.idle.total_seconds():
            return End.IDLE
        named = {key: row[key] for key in ("name", "account", "stamp", "how")}
        made = datetime.fromtimestamp(row["made"], UTC)
        return Holder(**named, role=Role(row["role"]), cleared=bool(row["cleared"]), made=made)

    def _now(self) -> float:
        return self.clock().timestamp()

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self.path, timeout=30)) as db, db:
                db.row_factory = sqlite3.Row
                yield db
        except sqlite3.Error as error:
            raise HomeError(
                f"Who is signed in cannot be kept: {self.path.name}: {error}.",
                "Check that the home folder is writable and has space; or delete that file: everyone signs"
                " in again.",
            ) from error


def open_sessions(path: Path, **limits: Any) -> Sessions:
    """The sessions of a home, their database made if need be, its owner's alone. Raises HomeError."""
    made = replace(Sessions(path), **limits)
    try:
        path.touch(mode=0o600)
    except OSError as error:
        raise HomeError(
            f"{path} cannot be used: {error.strerror}.", "Make the home folder writable."
        ) from error
    with made._open() as db:
        db.execute("PRAGMA journal_mode = WAL")
        for statement in TABLES.split(";\n"):
            db.execute(statement)
    return made


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _iso(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
