"""The review desk: a passage a card, decided by key, mouse or touch, with scripts and without."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from evidence.errors import Clash, Gone, UsageError
from evidence.model import LinkStatus, Stance
from evidence.reads import coverage
from evidence.reads import desk as read
from evidence.reads.crosswalk import equivalents
from evidence.reads.links import count
from evidence.reads.links import links as read_links
from evidence.reads.measures import measures
from evidence.reads.narrowing import waiting_documents, waiting_measures
from evidence.reads.packs import block_names, frameworks
from evidence.reads.queue import chosen_of, on_passage, queue, to_look_at
from evidence.store import links as store
from evidence.store.deciding import with_those_that_stand
from webapp.people import auth
from webapp.presenting.choosing import choices
from webapp.presenting.desk import beside, marked, say_left
from webapp.presenting.reading import cells_of
from webapp.site.fragments import wants_fragment
from webapp.site.request_services import services, settings, today
from webapp.site.typed import typed
from webapp.views.gone import at
from webapp.views.links import clashed, numbered
from webapp.views.pages import may_be_printed, sheet

desk = Blueprint("desk", __name__)

STEPS = 20
"""Decisions that can be taken back one after the other: the session is a cookie, which holds 4 kB."""
ACTS = {
    "accepted": (LinkStatus.ACCEPTED, None),
    "supports": (LinkStatus.ACCEPTED, Stance.SUPPORTS),
    "contradicts": (LinkStatus.ACCEPTED, Stance.CONTRADICTS),
    "context": (LinkStatus.ACCEPTED, Stance.CONTEXT),
    "rejected": (LinkStatus.REJECTED, None),
    "none": (LinkStatus.REJECTED, None),  # of all that wait here
}


@desk.get("/review/desk")
@auth.requires(*auth.READERS)
def page() -> ResponseReturnValue:
    """The card of ``?passage=``, or the first that waits; ``?find=`` looks for a measure or block to add."""
    return _shown(request.args.get("passage", type=int))


@desk.post("/review/desk")
@auth.requires(*auth.DECIDERS)
def decide() -> ResponseReturnValue:
    """Decide what was chosen on the card, or take one's own last decision back; then the next card."""
    here, act = request.form.get("passage", 0, type=int), request.form.get("do", "")
    if act == "undo":
        try:
            return _answer(*_undo(here))
        except Gone as none:
            return _none_left(here, none)
    if act not in ACTS:
        raise UsageError("The form does not say what to decide.", "Use one of the card's buttons.")
    chosen = dict(numbered(words) for words in request.form.getlist("waits" if act == "none" else "link"))
    if not chosen:
        raise UsageError("No measure or block was chosen.", "Tick one beside the passage, then decide.")
    status, stance = ACTS[act]
    note = request.form.get("note", "").strip()
    done: list[int] = []

    def decide_them(stand: list[int]) -> None:
        store.decide(services().record, stand, status, stance=stance, note=note, seen=chosen)
        done.extend(stand)

    try:
        gone = with_those_that_stand(services().record, chosen, decide_them)
    except Gone as none:
        return _none_left(here, none)
    except Clash as clash:
        said = {"status": status.value, "stance": stance.value if stance else "", "note": note}
        fields = {**said, "back": url_for("desk.page", passage=here, **_filters())}
        return clashed(clash, url_for("links.decide_many"), chosen, fields)
    session["desk"] = [*session.get("desk", []), done][-STEPS:]
    return _answer(here, gone)


def _undo(here: int) -> tuple[int, Gone | None]:
    """Take this person's last decision at the desk back. Returns its passage, and what to tell of links of
    it that are no more. Raises Gone if none of them stands."""
    steps = session.get("desk", [])
    if not steps:
        raise UsageError("Nothing was decided here that could be taken back.", "The log has every decision.")
    session["desk"] = steps[:-1]  # what cannot be taken back must not stand in the way of the step before
    record = services().record
    found = read_links(record.db, ids=steps[-1], every=True)
    gone = with_those_that_stand(record, steps[-1], lambda stand: store.undo(record, stand))
    return found[0]["passage"] if found else here, gone


def _answer(here: int, gone: Gone | None = None) -> ResponseReturnValue:
    after = request.form.get("next", type=int)
    if wants_fragment() or gone:
        return _shown(here, after, gone)
    return redirect(url_for("desk.page", passage=here, next=after or 0, **_filters()))


def _none_left(here: int, gone: Gone) -> ResponseReturnValue:
    """The card again, whatever waits on it: what was to be decided is no more, and can be linked by hand."""
    shown = _shown(here, request.form.get("next", type=int), gone)
    return at(shown, "#desk", gone.http_status) if wants_fragment() else (shown, gone.http_status)


def _filters() -> dict[str, Any]:
    """What the desk is narrowed to, as its address says it."""
    wanted = {name: typed(name) for name in ("document", "measure", "block", "all")}
    return {name: value for name, value in wanted.items() if value}


def _shown(here: int | None, after: int | None = None, gone: Gone | None = None) -> str:
    """The card of ``here`` while something waits on it, else of ``after``, else the first of the queue.

    Who asks for a passage by its address, and was not sent on from it, sees it whatever waits there; so does
    who is told that what was to be decided there is ``gone``.
    """
    db = services().record.db
    filters, look = _filters(), to_look_at(db)
    ids = _chosen(filters, look)
    order = read.passages_of(db, ids)
    after = after or request.args.get("next", type=int)
    wanted = [number for number in (here, after) if number in order]
    sent_on = not gone and ("next" in request.args or request.method == "POST")
    number = next(iter(wanted), None) if sent_on else here
    number = number or next(iter(order), None)
    template = "desk/_card.html" if wants_fragment() else "desk/page.html"
    common = {
        "filters": filters,
        "order": order,
        "ids": ids,
        "look": look,
        "gone": gone,
        **_sought(gone),
        **_standing(len(ids)),
        **_bar(filters),
    }
    if number is None:
        further = [] if filters else queue(db).further
        return render_template(template, card=None, further=further, **common)
    return render_template(template, **common, **_card(number, ids, order, look, common["find"]))


def _chosen(filters: dict[str, Any], look: list[int]) -> list[int]:
    """The suggestions that the filters leave: all that waits is gone through for these alone."""
    if not filters:
        return look
    db = services().record.db
    chosen = {name: filters.get(name) for name in ("document", "measure", "block")}
    return chosen_of(db, queue(db), chosen, "all" in filters)


def _card(
    number: int,
    ids: list[int],
    order: list[int],
    look: list[int],
    find: str,
) -> dict[str, Any]:
    work = services()
    card = read.card(work.record.db, number)
    place = {
        link: n for n, link in enumerate(dict.fromkeys([*on_passage(work.record.db, number, look), *ids]))
    }
    waits = [link for link in card["links"] if link["status"] == LinkStatus.SUGGESTED and link["id"] in place]
    waits.sort(key=lambda link: place[link["id"]])
    before, after = beside(order, number)
    reasons = [link["reason"] for link in waits]
    beside_text = sheet(card["document"])
    return {
        "card": card,
        "waits": waits,
        "tied": [link for link in card["links"] if link["status"] != LinkStatus.SUGGESTED],
        "words": marked(card["text"], reasons),
        "cells": cells_of(card, lambda cell: marked(cell, reasons)) if card["columns"] else None,
        "place": order.index(number) + 1 if number in order else 0,
        "before": before,
        "after": after,
        "covered": _covered({link["measure"] for link in waits if link["measure"]}),
        "pages": beside_text,
        "printable": not beside_text and may_be_printed(card["document"]),
        "sheet": beside_text if typed("picture") else None,
        "found": choices(find, _ours(), frameworks(work.record.db, work.framework)) if find else [],
        "same": equivalents(work.record.db),
        "blocks": block_names(frameworks(work.record.db, work.framework)),
    }


def _sought(gone: Gone | None) -> dict[str, str]:
    """What is typed to find a measure or block, and which is chosen: at first the one whose suggestion is no
    longer made."""
    find = typed("find")
    one = next((one for one in (gone.links if gone else ()) if one.open and not one.again), None)
    if find or one is None:
        return {"find": find, "chosen": ""}
    if one.measure:
        return {"find": one.measure, "chosen": f"measure:{one.measure}"}
    return {"find": f"Block {one.block}", "chosen": f"block:{one.block}@{one.framework}"}


def _covered(codes: set[str]) -> dict[str, dict[str, Any]]:
    """The measures of these codes with their coverage and the state of their targets."""
    work, fresh = services(), settings().freshness_months
    own = measures(work.record.db, codes=codes) if codes else []
    rows = coverage.with_coverage(work.record.db, work.framework, own, today(), fresh) if own else []
    return {row["code"]: row for row in rows}


def _ours() -> list[dict[str, Any]]:
    work = services()
    return [m for m in measures(work.record.db) if work.own.owns(m["council"])]


def _standing(left: int) -> dict[str, Any]:
    """How fast it goes, and the last decision, which can be taken back."""
    db = services().record.db
    pace = read.pace(db, current_user.name, today())
    steps = session.get("desk", [])
    last = read_links(db, ids=steps[-1], every=True) if steps else []
    mine = [link for link in last if link["decided_by"] == current_user.name]
    return {"pace": pace, "takes": say_left(left, pace["each"]), "last": mine}


def _bar(filters: Mapping[str, str]) -> dict[str, Any]:
    """What the filters offer, to who asks for them: they are long. The card alone needs none."""
    if wants_fragment():
        return {}
    work = services()
    db = work.record.db
    lost = count(db, review=True)
    if not (filters or typed("narrow")):
        return {"narrowing": False, "lost": lost}
    return {
        "narrowing": True,
        "documents": waiting_documents(db, filters.get("document")),
        "measures": waiting_measures(db, work.own, filters.get("measure", "")),
        "parts": block_names(frameworks(db, work.framework)),
        "lost": lost,
    }
