"""Deciding links, and a person's own."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from evidence.errors import UsageError
from evidence.model import LinkStatus, Stance
from evidence.reads.documents import passage as read_passage
from evidence.reads.links import count
from evidence.reads.links import links as read_links
from evidence.reads.measures import measures as read_measures
from evidence.store import links as store
from webapp.people import auth
from webapp.site.addresses import local_address
from webapp.site.fragments import htmx, wants_fragment
from webapp.site.request_services import services

links = Blueprint("links", __name__)

UNDOABLE = 200
DONE = {"accepted": "accepted", "rejected": "rejected", "suggested": "put back to suggested"}


@links.post("/links/<int:number>")
@auth.requires(*auth.DECIDERS)
def decide(number: int) -> ResponseReturnValue:
    """Accept, reject or put back one link."""
    decide_all([number])
    if not wants_fragment():
        return redirect(back())
    db = services().record.db
    return render_template(
        "links/_decision.html",
        link=read_links(db, ids=[number])[0],
        waiting=count(db, status=LinkStatus.SUGGESTED) if _reviewing() else None,
        decided=True,
    )


@links.post("/links")
@auth.requires(*auth.DECIDERS)
def decide_many() -> ResponseReturnValue:
    """Decide every link that was ticked, or take back the last decision."""
    chosen = request.form.getlist("link", type=int)
    if not chosen:
        raise UsageError("No link was chosen.", "Tick those to decide, then press the button again.")
    decide_all(chosen)
    return redirect(back())


@links.get("/passages/<int:number>/links/new")
@auth.requires(*auth.DECIDERS)
def new(number: int) -> ResponseReturnValue:
    """The form for a person's own link."""
    template = "links/_new.html" if wants_fragment() else "links/new.html"
    return render_template(template, **_form(number))


@links.post("/passages/<int:number>/links")
@auth.requires(*auth.DECIDERS)
def add(number: int) -> ResponseReturnValue:
    """A person's own link, accepted at once."""
    what, _, code = request.form.get("to", "").partition(":")
    if what not in ("measure", "block") or not code:
        raise UsageError("No measure or block was chosen.", "Choose one from the list, then link again.")
    work = services()
    passage = read_passage(work.record.db, number)
    store.add(
        work.record,
        work.framework.code,
        number,
        stance=_stance(),
        note=request.form.get("note", "").strip(),
        **{what: code},
    )
    document = passage["document"]["id"]
    if wants_fragment():
        tied = read_links(work.record.db, passage=number)
        return render_template("links/_passage.html", passage=passage, links=tied, opened=True)
    return redirect(url_for("documents.page", number=document, _anchor=f"passage-{number}"))


def decide_all(numbers: Sequence[int]) -> None:
    """Decide these links as the form says, and remember them so that it can be taken back."""
    try:
        status = LinkStatus(request.form.get("status", ""))
    except ValueError as error:
        raise UsageError(
            "The form does not say what to decide.", "Use its Accept or Reject button."
        ) from error
    store.decide(
        services().record,
        numbers,
        status,
        stance=_stance() if request.form.get("stance") else None,
        note=request.form.get("note", "").strip(),
    )
    if wants_fragment():
        return
    many = "1 link was" if len(numbers) == 1 else f"{len(numbers)} links were"
    flash(f"{many} {DONE[status]}.", "decided")
    # The session is a cookie, which holds 4 kB.
    undoable = status is not LinkStatus.SUGGESTED and len(numbers) <= UNDOABLE
    session["decided"] = list(numbers) if undoable else []


def back() -> str:
    """Where the form was: an address on this site."""
    return local_address(request.form.get("back", "")) or url_for("review.queue")


def _reviewing() -> bool:
    """Whether the button stands on the review page, which shows how many wait."""
    return urlsplit(htmx.current_url or "").path == url_for("review.queue")


def _stance() -> Stance:
    try:
        return Stance(request.form.get("stance", ""))
    except ValueError as error:
        raise UsageError("The form names no stance that is known.", "Choose one from the list.") from error


def _form(number: int) -> dict[str, object]:
    work = services()
    return {
        "passage": read_passage(work.record.db, number),
        "measures": read_measures(work.record.db),
        "blocks": work.framework.blocks,
    }
