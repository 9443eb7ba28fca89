"""What people see: the pages, and the command line."""

from typing import TYPE_CHECKING

from evidence.settings import Settings

if TYPE_CHECKING:
    from flask import Flask


def create_app(settings: Settings) -> "Flask":
    """The site over one home folder. Raises HomeError if its session key cannot be kept there."""
    from webapp.site import site  # of the commands only `serve` needs it, and it takes half a second to load

    return site(settings)
