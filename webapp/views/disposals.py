"""Disposing of a document on a court's or a person's request, and what is due for review."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from evidence.errors import HomeError, UsageError
from evidence.reads.disposals import disposals as done
from evidence.upkeep import retention
from evidence.upkeep.disposal import dispose as dispose_of
from evidence.upkeep.disposal import planned
from webapp.people import auth
from webapp.site.request_services import services, settings
from webapp.site.typed import plain

disposals = Blueprint("disposals", __name__)


@disposals.get("/retention")
@auth.requires(*auth.LOG_READERS)
def listed() -> str:
    """What is due for review, and what was disposed of."""
    return render_template(
        "disposals/list.html",
        due=retention.due(services()),
        years=settings().retention,
        disposed=done(services().record.db, cleared=g.person.cleared),
    )


@disposals.get("/documents/<int:number>/dispose")
@auth.requires(*auth.COORDINATORS)
def ask(number: int) -> ResponseReturnValue:
    """What would go, what would hold it still, and why it is done."""
    return _asked(number)


def _asked(number: int, problem: str = "") -> str:
    inside = request.values.get("inside") == "yes"
    return render_template(
        "disposals/ask.html",
        number=number,
        plan=planned(services(), number, with_enclosed=inside),
        whole=planned(services(), number, with_enclosed=True),
        inside=inside,
        wanted=_wanted(number),
        typed={name: request.form.get(name, "") for name in ("reason", "authority", "confirm")},
        problem=problem,
    )


@disposals.post("/documents/<int:number>/dispose")
@auth.requires(*auth.COORDINATORS)
def dispose(number: int) -> ResponseReturnValue:
    """Do it, if its words were typed."""
    given = {name: plain(request.form.get(name, "")) for name in ("reason", "authority")}
    if request.form.get("confirm", "").strip().lower() != _wanted(number):
        return _asked(number, f"Type “{_wanted(number)}” to confirm"), 400
    inside = request.form.get("inside") == "yes"
    try:
        dispose_of(services(), number, given["reason"], given["authority"], with_enclosed=inside)
    except UsageError as error:
        return _asked(number, str(error)), 400
    except HomeError as error:
        flash(str(error), "problem")
        return redirect(url_for("disposals.listed"))
    flash("The document was disposed of. The log keeps the fact, and none of its words.", "done")
    return redirect(url_for("disposals.listed"))


def _wanted(number: int) -> str:
    return f"dispose of {number}"
