"""People: the administrator opens accounts, says what each may do, and closes them. No evidence is here."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from evidence.errors import MusterError
from evidence.people.account import Account, Role
from evidence.reads import accounts as reads
from evidence.reads.events import lines
from evidence.store import accounts as store
from evidence.store.sessions import RESET_LASTS
from webapp.people import auth
from webapp.site.request_services import services
from webapp.site.typed import plain

people = Blueprint("people", __name__)

WATCHERS = (Role.ADMINISTRATOR, Role.AUDITOR)
MEANINGS = {
    Role.OFFICER: "Searches, reads, adds papers, ties passages to measures and decides suggestions",
    Role.COORDINATOR: "An officer who also makes packs and keeps inspections",
    Role.AUDITOR: "Reads everything and the log, takes traces away, changes nothing",
    Role.ADMINISTRATOR: "Keeps people and settings, sees no evidence",
}


@people.get("/people")
@auth.requires(*WATCHERS)
def listed() -> ResponseReturnValue:
    """Everyone who has an account."""
    return _listed()


@people.post("/people")
@auth.requires(*auth.ADMINISTRATORS)
def add() -> ResponseReturnValue:
    """Open an account, and show the link by which its person signs in first."""
    form = {name: plain(request.form.get(name, "")) for name in ("name", "shown", "role", "cleared")}
    try:
        made = store.add(
            services().record,
            form["name"],
            _role(form["role"]),
            shown=form["shown"],
            cleared=form["cleared"] == "yes",
        )
    except MusterError as problem:
        return _listed(str(problem), form), problem.http_status
    return _with_link(made)


@people.get("/people/<int:number>")
@auth.requires(*auth.ADMINISTRATORS)
def page(number: int) -> ResponseReturnValue:
    """One account: what it is, and what was done with it."""
    return _page(reads.account(services().record.db, number))


@people.post("/people/<int:number>")
@auth.requires(*auth.ADMINISTRATORS)
def change(number: int) -> ResponseReturnValue:
    """Say what the person may do from now on."""
    found = reads.account(services().record.db, number)
    form = request.form
    values = {"role": _role(form.get("role", "")), "cleared": form.get("cleared") == "yes"}
    try:
        seen = form.get("seen", type=int)
        store.change(services().record, found.name, seen=seen, shown=plain(form.get("shown", "")), **values)
    except MusterError as problem:
        return _page(found, str(problem)), problem.http_status
    auth.sessions().end_all(number)
    flash(f"{found.name} is changed, and signed out wherever they were signed in.")
    return redirect(url_for("people.page", number=number))


@people.post("/people/<int:number>/state")
@auth.requires(*auth.ADMINISTRATORS)
def close_or_reopen(number: int) -> ResponseReturnValue:
    """Close an account, or open it again."""
    found = reads.account(services().record.db, number)
    doing, told = (
        (store.close, "closed") if request.form.get("state") == "closed" else (store.reopen, "open again")
    )
    try:
        doing(services().record, found.name, seen=request.form.get("seen", type=int))
    except MusterError as problem:
        return _page(found, str(problem)), problem.http_status
    auth.sessions().end_all(number)
    flash(f"The account of {found.name} is {told}.")
    return redirect(url_for("people.page", number=number))


@people.post("/people/<int:number>/link")
@auth.requires(*auth.ADMINISTRATORS)
def link(number: int) -> ResponseReturnValue:
    """A link that signs the person in once, to set a password: shown now, and never again."""
    found = reads.account(services().record.db, number)
    if not found.open:
        return _page(found, "The account is closed. Open it again first."), 400
    return _with_link(found)


@people.get("/people/sign-ins")
@auth.requires(*WATCHERS)
def sign_ins() -> ResponseReturnValue:
    """Who signed in, and what was refused."""
    return render_template("people/sign_ins.html", happened=auth.sessions().happened())


def _with_link(found: Account) -> str:
    record = services().record
    with record.transaction():
        record.event("account link given", f"account {found.name}")
    address = url_for("sign_in.page", token=auth.link_for(found), _external=True)
    hours = int(RESET_LASTS.total_seconds() // 3600)
    return render_template("people/link.html", account=found, address=address, hours=hours)


def _role(word: str) -> Role:
    return Role(word) if word in set(Role) else Role.OFFICER


def _listed(problem: str = "", form: dict[str, str] | None = None) -> str:
    found = reads.accounts(services().record.db)
    typed = form or {"name": "", "shown": "", "role": "", "cleared": ""}
    return render_template("people/list.html", accounts=found, problem=problem, form=typed, meanings=MEANINGS)


def _page(found: Account, problem: str = "") -> str:
    db = services().record.db
    done = [line for line in lines(db, kind="people", limit=500) if line["of"] == f"account {found.name}"]
    return render_template(
        "people/page.html", account=found, problem=problem, history=done[:50], meanings=MEANINGS
    )
