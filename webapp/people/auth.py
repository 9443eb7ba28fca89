"""Who may do what: roles, one-time sign-in links, and the guard before every view.

The guard refuses whatever does not say whom it is for: a view that forgets ``@requires`` cannot be reached.
"""

import hashlib
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

from flask import Flask, abort, current_app, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from evidence.people.account import Role as Role
from evidence.store.record import utc_now
from webapp.site.fragments import htmx

View = TypeVar("View", bound=Callable[..., Any])

SIGN_IN_LINK_LASTS = timedelta(minutes=30)
SESSION_LASTS = timedelta(hours=12)


READERS = (Role.OFFICER, Role.COORDINATOR, Role.AUDITOR)
DECIDERS = (Role.OFFICER, Role.COORDINATOR)
COORDINATORS = (Role.COORDINATOR,)
LOG_READERS = (Role.COORDINATOR, Role.AUDITOR)
ADMINISTRATORS = (Role.ADMINISTRATOR,)
EVERYONE = tuple(Role)


@dataclass(frozen=True)
class Person(UserMixin):
    """Someone signed in. ``name`` is what the log calls them; ``cleared``, whether they may see what is
    marked OFFICIAL-SENSITIVE."""

    name: str
    role: Role
    cleared: bool = False

    def get_id(self) -> str:
        """What the signed session keeps."""
        return f"{self.role}:{int(self.cleared)}:{self.name}"

    def may(self, roles: tuple[Role, ...]) -> bool:
        """Whether this person's role is one of these."""
        return self.role in roles


@dataclass
class Tokens:
    """Sign-in tokens not used yet. Only their hashes are kept, and only in this process."""

    clock: Callable[[], datetime] = utc_now
    _open: dict[str, tuple[Person, datetime]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def issue(self, person: Person) -> str:
        """A new token for ``person``, good once, within SIGN_IN_LINK_LASTS."""
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._open[_hash(token)] = (person, self.clock() + SIGN_IN_LINK_LASTS)
        return token

    def use(self, token: str) -> Person | None:
        """Whom the token was for, and the token is spent; None if it is unknown, used or too old."""
        with self._lock:
            person, until = self._open.pop(_hash(token), (None, None))
        return person if until and self.clock() <= until else None


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


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


def install(app: Flask) -> None:
    """Sessions and the guard."""
    manager = LoginManager(app)
    manager.user_loader(_person)
    manager.session_protection = None  # the default ties a session to an address, which offices share
    app.config["PERMANENT_SESSION_LIFETIME"] = SESSION_LASTS
    app.extensions["muster_tokens"] = Tokens()
    app.before_request(_guard)
    app.context_processor(lambda: {"roles": Role, "may": _may})
    app.view_functions["static"] = public(app.view_functions["static"])


def issue_token(
    app: Flask, name: str = "coordinator", role: Role = Role.COORDINATOR, *, cleared: bool = True
) -> str:
    """A one-time token for ``/sign-in?token=…``. It lasts half an hour, and only in this process."""
    tokens: Tokens = app.extensions["muster_tokens"]
    return tokens.issue(Person(name, role, cleared))


def sign_in(token: str) -> Person | None:
    """Spend a token and start the session of whom it was for; None if it is not good."""
    tokens: Tokens = current_app.extensions["muster_tokens"]
    person = tokens.use(token)
    if person:
        session.clear()  # nothing of an earlier person, their CSRF token included
        session.permanent = True
        login_user(person)
    return person


def sign_out() -> None:
    """End the session."""
    logout_user()
    session.clear()


def _person(kept: str) -> Person | None:
    role, cleared, name = (*kept.split(":", 2), "", "")[:3]
    return Person(name, Role(role), cleared == "1") if role in set(Role) and name else None


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
    page = request.full_path.rstrip("?") if request.method == "GET" and not htmx else None
    there = url_for("sign_in.page", next=page)
    return ("", 401, {"HX-Redirect": there}) if htmx else redirect(there)
