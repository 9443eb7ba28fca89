"""Judgements that inspections gave: those of the record's reports, and those entered by hand."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from evidence.errors import Clash, NotFound, UsageError
from evidence.reads import judgements as reads
from evidence.store import judgements as store
from webapp.people import auth
from webapp.site.request_services import services, today
from webapp.site.typed import plain

judgements = Blueprint("judgements", __name__)

NAMES = ("area", "grade", "judged_on", "cited", "passage", "note")


@judgements.get("/judgements")
@auth.requires(*auth.READERS)
def page() -> ResponseReturnValue:
    """What was judged, oldest first, what it limits, and what only other papers tell of."""
    return _page()


@judgements.post("/judgements")
@auth.requires(*auth.DECIDERS)
def enter() -> ResponseReturnValue:
    """Enter one by hand."""
    given = {name: plain(request.form.get(name, "")) for name in NAMES}
    try:
        if given["passage"] and not given["passage"].isdecimal():
            raise UsageError(f"“{given['passage']}” is no passage's number.", "Its link ends with it.")
        passage = int(given.pop("passage")) if given["passage"] else None
        given.pop("passage", None)
        store.enter(services().record, given.pop("area"), given.pop("grade"), given.pop("judged_on"),
                    passage=passage, **given)  # fmt: skip
    except (NotFound, UsageError) as error:
        return _page(str(error)), error.http_status
    flash("The judgement was entered.", "done")
    return redirect(url_for("judgements.page"))


@judgements.post("/judgements/<int:number>/take-back")
@auth.requires(*auth.DECIDERS)
def take_back(number: int) -> ResponseReturnValue:
    """Take one's own back."""
    try:
        store.take_back(services().record, number, seen=request.form.get("seen", 0, type=int))
    except (Clash, NotFound, UsageError) as error:
        return _page(str(error)), error.http_status
    flash("The judgement was taken back.", "done")
    return redirect(url_for("judgements.page"))


def _page(problem: str = "") -> str:
    work = services()
    db = work.record.db
    return render_template(
        "judgements/page.html",
        given=reads.judgements(db, work.own),
        cited=reads.cited_only(db, work.own),
        limited=reads.limits(db, work.framework, work.own, today()),
        framework=work.framework,
        typed={name: request.values.get(name, "") for name in NAMES},
        problem=problem,
    )
