"""Saved searches: list, save, open, change, delete and bring back."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from evidence.errors import UsageError
from evidence.reads import saved_searches as reads
from evidence.search import Query, news
from evidence.search import saved as saved_queries
from evidence.search.query.kept import said
from evidence.search.results import search as run_search
from evidence.store import saved_searches as store
from webapp.people import auth
from webapp.presenting.hits import hit_shown
from webapp.presenting.search_address import args_of, packed, query_from, turned, unpacked
from webapp.site.paging import pages_of
from webapp.site.request_services import services, settings
from webapp.site.typed import plain

keeping = Blueprint("keeping", __name__)


@keeping.get("/saved")
@auth.requires(*auth.READERS)
def listed() -> ResponseReturnValue:
    """One's own saved searches, and those that others share, each with how many passages are new."""
    work = services()
    saved = saved_queries.saved_searches(work.record.db, work.record.actor)
    return render_template("keeping/list.html", searches=saved, new=news.counted(work, saved), said=said)


@keeping.get("/saved/new")
@auth.requires(*auth.READERS)
def new() -> ResponseReturnValue:
    """The form that saves the search of this address."""
    query = query_from(request.args)
    return _form(query, {"name": query.text[: store.LONGEST], "shared": False})


@keeping.post("/saved")
@auth.requires(*auth.READERS)
def save() -> ResponseReturnValue:
    """Save it, and go back to what it finds; or show the form again with what is wrong."""
    query = unpacked(request.form.get("q", ""), request.form.get("rest", ""))
    given = _given()
    try:
        number = saved_queries.save(services().record, given["name"], query, shared=given["shared"])
    except UsageError as error:
        return _form(query, given, problem=str(error)), 400
    news.look(services(), number)
    flash("The search was saved. Saved searches stand on the first page, with what is new.", "done")
    return redirect(url_for("search.page", **args_of(query)))


@keeping.get("/saved/<int:number>")
@auth.requires(*auth.READERS)
def open_(number: int) -> ResponseReturnValue:
    """Run it. What it finds now is seen by this person from here on."""
    work = services()
    # A browser that guesses where one goes next, or a program that tests a link, does not look.
    if request.method == "HEAD" or "prefetch" in request.headers.get("Sec-Purpose", ""):
        saved = saved_queries.saved_search(work.record.db, number, work.record.actor)
    else:
        saved = news.look(work, number)
    return redirect(url_for("search.page", **args_of(saved["query"])))


@keeping.get("/saved/<int:number>/new")
@auth.requires(*auth.READERS)
def only_new(number: int) -> ResponseReturnValue:
    """The passages that came since this person last but once opened it."""
    work = services()
    saved = saved_queries.saved_search(work.record.db, number, work.record.actor)
    since = reads.since(work.record.db, saved["before"]) if saved["before"] else None
    size, wanted = settings().search.page_size, max(1, request.args.get("page", 1, type=int))
    found = None
    if since:
        asked = news.only(saved["query"], since, size)
        total = run_search(work, asked)["total"]
        paging = pages_of(total, size, wanted)
        found = run_search(work, turned(asked, paging.number))
    return render_template(
        "keeping/new_passages.html",
        saved=saved,
        results=url_for("search.page", **args_of(saved["query"])),  # to open it again would be to look again
        found=found,
        hits=[hit_shown(hit, _address, work.own) for hit in found["hits"]] if found else [],
        paging=paging if found else None,
    )


@keeping.get("/saved/<int:number>/change")
@auth.requires(*auth.READERS)
def change_form(number: int) -> ResponseReturnValue:
    """The form that renames it, shares it, or deletes it."""
    saved = _own(number)
    return _form(saved["query"], saved, number)


@keeping.post("/saved/<int:number>/change")
@auth.requires(*auth.READERS)
def change(number: int) -> ResponseReturnValue:
    """Rename it, share it or keep it to oneself."""
    saved, given = _own(number), _given()
    try:
        store.change(services().record, number, given["name"], shared=given["shared"])
    except UsageError as error:
        return _form(saved["query"], given, number, str(error)), 400
    flash("The saved search was changed.", "done")
    return redirect(url_for("keeping.listed"))


@keeping.post("/saved/<int:number>/delete")
@auth.requires(*auth.READERS)
def delete(number: int) -> ResponseReturnValue:
    """Delete it, with the way back."""
    store.delete(services().record, number)
    session["deleted_search"] = number
    flash("The saved search was deleted.", "deleted-search")
    return redirect(url_for("keeping.listed"))


@keeping.post("/saved/<int:number>/bring-back")
@auth.requires(*auth.READERS)
def bring_back(number: int) -> ResponseReturnValue:
    """Undo a deletion."""
    store.bring_back(services().record, number)
    flash("The saved search is back.", "done")
    return redirect(url_for("keeping.listed"))


def _given() -> dict[str, Any]:
    name = plain(request.form.get("name", ""))
    return {"name": name, "shared": request.form.get("shared") == "yes"}


def _own(number: int) -> dict[str, Any]:
    """A search that this person may change. Raises NotFound, UsageError."""
    work = services()
    saved = saved_queries.saved_search(work.record.db, number, work.record.actor)
    if saved["owner"] != work.record.actor:
        raise store.belongs_to_another(saved)
    return saved


def _form(query: Query, values: dict[str, Any], number: int = 0, problem: str = "") -> str:
    return render_template(
        "keeping/form.html",
        query=query,
        rest=packed(query),
        said=said(query),
        values=values,
        number=number,
        problem=problem,
    )


def _address(hit: Any) -> str:
    passage = hit["passage"]
    return url_for("documents.page", number=hit["document"], passage=passage, _anchor=f"passage-{passage}")
