"""What every command starts from: settings, open services, and who is acting."""

import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property

from evidence import settings as settings_room
from evidence.errors import Busy, Forbidden, MusterError
from evidence.people.account import Account
from evidence.reads.accounts import of_system_user
from evidence.reads.pending import last_waiting
from evidence.search.freshness import bring_up_to_date
from evidence.search.kept import is_kept
from evidence.services import Services, open_services
from evidence.settings import Settings


class Context:
    """The command line's ``--home``, and what follows from it."""

    def __init__(self, home: str | None) -> None:
        self._home = home

    @cached_property
    def settings(self) -> Settings:
        return settings_room.load(home=self._home)

    @property
    def names_a_home(self) -> bool:
        """Whether --home or MUSTER_HOME names a home that holds a record."""
        return bool(self._home or os.environ.get("MUSTER_HOME")) and self.settings.database.is_file()

    @cached_property
    def person(self) -> Account | None:
        """Whose account names the system user; None where none does. Raises ConfigError."""
        return of_system_user(self.settings.database, system_user())

    @property
    def actor(self) -> str:
        """The person at the command line, as the log names them."""
        if self.person:
            return self.person.name
        user = system_user()
        return f"{user} (command line)" if user else "command line"

    @property
    def cleared(self) -> bool:
        """Whether the person may see what is marked: whom no account names may, the files being theirs."""
        return self.person is None or self.person.cleared

    @contextmanager
    def services(self, engine: str = "", *, new: bool = False, whole: bool = False) -> Iterator[Services]:
        """Open services, acting as the person at the command line. ``new``: with a record made anew.

        ``whole``: with what is marked, for work of which nobody who is not cleared is told.
        """
        settings = self.settings
        if engine not in ("", settings.search.engine) and is_kept(settings):
            kept = settings.search.engine  # what the other one lacked would be found to be nothing
            raise Busy(
                f"While the home is served, its index is kept with {kept} alone.",
                "Leave --engine out, or stop the server first.",
            )
        if engine:
            settings = replace(settings, search=replace(settings.search, engine=engine))
        cleared = whole or new or self.cleared
        with open_services(settings, actor=self.actor, new=new, cleared=cleared) as services:
            before = last_waiting(services.record.db)
            yield services
            if last_waiting(services.record.db) > before:
                with suppress(MusterError, OSError):  # the change stands, and the next search tries again
                    bring_up_to_date(services)

    def refuse_uncleared(self) -> None:
        """Raise Forbidden if the person is not cleared, and something is marked."""
        if self.cleared:
            return
        with self.services() as services:
            if services.record.closed:
                raise Forbidden(
                    "This works on the whole home, and tells of all of it.", "Ask somebody who is cleared."
                )


def system_user() -> str:
    """Who is logged in to this machine; "" for a user id without a name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


def today() -> str:
    """Today, as an ISO date."""
    return datetime.now(UTC).astimezone().date().isoformat()
