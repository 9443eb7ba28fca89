"""Which council is ours: proposed from the papers, confirmed by a coordinator, taken back."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from evidence.errors import Clash, UsageError
from evidence.reads.councils import councils as read_councils
from evidence.reads.councils import relatives
from evidence.reads.pending import comparing
from evidence.reads.versions import last_event, version
from evidence.settling.councils import change_own, decide_succession
from evidence.store.councils import DECIDED, SAID
from webapp.people import auth
from webapp.site.addresses import local_address
from webapp.site.request_services import queue, services
from webapp.site.typed import plain

councils = Blueprint("councils", __name__)

DECISIONS = {"yes": True, "no": False, "undo": None}
MOST = 8  # councils to choose from; any other can be typed


@councils.get("/council")
@auth.requires(*auth.READERS)
def page() -> ResponseReturnValue:
    """Ours, how it is known, and which councils the papers are about."""
    return _page()


@councils.post("/council")
@auth.requires(*auth.COORDINATORS)
def confirm() -> ResponseReturnValue:
    """Confirm which council is ours: one of those listed, or the one typed."""
    seen = request.form.get("seen", 0, type=int)
    chosen, other = plain(request.form.get("council", "")), plain(request.form.get("other", ""))
    try:
        name = change_own(services(), (other if chosen in ("", "other") else chosen) or "?", seen)
    except Clash as clash:
        return _page(problem=str(clash), typed=other), clash.http_status
    except UsageError:
        return _page(problem="Choose a council, or type its name.", typed=other), 400
    queue().settle()
    left = comparing(services().record.db).left
    flash(f"Our council is {name}.{' Suggestions are being brought up to date.' if left else ''}", "council")
    return redirect(local_address(request.form.get("back", "")) or url_for("councils.page"))


@councils.post("/council/undo")
@auth.requires(*auth.COORDINATORS)
def undo() -> ResponseReturnValue:
    """Take one's own last confirmation back."""
    try:
        name = change_own(services(), "", request.form.get("seen", type=int))
    except (Clash, UsageError) as error:
        return _page(problem=str(error)), 409
    queue().settle()
    flash(f"Our council is {name} again." if name else "No council is confirmed as ours any more.", "done")
    return redirect(url_for("councils.page"))


@councils.post("/council/succession")
@auth.requires(*auth.COORDINATORS)
def succession() -> ResponseReturnValue:
    """Decide whether the papers of a predecessor or successor count as ours, or take that back."""
    said = request.form.get("counts", "")
    if said not in DECISIONS:
        raise UsageError("The form does not say what to decide.", "Use one of its buttons.")
    name, seen = plain(request.form.get("name", "")), request.form.get("seen", 0, type=int)
    try:
        name = decide_succession(services(), name, DECISIONS[said], seen)
    except Clash as clash:
        return _page(problem=str(clash)), clash.http_status
    queue().settle()
    flash(f"{name}: {SAID[DECISIONS[said]]}.", "done")
    return redirect(url_for("councils.page", _anchor="relatives"))


def _page(problem: str = "", typed: str = "") -> str:
    work = services()
    found = read_councils(work.record.db)
    return render_template(
        "councils/page.html",
        own=work.own,
        seen=version(work.record.db, "settled", "council"),
        seen_relatives=last_event(work.record.db, DECIDED, "home"),
        found=list(found.items()),
        choices=list(found)[:MOST],
        relatives=relatives(work.record.db, work.own),
        problem=problem,
        typed=typed,
        comparing=comparing(work.record.db),
    )
