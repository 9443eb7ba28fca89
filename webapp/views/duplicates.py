"""Near-duplicates: papers that say almost the same, for a person to decide."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from evidence.errors import Clash
from evidence.reads import duplicates as read
from evidence.store import near_duplicates as store
from evidence.store.near_duplicates import Verdict
from webapp.people import auth
from webapp.site.addresses import local_address
from webapp.site.request_services import services
from webapp.site.typed import plain

duplicates = Blueprint("duplicates", __name__)

SAID = {
    Verdict.SAME: "Noted: the same paper. Withdraw the copy you do not need.",
    Verdict.DIFFERENT: "Noted: different papers.",
    Verdict.SUGGESTED: "The pair waits again.",
}


@duplicates.get("/documents/duplicates")
@auth.requires(*auth.READERS)
def listed() -> ResponseReturnValue:
    """Pairs that wait for a person, and those that were decided."""
    db = services().record.db
    return render_template(
        "duplicates/list.html", waiting=read.pairs(db, waiting=True), decided=read.pairs(db, waiting=False)
    )


@duplicates.post("/documents/duplicates/<int:number>")
@auth.requires(*auth.DECIDERS)
def decide(number: int) -> ResponseReturnValue:
    """A person's word on a pair."""
    verdict = store.verdict_of(request.form.get("verdict", ""))
    seen = request.form.get("seen", 0, type=int)
    try:
        store.decide(services().record, number, verdict, plain(request.form.get("note", "")), seen=seen)
        flash(SAID[verdict], "done")
    except Clash as clash:  # the page that it goes back to shows what stands, with its buttons
        flash(str(clash), "problem")
    return redirect(local_address(request.form.get("back", "")) or url_for("duplicates.listed"))
