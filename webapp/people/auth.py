"""Who is signed in, and the guard before every view.

The guard refuses whatever does not say whom it is for: a view that forgets ``@requires`` cannot be reached.
What the cookie carries is a random token: the session itself is on the server's side
(evidence.store.sessions), and its account is looked up again at every request.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar, cast

from flask import Flask, abort, current_app, flash, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from evidence.errors import MusterError, NotFound
from evidence.people.account import Account
from evidence.people.account import Role as Role
from evidence.reads.accounts import account, session_stamp
from evidence.settings import Settings
from evidence.store.sessions import LINK_LASTS, NAME, RESET_LASTS, End, Holder, Sessions, open_sessions
from webapp.people import commands
from webapp.site.fragments import htmx
from webapp.site.request_services import own_services

View = TypeVar("View", bound=Callable[..., Any])

SIGN_IN_LINK_LASTS = LINK_LASTS
READERS = commands.READERS
DECIDERS = commands.DECIDERS
COORDINATORS = commands.COORDINATORS
LOG_READERS = commands.LOG_READERS
ADMINISTRATORS = commands.ADMINISTRATORS
EVERYONE = commands.EVERYONE
CHANGED = "Your account was changed, so that you were signed out."
ENDED = {
    End.UNKNOWN: "You are signed out: that session has ended.",
    End.IDLE: "You were signed out, as nothing was done here for a while.",
    End.OVER: "You were signed out: a session does not last longer.",
    End.CLOCK: "This machine's clock was set back, so that how long you are signed in cannot be told.",
}


@dataclass(frozen=True)
class Person(UserMixin):
    """Someone signed in. ``name`` is what the log calls them; ``cleared``, whether they may see what is
    marked OFFICIAL-SENSITIVE. Without an ``account`` they came by the link that Muster printed."""

    name: str
    role: Role
    cleared: bool = False
    account: Account | None = None
    how: str = "link"
    token: str = ""

    def get_id(self) -> str:
        """What the cookie keeps."""
        return self.token

    @property
    def shown(self) -> str:
        """What pages call the person."""
        return self.account.shown if self.account else self.name

    def may(self, roles: tuple[Role, ...]) -> bool:
        """Whether this person's role is one of these."""
        return self.role in roles


def requires(*roles: Role) -> Callable[[View], View]:
    """Mark a view as open to these roles only; the guard enforces it."""

    def mark(view: View) -> View:
        view.roles = frozenset(roles)  # type: ignore[attr-defined]
        return view

    return mark


def public(view: View) -> View:
    """Mark a view as open to anyone: signing in, and nothing else."""
    view.roles = None  # type: ignore[attr-defined]
    return view


def install(app: Flask, settings: Settings) -> None:
    """Sessions and the guard. Raises HomeError if the sessions cannot be kept."""
    manager = LoginManager(app)
    manager.user_loader(_person)
    manager.session_protection = None  # the default ties a session to an address, which offices share
    longest = timedelta(hours=max(1, settings.serve.session_hours))
    app.config["PERMANENT_SESSION_LIFETIME"] = longest
    idle = timedelta(minutes=max(1, settings.serve.session_idle_minutes))
    app.extensions["muster_sessions"] = open_sessions(settings.served / NAME, idle=idle, longest=longest)
    app.before_request(_guard)
    app.context_processor(lambda: {"roles": Role, "may": _may})
    app.view_functions["static"] = public(app.view_functions["static"])


def sessions(app: Flask | None = None) -> Sessions:
    """Who is signed in to the site."""
    return cast(Sessions, (app or current_app).extensions["muster_sessions"])


def issue_token(
    app: Flask, name: str = "coordinator", role: Role = Role.COORDINATOR, *, cleared: bool = True
) -> str:
    """A token for ``/sign-in?token=…`` that needs no account. It works once, within half an hour."""
    return sessions(app).link(Holder(name, role, cleared))


def link_for(found: Account) -> str:
    """A token for ``/sign-in?token=…`` that signs in to an account, once, within RESET_LASTS, unless the
    account is changed before."""
    return sessions().link(_holder(found, "link"), RESET_LASTS)


def sign_in(token: str) -> Person | None:
    """Spend a link's token and start the session of whom it was for; None if it is not good."""
    holder = sessions().spend(token)
    found: Account | None = None
    if isinstance(holder, Holder) and holder.account is not None:
        db = own_services().record.db
        if holder.stamp == session_stamp(db, holder.account):
            found = account(db, holder.account)
    if isinstance(holder, End) or (holder.account is not None and (found is None or not found.open)):
        told = "refused: a link that was used, is too old or was never given"
        sessions().tell(told, "" if isinstance(holder, End) else holder.name, request.remote_addr or "")
        return None
    return begin(holder, found)


def sign_in_as(found: Account, how: str) -> Person:
    """Start a session of an account, whose person proved to be who they are: by "password", by "sso"."""
    return begin(_holder(found, how), found)


def begin(holder: Holder, found: Account | None) -> Person:
    """A new session, with nothing of an earlier one, the CSRF token included."""
    if current_user.is_authenticated:
        sessions().end(current_user.token)
    token = sessions().start(holder)
    person = Person(holder.name, holder.role, holder.cleared, found, holder.how, token)
    session.clear()
    session.permanent = True
    login_user(person)
    sessions().tell(f"signed in by {holder.how}", person.name, request.remote_addr or "")
    return person


def sign_out() -> None:
    """End the session, on the server's side too."""
    sessions().end(current_user.token)
    sessions().tell("signed out", current_user.name, request.remote_addr or "")
    logout_user()
    session.clear()


def _holder(found: Account, how: str) -> Holder:
    db = own_services().record.db
    return Holder(found.name, found.role, found.cleared, found.id, session_stamp(db, found.id), how)


def _person(token: str) -> Person | None:
    """Whose session a cookie's token is. Why it is nobody's is noted for the guard."""
    try:
        holder = sessions().find(token)
        if isinstance(holder, End):
            g.ended = ENDED[holder]
            return None
        found = _account_of(holder)
    except NotFound:
        g.ended = ENDED[End.UNKNOWN]
        return None
    except MusterError as error:  # the page that tells of it must open
        g.trouble = error
        return None
    if holder.account is not None and found is None:
        sessions().end(token)
        g.ended = CHANGED
        return None
    return Person(holder.name, holder.role, holder.cleared, found, holder.how, token)


def _account_of(holder: Holder) -> Account | None:
    """The account of a session, if it is still what it was when the session began."""
    if holder.account is None:
        return None
    db = own_services().record.db
    return account(db, holder.account) if session_stamp(db, holder.account) == holder.stamp else None


def _may(*roles: Role) -> bool:
    return bool(current_user.is_authenticated and current_user.may(roles))


def _guard() -> ResponseReturnValue | None:
    if request.endpoint is None:  # nothing there: the 404 page, which says nothing of what is
        return None
    view = current_app.view_functions[request.endpoint]
    roles: frozenset[Role] | None = getattr(view, "roles", frozenset())
    if roles is None:
        return None
    if not current_user.is_authenticated:
        return _ask_to_sign_in()
    if current_user.role not in roles:
        abort(403)
    g.person = current_user
    return None


def _ask_to_sign_in() -> ResponseReturnValue:
    if trouble := g.pop("trouble", None):
        raise trouble
    if ended := g.pop("ended", ""):
        sessions().tell(f"refused: {ended}", "", request.remote_addr or "")
        session.clear()
        flash(f"{ended} Sign in again.", "problem")
    page = request.full_path.rstrip("?") if request.method == "GET" and not htmx else None
    there = url_for("sign_in.page", next=page)
    return ("", 401, {"HX-Redirect": there}) if htmx else redirect(there)
