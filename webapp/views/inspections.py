"""Announced inspections."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from evidence.errors import NotFound, UsageError
from evidence.frameworks import framework
from evidence.model import Inspection, Milestone
from evidence.reads import packs as read
from evidence.store import inspections as store
from webapp.people import auth
from webapp.site.request_services import services

inspections = Blueprint("inspections", __name__)

DATES = ("announced", "starts", "ends", "cutoff")
MILESTONES = 4  # rows of the form; the command line takes any number


@inspections.get("/inspections/<int:number>")
@auth.requires(*auth.READERS)
def page(number: int) -> ResponseReturnValue:
    """One inspection, its milestones and its packs."""
    db = services().record.db
    found = next((i for i in read.inspections(db) if i["id"] == number), None)
    if found is None:
        raise NotFound(f"There is no inspection {number}.", "The packs page lists those that there are.")
    own = [pack for pack in read.packs(db) if pack["inspection"] == found["name"]]
    return render_template("inspections/page.html", inspection=found, packs=own)


@inspections.get("/inspections/new")
@auth.requires(*auth.COORDINATORS)
def new() -> ResponseReturnValue:
    """The form for a new inspection."""
    return render_template("inspections/new.html", **_form(""))


@inspections.post("/inspections")
@auth.requires(*auth.COORDINATORS)
def add() -> ResponseReturnValue:
    """Store a new inspection; or show the form again with what is wrong."""
    work = services()
    milestones = zip(request.form.getlist("milestone"), request.form.getlist("milestone_date"), strict=False)
    dates: dict[str, Any] = {name: request.form.get(name, "") for name in DATES}
    inspection = Inspection(
        name=request.form.get("name", ""),
        framework=request.form.get("framework", "") or work.settings.framework,
        milestones=tuple(Milestone(name.strip(), day) for name, day in milestones if name.strip()),
        **dates,
    )
    try:
        number = store.add(work.record, inspection)
    except UsageError as error:
        return render_template("inspections/new.html", **_form(str(error))), 400
    flash("The inspection was added.", "done")
    return redirect(url_for("inspections.page", number=number))


def _form(problem: str) -> dict[str, object]:
    names, days = request.form.getlist("milestone"), request.form.getlist("milestone_date")
    rows = list(zip(names, days, strict=False)) + [("", "")] * MILESTONES
    return {
        "problem": problem,
        "values": {name: request.form.get(name, "") for name in ("name", *DATES)},
        "milestones": rows[:MILESTONES],
        "frameworks": _frameworks(),
    }


def _frameworks() -> list[dict[str, Any]]:
    """Those to choose from, the home's own first; the chosen one marked."""
    own, chosen = services().settings.framework, request.form.get("framework", "")
    known = {framework.load(own).code: (own, framework.load(own).name)}
    for each in framework.shipped():
        known.setdefault(each.code, (each.code, each.name))
    return [
        {"value": value, "text": name, "selected": value == (chosen or own)} for value, name in known.values()
    ]
