"""Signing in, by a one-time link or a password, and out."""

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from evidence.errors import MusterError
from evidence.reads.accounts import taken
from webapp.people import auth, by_password, single_sign_on
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


@sign_in.get("/sign-in/sso")
@auth.public
def with_sso() -> ResponseReturnValue:
    """To the council's own sign-on. A link, as no form of ours may lead to another site."""
    if not single_sign_on.configured():
        abort(404)
    session["sso_next"] = local_address(request.args.get("next", ""))
    try:
        return single_sign_on.begin()
    except single_sign_on.ProviderDown as down:
        return _page(problem=str(down)), down.http_status


@sign_in.get("/sign-in/sso/back")
@auth.public
def sso_back() -> ResponseReturnValue:
    """Back from the council's own sign-on."""
    if not single_sign_on.configured():
        abort(404)
    there = local_address(session.get("sso_next", ""))
    try:
        single_sign_on.finish()
    except (single_sign_on.SignOnRefused, single_sign_on.ProviderDown) as refused:
        return _page(problem=str(refused)), refused.http_status
    return redirect(there or url_for("home.page"))


@sign_in.post("/sign-out")
@auth.requires(*auth.EVERYONE)
def leave() -> ResponseReturnValue:
    """End the session. That with the provider goes on: the page offers to end it, too."""
    theirs = current_user.how == single_sign_on.HOW
    auth.sign_out()
    left = "sso" if theirs and single_sign_on.configured() and single_sign_on.way_out() else None
    return redirect(url_for("sign_in.page", left=left))


@sign_in.get("/sign-in/sso/out")
@auth.public
def out_of_sso() -> ResponseReturnValue:
    """To where the council's own sign-on is left. A link, as the way there is."""
    if not single_sign_on.configured():
        abort(404)
    there = single_sign_on.way_out()
    if not there:
        return _page(problem="Your council's single sign-on has no page for signing out. Close the browser.")
    return redirect(there)


def _onwards() -> ResponseReturnValue:
    return redirect(local_address(request.form.get("next", "")) or url_for("home.page"))


def _page(token: str = "", problem: str = "", name: str = "", next_page: str = "") -> str:
    try:
        people = taken(own_services().record.db)
    except MusterError:  # the record cannot be read: the link still works, and says so
        people = False
    return render_template(
        "sign_in/page.html",
        sso=single_sign_on.configured(),
        left_sso=single_sign_on.configured() and request.args.get("left") == "sso",
        token=token,
        people=people,
        problem=problem,
        name=name,
        next=local_address(next_page),
    )
