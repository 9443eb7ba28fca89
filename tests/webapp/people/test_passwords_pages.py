"""Signing in by name and password, and changing one's own."""

import statistics
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from flask import Flask
from web.client import Client, fields_of
from web.signed_in import GOOD, have_account, sign_in
from werkzeug.test import TestResponse

from evidence.people.account import Role
from evidence.services import open_services
from evidence.settings import Settings
from evidence.store import accounts
from webapp.people.by_password import FREE_BY_ADDRESS, FREE_BY_NAME, WRONG


def attempt(app: Flask, name: str, password: str, address: str = "10.0.0.1") -> TestResponse:
    client = Client(app)
    form = client.get("/sign-in").one("form", action="/sign-in/password")
    data = {**fields_of(form), "name": name, "password": password}
    return client.http.post("/sign-in/password", data=data, environ_base={"REMOTE_ADDR": address})


def test_a_person_signs_in_by_name_and_password_and_the_log_calls_them_so(app: Flask, settings: Settings):
    have_account(settings, role=Role.COORDINATOR)
    client = sign_in(app, "jo  MARSH")
    client.post("/council", {"council": "other", "other": "Wexcombe Council"})
    assert "Jo Marsh confirmed which council is ours" in client.get("/log").text


def test_what_is_refused_says_the_same_whatever_was_wrong(app: Flask, settings: Settings):
    have_account(settings)
    have_account(settings, "Closed Person")
    with open_services(settings, actor="tester") as services:
        accounts.close(services.record, "Closed Person")
        accounts.add(services.record, "No Password", Role.OFFICER)
    said = set()
    for name, password in (
        ("Jo Marsh", "wrong"),
        ("Nobody At All", GOOD),
        ("Closed Person", GOOD),
        ("No Password", ""),
        ("No Password", "a password that is nobody's"),
        ("", ""),
    ):
        answer = attempt(app, name, password)
        assert answer.status_code == 403
        assert WRONG in answer.text and GOOD not in answer.text
        said.add(answer.text.count("There is a problem"))
    assert said == {1}


def test_an_unknown_name_takes_as_long_as_a_wrong_password(app: Flask, settings: Settings):
    have_account(settings)
    took: dict[str, list[float]] = {"Jo Marsh": [], "Nobody": []}
    attempt(app, "warm", "up")
    for round_ in range(4):
        for name in took:
            start = time.process_time()  # the work, whatever else the machine does
            attempt(app, name, "wrong", f"10.0.{round_}.1")
            took[name].append(time.process_time() - start)
    known, unknown = (statistics.median(times) for times in took.values())
    assert 0.5 < unknown / known < 2  # without the same work it is a tenth


def test_after_some_that_fail_one_has_to_wait_ever_longer(app: Flask, settings: Settings):
    have_account(settings)
    now = datetime.now(UTC)
    app.extensions["muster_sessions"] = replace(app.extensions["muster_sessions"], clock=lambda: now)
    for n in range(FREE_BY_NAME):
        assert WRONG in attempt(app, "Jo Marsh", "wrong", f"10.0.0.{n}").text
    refused = attempt(app, "JO marsh", GOOD, "10.9.9.9")
    assert refused.status_code == 403 and "Wait 1 minute, then try again" in refused.text
    now += timedelta(seconds=31)
    assert WRONG in attempt(app, "Jo Marsh", "wrong").text
    now += timedelta(seconds=31)
    assert "Wait 1 minute" in attempt(app, "Jo Marsh", GOOD).text
    now += timedelta(seconds=31)
    assert attempt(app, "Jo Marsh", GOOD).status_code == 302
    assert WRONG in attempt(app, "Jo Marsh", "wrong").text  # and starts anew


def test_names_tried_one_after_another_from_one_address_are_held_up(app: Flask, settings: Settings):
    have_account(settings)
    sessions = app.extensions["muster_sessions"]
    for n in range(FREE_BY_ADDRESS):
        sessions.note_try(f"name {n}", "address 10.0.0.1")
    assert "Wait" in attempt(app, "Jo Marsh", GOOD, "10.0.0.1").text
    assert attempt(app, "Jo Marsh", GOOD, "10.0.0.2").status_code == 302


def test_an_unknown_name_is_held_up_like_a_known_one_and_is_not_kept(app: Flask, settings: Settings):
    have_account(settings)
    for _ in range(FREE_BY_NAME):
        attempt(app, "plum tractor whistle", "x")
    assert "Wait" in attempt(app, "plum tractor whistle", "x").text
    assert b"plum tractor" not in (settings.home / "sessions.db").read_bytes()
    assert not [h for h in app.extensions["muster_sessions"].happened() if h["name"]]


def test_ones_own_password_is_changed_with_the_old_one_and_other_sessions_end(app: Flask, settings: Settings):
    have_account(settings)
    elsewhere, client = sign_in(app), sign_in(app)
    new = "velvet cactus marmalade"

    def change(status: int, **data: str) -> str:
        return client.post("/account/password", data, status=status).text

    assert "is not right" in change(400, old="wrong", new=new, again=new)
    assert "differ" in change(400, old=GOOD, new=new, again=GOOD)
    assert "15 characters" in change(400, old=GOOD, new="short", again="short")
    assert "guessed first" in change(400, old=GOOD, new="Jo Marsh Jo Marsh Jo", again="Jo Marsh Jo Marsh Jo")
    change(302, old=GOOD, new=new, again=new)
    assert "Your password is set" in client.get("/account").text
    assert elsewhere.http.get("/search").location.startswith("/sign-in")
    assert WRONG in attempt(app, "Jo Marsh", GOOD).text
    assert attempt(app, "Jo Marsh", new).status_code == 302


def test_who_came_by_the_printed_link_has_no_password_to_change(client: Client):
    assert "needs no account" in client.get("/account").text
    client.post("/account/password", {"new": GOOD, "again": GOOD}, status=403)
