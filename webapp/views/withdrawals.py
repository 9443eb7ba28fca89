"""Withdrawing a document, and bringing it back."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from evidence.errors import UsageError
from evidence.reads.documents import document as read_document
from evidence.reads.reliance import reliance
from evidence.reads.withdrawals import came_with, withdrawn
from evidence.store import withdrawals as store
from webapp.people import auth
from webapp.site.request_services import services
from webapp.site.typed import plain

withdrawals = Blueprint("withdrawals", __name__)


@withdrawals.get("/documents/withdrawn")
@auth.requires(*auth.READERS)
def listed() -> ResponseReturnValue:
    """Every withdrawn document."""
    return render_template("withdrawals/list.html", documents=withdrawn(services().record.db))


@withdrawals.get("/documents/<int:number>/withdraw")
@auth.requires(*auth.DECIDERS)
def ask(number: int) -> ResponseReturnValue:
    """What withdrawing means, and why it is done."""
    return _asked(number)


def _asked(number: int, problem: str = "") -> str:
    db = services().record.db
    inside = came_with(db, number)
    relied = reliance(db, number)
    theirs = sum(len(reliance(db, row["id"])["own"]) for row in inside)
    return render_template(
        "withdrawals/ask.html",
        problem=problem,
        becomes=store.BECOMES,
        typed={name: request.form.get(name, "") for name in ("note", "measures", "inside")},
        document=read_document(db, number),
        brought=(len(relied["own"]), theirs),
        inside=inside,
        relied=relied,
    )


@withdrawals.post("/documents/<int:number>/withdraw")
@auth.requires(*auth.DECIDERS)
def withdraw(number: int) -> ResponseReturnValue:
    """Withdraw it."""
    record = services().record
    inside = [row["id"] for row in came_with(record.db, number)] if request.form.get("inside") else []
    note, becomes = plain(request.form.get("note", "")), request.form.get("measures", "")
    try:
        store.withdraw_all(record, [number, *inside], note, becomes)
    except UsageError as error:
        return _asked(number, str(error)), error.http_status
    if inside:
        flash(
            "The document was withdrawn with what came inside it. The files and their history are kept.",
            "done",
        )
    else:
        flash("The document was withdrawn. Its file and its history are kept.", "done")
    return redirect(url_for("documents.page", number=number))


@withdrawals.post("/documents/<int:number>/bring-back")
@auth.requires(*auth.DECIDERS)
def bring_back(number: int) -> ResponseReturnValue:
    """Undo a withdrawal."""
    store.bring_back(services().record, number)
    flash("The document is back.", "done")
    return redirect(url_for("documents.page", number=number))
