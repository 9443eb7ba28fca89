"""The administrator's pages: accounts opened, changed, closed, and a link for who forgot their password."""

import re

from flask import Flask
from web.client import Client, fields_of
from web.page import words_of
from web.papers import Papers
from web.signed_in import GOOD, have_account, sign_in

from evidence.people.account import Role
from evidence.reads.accounts import named
from evidence.services import open_services
from evidence.settings import Settings

NEW = "velvet cactus marmalade"


def administrator(app: Flask, settings: Settings) -> Client:
    have_account(settings, "Ada Cole", Role.ADMINISTRATOR)
    return sign_in(app, "Ada Cole")


def number_of(settings: Settings, name: str) -> int:
    with open_services(settings) as services:
        return named(services.record.db, name).id


def follow(app: Flask, page_text: str) -> Client:
    """Open the link that a page shows, press the button."""
    (address,) = re.findall(r"/sign-in\?token=[\w-]+", page_text)
    client = Client(app)
    answer = client.http.post("/sign-in", data=fields_of(client.get(address).one("form")))
    assert (answer.status_code, answer.location) == (302, "/account"), answer.text
    return client


def test_an_account_is_opened_and_its_person_sets_a_password_by_the_link(app: Flask, settings: Settings):
    ada = administrator(app, settings)
    values = {"name": "Jo Marsh", "shown": "Joanna", "role": "coordinator", "cleared": "yes"}
    shown = ada.post("/people", values, status=200).text
    jo = follow(app, shown)
    page = jo.get("/account")
    assert "Coordinator" in page.text and "You may see it" in page.text and not page.all("input", id="old")
    jo.post("/account/password", {"new": NEW, "again": NEW})
    assert sign_in(app, "Jo Marsh", NEW).get("/search")
    assert (
        "Ada Cole made a link that signs in to account Jo Marsh."
        in ada.get(f"/people/{number_of(settings, 'Jo Marsh')}").text
    )


def test_a_link_for_an_account_works_once_and_not_after_a_change(app: Flask, settings: Settings):
    ada = administrator(app, settings)
    jo = have_account(settings)
    shown = ada.post(f"/people/{jo.id}/link", {}, status=200).text
    follow(app, shown)
    (address,) = re.findall(r"/sign-in\?token=[\w-]+", shown)
    client = Client(app)
    again = client.http.post("/sign-in", data=fields_of(client.get(address).one("form")))
    assert again.status_code == 403 and "used or is too old" in again.text
    shown = ada.post(f"/people/{jo.id}/link", {}, status=200).text
    ada.submit(ada.get(f"/people/{jo.id}"), f"/people/{jo.id}", role="auditor")
    (address,) = re.findall(r"/sign-in\?token=[\w-]+", shown)
    refused = client.http.post("/sign-in", data=fields_of(client.get(address).one("form")))
    assert refused.status_code == 403


def test_a_change_signs_the_person_out_and_is_told(app: Flask, settings: Settings):
    ada = administrator(app, settings)
    jo = have_account(settings)
    client = sign_in(app)
    page = ada.get(f"/people/{jo.id}")
    ada.submit(page, f"/people/{jo.id}", role="auditor", cleared="yes")
    assert client.http.get("/search").location.startswith("/sign-in")
    assert "role: auditor (was officer)" in ada.get(f"/people/{jo.id}").text
    seen = fields_of(page.one("form", action=f"/people/{jo.id}"))["seen"]
    answer = ada.post(f"/people/{jo.id}", {"seen": seen, "role": "coordinator"}, status=409)
    assert "Nothing was changed" in answer.text
    assert sign_in(app).get("/log")


def test_a_closed_account_signs_in_no_more_until_it_is_opened_again(app: Flask, settings: Settings):
    ada = administrator(app, settings)
    jo = have_account(settings)
    client = sign_in(app)
    ada.submit(ada.get(f"/people/{jo.id}"), f"/people/{jo.id}/state", state="closed")
    assert client.http.get("/search").location.startswith("/sign-in")
    assert "Closed" in words_of(ada.get("/people").one("table"))
    ada.post(f"/people/{jo.id}/link", {}, status=400)
    ada.submit(ada.get(f"/people/{jo.id}"), f"/people/{jo.id}/state", state="open")
    assert sign_in(app).get("/search")


def test_an_administrator_sees_no_evidence_and_changes_nothing_of_their_own(
    app: Flask, settings: Settings, papers: Papers
):
    ada = administrator(app, settings)
    assert ada.http.get("/").location == "/people"
    for path in ("/search", "/documents", f"/documents/{papers.report}", "/log", "/packs", "/coverage.csv"):
        assert ada.http.get(path).status_code == 403
    own = number_of(settings, "Ada Cole")
    assert "another administrator" in ada.get(f"/people/{own}").text
    ada.post(f"/people/{own}", {"role": "coordinator"}, status=400)
    ada.post(f"/people/{own}/state", {"state": "closed"}, status=400)


def test_a_name_that_is_taken_or_misleads_is_refused_with_what_was_typed(app: Flask, settings: Settings):
    ada = administrator(app, settings)
    for name in ("ada cole", "muster", "<script>alert(1)</script>", ""):
        page = ada.post("/people", {"name": name, "role": "auditor"}, status=400)
        assert "There is a problem" in page.text and "<script>alert" not in page.text


def test_an_auditor_sees_who_has_an_account_and_changes_none(app: Flask, settings: Settings):
    have_account(settings)
    auditor = Client(app).sign_in(Role.AUDITOR, "Alex Orme")
    page = auditor.get("/people")
    assert "Jo Marsh" in page.text and not page.all("form", action="/people")
    auditor.get("/people/sign-ins")
    auditor.get("/people/1", status=403)
    auditor.post("/people", {"name": "X", "role": "officer"}, status=403)
    assert GOOD not in page.text


def test_the_form_of_another_site_changes_nothing(app: Flask, settings: Settings):
    ada = administrator(app, settings)
    token = ada.csrf()
    values = {"name": "Mallory", "role": "administrator", "csrf_token": token}
    for headers in (
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://localhost"},
        {"Referer": "https://evil.example/localhost"},
        {"Origin": "http://localhost:8012"},
    ):
        answer = ada.http.post("/people", data=values, headers=headers)
        assert answer.status_code == 403 and "page of another site" in answer.text, headers
    assert "Mallory" not in ada.get("/people").text
    own = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    assert ada.http.post("/people", data=values, headers=own).status_code == 200
