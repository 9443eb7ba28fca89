"""Fixtures of the tests in a browser: the samples, served, and a signed-in page in Chromium.

Skipped where Debian's chromium is not installed.
"""

import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from cli_runner import Muster
from flask import Flask
from paths import CONFIG
from patience import PATIENCE
from playwright.sync_api import Browser, Page, expect, sync_playwright
from waitress.server import create_server

from evidence.settings import load
from webapp import create_app
from webapp.people.auth import issue_token

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


expect.set_options(timeout=PATIENCE * 1000)


@dataclass(frozen=True)
class Site:
    """A running site: its address, and a link that signs one person in."""

    address: str
    sign_in: str


@contextmanager
def running(app: Flask) -> Iterator[Site]:
    """An app served by waitress on a free port, with its background work."""
    server = create_server(app, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    app.extensions["muster_queue"].start()
    address = f"http://127.0.0.1:{server.effective_port}"
    yield Site(address, f"{address}/sign-in?token={issue_token(app)}")
    app.extensions["muster_queue"].stop()
    server.trigger.pull_trigger(server.close)
    thread.join(10)


@pytest.fixture
def site(own_sample_base: Muster) -> Iterator[Site]:
    """The samples, served."""
    with running(create_app(load(home=own_sample_base.home, config=CONFIG))) as served:
        yield served


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium without a profile of its own, and without a word to anyone."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=QUIET, timeout=PATIENCE * 1000)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    """A signed-in page. At the end: no error on the console, and nothing was asked of another machine."""
    context = browser.new_context(locale="en-GB")
    context.set_default_timeout(PATIENCE * 1000)
    page = context.new_page()
    said: list[str] = []
    asked: set[str] = set()
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.add(request.url))
    page.goto(site.sign_in)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page).to_have_title(re.compile("^Search"))
    yield page
    context.close()
    # A search that is typed on while it runs is given up for the next. htmx calls that an error.
    assert not [line for line in said if not line.startswith(("htmx:sendAbort", "htmx:afterRequest"))]
    assert not [url for url in asked if not url.startswith(site.address)]
