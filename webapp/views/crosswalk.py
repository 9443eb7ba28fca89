"""The crosswalk: measures of different registers that ask for the same, proposed, approved or rejected."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from evidence.errors import Clash, UsageError
from evidence.reads import crosswalk as reads
from evidence.store import crosswalk as store
from webapp.people import auth
from webapp.site.addresses import local_address
from webapp.site.request_services import services
from webapp.site.typed import plain

crosswalk = Blueprint("crosswalk", __name__)

DONE = {
    reads.APPROVED: "ask for the same: a passage is suggested once for both, and evidence is offered",
    reads.REJECTED: "do not ask for the same, and are not proposed again",
    reads.PROPOSED: "wait for a decision again",
}


@crosswalk.get("/measures/crosswalk")
@auth.requires(*auth.READERS)
def page() -> ResponseReturnValue:
    """Pairs that wait, then those decided."""
    every = reads.pairs(services().record.db)
    return render_template(
        "crosswalk/page.html",
        **{status: [p for p in every if p["status"] == status] for status in reads.STATUSES},
    )


@crosswalk.post("/measures/crosswalk")
@auth.requires(*auth.DECIDERS)
def decide() -> ResponseReturnValue:
    """Approve or reject one pair, or put it back."""
    status = request.form.get("status", "")
    if status not in DONE:
        raise UsageError("The form does not say what to decide.", "Use one of its buttons.")
    one, other = plain(request.form.get("one", "")), plain(request.form.get("other", ""))
    note, seen = plain(request.form.get("note", "")), request.form.get("seen", 0, type=int)
    try:
        store.decide(services().record, one, other, status, note, seen=seen)
        flash(f"{one} and {other} {DONE[status]}.", "done")
    except Clash as clash:  # the page that it goes back to shows what stands, with its buttons
        flash(str(clash), "problem")
    return redirect(local_address(request.form.get("back", "")) or url_for("crosswalk.page"))
