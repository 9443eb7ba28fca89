"""Every page and state passes axe-core (WCAG 2.2 AA), narrow and wide.

None scrolls sideways at 400 % zoom either, when a window of 1280 pixels has 320.
"""

import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cli_runner import Muster
from flask import Flask, abort
from paths import CONFIG
from patience import PATIENCE
from playwright.sync_api import Browser, Page, expect
from web.axe import bring, violations
from web.browser import running
from web.tour import ASKED, PAGES, PERSON, addresses, furnish, pages, visitor

from evidence.people.account import Role
from evidence.settings import Settings, load
from webapp import create_app
from webapp.people.auth import issue_token, public

WIDTHS = (320, 1280)
VISITORS = (Role.COORDINATOR, Role.ADMINISTRATOR)
# States that follow from a press: where, and what is pressed.
PRESSED = (
    ("documents.page", ".muster-passage:target .muster-links__new a"),
    ("desk.page", "a[data-key~=v]"),
    ("search.page", ".muster-result .muster-copy"),
    # Forms that are sent as they are, and complain.
    ("inspections.new", "main form button:has-text('Add the inspection')"),
    ("packs.new", "main form button:has-text('Make the pack')"),
    ("links.new", "main form button:has-text('Link this passage')"),
    ("requests.new", "main form button:has-text('Note it')"),
    ("standings.page", "main form button:has-text('Keep')"),
    ("redacting.document_page", "main form button:has-text('Redact')"),
    ("uploads.listed", "main form button:has-text('Upload')"),
    ("review.queue", "main form button:has-text('Reject ticked')"),
    ("people.listed", "main form button:has-text('Open the account')"),
)
MISTYPED = (
    "/coverage?at=yesterday", "/log?since=yesterday", "/search?q=%22open", "/search?q=zzzz&kind=letter",
    "/search?q=assessments&similar=yes", "/search?q=assessments&view=documents", "/measures/NI%2059",
    "/review/desk?document=1&find=staff", "/documents/1/correct?field=date", "/documents?kind=letter",
)  # fmt: skip
ERRORS = (400, 401, 403, 404, 405, 409, 413, 429, 500, 503)


def test_every_page_has_an_address_to_be_visited_at(settings: Settings) -> None:
    missing = pages(create_app(settings)) - set(PAGES)
    assert not missing, f"say in tests/support/web/tour.py where these are: {sorted(missing)}"


def test_what_breaks_a_rule_is_found(browser: Browser) -> None:
    context = browser.new_context()
    context.set_default_timeout(PATIENCE * 1000)
    bring(context)
    page = context.new_page()
    page.set_content(
        "<!DOCTYPE html><html lang=en><title>T</title><img src=x><p style='color:#ccc'>Faint</p>"
    )
    assert [one.split(" ")[0] for one in violations(page)] == ["color-contrast", "image-alt"]
    context.close()


def _check(page: Page, where: str, found: list[str]) -> None:
    """Note what is wrong with the page as it stands, narrow and wide, with all that folds opened."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{where} at {width}: {one}" for one in violations(page)]
        across = page.evaluate("document.documentElement.scrollWidth")
        found += [f"{where} at {width}: is {across} wide"] if across > width else []


def _open_folds(page: Page) -> None:
    page.evaluate(
        "[...document.querySelectorAll('main details')].slice(0, 12).forEach((one) => (one.open = true))"
    )


def _signed_in(browser: Browser, app: Flask, address: str, role: Role = Role.COORDINATOR) -> Page:
    context = browser.new_context(locale="en-GB", viewport={"width": WIDTHS[0], "height": 900})
    context.set_default_timeout(PATIENCE * 1000)
    bring(context)
    page = context.new_page()
    page.goto(f"{address}/sign-in?token={issue_token(app, PERSON, role)}")
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "sign-in" not in url)
    return page


@pytest.fixture
def toured(sample_base: Muster, tmp_path: Path) -> Muster:
    """The samples, and what people did with them."""
    shutil.copytree(sample_base.home, tmp_path / "home")
    muster = Muster(tmp_path / "home")
    # Freezing a pack signs in an event loop of its own, and the browser's thread runs one already.
    with ThreadPoolExecutor(1) as apart:
        apart.submit(furnish, muster, tmp_path).result()
    return muster


def test_every_page_and_its_states_pass_with_evidence_in_the_home(browser: Browser, toured: Muster) -> None:
    at, found, seen = addresses(toured), [], set()
    app = create_app(load(home=toured.home, config=CONFIG))
    with running(app) as site:
        pages_of = {role: _signed_in(browser, app, site.address, role) for role in VISITORS}
        for endpoint, path in at.items():
            page = pages_of[visitor(app, endpoint)]
            page.goto(site.address + path)
            if page.url not in seen:  # one leads to another
                seen.add(page.url)
                _open_folds(page)
                _check(page, endpoint, found)
        for endpoint, pressed in PRESSED:
            page = pages_of[visitor(app, endpoint)]
            page.goto(site.address + at[endpoint])
            page.locator(pressed).first.click()
            page.wait_for_load_state("networkidle")
            _check(page, f"{endpoint} after {pressed}", found)
        for path in MISTYPED:
            pages_of[Role.COORDINATOR].goto(site.address + path)
            _check(pages_of[Role.COORDINATOR], path, found)
        _swap(pages_of[Role.COORDINATOR], site.address, found)
        _sign_in_wrongly(browser, site.address, found)
    assert not found, "\n".join(found)


def _swap(page: Page, address: str, found: list[str]) -> None:
    """What a part of a page looks like after htmx put it there: words suggested, a decision, a refusal."""
    page.goto(f"{address}/search")
    page.get_by_label("Words to search for").press_sequentially("improv", delay=20)
    expect(page.get_by_role("option").first).to_be_visible()
    _check(page, "search with suggestions", found)
    page.goto(f"{address}/review/desk")
    page.keyboard.press("a")
    expect(page.locator(".muster-desk__last")).to_contain_text("accepted")
    _check(page, "desk after a decision", found)
    page.evaluate("document.querySelectorAll('[name=csrf_token]').forEach((one) => one.remove())")
    page.evaluate("document.body.removeAttribute('hx-headers')")
    page.keyboard.press("a")
    expect(page.locator("#problem")).to_contain_text("too old to use")
    _check(page, "desk after a refusal", found)


def _sign_in_wrongly(browser: Browser, address: str, found: list[str]) -> None:
    context = browser.new_context()
    context.set_default_timeout(PATIENCE * 1000)
    bring(context)
    page = context.new_page()
    page.goto(f"{address}/sign-in")
    _check(page, "sign-in by password", found)
    page.get_by_label("Name").fill(PERSON)
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_load_state("networkidle")
    _check(page, "sign-in with a wrong password", found)


def test_every_page_passes_on_an_empty_home_and_signed_out_and_every_error_does(
    browser: Browser, settings: Settings
) -> None:
    app, found = create_app(settings), []
    app.add_url_rule("/error/<int:code>", "error", public(lambda code: abort(code)))
    with running(app) as site:
        page = _signed_in(browser, app, site.address)
        for endpoint, path in PAGES.items():
            plain = path.format(asked=ASKED) if "{asked}" in path and path.count("{") == 1 else path
            if not re.search(r"[{\d]", plain) and visitor(app, endpoint) is Role.COORDINATOR:
                page.goto(site.address + plain)
                _check(page, f"{endpoint} on an empty home", found)
        for code in ERRORS:
            page.goto(f"{site.address}/error/{code}")
            _check(page, f"error {code}", found)
        page.get_by_role("button", name="Sign out").click()
        for path in ("/sign-in", "/sign-in?token=none", "/search?q=x", "/help", "/accessibility", "/nothing"):
            page.goto(site.address + path)
            _check(page, f"{path} signed out", found)
        page.context.close()
    assert not found, "\n".join(found)
