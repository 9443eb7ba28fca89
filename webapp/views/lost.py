"""Accepted links that lost their place when a file was read again: a person ties them again, or rejects."""

import re
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from evidence.errors import MusterError, NotFound, UsageError
from evidence.model import LinkStatus
from evidence.reads.links import count
from evidence.reads.lost import lost as read_lost
from evidence.reads.queue import to_look_at
from evidence.store import links as store
from webapp.people import auth
from webapp.site.paging import pages_of
from webapp.site.request_services import services, settings
from webapp.site.typed import plain

lost = Blueprint("lost", __name__)

OTHER = "other"


@lost.get("/review/lost")
@auth.requires(*auth.READERS)
def queue() -> ResponseReturnValue:
    """Every link that lost its place, with the passages that may hold its words now."""
    db = services().record.db
    size = settings().search.page_size
    paging = pages_of(count(db, review=True), size, request.args.get("page", 1, type=int))
    links = read_lost(db, limit=size, offset=(paging.number - 1) * size)
    return _page(links, paging=paging)


@lost.post("/review/lost/<int:number>")
@auth.requires(*auth.DECIDERS)
def settle(number: int) -> ResponseReturnValue:
    """Tie the link to the passage chosen, or reject it; or show it again, alone, with what is wrong."""
    record = services().record
    links = read_lost(record.db, ids=[number])
    if not links:
        raise NotFound(f"Link {number} does not wait to be looked at again.", "The list shows those that do.")
    seen = request.form.get("seen", links[0]["version"], type=int)
    rejected = request.form.get("do") == "reject"
    try:
        if rejected:
            store.decide(record, [number], LinkStatus.REJECTED, seen={number: seen})
        else:
            store.reanchor(record, number, _chosen(), seen=seen)
    except MusterError as error:
        return _page(links, problem=str(error)), 400
    flash("The link was rejected." if rejected else "The link is tied again, and counts.", "lost")
    session["lost"] = number
    return redirect(url_for("lost.queue"))


@lost.post("/review/lost/<int:number>/undo")
@auth.requires(*auth.DECIDERS)
def undo(number: int) -> ResponseReturnValue:
    """Put a link back among those that lost their place."""
    store.undo(services().record, [number])
    flash("The link waits again.", "done")
    return redirect(url_for("lost.queue", _anchor=f"link-{number}"))


def _page(links: list[dict[str, Any]], *, paging: object = None, problem: str = "") -> str:
    db = services().record.db
    return render_template(
        "review/lost.html",
        links=links,
        paging=paging,
        problem=problem,
        lost=count(db, review=True),
        waiting=len(to_look_at(db)),
        chosen=request.form.get("passage", ""),
        number=plain(request.form.get("number", "")),
    )


def _chosen() -> int:
    """The passage ticked, or the one whose number, or whose address, was typed."""
    ticked, number = request.form.get("passage", ""), plain(request.form.get("number", ""))
    if ticked and ticked != OTHER:
        if number:
            raise UsageError(
                "You chose a passage and typed another.", "Clear the number, or choose “Another passage”."
            )
        return _number(ticked)
    if not number:
        raise UsageError(
            "No passage was chosen.", "Choose the one that holds these words, or type its number."
        )
    return _number(number)


def _number(words: str) -> int:
    found = re.fullmatch(r"(?:.*(?:#passage-|/passages/|[?&]passage=))?(\d{1,15})", words)
    if not found:
        raise UsageError(
            f"“{words}” is no passage's number.", "It is the last number in the address of its citation."
        )
    return int(found[1])
