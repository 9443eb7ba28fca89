"""Marking a document, and taking that back: who may see it."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from evidence.errors import Clash, UsageError
from evidence.marking import MARKINGS
from evidence.reads import markings as read
from evidence.reads.documents import summary
from evidence.store import markings as store
from webapp.people import auth
from webapp.site.request_services import queue, services
from webapp.site.typed import plain

marking = Blueprint("marking", __name__)


@marking.get("/documents/<int:number>/marking")
@auth.requires(*auth.DECIDERS)
def page(number: int) -> ResponseReturnValue:
    """How it is marked, by whom and why, and the form."""
    return _page(number)


@marking.post("/documents/<int:number>/marking")
@auth.requires(*auth.DECIDERS)
def mark(number: int) -> ResponseReturnValue:
    """Mark it; or show the form again with what is wrong."""
    given = {name: plain(request.form.get(name, "")) for name in ("marking", "caveat", "reason")}
    seen = request.form.get("seen", 0, type=int)
    try:
        store.mark(
            services().record, number, given["marking"], given["reason"], caveat=given["caveat"], seen=seen
        )
    except (Clash, UsageError) as error:
        return _page(number, str(error), given), error.http_status
    return _done(number, "The marking was kept.")


@marking.post("/documents/<int:number>/marking/undo")
@auth.requires(*auth.DECIDERS)
def undo(number: int) -> ResponseReturnValue:
    """Take one's own last marking of it back."""
    store.undo(services().record, number)
    return _done(number, "The marking is as it was before.")


def _done(number: int, words: str) -> ResponseReturnValue:
    queue().settle()  # the index of those who are not cleared
    flash(words, "done")
    # Who is not cleared, and marked it, may see it no longer.
    away = not current_user.cleared and read.marking(services().record.db, number)["marking"] == MARKINGS[-1]
    return redirect(url_for("documents.listed") if away else url_for("marking.page", number=number))


def _page(number: int, problem: str = "", given: dict[str, str] | None = None) -> str:
    db = services().record.db
    stands: dict[str, Any] = read.marking(db, number)
    held = read.brought(db, number)
    return render_template(
        "marking/page.html",
        document=summary(db, number),
        stands=stands,
        held=[summary(db, other) for other in held],
        markings=MARKINGS,
        problem=problem,
        given=given or {"marking": stands["marking"], "caveat": stands["caveat"], "reason": ""},
        mine=stands["how"] == "hand" and stands["by"] == services().record.actor,
    )
