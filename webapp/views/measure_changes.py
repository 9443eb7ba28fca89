"""A measure's words, owner, due date, rating and progress, edited; a measure split, or merged with others."""

import re

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from evidence.errors import Clash, NotFound, UsageError
from evidence.reads import standings
from evidence.reads.measure_edits import FIELDS, family
from evidence.reads.measures import called
from evidence.reads.versions import last_event
from evidence.settling import measure_changes as changes
from evidence.store import measure_shapes as shapes
from evidence.store.measure_edits import EDITED
from webapp.people import auth
from webapp.site.request_services import queue, services
from webapp.site.typed import plain

measure_changes = Blueprint("measure_changes", __name__)

LONGEST = 20_000  # characters of a field


@measure_changes.get("/measures/<code>/edit")
@auth.requires(*auth.COORDINATORS)
def page(code: str) -> ResponseReturnValue:
    """What a measure is, to be edited, split or merged."""
    return _page(code)


@measure_changes.post("/measures/<code>/edit")
@auth.requires(*auth.COORDINATORS)
def change(code: str) -> ResponseReturnValue:
    """Keep an edit, or take one's own last one back."""
    form = request.form
    try:
        if form.get("do") == "undo":
            code = changes.undo_edit(services(), code)
            said = "Your last edit was taken back."
        else:
            values = {name: plain(form[name][:LONGEST]) for name in FIELDS if name in form}
            given = {name: plain(form.get(name, "")) for name in ("reason", "since")}
            seen = form.get("seen", 0, type=int)
            code = changes.edit(services(), code, values, given["reason"], since=given["since"], seen=seen)
            said = f"{code} was edited. What it was is in its log."
    except (Clash, UsageError) as error:  # the form again, with what was typed
        return _page(code, str(error), at="reason"), error.http_status
    return _done(code, said)


@measure_changes.post("/measures/<code>/shape")
@auth.requires(*auth.COORDINATORS)
def reshape(code: str) -> ResponseReturnValue:
    """Split it, merge it with others, or take either back."""
    form, do = request.form, request.form.get("do", "")
    given = {"reason": plain(form.get("why", "")), "since": ""}
    seen = form.get("standing", 0, type=int)
    try:
        if do == "undo":
            back = shapes.undo(services().record, code)
            return _done(back[0], f"{' and '.join(back)} {'stand' if len(back) > 1 else 'stands'} again.")
        if do == "split":
            made = changes.split(services(), code, _lines(form.get("parts", "")), seen=seen, **given)
        elif do == "merge":
            others = re.split(r"[\s,;]+", plain(form.get("others", "")))
            codes = [code, *(one for one in others if one)]
            made = [changes.merge(services(), codes, plain(form.get("merged", "")), seen=seen, **given)]
        else:
            raise UsageError("Nothing was chosen.", "Split the measure, or merge it with others.")
    except (Clash, NotFound, UsageError) as error:
        return _page(code, str(error), at="merged" if do == "merge" else "parts"), error.http_status
    return _done(made[0], f"{' and '.join(made)} came of it. Its evidence is offered there.")


def _lines(typed: str) -> list[str]:
    return [line for one in typed[:LONGEST].splitlines() if (line := plain(one))]


def _done(code: str, said: str) -> ResponseReturnValue:
    queue().settle()
    flash(said, "done")
    return redirect(url_for("measures.page", code=code))


def _page(code: str, problem: str = "", at: str = "") -> str:
    db = services().record.db
    measure = called(db, code)
    names = (*FIELDS, "reason", "since", "parts", "others", "merged", "why")
    return render_template(
        "measures/edit.html",
        measure=measure,
        typed={name: request.form.get(name) for name in names},
        seen=last_event(db, EDITED, f"measure {measure['code']}"),
        standing=standings.standing(db, measure["id"]),
        family=family(db, measure["id"]),
        problem=problem,
        at=at,
    )
