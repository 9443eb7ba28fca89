"""Accounts, as the pages of people and signing in need them."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from evidence.errors import NotFound
from evidence.home import access
from evidence.people.account import Account, Role, key_of
from evidence.reads.versions import version

ACCOUNTS = """SELECT a.id, a.name, a.shown, a.role, a.cleared, a.system_user, a.subject, a.closed_at,
       ifnull(p.changed_at, '') AS password_at
FROM accounts a LEFT JOIN account_passwords p ON p.account = a.id"""


def accounts(db: Database) -> list[Account]:
    """Everyone, those who may sign in first, by name."""
    return [_account(db, row) for row in db.query(f"{ACCOUNTS} ORDER BY a.closed_at <> '', a.key")]


def account(db: Database, number: int) -> Account:
    """The account of a number. Raises NotFound."""
    return _one(db, "a.id = ?", number) or _missing(str(number))


def named(db: Database, name: str) -> Account:
    """The account of a name, whatever the case of its letters. Raises NotFound."""
    return find(db, name) or _missing(f"“{name}”")


def find(db: Database, name: str) -> Account | None:
    """As ``named``; None if there is none."""
    return _one(db, "a.key = ?", key_of(name))


def of_subject(db: Database, subject: str) -> Account | None:
    """Whom single sign-on knows by ``subject``."""
    return _one(db, "a.subject = ?", subject) if subject else None


def of_system_user(path: Path, user: str) -> Account | None:
    """Whom the command line takes a system user for, in the record at ``path``; None where nobody is named.

    It opens the file by itself, to read: this is asked before the command is, and a record that cannot be
    read is the command's to tell of.
    """
    if not user or not path.is_file():
        return None
    try:
        with closing(sqlite3.connect(access.address(path), uri=True, timeout=30)) as connection:
            return _one(Database(connection), "a.system_user = ?", user)
    except sqlite3.DatabaseError:  # damaged, or from before there were accounts
        return None


def password_hash(db: Database, number: int) -> str:
    """An account's password as argon2 keeps it; "" where there is none."""
    row = db.execute("SELECT hash FROM account_passwords WHERE account = ?", [number]).fetchone()
    return str(row[0]) if row else ""


def session_stamp(db: Database, number: int) -> str:
    """What changes with every change of an account or its password: a session rests on one."""
    return ":".join(str(version(db, name, str(number))) for name in ("accounts", "account_passwords"))


def taken(db: Database) -> bool:
    """Whether anyone has an account with which to sign in."""
    return db.execute("SELECT 1 FROM accounts WHERE closed_at = '' LIMIT 1").fetchone() is not None


def _one(db: Database, where: str, value: object) -> Account | None:
    found: Iterable[dict[str, Any]] = db.query(f"{ACCOUNTS} WHERE {where}", [value])
    return next((_account(db, row) for row in found), None)


def _account(db: Database, row: dict[str, Any]) -> Account:
    told = {**row, "role": Role(row["role"]), "cleared": bool(row["cleared"])}
    told["shown"] = row["shown"] or row["name"]
    return Account(**told, version=version(db, "accounts", str(row["id"])))


def _missing(what: str) -> Account:
    raise NotFound(f"There is no account {what}.", "`muster people list` lists them.")
