"""A suggestion that is no longer made is decided in Chromium: the page says so where the person is."""

import re
from collections.abc import Iterator

import pytest
from cli_runner import Muster
from patience import PATIENCE
from playwright.sync_api import Browser, Locator, Page, expect
from web.browser import Site

from evidence.services import open_services
from evidence.settings import load
from evidence.store.links import refresh


@pytest.fixture
def officer(browser: Browser, site: Site) -> Iterator[Page]:
    """A signed-in page whose console may tell of answers that refuse."""
    context = browser.new_context(locale="en-GB")
    context.set_default_timeout(PATIENCE * 1000)
    page = context.new_page()
    page.goto(site.sign_in)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page).to_have_title(re.compile("^Search"))
    yield page
    context.close()


def _drop(muster: Muster) -> None:
    """Every paper is compared anew, and suggests nothing."""
    with open_services(load(home=muster.home)) as services:
        documents = [row["id"] for row in services.record.db.query("SELECT id FROM documents")]
        refresh(services.record, services.framework.code, documents, [])


def _told(part: Locator) -> None:
    expect(part.get_by_role("alert")).to_contain_text("This suggestion is no longer made")
    expect(part.get_by_role("alert")).to_be_focused()


def test_by_key_at_the_desk_and_the_keys_go_on(officer: Page, site: Site, own_sample_base: Muster):
    officer.goto(f"{site.address}/review/desk")
    passage = officer.locator("#desk-passage").inner_text()
    _drop(own_sample_base)
    officer.keyboard.press("a")
    _told(officer.locator("#desk"))
    expect(officer.locator("#desk-passage")).to_have_text(passage)
    expect(officer.locator("#problem")).to_be_empty()
    officer.keyboard.press("/")
    expect(officer.get_by_label(re.compile("^Another measure"))).to_be_focused()
    officer.get_by_role("button", name="Link to these").click()
    expect(officer.locator(".muster-desk__tied")).to_contain_text("Accepted")


def test_on_a_papers_page_in_the_place_of_the_buttons(officer: Page, site: Site, own_sample_base: Muster):
    muster = own_sample_base
    link = next(row for row in muster("links", "--json").data if row["status"] == "suggested")
    officer.goto(f"{site.address}/documents/{link['document']}#passage-{link['passage']}")
    decision = officer.locator(f"#decision-{link['id']}")
    expect(decision).to_be_visible()
    _drop(muster)
    decision.get_by_role("button", name=re.compile("^Accept")).click()
    _told(decision)
    decision.get_by_role("link", name=re.compile("^link it yourself")).click()
    expect(officer.get_by_role("button", name="Link this passage")).to_be_visible()


def test_after_a_refusal_the_keys_of_the_desk_go_on(officer: Page, site: Site):
    """htmx sends what is refused to the page's top: the desk must not wait for its own card for ever."""
    officer.goto(f"{site.address}/review/desk")
    for box in officer.locator("[data-pick]").all():
        box.uncheck()
    officer.keyboard.press("a")
    expect(officer.locator("#problem")).to_contain_text("No measure or block was chosen")
    officer.keyboard.press("1")
    officer.keyboard.press("a")
    expect(officer.locator(".muster-desk__last")).to_contain_text("accepted")
