"""Signing in with a name and a password: what is refused tells nobody which names there are."""

from datetime import timedelta

from flask import request

from evidence.errors import MusterError
from evidence.people import passwords
from evidence.people.account import key_of
from evidence.reads.accounts import find, named, password_hash
from evidence.store import accounts as store
from evidence.store.sessions import Sessions
from webapp.people import auth
from webapp.site.request_services import own_services

FREE_BY_NAME, FREE_BY_ADDRESS = 5, 20
"""Tries that fail before one has to wait; an office shares one address."""
FIRST_WAIT, LONGEST_WAIT = 30, 15 * 60
"""Seconds. Each further try that fails doubles the wait."""
COUNTED = timedelta(days=1)
WRONG = "That name and password do not go together, or the account is closed."


class Refused(MusterError):
    """Nobody was signed in."""

    http_status = 403


def sign_in(name: str, password: str) -> auth.Person:
    """Start the session of whom the name and the password belong to. Raises Refused."""
    sessions, address = auth.sessions(), request.remote_addr or ""
    keys = (f"name {key_of(name)}", f"address {address}")
    if wait := max(_wait(sessions, keys[0], FREE_BY_NAME), _wait(sessions, keys[1], FREE_BY_ADDRESS)):
        sessions.tell("refused: too many tries", "", address)
        minutes = -(-wait // 60)
        raise Refused(
            "Too many sign-ins have failed.",
            f"Wait {minutes} minute{'s' if minutes > 1 else ''}, then try again; or ask your administrator"
            " for a link.",
        )
    sessions.note_try(*keys)
    record = own_services().record
    found = find(record.db, name)
    kept = password_hash(record.db, found.id) if found else ""
    if not passwords.matches(kept, password) or found is None or not found.open:
        sessions.tell(
            "refused: a wrong password" if found else "refused: no such name",
            found.name if found else "",
            address,
        )
        raise Refused(WRONG, "Try again, or ask your administrator.")
    sessions.forget_tries(keys[0])
    sessions.forget_newest_try(keys[1])  # the others at this address may be someone else's
    if passwords.outdated(kept) and not record.read_only:
        store.rehash(record, found.name, passwords.hashed(password))
    return auth.sign_in_as(named(record.db, name), "password")


def _wait(sessions: Sessions, key: str, free: int) -> int:
    """Seconds to wait before the next try."""
    tried = sessions.tried(key, COUNTED)
    if len(tried) < free:
        return 0
    wait = min(FIRST_WAIT * 2 ** min(len(tried) - free, 10), LONGEST_WAIT)
    since = sessions.clock().timestamp() - tried[-1]
    return int(wait - since) + 1 if 0 <= since < wait else 0
