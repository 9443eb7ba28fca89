"""Accounts: who may sign in, as what. An account is closed, never deleted; each change is an event.

No event, and no statement, repeats a password or its hash.
"""

from typing import Any

from evidence.errors import UsageError
from evidence.people.account import LONGEST, Account, Role, key_of, name_for
from evidence.reads.accounts import account, find, named
from evidence.store.record import Record
from evidence.store.seen import check

ADDED, CHANGED, CLOSED, REOPENED = (
    "account added",
    "account changed",
    "account closed",
    "account opened again",
)
PASSWORD_SET = "account password set"  # noqa: S105 - the event's name
CHANGEABLE = ("shown", "role", "cleared", "system_user", "subject")


def add(
    record: Record,
    name: str,
    role: Role,
    *,
    shown: str = "",
    cleared: bool = False,
    system_user: str = "",
    subject: str = "",
) -> Account:
    """Open an account, without a password yet. Raises UsageError for a name that cannot be or is taken."""
    name = name_for(name)
    row = {"name": name, **_values(shown, role, cleared, system_user, subject)}
    with record.transaction():
        if (other := find(record.db, name)) is not None:
            again = "Open it again." if other.closed_at else "Choose another name."
            raise UsageError(f"There is an account “{other.name}” already.", again)
        _free(record, row)
        stamp = {"key": key_of(name), "made_by": record.actor, "made_at": record.now}
        number = record.insert("accounts", {**row, **stamp})
        record.event(ADDED, f"account {name}", **_told(row))
    return account(record.db, number)


def change(record: Record, name: str, *, seen: int | None = None, **values: Any) -> Account:
    """Change what an account is: any of CHANGEABLE. ``seen`` is the version that this rests on.

    Raises NotFound, UsageError, Clash. Nobody changes what they themselves may do.
    """
    with record.transaction():
        before = _as_row(_standing(record, name, seen))
        after = {**before, **_values(**{k: values.get(k, before[k]) for k in CHANGEABLE})}
        if after == before:
            return named(record.db, name)
        if any(after[k] != before[k] for k in ("role", "cleared")):
            _not_oneself(record, before["name"], "what you may do")
        _free(record, after)
        record.table("accounts").update(before.pop("id"), {k: after[k] for k in CHANGEABLE})
        record.event(CHANGED, f"account {after['name']}", before=_told(before), after=_told(after))
    return named(record.db, name)


def close(record: Record, name: str, *, seen: int | None = None) -> None:
    """Close an account: its person signs in no more; its name stays. Raises NotFound, UsageError, Clash."""
    with record.transaction():
        standing = _standing(record, name, seen)
        if standing.closed_at:
            raise UsageError(f"The account “{standing.name}” is closed already.", "There is nothing to do.")
        _not_oneself(record, standing.name, "your own account")
        record.table("accounts").update(standing.id, {"closed_at": record.now})
        record.event(CLOSED, f"account {standing.name}")


def reopen(record: Record, name: str, *, seen: int | None = None) -> None:
    """Open a closed account again, as what it was. Raises NotFound, UsageError, Clash."""
    with record.transaction():
        standing = _standing(record, name, seen)
        if standing.open:
            raise UsageError(f"The account “{standing.name}” is open already.", "There is nothing to do.")
        record.table("accounts").update(standing.id, {"closed_at": ""})
        record.event(REOPENED, f"account {standing.name}")


def set_password(record: Record, name: str, hashed: str) -> None:
    """Keep a password, hashed by evidence.people.passwords. Raises NotFound."""
    with record.transaction():
        standing = named(record.db, name)
        row = {"account": standing.id, "hash": hashed, "changed_at": record.now}
        record.table("account_passwords").upsert(row, pk="account")
        record.event(PASSWORD_SET, f"account {standing.name}")


def rehash(record: Record, name: str, hashed: str) -> None:
    """Keep the same password under stronger parameters: nothing that a person did."""
    with record.transaction():
        number = named(record.db, name).id
        record.table("account_passwords").update(number, {"hash": hashed})
        record.event("account password kept anew", f"account {name}")


def _standing(record: Record, name: str, seen: int | None) -> Account:
    found = named(record.db, name)
    if seen is not None:
        check(record, "accounts", {str(found.id): f"account {found.name}"}, {str(found.id): seen})
    return found


def _values(shown: str, role: Role, cleared: bool, system_user: str, subject: str) -> dict[str, Any]:
    shown = " ".join(shown.split())
    if len(shown) > LONGEST:
        raise UsageError(f"The name is longer than {LONGEST} characters.", "Choose a shorter one.")
    return {
        "shown": shown,
        "role": str(Role(role)),
        "cleared": int(cleared),
        "system_user": system_user.strip(),
        "subject": subject.strip(),
    }


def _as_row(found: Account) -> dict[str, Any]:
    values = {k: getattr(found, k) for k in CHANGEABLE}
    values["shown"] = "" if found.shown == found.name else found.shown
    return {"id": found.id, "name": found.name, **_values(**values)}


def _free(record: Record, row: dict[str, Any]) -> None:
    """Raise UsageError if another account has this one's system user or subject."""
    for column, what in (("system_user", "system user"), ("subject", "subject")):
        where = f"{column} = ? AND name <> ?"
        rows = record.table("accounts").rows_where(where, [row[column], row["name"]]) if row[column] else ()
        if (other := next(iter(rows), None)) is not None:
            raise UsageError(
                f"The {what} {row[column]} is “{other['name']}” already.", "Take it from that account first."
            )


def _not_oneself(record: Record, name: str, what: str) -> None:
    if key_of(name) == key_of(record.actor):
        raise UsageError(f"You cannot change {what}.", "Ask another administrator.")


def _told(row: dict[str, Any]) -> dict[str, Any]:
    """What the log says of an account. What single sign-on calls the person has a name of its own there,
    where "subject" is what an event is about."""
    told = {k: row[k] for k in CHANGEABLE if k != "subject"}
    return {**told, "cleared": bool(row["cleared"]), "single_sign_on": row["subject"]}
