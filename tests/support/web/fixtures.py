"""Fixtures of the pages' tests: a site over a real home with two small papers in it."""

import pytest
from flask import Flask

from evidence.services import open_services
from evidence.settings import Settings
from web.client import Client
from web.papers import Papers, add_papers
from webapp import create_app


@pytest.fixture
def app(empty_home: Settings) -> Flask:
    """The site over an empty home."""
    made = create_app(empty_home)
    made.testing = True
    return made


@pytest.fixture
def client(app: Flask) -> Client:
    """A coordinator, signed in."""
    return Client(app).sign_in()


@pytest.fixture
def papers(empty_home: Settings) -> Papers:
    """An invented notice, and a report with three suggestions, in the home."""
    with open_services(empty_home, actor="tester") as services:
        return add_papers(services)
