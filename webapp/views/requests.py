"""What inspectors ask for during fieldwork: noted, answered with words and papers, dropped, undone."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from evidence.errors import Clash, UsageError
from evidence.reads import inspections as reads
from evidence.search import Query
from evidence.search.results import search
from evidence.store import requests as store
from evidence.store.pack_requests import add_request
from evidence.store.record import Record
from webapp.people import auth
from webapp.site.request_services import services
from webapp.site.typed import plain, typed

requests = Blueprint("requests", __name__)

FOUND = 8  # passages to choose papers from
NAMES = ("words", "asked_by", "asked_on", "due", "due_time")


@requests.get("/inspections/<int:inspection>/requests/new")
@auth.requires(*auth.DECIDERS)
def new(inspection: int) -> ResponseReturnValue:
    """The form for what was asked for."""
    return _form(inspection)


@requests.post("/inspections/<int:inspection>/requests/new")
@auth.requires(*auth.DECIDERS)
def add(inspection: int) -> ResponseReturnValue:
    """Note a request; or show the form again with what is wrong."""
    try:
        number = store.add(services().record, inspection, _given())
    except UsageError as error:
        return _form(inspection, str(error)), 400
    flash(f"Request {number} was noted.", "done")
    return redirect(url_for("inspections.page", number=inspection, _anchor="requests"))


@requests.get("/inspections/<int:inspection>/requests/<int:number>")
@auth.requires(*auth.READERS)
def page(inspection: int, number: int) -> ResponseReturnValue:
    """One request; ``?q=`` finds papers to answer it with."""
    return _page(inspection, number)


@requests.post("/inspections/<int:inspection>/requests/<int:number>")
@auth.requires(*auth.DECIDERS)
def change(inspection: int, number: int) -> ResponseReturnValue:
    """Do one thing with a request."""
    record = services().record
    try:
        do = DOING.get(request.form.get("do", ""))
        if do is None:
            raise UsageError("Nothing was chosen.", "Press one of the buttons.")
        said = do(record, inspection, number)
    except Clash as clash:
        return _page(inspection, number, str(clash)), clash.http_status
    except UsageError as error:
        return _page(inspection, number, str(error)), 400
    flash(said, "done")
    return redirect(url_for("requests.page", inspection=inspection, number=number, q=typed("q") or None))


def _answer(record: Record, inspection: int, number: int) -> str:
    words, on = plain(request.form.get("answer", "")), request.form.get("on", "")
    store.answer(record, inspection, number, words, on=on, seen=_seen())
    return f"Request {number} is answered."


def _drop(record: Record, inspection: int, number: int) -> str:
    store.drop(record, inspection, number, plain(request.form.get("reason", "")), seen=_seen())
    return f"Request {number} is off the list."


def _reopen(record: Record, inspection: int, number: int) -> str:
    store.reopen(record, inspection, number, seen=_seen())
    return f"Request {number} is open again."


def _undo(record: Record, inspection: int, number: int) -> str:
    store.undo(record, inspection, number)
    return "Your last step was taken back."


def _edit(record: Record, inspection: int, number: int) -> str:
    store.edit(record, inspection, number, _given(), seen=_seen())
    return f"Request {number} was changed."


def _put_in(record: Record, inspection: int, number: int) -> str:
    store.attach(record, inspection, number, [*_papers(inspection, number), _paper()], seen=_seen())
    return "The paper was added."


def _take_out(record: Record, inspection: int, number: int) -> str:
    papers = [paper for paper in _papers(inspection, number) if paper != _paper()]
    store.attach(record, inspection, number, papers, seen=_seen())
    return "The paper was taken out."


def _pack(record: Record, inspection: int, number: int) -> str:
    if not request.form.get("pack"):
        raise UsageError("No pack was chosen.", "Choose one from the list.")
    add_request(record, request.form["pack"], number)
    return f"Request {number} and its answer are a section of {request.form['pack']}."


DOING: Mapping[str, Callable[[Record, int, int], str]] = {
    "answer": _answer, "drop": _drop, "reopen": _reopen, "undo": _undo, "edit": _edit,
    "put in": _put_in, "take out": _take_out, "pack": _pack,
}  # fmt: skip


def _seen() -> int:
    return request.form.get("seen", 0, type=int)


def _paper() -> store.Paper:
    """The paper that a button names: "12" a document, "12:345" a passage of it."""
    document, _, passage = request.form.get("paper", "").partition(":")
    if not document.isdigit() or (passage and not passage.isdigit()):
        raise UsageError("No paper was chosen.", "Press the button beside one.")
    return int(document), int(passage) if passage else None


def _papers(inspection: int, number: int) -> list[store.Paper]:
    record = services().record
    found = reads.request(record.db, inspection, number, record.minute)
    return [(paper["document"], paper["passage"]) for paper in found["papers"]]


def _given() -> store.Request:
    return store.Request(**{name: plain(request.form.get(name, "")) for name in NAMES})


def _form(inspection: int, problem: str = "") -> str:
    row = reads.numbered(services().record.db, inspection)
    given: dict[str, Any] = {name: request.form.get(name, "") for name in NAMES}
    given["asked_by"] = given["asked_by"] or row["lead"]
    return render_template("inspections/ask.html", inspection=row, given=given, problem=problem)


def _page(inspection: int, number: int, problem: str = "") -> str:
    work, words = services(), typed("q")
    db = work.record.db
    found = reads.request(db, inspection, number, work.record.minute)
    answer: dict[str, Any] = {"hits": [], "total": 0}
    if words:
        answer = search(work, Query(words, limit=FOUND))
    has = {(paper["document"], paper["passage"]) for paper in found["papers"]}
    return render_template(
        "inspections/request.html",
        inspection=reads.numbered(db, inspection),
        asked=found,
        problem=problem,
        words=words,
        hits=[{**h, "snippet": Markup(h["snippet"])} for h in answer["hits"]],  # noqa: S704 -- escaped by the engine
        total=answer["total"],
        has=has,
        packs=reads.packs_of(db, inspection),
        typed={name: request.form.get(name, "") for name in ("answer", "on", "reason")},
    )
