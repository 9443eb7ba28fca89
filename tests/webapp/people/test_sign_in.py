"""One-time sign-in links."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask
from web.client import Client, fields_of

from evidence.people.account import Role
from evidence.settings import Settings
from evidence.store.sessions import LINK_LASTS, End, Holder, open_sessions
from webapp import create_app
from webapp.people.auth import issue_token

SAM = Holder("Sam Ellery", Role.OFFICER, False)


def test_opening_the_link_spends_nothing_and_pressing_the_button_does(app: Flask):
    client = Client(app)
    link = f"/sign-in?token={issue_token(app)}"
    client.get(link)
    form = client.get(link).one("form")
    assert client.http.post("/sign-in", data=fields_of(form)).location == "/"
    other = Client(app)
    answer = other.http.post("/sign-in", data=fields_of(other.get(link).one("form")))
    assert answer.status_code == 403
    assert "used or is too old" in answer.text


def test_a_person_lands_on_the_page_they_asked_for(app: Flask):
    client = Client(app)
    asked = client.http.get("/documents?kind=letter")
    form = client.get(f"{asked.location}&token={issue_token(app)}").one("form")
    assert client.http.post("/sign-in", data=fields_of(form)).location == "/documents?kind=letter"


def test_signing_in_never_leads_to_another_site(app: Flask):
    for next_page in ("https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"):
        client = Client(app)
        form = client.get("/sign-in", token=issue_token(app), next=next_page).one("form")
        assert client.http.post("/sign-in", data=fields_of(form)).location == "/"


def test_a_link_grows_old_and_is_not_good_before_it_was_made(tmp_path: Path):
    now = datetime(2026, 1, 1, tzinfo=UTC)
    sessions = replace(open_sessions(tmp_path / "sessions.db"), clock=lambda: now)
    old, fresh, early = sessions.link(SAM), sessions.link(SAM), sessions.link(SAM)
    found = sessions.spend(fresh)
    assert isinstance(found, Holder) and found.name == "Sam Ellery"
    assert sessions.spend(fresh) is End.UNKNOWN
    now -= timedelta(hours=1)  # the clock was set back
    assert sessions.spend(early) is End.CLOCK
    now += timedelta(hours=1) + LINK_LASTS + timedelta(seconds=1)
    assert sessions.spend(old) is End.OVER


def test_no_token_is_kept_as_it_is(app: Flask, settings: Settings):
    tokens = [issue_token(app)]
    client = Client(app).sign_in()
    with client.http.session_transaction() as kept:
        tokens.append(kept["_user_id"])
    with closing(sqlite3.connect(settings.home / "sessions.db")) as db:
        everything = str(
            [db.execute(f"SELECT * FROM {t}").fetchall() for t in ("tokens", "tries", "happened")]
        )
    assert all(len(token) > 40 and token not in everything for token in tokens)


def test_signing_out_ends_the_session(client: Client):
    client.submit(client.get("/search"), "/sign-out")
    assert client.http.get("/search").location.startswith("/sign-in")


def test_a_link_made_before_a_restart_works_after_it(app: Flask, settings: Settings):
    token = issue_token(app)
    client = Client(create_app(settings))
    form = client.get(f"/sign-in?token={token}").one("form")
    assert client.http.post("/sign-in", data=fields_of(form)).location == "/"
