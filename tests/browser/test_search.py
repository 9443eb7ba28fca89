"""The page of results in Chromium: by keyboard, with suggestions, and step by step in the history."""

import re

import pytest
from patience import PATIENCE
from playwright.sync_api import Browser, Locator, Page, expect
from web.browser import Site


@pytest.fixture
def box(page: Page, site: Site) -> Locator:
    page.goto(f"{site.address}/search")
    return page.get_by_label("Words to search for")


def titles(page: Page) -> Locator:
    return page.locator(".muster-result__title a")


def test_results_are_walked_by_keys_and_enter_opens_the_marked_paragraph(page: Page, site: Site):
    page.goto(f"{site.address}/search?q=initial+assessments")
    for pressed, at in (("j", 0), ("j", 1), ("j", 2), ("k", 1)):
        page.keyboard.press(pressed)
        expect(titles(page).nth(at)).to_be_focused()
        expect(titles(page).nth(at)).to_be_in_viewport()
    opened = titles(page).nth(1).inner_text()
    page.keyboard.press("Enter")
    expect(page.locator(".muster-passage:target mark").first).to_be_in_viewport()
    page.go_back()
    expect(titles(page).nth(1)).to_be_focused()  # one goes on from where one was
    assert titles(page).nth(1).inner_text() == opened


def test_a_slash_goes_to_the_box_where_letters_are_letters(page: Page, site: Site):
    page.goto(f"{site.address}/search?q=strategy")
    box = page.get_by_label("Words to search for")
    page.keyboard.press("/")
    expect(box).to_be_focused()
    page.keyboard.type("jk/")
    expect(box).to_have_value("jk/")  # what stood there was selected
    page.keyboard.press("Escape")
    expect(box).not_to_be_focused()


def test_keys_with_a_modifier_are_the_browsers_and_single_keys_can_be_turned_off(page: Page, site: Site):
    page.goto(f"{site.address}/search?q=initial")
    page.keyboard.press("Alt+j")
    expect(titles(page).first).not_to_be_focused()
    page.get_by_role("button", name="Turn single keys off").click()
    page.keyboard.press("j")
    expect(page.get_by_role("button", name="Turn single keys on")).to_be_focused()
    page.reload()
    page.keyboard.press("j")
    expect(titles(page).first).not_to_be_focused()


def test_suggestions_are_chosen_by_arrows_and_searched_for(page: Page, box: Locator):
    box.press_sequentially("improv", delay=20)
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    expect(box).to_have_role("combobox")
    expect(box).to_have_attribute("aria-expanded", "true")
    words = options.nth(1).inner_text()
    box.press("ArrowDown")
    box.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", str(options.nth(1).get_attribute("id")))
    box.press("Enter")
    expect(box).to_have_value(words)
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(page.locator("#count")).to_contain_text("passage")
    expect(titles(page).first).to_be_visible()


def test_escape_closes_suggestions_before_it_leaves_the_box(page: Page, box: Locator):
    box.press_sequentially("improv", delay=20)
    expect(page.get_by_role("option").first).to_be_visible()
    box.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    expect(box).to_be_focused()
    expect(box).to_have_value("improv")
    box.press("Escape")
    expect(box).not_to_be_focused()


def test_suggestions_cover_no_result_and_are_clicked(page: Page, box: Locator):
    box.press_sequentially("improvement", delay=20)
    option = page.get_by_role("option").first
    expect(option).to_be_visible()
    expect(titles(page).first).to_be_visible()
    low, high = option.bounding_box(), titles(page).first.bounding_box()
    assert low and high and low["y"] + low["height"] <= high["y"]
    words = option.inner_text()
    option.click()
    expect(box).to_have_value(words)
    expect(box).to_be_focused()


def test_no_suggestion_is_cut_off_on_a_narrow_screen(page: Page, box: Locator):
    page.set_viewport_size({"width": 390, "height": 800})
    box.press_sequentially("improv", delay=20)
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    for option in options.all():
        place = option.bounding_box()
        assert place and place["x"] >= 0 and place["x"] + place["width"] <= 390


def test_the_first_pages_box_searches_as_one_types(page: Page, site: Site):
    page.goto(site.address)
    expect(page.get_by_role("heading", name="Coverage")).to_be_visible()
    page.locator("#q").press_sequentially("initial assessments", delay=20)
    expect(page.locator("#count")).to_contain_text("passages in")
    expect(titles(page).first).to_be_visible()
    expect(page.get_by_role("heading", name="Coverage")).to_be_hidden()
    expect(page).to_have_url(re.compile(r"/search\?q=initial\+assessments$"))
    page.go_back()
    expect(page.get_by_role("heading", name="Coverage")).to_be_visible()


def test_back_goes_by_filters_and_not_by_letters(page: Page, box: Locator):
    box.press_sequentially("init", delay=20)
    expect(page).to_have_url(re.compile("q=init$"))
    box.press_sequentially("ial assessments", delay=20)
    expect(page).to_have_url(re.compile(r"q=initial\+assessments$"))
    page.get_by_role("checkbox", name=re.compile(r"^Letter \(")).check()
    expect(page).to_have_url(re.compile(r"q=initial\+assessments&kind=letter$"))
    page.get_by_role("link", name="documents", exact=True).click()
    expect(page).to_have_url(re.compile("kind=letter&view=documents$"))
    page.go_back()
    page.go_back()
    expect(page).to_have_url(re.compile(r"q=initial\+assessments$"))
    expect(page.get_by_role("checkbox", name=re.compile(r"^Letter \("))).not_to_be_checked()
    page.go_back()
    expect(page).not_to_have_url(re.compile("q=init"))


def test_without_scripts_filters_are_applied_by_a_button(browser: Browser, site: Site, page: Page):
    context = browser.new_context(java_script_enabled=False, storage_state=page.context.storage_state())
    context.set_default_timeout(PATIENCE * 1000)
    plain = context.new_page()
    plain.goto(f"{site.address}/search?q=initial+assessments&view=documents")
    plain.get_by_label(re.compile(r"^Letter \(")).check()
    plain.get_by_label(re.compile(r"^Report \(")).check()
    plain.get_by_label("From", exact=True).fill("2026")
    plain.get_by_role("button", name="Apply filters").click()
    expect(plain.get_by_role("link", name=re.compile("Remove the filter"))).to_have_count(3)
    expect(plain.locator(".muster-found").first).to_be_visible()
    expect(plain.get_by_text("Keyboard:")).to_be_hidden()
    context.close()


@pytest.mark.parametrize("view", ["passages", "documents"])
def test_a_narrow_screen_shows_all_of_it(page: Page, site: Site, view: str):
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{site.address}/search?q=initial+assessments&kind=report&view={view}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("link", name="Go to the filters").click()
    expect(page.get_by_role("heading", name="Filters", exact=True)).to_be_in_viewport()
