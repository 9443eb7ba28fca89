"""Announced inspections: their days on a timeline, and the forms to set them."""

from dataclasses import replace
from itertools import zip_longest
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from evidence.errors import Clash, ConfigError, UsageError
from evidence.frameworks import framework
from evidence.inspections.stages import OWN
from evidence.inspections.timetables import timetables
from evidence.inspections.working_days import WorkingDays
from evidence.model import Inspection, Milestone
from evidence.reads import inspections as reads
from evidence.reads import packs as packs_read
from evidence.settling.announcing import bringing_frameworks
from evidence.store import inspections as store
from webapp.people import auth
from webapp.presenting.timeline import entries
from webapp.site.request_services import queue, services, settings
from webapp.site.typed import plain

inspections = Blueprint("inspections", __name__)

DATES = ("announced", "starts", "ends", "cutoff")
TEXTS = ("name", "framework", "timetable", "lead", *DATES)
MORE = 3  # rows of the form for further milestones; the command line takes any number


@inspections.get("/inspections/<int:number>")
@auth.requires(*auth.READERS)
def page(number: int) -> ResponseReturnValue:
    """One inspection: its days, what was asked for, and its packs."""
    work, calendar = services(), _calendar()
    db, now = work.record.db, work.record.minute
    found = reads.told(db, reads.numbered(db, number), calendar, now)
    own = [pack for pack in packs_read.packs(db) if pack["inspection"] == found["name"]]
    return render_template(
        "inspections/page.html", inspection=found, packs=own, today=now[:10],
        timeline=entries(found, calendar, now[:10]),
        framework=_named(found["framework"]),
    )  # fmt: skip


@inspections.get("/inspections/new")
@auth.requires(*auth.COORDINATORS)
def new() -> ResponseReturnValue:
    """The form for a new inspection."""
    return _form(Inspection("", settings().framework))


@inspections.post("/inspections")
@auth.requires(*auth.COORDINATORS)
def add() -> ResponseReturnValue:
    """Store a new inspection; or show the form again with what is wrong."""
    given = _given()
    try:
        with bringing_frameworks(services()):
            number = store.add(services().record, given)
    except UsageError as error:
        return _form(given, str(error)), 400
    queue().settle()
    flash("The inspection was added.", "done")
    return redirect(url_for("inspections.page", number=number))


@inspections.get("/inspections/<int:number>/edit")
@auth.requires(*auth.COORDINATORS)
def edit(number: int) -> ResponseReturnValue:
    """The form for an inspection that there is."""
    return _form(store.stored(services().record, number))


@inspections.post("/inspections/<int:number>/edit")
@auth.requires(*auth.COORDINATORS)
def change(number: int) -> ResponseReturnValue:
    """Keep what the form says, or take one's own last change back."""
    record = services().record
    if request.form.get("do") == "undo":
        store.undo(record, number)
        flash("Your last change was taken back.", "done")
        return redirect(url_for("inspections.page", number=number))
    given = replace(_given(), id=number)
    if request.form.get("do") == "timetable":  # other stages to set: the form again, nothing kept yet
        return _form(store.keeping_days(given))
    try:
        with bringing_frameworks(services()):
            seen = request.form.get("seen", 0, type=int)
            store.edit(record, number, store.keeping_days(given), seen=seen)
    except Clash as clash:
        return _form(given, str(clash)), clash.http_status
    except UsageError as error:
        return _form(given, str(error)), 400
    queue().settle()
    flash("The inspection was changed.", "done")
    return redirect(url_for("inspections.page", number=number))


def _given() -> Inspection:
    """The inspection as the form has it."""
    form = request.form
    texts: dict[str, Any] = {name: plain(form.get(name, "")) for name in TEXTS}
    texts["framework"] = texts["framework"] or settings().framework
    columns = [form.getlist(name) for name in ("milestone", "milestone_date", "milestone_ends", "step")]
    rows = ((plain(name), day, ends, step) for name, day, ends, step in zip_longest(*columns, fillvalue=""))
    milestones = tuple(Milestone(*row) for row in rows if row[0] and (row[1] or row[2] or not row[3]))
    return Inspection(**texts, milestones=milestones)


def _form(given: Inspection, problem: str = "") -> str:
    db, number = services().record.db, given.id
    facts = {name: getattr(given, name) for name in ("announced", "starts", "ends")}
    stages, version = [], 0
    if number:
        row = {**reads.numbered(db, number), **facts, "timetable": given.timetable}
        told = reads.told(db, row, _calendar(), services().record.minute)
        set_days = {m.step: m for m in given.milestones if m.step}
        stages = [{**s, "set": set_days.get(s["step"])} for s in told["stages"] if s["step"] not in OWN]
        version = told["version"]
    return render_template(
        "inspections/form.html",
        given=given,
        seen=request.form.get("seen", version, type=int) if not problem else version,
        problem=problem,
        stages=stages,
        own=[m for m in given.milestones if not m.step] + [Milestone("", "")] * MORE,
        frameworks=_frameworks(given.framework),
        timetables=_timetables(given.timetable),
    )


def _frameworks(chosen: str) -> list[dict[str, Any]]:
    """Those to choose from, the home's own first; the chosen one marked."""
    own = settings().framework
    known = {framework.load(own).code: (own, framework.load(own).name)}
    for each in framework.shipped():
        known.setdefault(each.code, (each.code, each.name))
    if chosen and chosen not in [value for value, _ in known.values()]:
        known[chosen] = (chosen, _named(chosen))  # a file of its own
    return [
        {"value": value, "text": name, "selected": value == (chosen or own)} for value, name in known.values()
    ]


def _named(name: str) -> str:
    """A framework's name; one whose file is gone or faulty is told by the file."""
    try:
        return framework.load(name).name
    except ConfigError:
        return f"{name}: cannot be used, correct it or choose another"


def _timetables(chosen: str) -> list[dict[str, Any]]:
    none = {"value": "", "text": "None: I set every day myself", "selected": not chosen}
    return [none, *({"value": t.code, "text": t.name, "selected": t.code == chosen} for t in timetables())]


def _calendar() -> WorkingDays:
    return WorkingDays(settings().inspections.closed_days)
