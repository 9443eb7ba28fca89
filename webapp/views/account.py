"""One's own account: what one may do, and one's password."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from evidence.errors import MusterError, UsageError
from evidence.people import passwords
from evidence.reads.accounts import named, password_hash
from evidence.store import accounts as store
from webapp.people import auth, single_sign_on
from webapp.site.request_services import services, settings

account = Blueprint("account", __name__)


@account.get("/account")
@auth.requires(*auth.EVERYONE)
def page() -> ResponseReturnValue:
    """Who one is to Muster."""
    return _page()


@account.post("/account/password")
@auth.requires(*auth.EVERYONE)
def change_password() -> ResponseReturnValue:
    """A new password. Every other session of the person ends."""
    if current_user.account is None:
        abort(403)
    if _theirs():
        raise UsageError(
            "You sign in with your council's account.", "It has its own password; Muster keeps none for you."
        )
    try:
        _change(request.form)
    except UsageError as problem:
        return _page(problem), problem.http_status
    flash("Your password is set. Wherever else you were signed in, you are signed out.")
    return redirect(url_for("account.page"))


def _change(form: "dict[str, str]") -> None:
    own = current_user.account
    record = services().record
    kept = password_hash(record.db, own.id)
    if _asks_for_old() and not passwords.matches(kept, form.get("old", "")):
        auth.sessions().tell("refused: a wrong old password", own.name, request.remote_addr or "")
        raise _Wrong("The password that you have now is not right.", "Type it again.", "old")
    new = form.get("new", "")
    if new != form.get("again", ""):
        raise _Wrong("The two new passwords differ.", "Type the same twice.", "again")
    try:
        passwords.refuse_weak(new, own.name, own.shown, settings().council)
    except UsageError as weak:
        raise _Wrong(weak.message, weak.advice, "new") from weak
    store.set_password(record, own.name, passwords.hashed(new))
    auth.sessions().end_all(own.id)
    auth.sign_in_as(named(record.db, own.name), "password")


class _Wrong(UsageError):
    """What is wrong with what was typed, and in which field."""

    def __init__(self, message: str, advice: str, field: str) -> None:
        super().__init__(message, advice)
        self.field = field


def _asks_for_old() -> bool:
    """Who came by a link proved themselves by it; so did who has no password yet."""
    return bool(current_user.how != "link" and current_user.account.password_at)


def _theirs() -> bool:
    """Whether the provider says who this is: a password of Muster's own would outlive the account there."""
    return bool(current_user.how == single_sign_on.HOW)


def _page(problem: MusterError | None = None) -> str:
    return render_template(
        "account/page.html",
        problem=str(problem or ""),
        field=getattr(problem, "field", ""),
        asks_for_old=current_user.account is not None and _asks_for_old(),
        shortest=passwords.SHORTEST,
        theirs=_theirs(),
    )
