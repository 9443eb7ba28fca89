"""Accounts: who may sign in, as what. None is deleted: the log goes on naming them."""

from sqlite_utils import Database

from evidence.schema.migrations import migrations, run

ACCOUNTS = """
-- key: the name without its case, so that no two are taken for one. subject: of single sign-on.
CREATE TABLE accounts (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL CHECK (name <> ''),
    key TEXT NOT NULL UNIQUE,
    shown TEXT NOT NULL DEFAULT '',
    role TEXT NOT NULL CHECK (role IN ('officer', 'coordinator', 'auditor', 'administrator')),
    cleared INTEGER NOT NULL DEFAULT 0 CHECK (cleared IN (0, 1)),
    system_user TEXT NOT NULL DEFAULT '',
    subject TEXT NOT NULL DEFAULT '',
    made_by TEXT NOT NULL,
    made_at TEXT NOT NULL,
    closed_at TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX accounts_system_user ON accounts(system_user) WHERE system_user <> '';
CREATE UNIQUE INDEX accounts_subject ON accounts(subject) WHERE subject <> '';
-- Apart, so that no statement of the log repeats one: what stands there is argon2's own form, salt included.
CREATE TABLE account_passwords (
    account INTEGER PRIMARY KEY REFERENCES accounts(id),
    hash TEXT NOT NULL CHECK (hash <> ''),
    changed_at TEXT NOT NULL
) STRICT;
"""


@migrations()
def m032_accounts(db: Database) -> None:
    """Accounts and their passwords."""
    run(db, ACCOUNTS)
