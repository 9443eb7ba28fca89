"""Deciding links, and a person's own."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from evidence.errors import Clash, UsageError
from evidence.model import LinkStatus, Stance
from evidence.reads.documents import passage as read_passage
from evidence.reads.links import links as read_links
from evidence.reads.measures import measures as read_measures
from evidence.reads.packs import frameworks
from evidence.reads.queue import queue
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
    """Accept, reject or put back one link, or take one's own last decision on it back."""
    try:
        decide_all({number: request.form.get("seen", 0, type=int)})
    except Clash as clash:
        return clashed(clash, url_for("links.decide_many"), {number: 0})
    if not wants_fragment():
        return redirect(back())
    return _decision(number)


def _decision(number: int) -> str:
    """One link's decision as it now stands; nothing for one that was taken away."""
    db = services().record.db
    found = read_links(db, ids=[number])
    if not found:
        return ""
    return render_template(
        "links/_decision.html",
        link=found[0],
        waiting=len(queue(db).look) if _reviewing() else None,
        decided=True,
    )


@links.post("/links")
@auth.requires(*auth.DECIDERS)
def decide_many() -> ResponseReturnValue:
    """Decide every link that was ticked, or take back the last decision."""
    chosen = dict(_numbered(words) for words in request.form.getlist("link"))
    if not chosen:
        raise UsageError("No link was chosen.", "Tick those to decide, then press the button again.")
    try:
        decide_all(chosen)
    except Clash as clash:
        return clashed(clash, url_for("links.decide_many"), chosen)
    return redirect(back())


def _numbered(words: str) -> tuple[int, int]:
    """A link and the version of it that the page showed: "12@57". Without one, it was seen undecided."""
    link, _, version = words.partition("@")
    if not (link.isdecimal() and (version or "0").isdecimal() and len(words) < 30):
        raise UsageError("The form names no link.", "Load the page again, then tick those to decide.")
    return int(link), int(version or 0)


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
    code, used = _block(code) if what == "block" else (code, work.framework.code)
    try:
        store.add(
            work.record,
            used,
            number,
            measure=code if what == "measure" else "",
            block=code if what == "block" else "",
            stance=_stance(),
            note=request.form.get("note", "").strip(),
            seen=request.form.get("seen", 0, type=int),
        )
    except Clash as clash:
        return clashed(clash, url_for("links.add", number=number), {})
    document = passage["document"]["id"]
    if wants_fragment():
        tied = read_links(work.record.db, passage=number)
        return render_template("links/_passage.html", passage=passage, links=tied, opened=True)
    here = url_for("documents.page", number=document, _anchor=f"passage-{number}")
    return redirect(local_address(request.form.get("back", "")) or here)


def decide_all(chosen: Mapping[int, int]) -> None:
    """Decide these links as the form says, each as it was seen, and remember them for an undo."""
    numbers = list(chosen)
    many = "1 link was" if len(numbers) == 1 else f"{len(numbers)} links were"
    if request.form.get("status") == "undo":
        store.undo(services().record, numbers)
        flash(f"{many} put back as {'it' if len(numbers) == 1 else 'they'} stood before.", "decided")
        session["decided"] = []
        return
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
        seen=chosen,
    )
    if wants_fragment():
        return
    flash(f"{many} {DONE[status]}.", "decided")
    # The session is a cookie, which holds 4 kB.
    session["decided"] = numbers if len(numbers) <= UNDOABLE else []


def clashed(clash: Clash, action: str, chosen: Mapping[int, int]) -> ResponseReturnValue:
    """Show what others decided since the page was made, and ask: keep theirs, or replace it."""
    now = {int(one.key): one for one in clash.changed}
    rows = read_links(services().record.db, ids=list(now), every=True)
    kept = ("status", "stance", "note", "back", "to")
    template = "links/_clash.html" if wants_fragment() else "links/clash.html"
    shown = render_template(
        template,
        action=action,
        changed=[{**row, "now": now[row["id"]]} for row in rows],
        fields=[(name, request.form[name]) for name in kept if request.form.get(name)],
        others=[f"{link}@{version}" for link, version in chosen.items() if link not in now],
        single="to" in request.form,
        back=back(),
    )
    return shown, clash.http_status


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


def _block(chosen: str) -> tuple[str, str]:
    """A block's code and its framework's, of CODE@FRAMEWORK; the home's framework if none is named."""
    work = services()
    code, _, named = chosen.partition("@")
    for used in frameworks(work.record.db, work.framework):
        if used.code == (named or work.framework.code) and used.block(code):
            return code, used.code
    raise UsageError(f"There is no block {code}.", "Choose one from the list, then link again.")


def _form(number: int) -> dict[str, object]:
    work = services()
    return {
        "passage": read_passage(work.record.db, number),
        "measures": read_measures(work.record.db),
        "frameworks": frameworks(work.record.db, work.framework),
    }
