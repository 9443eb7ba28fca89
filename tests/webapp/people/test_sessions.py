"""Sessions live on the server's side: whatever cookie is shown again, what has ended has ended."""

import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from web.client import Client, fields_of
from web.signed_in import GOOD, have_account, sign_in
from werkzeug.http import parse_cookie

from evidence.people.account import Role
from evidence.people.passwords import hashed
from evidence.reads.accounts import named
from evidence.services import Services, open_services
from evidence.settings import Settings
from evidence.store import accounts
from evidence.store.sessions import Holder
from webapp import create_app


def cookie_of(client: Client) -> str:
    cookie = client.http.get_cookie("muster")
    assert cookie
    return cookie.value


def replay(app: Flask, cookie: str) -> Client:
    thief = Client(app)
    thief.http.set_cookie("muster", cookie)
    return thief


def is_out(client: Client, why: str) -> None:
    answer = client.http.get("/search")
    assert answer.status_code == 302 and answer.location.startswith("/sign-in")
    assert why in client.http.get(answer.location).text


def test_a_cookie_is_worth_nothing_after_signing_out_nor_after_a_restart(app: Flask, settings: Settings):
    client = Client(app).sign_in()
    stolen = cookie_of(client)
    replay(app, stolen).get("/search")
    client.submit(client.get("/search"), "/sign-out")
    is_out(replay(app, stolen), "You are signed out")
    is_out(replay(create_app(settings), stolen), "You are signed out")


def test_a_session_outlives_a_restart_but_not_the_deletion_of_its_database(app: Flask, settings: Settings):
    cookie = cookie_of(Client(app).sign_in())
    assert replay(create_app(settings), cookie).http.get("/search").status_code == 200
    for path in settings.home.glob("sessions.db*"):
        path.unlink()
    is_out(replay(create_app(settings), cookie), "You are signed out")


CHANGES: dict[str, Callable[[Services], object]] = {
    "role": lambda s: accounts.change(s.record, "Jo Marsh", role=Role.AUDITOR),
    "clearance": lambda s: accounts.change(s.record, "Jo Marsh", cleared=True),
    "closed": lambda s: accounts.close(s.record, "Jo Marsh"),
    "password": lambda s: accounts.set_password(s.record, "Jo Marsh", hashed(GOOD[::-1])),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_account_ends_its_sessions_wherever_it_was_changed(
    app: Flask, settings: Settings, change: str
):
    have_account(settings)
    client = sign_in(app)
    client.get("/search")
    with open_services(settings, actor="tester") as services:
        CHANGES[change](services)
    is_out(client, "Your account was changed")
    is_out(replay(app, cookie_of(client)), "")


@pytest.mark.parametrize(
    ("later", "why"),
    [
        (timedelta(minutes=61), "nothing was done here"),
        (timedelta(hours=13), "does not last longer"),
        (timedelta(hours=-2), "clock was set back"),
    ],
)
def test_a_session_ends_when_idle_when_its_time_is_over_and_when_the_clock_is_set_back(
    app: Flask, later: timedelta, why: str
):
    now = datetime.now(UTC)
    app.extensions["muster_sessions"] = replace(app.extensions["muster_sessions"], clock=lambda: now)
    client = Client(app).sign_in()
    client.get("/search")
    now += later
    is_out(client, why)
    now -= later
    is_out(client, "")


def test_who_goes_on_working_stays_until_the_longest_time(app: Flask):
    now = datetime.now(UTC)
    app.extensions["muster_sessions"] = replace(app.extensions["muster_sessions"], clock=lambda: now)
    client = Client(app).sign_in()
    for _ in range(14):
        now += timedelta(minutes=50)
        client.get("/account")
    now += timedelta(minutes=50)
    is_out(client, "does not last longer")


def test_how_long_a_session_lasts_is_the_sites_to_say(settings: Settings):
    made = create_app(
        replace(settings, serve=replace(settings.serve, session_idle_minutes=5, session_hours=1))
    )
    sessions = made.extensions["muster_sessions"]
    assert (sessions.idle, sessions.longest) == (timedelta(minutes=5), timedelta(hours=1))
    assert made.permanent_session_lifetime == timedelta(hours=1)


def test_signing_in_gives_a_new_session_and_nothing_of_an_earlier_one(app: Flask, settings: Settings):
    have_account(settings)
    client = Client(app).sign_in()
    before, csrf = cookie_of(client), client.csrf()
    link = f"/sign-in?token={app.extensions['muster_sessions'].link(Holder('Sam', Role.OFFICER, False))}"
    form = client.get(link).one("form", action="/sign-in")
    client.http.post("/sign-in", data=fields_of(form))
    assert client.csrf() != csrf
    is_out(replay(app, before), "You are signed out")


def test_the_sessions_are_their_owners_alone(app: Flask, settings: Settings):
    assert stat.S_IMODE((settings.home / "sessions.db").stat().st_mode) == 0o600


def test_refused_sessions_are_told_to_who_watches(app: Flask, settings: Settings):
    have_account(settings, "Ada Cole", Role.ADMINISTRATOR)
    client = Client(app).sign_in()
    stolen = cookie_of(client)
    client.submit(client.get("/search"), "/sign-out")
    is_out(replay(app, stolen), "You are signed out")
    page = sign_in(app, "Ada Cole").get("/people/sign-ins")
    assert "refused: You are signed out: that session has ended." in page.text
    assert "127.0.0.1" in page.text and "signed in by password" in page.text


def test_the_cookie_is_secure_wherever_the_page_came_by_https(settings: Settings):
    proxied = create_app(replace(settings, serve=replace(settings.serve, trusted_proxies=1)))
    headers = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "10.1.2.3"}
    answer = proxied.test_client().get("/sign-in?token=x", headers=headers)
    (cookie,) = answer.headers.getlist("Set-Cookie")
    assert "Secure" in cookie and "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Path=/" in cookie
    assert "Domain" not in cookie and parse_cookie(cookie)["muster"]
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    plain = create_app(settings).test_client().get("/sign-in?token=x", headers=headers)
    assert "Secure" not in plain.headers["Set-Cookie"]  # what nobody trusts is not believed
    assert "Strict-Transport-Security" not in plain.headers


def test_a_session_of_a_home_whose_account_is_gone_ends(app: Flask, settings: Settings):
    have_account(settings)
    client = sign_in(app)
    with open_services(settings, actor="tester") as services:
        number = named(services.record.db, "Jo Marsh").id
        with services.record.transaction():
            services.record.db.execute("DELETE FROM account_passwords WHERE account = ?", [number])
            services.record.db.execute("DELETE FROM accounts WHERE id = ?", [number])
    is_out(client, "")
