"""One-time sign-in links."""

from datetime import UTC, datetime, timedelta

from flask import Flask
from web.client import Client, fields_of

from webapp.people.auth import SIGN_IN_LINK_LASTS, Person, Role, Tokens, issue_token


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


def test_a_token_grows_old():
    now = datetime(2026, 1, 1, tzinfo=UTC)
    tokens = Tokens(clock=lambda: now)
    person = Person("Sam Ellery", Role.OFFICER)
    old, fresh = tokens.issue(person), tokens.issue(person)
    assert tokens.use(fresh) == person
    now += SIGN_IN_LINK_LASTS + timedelta(seconds=1)
    assert tokens.use(old) is None


def test_no_token_is_kept_as_it_is(app: Flask):
    token = issue_token(app)
    assert token not in repr(app.extensions["muster_tokens"])


def test_signing_out_ends_the_session(client: Client):
    client.submit(client.get("/search"), "/sign-out")
    assert client.http.get("/search").location.startswith("/sign-in")
