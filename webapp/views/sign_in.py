"""Signing in, by a one-time link or a password, and out."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from evidence.errors import MusterError
from evidence.reads.accounts import taken
from webapp.people import auth, by_password
from webapp.site.addresses import local_address
from webapp.site.request_services import own_services
from webapp.site.typed import plain

sign_in = Blueprint("sign_in", __name__)


@sign_in.get("/sign-in")
@auth.public
def page() -> ResponseReturnValue:
    """A button, and nothing spent: mail programs and chat open links to preview them."""
    token = request.args.get("token", "")
    if current_user.is_authenticated and not token:
        return redirect(url_for("home.page"))
    return _page(token=token, next_page=request.args.get("next", ""))


@sign_in.post("/sign-in")
@auth.public
def use() -> ResponseReturnValue:
    """Spend the token. Who came by a link to their account is asked for a password of their own first."""
    person = auth.sign_in(request.form.get("token", ""))
    if person is None:
        return render_template("sign_in/used.html"), 403
    if person.account:
        return redirect(url_for("account.page"))
    return _onwards()


@sign_in.post("/sign-in/password")
@auth.public
def with_password() -> ResponseReturnValue:
    """A name and a password."""
    name = plain(request.form.get("name", ""))
    try:
        by_password.sign_in(name, request.form.get("password", ""))
    except by_password.Refused as refused:
        shown = _page(problem=str(refused), name=name, next_page=request.form.get("next", ""))
        return shown, refused.http_status
    return _onwards()


@sign_in.post("/sign-out")
@auth.requires(*auth.EVERYONE)
def leave() -> ResponseReturnValue:
    """End the session."""
    auth.sign_out()
    return redirect(url_for("sign_in.page"))


def _onwards() -> ResponseReturnValue:
    return redirect(local_address(request.form.get("next", "")) or url_for("home.page"))


def _page(token: str = "", problem: str = "", name: str = "", next_page: str = "") -> str:
    try:
        people = taken(own_services().record.db)
    except MusterError:  # the record cannot be read: the link still works, and says so
        people = False
    return render_template(
        "sign_in/page.html",
        token=token,
        people=people,
        problem=problem,
        name=name,
        next=local_address(next_page),
    )
