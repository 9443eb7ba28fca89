"""Health: to anybody whether the site answers and no more; to those who look after it, how the home is."""

from flask import Blueprint, Response, render_template

from evidence.errors import MusterError
from evidence.upkeep.health import answers
from evidence.upkeep.health import health as look
from webapp.people import auth
from webapp.site.request_services import services

health = Blueprint("health", __name__)


@health.get("/health")
@auth.public
def alive() -> Response:
    """Whether the site answers and its record opens: for a proxy, or whatever watches the machine."""
    try:
        answers(services())
    except MusterError:
        return Response("not well\n", 503, mimetype="text/plain")
    return Response("well\n", mimetype="text/plain")


@health.get("/health/details")
@auth.requires(*auth.LOG_READERS, auth.Role.ADMINISTRATOR)
def page() -> str:
    """Record, log, index, work that waits, disk, backups and faults."""
    return render_template("health/page.html", signs=look(services()))
