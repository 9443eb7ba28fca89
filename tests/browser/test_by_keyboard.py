"""Whole journeys without a mouse, and packs without scripts.

Every step is reached by Tab and done by Enter or typing.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_runner import Muster
from patience import PATIENCE
from playwright.sync_api import Browser, Locator, Page, expect
from web.browser import Site

MOST = 150  # presses of Tab to what is sought, on a page full of links


@pytest.fixture
def keyboard(browser: Browser, site: Site) -> Iterator[Page]:
    """A page that nobody signed in to, and that no mouse touches."""
    context = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE * 1000)
    page = context.new_page()
    yield page
    context.close()


def _is_focused(sought: Locator) -> bool:
    return bool(sought.count()) and bool(sought.first.evaluate("(one) => one === document.activeElement"))


def _to(page: Page, sought: Locator) -> None:
    """Press Tab until it has the focus, and see that the focus can be seen."""
    expect(sought.first).to_be_attached()
    for _ in range(MOST):
        if _is_focused(sought):
            break
        page.keyboard.press("Tab")
    assert _is_focused(sought), f"{MOST} presses of Tab do not reach {sought}"
    assert sought.first.evaluate("(one) => one.matches(':focus-visible')")
    expect(sought.first).to_be_in_viewport()


def _press(page: Page, sought: Locator) -> None:
    _to(page, sought)
    page.keyboard.press("Enter")


def _button(page: Page, name: str) -> Locator:
    return page.get_by_role("main").get_by_role("button", name=name, exact=True)


def _sign_in(page: Page, site: Site) -> None:
    page.goto(site.sign_in)
    _press(page, _button(page, "Sign in"))
    expect(page).to_have_title(re.compile("^Search"))


def test_from_signing_in_by_a_search_to_a_decided_link(keyboard: Page, site: Site) -> None:
    page = keyboard
    _sign_in(page, site)
    _to(page, page.get_by_label("Words to search for"))
    page.keyboard.type("initial assessments")
    page.keyboard.press("Enter")
    expect(page.locator("#count")).to_contain_text("passages")
    _press(page, page.locator(".muster-result__title a"))
    passage = page.locator(".muster-passage:target")
    expect(passage).to_be_in_viewport()
    _press(page, passage.locator(".muster-links__summary"))
    link = passage.locator(".muster-links__item").first
    _press(page, link.get_by_role("button", name=re.compile("^Accept")))
    expect(link.locator(".muster-decision")).to_contain_text("Accepted")
    expect(link.get_by_role("button", name=re.compile("^Undo"))).to_be_focused()


def test_the_first_press_of_tab_offers_to_skip_to_the_content(keyboard: Page, site: Site) -> None:
    page = keyboard
    _sign_in(page, site)
    page.goto(f"{site.address}/measures")
    _press(page, page.get_by_role("link", name="Skip to main content"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def _make_a_pack(page: Page, site: Site, act, write) -> None:
    """A pack with one measure's section, by whatever presses and writes."""
    page.goto(f"{site.address}/packs")
    act(_button(page, "New inspection"))
    write(page.get_by_label("Name"), "Announced inspection")
    act(_button(page, "Add the inspection"))
    act(_button(page, "New pack"))
    write(page.get_by_label("Name"), "First pack")
    act(_button(page, "Make the pack"))


def test_from_a_new_pack_by_its_preflight_to_its_issue(
    keyboard: Page, site: Site, own_sample_base: Muster
) -> None:
    code = _accept_one(own_sample_base)
    page = keyboard
    _sign_in(page, site)

    def write(field: Locator, words: str) -> None:
        _to(page, field)
        page.keyboard.type(words)

    _make_a_pack(page, site, lambda one: _press(page, one), write)
    write(page.get_by_label("New section for"), code)
    _press(page, _button(page, "Add section"))
    expect(page.get_by_text("1 section, 1 item.")).to_be_visible()
    expect(page.get_by_role("heading", name=re.compile("Before"))).to_be_visible()
    _press(page, _button(page, "Freeze as issue 1"))
    expect(page.get_by_text("Issue 1 is frozen")).to_be_visible(timeout=PATIENCE * 1000)
    with page.expect_download():
        _press(page, page.get_by_role("link", name="PDF of issue 1"))


def test_a_file_is_sent(keyboard: Page, site: Site, tmp_path: Path) -> None:
    page = keyboard
    (tmp_path / "note.txt").write_text(
        "Note on supervision\n\n1. Every team was supervised.\n", encoding="utf-8"
    )
    _sign_in(page, site)
    _press(page, page.get_by_role("link", name="Documents", exact=True))
    _press(page, page.get_by_role("link", name="Add files"))
    _to(page, page.get_by_label("Files"))
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(tmp_path / "note.txt")
    _press(page, _button(page, "Upload"))
    expect(page.get_by_text("1 file = 1 added")).to_be_visible(timeout=PATIENCE * 1000)


def test_without_scripts_a_pack_is_made_and_issued(
    browser: Browser, site: Site, own_sample_base: Muster
) -> None:
    code = _accept_one(own_sample_base)
    context = browser.new_context(locale="en-GB", java_script_enabled=False)
    context.set_default_timeout(PATIENCE * 1000)
    page = context.new_page()
    page.goto(site.sign_in)
    _button(page, "Sign in").click()
    _make_a_pack(page, site, Locator.click, Locator.fill)
    page.get_by_label("New section for").select_option(f"measure:{code}")
    _button(page, "Add section").click()
    _button(page, "Freeze as issue 1").click()
    for _ in range(PATIENCE):
        if page.get_by_role("link", name="PDF of issue 1").count():
            break
        page.wait_for_timeout(1000)
        page.reload()
    expect(page.get_by_role("link", name="PDF of issue 1")).to_be_visible()
    context.close()


def _accept_one(muster: Muster) -> str:
    """A measure that has an accepted passage."""
    link = next(one for one in muster("links", "--status", "suggested", "--json").data if one["measure"])
    assert muster("accept", link["id"]).code == 0
    return str(link["measure"])
