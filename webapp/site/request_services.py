"""A request's own services: one connection to the record, opened when first needed, closed at its end."""

from contextlib import ExitStack
from dataclasses import replace
from typing import cast

from flask import Flask, current_app, g
from flask_login import current_user

from evidence.errors import MusterError
from evidence.reads.councils import confirmed
from evidence.schema.clearance import any_closed
from evidence.search.engines import open_engine
from evidence.services import Services, open_services
from evidence.settings import Settings
from webapp.background.queue import Queue


def install(app: Flask, settings: Settings) -> None:
    """Give the app its settings, and close what a request opened."""
    app.extensions["muster_settings"] = settings
    # One engine for the whole site: it keeps what it has read of the index from one request to the next.
    app.extensions["muster_engine"] = open_engine(settings.search.engine, settings.index, settings.acronyms)
    app.extensions["muster_queue"] = Queue(settings)
    app.teardown_appcontext(_close)
    app.context_processor(lambda: {"council": _council()})


def settings() -> Settings:
    """The site's settings."""
    return cast(Settings, current_app.extensions["muster_settings"])


def queue() -> Queue:
    """The site's background work."""
    return cast(Queue, current_app.extensions["muster_queue"])


def services() -> Services:
    """This request's services, acting as the person signed in."""
    actor = current_user.name if current_user.is_authenticated else "muster"
    if g.get("acting") is None or g.acting.record.actor != actor:
        g.acting = _acting_as(actor)
    return cast(Services, g.acting)


def _acting_as(actor: str) -> Services:
    """The person's own: without what is marked, for who is not cleared."""
    own = own_services()
    if (current_user.is_authenticated and current_user.cleared) or not any_closed(own.record.db):
        return own.acting_as(actor)
    return _stack().enter_context(open_services(settings(), actor=actor, cleared=False))


def own_services() -> Services:
    """This request's services, acting as Muster itself: to find out who is signed in."""
    if "services" not in g:
        opened = _stack().enter_context(open_services(settings()))
        g.services = replace(opened, engine=current_app.extensions["muster_engine"])
    return cast(Services, g.services)


def _stack() -> ExitStack:
    """What is closed at the end of the request."""
    if "stack" not in g:
        g.stack = ExitStack()
    return cast(ExitStack, g.stack)


def _council() -> str:
    """The name that stands on every page: ours, once the configuration or a person says it."""
    if settings().council or not current_user.is_authenticated:
        return settings().council
    try:
        return confirmed(services().record.db)
    except MusterError:  # the page that tells of it must open
        return ""


def _close(error: BaseException | None) -> None:
    if stack := g.pop("stack", None):
        stack.close()


def today() -> str:
    """Today's ISO date, by the record's clock."""
    return services().record.now[:10]
