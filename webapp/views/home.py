"""The first page: search, the inspection ahead, how far the evidence is, what waits and what came in."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from evidence.exports.coverage import table
from evidence.inspections.working_days import WorkingDays
from evidence.reads import home as reads
from evidence.reads.councils import relatives
from evidence.reads.inspections import waiting as waiting_requests
from evidence.reads.pending import comparing
from evidence.reads.search import unreadable
from evidence.search import news
from evidence.search.query.kept import said
from evidence.search.saved import saved_searches
from evidence.settling.suggestions import missing_model
from webapp.people import auth
from webapp.presenting.matrix import glance, pressing
from webapp.site.request_services import services, settings, today

home = Blueprint("home", __name__)

SEARCHES = 10
DOCUMENTS = 5
PRESSING = 6
"""Contested and thin measures that are named."""
UNREADABLE = 4
"""Documents with unreadable pages that are named."""


@home.get("/")
@auth.requires(*auth.EVERYONE)
def page() -> ResponseReturnValue:
    """Search is where work begins; beside it, what is new and what waits for a person. An administrator's
    work is people."""
    if not current_user.may(auth.READERS):
        return redirect(url_for("people.listed"))
    work = services()
    db, own = work.record.db, work.own
    saved = saved_searches(db, work.record.actor)
    new = news.counted(work, saved)
    shown = sorted(saved, key=lambda s: not new.get(s["id"]))[:SEARCHES]
    covered = table(work).rows
    return render_template(
        "home/page.html",
        inspection=reads.next_inspection(db, today(), WorkingDays(settings().inspections.closed_days)),
        requests=waiting_requests(db, work.record.minute),
        covered=glance(covered),
        pressing=pressing(covered, PRESSING),
        unreadable=unreadable(db),
        named=UNREADABLE,
        came=reads.came_in(db, today()),
        searches=shown,
        more=len(saved) - len(shown),
        new=new,
        said=said,
        waiting={**reads.waiting(db), "relatives": sum(r.counts is None for r in relatives(db, own))},
        latest=reads.latest(db, DOCUMENTS),
        files=reads.files(db),
        own=own,
        comparing=comparing(db),
        model_problem=missing_model(),
    )
