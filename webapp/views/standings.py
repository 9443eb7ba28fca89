"""What became of a measure: closed, handed to another body, opened again, and undone."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from evidence.errors import Clash, UsageError
from evidence.reads import standings as reads
from evidence.reads.measures import called
from evidence.store import standings as store
from webapp.people import auth
from webapp.site.request_services import services
from webapp.site.typed import plain

standings = Blueprint("standings", __name__)

STATES = (reads.OPEN, reads.CLOSED, reads.HANDED_OVER)


@standings.get("/measures/<code>/standing")
@auth.requires(*auth.COORDINATORS)
def page(code: str) -> ResponseReturnValue:
    """What a person may say of it."""
    return _page(code)


@standings.post("/measures/<code>/standing")
@auth.requires(*auth.COORDINATORS)
def change(code: str) -> ResponseReturnValue:
    """Say what became of it, or take one's own last step back."""
    record, form = services().record, request.form
    try:
        if form.get("do") == "undo":
            code = store.undo(record, code)
            flash("Your last step was taken back.", "done")
            return redirect(url_for("measures.page", code=code))
        state = form.get("state", "")
        if state not in STATES:
            raise UsageError("Nothing was chosen.", "Choose what became of the measure.")
        given = {name: plain(form.get(name, "")) for name in ("body", "since")}
        given["body"] = given["body"] if state == reads.HANDED_OVER else ""
        seen = form.get("seen", 0, type=int)
        code = store.set_standing(record, code, state, plain(form.get("reason", "")), seen=seen, **given)
    except Clash as clash:  # the form again, with what stands
        return _page(code, str(clash)), clash.http_status
    except UsageError as error:
        return _page(code, str(error)), 400
    flash(f"{code} is {state}.", "done")
    return redirect(url_for("measures.page", code=code))


def _page(code: str, problem: str = "") -> str:
    db = services().record.db
    measure = called(db, code)
    standing = reads.standing(db, measure["id"])
    typed = {name: request.form.get(name, "") for name in ("state", "body", "reason", "since")}
    return render_template(
        "measures/standing.html", measure=measure, standing=standing, typed=typed, problem=problem
    )
