"""Deciding links, and a person's own."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from evidence.errors import Clash, Gone, UsageError
from evidence.model import LinkStatus, Stance
from evidence.reads.desk import following
from evidence.reads.documents import passage as read_passage
from evidence.reads.links import links as read_links
from evidence.reads.measures import measures as read_measures
from evidence.reads.packs import frameworks
from evidence.reads.queue import to_look_at
from evidence.settling.suggestions import suggest_for_passage
from evidence.store import links as store
from evidence.store.deciding import with_those_that_stand
from webapp.people import auth
from webapp.presenting.choosing import block_choice, choices, measure_choice
from webapp.site.addresses import local_address
from webapp.site.fragments import asked_from, wants_fragment
from webapp.site.request_services import services
from webapp.site.typed import typed
from webapp.views.gone import instead, told

links = Blueprint("links", __name__)

UNDOABLE = 200
NEAREST = 6
"""Measures and blocks that are offered before anything is typed."""
FOLLOWING = 8
"""Passages after the first that can be linked with it, unless more of them were selected."""
DONE = {"accepted": "accepted", "rejected": "rejected", "suggested": "put back to suggested"}


@links.post("/links/<int:number>")
@auth.requires(*auth.DECIDERS)
def decide(number: int) -> ResponseReturnValue:
    """Accept, reject or put back one link, or take one's own last decision on it back."""
    try:
        decide_all({number: request.form.get("seen", 0, type=int)})
    except Gone as gone:
        return instead(gone, number) if wants_fragment() else told(gone, back())
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
        waiting=len(to_look_at(db)) if asked_from(url_for("review.queue")) else None,
        decided=True,
    )


@links.post("/links")
@auth.requires(*auth.DECIDERS)
def decide_many() -> ResponseReturnValue:
    """Decide every link that was ticked, or take back the last decision."""
    chosen = dict(numbered(words) for words in request.form.getlist("link"))
    if not chosen:
        raise UsageError("No link was chosen.", "Tick those to decide, then press the button again.")
    try:
        gone = decide_all(chosen)
    except Gone as none:
        return told(none, back())
    except Clash as clash:
        return clashed(clash, url_for("links.decide_many"), chosen)
    return told(gone, back()) if gone else redirect(back())


def numbered(words: str) -> tuple[int, int]:
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
    """A person's own links, accepted at once: of this passage and others after it, to all that was chosen."""
    wanted = [_named(words) for words in request.form.getlist("to")]
    if not wanted:
        raise UsageError("No measure or block was chosen.", "Choose one from the list, then link again.")
    work = services()
    passage = read_passage(work.record.db, number)
    passages = list(dict.fromkeys([number, *request.form.getlist("also", type=int)]))
    quote = request.form.get("quote", "") if len(passages) == 1 else ""
    seen = _seen_links()
    try:
        with work.record.transaction():
            for one in passages:
                _add(one, wanted, quote, seen)
    except Clash as clash:
        return clashed(clash, url_for("links.add", number=number), {})
    document = passage["document"]["id"]
    if wants_fragment():
        tied = read_links(work.record.db, passage=number)
        return render_template("links/_passage.html", passage=passage, links=tied, opened=True)
    here = url_for("documents.page", number=document, _anchor=f"passage-{number}")
    return redirect(local_address(request.form.get("back", "")) or here)


def _named(words: str) -> tuple[str, str]:
    """What a form's choice names: "measure:N2010-01" or "block:A"."""
    what, _, code = words.partition(":")
    if what not in ("measure", "block") or not code:
        raise UsageError("No measure or block was chosen.", "Choose one from the list, then link again.")
    return what, code


def _seen_links() -> dict[int, int]:
    """The versions that the form says it saw: one for the only link (by 0), or "12@57" for each."""
    said = request.form.getlist("seen")
    return dict(numbered(words) if "@" in words else (0, int(words or 0)) for words in said)


def _add(passage: int, wanted: list[tuple[str, str]], quote: str, seen: Mapping[int, int]) -> None:
    work = services()
    tied = read_links(work.record.db, passage=passage, every=True)
    standing = {(link["measure"] or "", link["block"], link["framework"]): link["id"] for link in tied}
    for what, code in wanted:
        block, used = _block(code) if what == "block" else ("", work.framework.code)
        measure = code if what == "measure" else ""
        link = standing.get((measure, block, used if block else ""), 0)
        store.add(
            work.record,
            used,
            passage,
            measure=measure,
            block=block,
            stance=_stance(),
            note=request.form.get("note", "").strip(),
            quote=quote,
            seen=seen.get(link, seen.get(0, 0)),
        )


def decide_all(chosen: Mapping[int, int]) -> Gone | None:
    """Decide those of these links that stand as the form says, each as it was seen, and remember them for an
    undo. Returns what to tell of the others; raises Gone if none stands."""
    record, undoing = services().record, request.form.get("status") == "undo"
    status = LinkStatus.SUGGESTED if undoing else _status()
    stance = _stance() if request.form.get("stance") and not undoing else None
    note = request.form.get("note", "").strip()
    done: list[int] = []

    def decide(stand: list[int]) -> None:
        done.extend(stand)
        if undoing:
            store.undo(record, stand)
        else:
            store.decide(record, stand, status, stance=stance, note=note, seen=chosen)

    gone = with_those_that_stand(record, chosen, decide)
    if not wants_fragment():
        one = len(done) == 1
        what = f"put back as {'it' if one else 'they'} stood before" if undoing else DONE[status]
        flash(f"{'1 link was' if one else f'{len(done)} links were'} {what}.", "decided")
        # The session is a cookie, which holds 4 kB.
        session["decided"] = [] if undoing or len(done) > UNDOABLE else done
    return gone


def _status() -> LinkStatus:
    try:
        return LinkStatus(request.form.get("status", ""))
    except ValueError as error:
        raise UsageError(
            "The form does not say what to decide.", "Use its Accept or Reject button."
        ) from error


def clashed(
    clash: Clash, action: str, chosen: Mapping[int, int], said: Mapping[str, str] | None = None
) -> ResponseReturnValue:
    """Show what others decided since the page was made, and ask: keep theirs, or replace it.

    ``said`` is what the form said, where its own fields do not say it.
    """
    fields = request.form if said is None else MultiDict(said)
    now = {int(one.key): one for one in clash.changed}
    rows = read_links(services().record.db, ids=list(now), every=True)
    kept = ("status", "stance", "note", "back", "to", "also", "quote")
    template = "links/_clash.html" if wants_fragment() else "links/clash.html"
    shown = render_template(
        template,
        action=action,
        changed=[{**row, "now": now[row["id"]]} for row in rows],
        fields=[(name, value) for name in kept for value in fields.getlist(name) if value],
        others=[f"{link}@{version}" for link, version in chosen.items() if link not in now],
        single="to" in request.form,
        back=local_address(fields.get("back", "")) or back(),
    )
    return shown, clash.http_status


def back() -> str:
    """Where the form was: an address on this site."""
    return local_address(request.form.get("back", "")) or url_for("review.queue")


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
    """The passage, those that follow it in its section, and what was found for the words typed; before
    anything is typed, the measures that lie nearest."""
    work = services()
    db, find = work.record.db, typed("find")
    measures = [m for m in read_measures(db) if work.own.owns(m["council"])]
    known = frameworks(db, work.framework)
    found = choices(find, measures, known)
    near = [] if find else suggest_for_passage(work, number, NEAREST)
    by_code = {m["code"]: m["text"] for m in measures}
    nearest = [
        measure_choice(s.measure, by_code[s.measure]) if s.measure else block_choice(work.framework, s.block)
        for s in near
        if s.block or s.measure in by_code
    ]
    also = request.args.getlist("also", type=int)
    return {
        "passage": read_passage(db, number),
        "following": following(db, number, FOLLOWING, also),
        "also": also,
        "quote": typed("quote"),
        "find": find,
        "found": found or nearest,
        "nearest": not find,
    }
