"""Accounts with a password, and who signed in with it."""

from flask import Flask

from evidence.people.account import Account, Role
from evidence.people.passwords import hashed
from evidence.services import open_services
from evidence.settings import Settings
from evidence.store import accounts
from web.client import Client, fields_of

GOOD = "plum tractor whistle"
"""A password that is long and not guessed first."""


def have_account(
    settings: Settings, name: str = "Jo Marsh", role: Role = Role.OFFICER, *, cleared: bool = False
) -> Account:
    """Open an account whose password is GOOD."""
    with open_services(settings, actor="tester") as services:
        made = accounts.add(services.record, name, role, cleared=cleared)
        accounts.set_password(services.record, name, hashed(GOOD))
    return made


def sign_in(app: Flask, name: str = "Jo Marsh", password: str = GOOD) -> Client:
    """A session of that account, by the form."""
    client = Client(app)
    form = client.get("/sign-in").one("form", action="/sign-in/password")
    data = {**fields_of(form), "name": name, "password": password}
    answer = client.http.post("/sign-in/password", data=data)
    assert answer.status_code == 302, answer.text
    return client
