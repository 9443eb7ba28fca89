"""Withdrawing a document, and bringing it back."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from evidence.reads.documents import document as read_document
from evidence.reads.withdrawals import withdrawn
from evidence.store import withdrawals as store
from webapp import auth
from webapp.typed import plain
from webapp.work import services

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
    return render_template("withdrawals/ask.html", document=read_document(services().record.db, number))


@withdrawals.post("/documents/<int:number>/withdraw")
@auth.requires(*auth.DECIDERS)
def withdraw(number: int) -> ResponseReturnValue:
    """Withdraw it."""
    store.withdraw(services().record, number, plain(request.form.get("note", "")))
    flash("The document was withdrawn. Its file and its history are kept.", "done")
    return redirect(url_for("documents.page", number=number))


@withdrawals.post("/documents/<int:number>/bring-back")
@auth.requires(*auth.DECIDERS)
def bring_back(number: int) -> ResponseReturnValue:
    """Undo a withdrawal."""
    store.bring_back(services().record, number)
    flash("The document is back.", "done")
    return redirect(url_for("documents.page", number=number))
