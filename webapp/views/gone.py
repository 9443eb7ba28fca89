"""What is told of links that are no more when somebody decides them: on the page where that was."""

from flask import make_response, render_template, url_for
from flask.typing import ResponseReturnValue

from evidence.errors import Gone
from evidence.model import LinkStatus
from evidence.reads.links import links
from evidence.reads.queue import to_look_at
from webapp.site.fragments import asked_from
from webapp.site.request_services import services


def told(gone: Gone, back: str) -> ResponseReturnValue:
    """The page that answers a form that was sent without scripts."""
    shown = render_template("links/gone.html", gone=gone, back=back)
    return shown, 200 if gone.some else gone.http_status


def instead(gone: Gone, number: int) -> ResponseReturnValue:
    """The same in the place of the link's buttons, for htmx; with those of one that ties the same now."""
    db = services().record.db
    again = [one.again for one in gone.links if one.status == LinkStatus.SUGGESTED]
    now = links(db, ids=again)
    waiting = len(to_look_at(db)) if asked_from(url_for("review.queue")) else None
    shown = render_template("links/_instead.html", gone=gone, number=number, now=now, waiting=waiting)
    return at(shown, f"#decision-{number}", gone.http_status)


def at(shown: str, place: str, status: int) -> ResponseReturnValue:
    """A fragment that says what went wrong, in the place that it is about: others go to the page's top."""
    answer = make_response(shown, status)
    answer.headers["HX-Retarget"], answer.headers["HX-Reswap"] = place, "outerHTML show:none"
    return answer
