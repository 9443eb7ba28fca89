"""A home that takes no change is served to be read: what would be kept is refused in a sentence.

What the server itself needs (sessions, its queue) is kept in ``Settings.aside`` then, and goes with it.
"""

from flask import Flask, request

from evidence.errors import HomeError
from evidence.home.access import is_read_only
from evidence.settings import Settings

SAID = "Muster is open for reading alone: its home folder takes no changes."
ADVICE = "Search, read and export as ever. To change anything, ask your IT officer to make it writable."
READING = {"GET", "HEAD", "OPTIONS"}


class ReadOnly(HomeError):
    """Something would be changed in a home that can only be read."""

    http_status = 403


def install(app: Flask, settings: Settings) -> None:
    """Have every page say so, and every form refused but those that sign in and out."""
    told = SAID if is_read_only(settings.database) else ""
    app.context_processor(lambda: {"read_only": told})
    if told:
        app.before_request(_refuse)


def _refuse() -> None:
    if request.method not in READING and request.blueprint != "sign_in":
        raise ReadOnly(SAID, ADVICE)
