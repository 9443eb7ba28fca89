"""Help with every page, and the accessibility statement: open to anyone, since they tell of no document."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from webapp.people import auth
from webapp.presenting.help import topic_of, topics
from webapp.site.request_services import settings

guidance = Blueprint("guidance", __name__)


@guidance.app_context_processor
def _help() -> dict[str, str]:
    """Which help the page's header leads to."""
    return {"help_topic": topic_of(request.endpoint or "")}


@guidance.get("/help")
@auth.public
def index() -> ResponseReturnValue:
    """Every topic."""
    return render_template("guidance/index.html", topics=topics().values())


@guidance.get("/help/<name>")
@auth.public
def topic(name: str) -> ResponseReturnValue:
    """What some pages are for, what one can do there, and their keys."""
    found = topics().get(name) or abort(404)
    return render_template("guidance/topic.html", topic=found)


@guidance.get("/accessibility")
@auth.public
def accessibility() -> ResponseReturnValue:
    """The statement that the accessibility regulations of 2018 ask a public body for."""
    return render_template("guidance/accessibility.html", given=settings().accessibility)
