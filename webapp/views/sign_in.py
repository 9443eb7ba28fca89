"""Signing in by a one-time link, and out."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.people import auth
from webapp.site.addresses import local_address

sign_in = Blueprint("sign_in", __name__)


@sign_in.get("/sign-in")
@auth.public
def page() -> ResponseReturnValue:
    """A button, and nothing spent: mail programs and chat open links to preview them."""
    token = request.args.get("token", "")
    if current_user.is_authenticated and not token:
        return redirect(url_for("home.page"))
    return render_template("sign_in/page.html", token=token, next=local_address(request.args.get("next", "")))


@sign_in.post("/sign-in")
@auth.public
def use() -> ResponseReturnValue:
    """Spend the token."""
    if auth.sign_in(request.form.get("token", "")) is None:
        return render_template("sign_in/used.html"), 403
    return redirect(local_address(request.form.get("next", "")) or url_for("home.page"))


@sign_in.post("/sign-out")
@auth.requires(*auth.EVERYONE)
def leave() -> ResponseReturnValue:
    """End the session."""
    auth.sign_out()
    return redirect(url_for("sign_in.page"))
