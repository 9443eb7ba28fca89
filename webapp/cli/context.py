"""What every command starts from: settings, open services, and who is acting."""

import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property

from evidence import settings as settings_room
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

    @contextmanager
    def services(self, engine: str = "", *, new: bool = False) -> Iterator[Services]:
        """Open services, acting as the person at the command line. ``new``: with a record made anew."""
        settings = self.settings
        if engine:
            settings = replace(settings, search=replace(settings.search, engine=engine))
        with open_services(settings, actor=actor(), new=new) as services:
            yield services


def actor() -> str:
    """The person at the command line, as the log names them."""
    try:
        return f"{getpass.getuser()} (command line)"
    except (KeyError, OSError):  # a user id without a name
        return "command line"


def today() -> str:
    """Today, as an ISO date."""
    return datetime.now(UTC).astimezone().date().isoformat()
