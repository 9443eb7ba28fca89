"""The order of a pack, changed with the keyboard alone, and by two people at once, in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

DOWN, UP = (re.compile(f"^{way}.*move the note “Alpha.”") for way in ("Down", "Up"))


def _pack(page: Page) -> None:
    """An empty pack's page, with a section of three notes."""
    page.goto(page.url.split("/sign-in")[0].split("/search")[0].rstrip("/") + "/inspections/new")
    page.get_by_label("Name", exact=True).fill("Inspection 2026")
    page.get_by_role("main").get_by_role("button").first.click()
    page.goto(page.url.split("/inspections")[0] + "/packs/new")
    page.get_by_label("Name", exact=True).fill("Evidence")
    page.get_by_role("main").get_by_role("button").first.click()
    page.get_by_label("Or a section of your own, called").fill("Letters")
    page.get_by_role("button", name="Add your own section").click()
    for words in ("Alpha.", "Beta.", "Gamma."):
        page.locator("summary", has_text="Put something in").click()
        page.get_by_label("A note, written in place").fill(words)
        page.get_by_role("button", name="Put it in").click()
        expect(page.locator(".muster-evidence")).to_contain_text(words)


def _order(page: Page) -> list[str]:
    return page.locator(".muster-evidence__item > div:first-child > .govuk-body-s").all_inner_texts()


def test_items_move_with_the_keyboard_alone_and_the_focus_stays_with_them(page: Page) -> None:
    _pack(page)
    assert _order(page) == ["Alpha.", "Beta.", "Gamma."]
    page.get_by_role("button", name=DOWN).focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"#item-\d+-down$"))
    assert _order(page) == ["Beta.", "Alpha.", "Gamma."]
    expect(page.get_by_role("button", name=DOWN)).to_be_focused()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert _order(page) == ["Beta.", "Gamma.", "Alpha."]
    expect(page.get_by_text("the note “Alpha.” is last")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name=UP)).to_be_focused()
    with page.expect_navigation():
        page.keyboard.press("Space")
    assert _order(page) == ["Beta.", "Alpha.", "Gamma."]


def test_items_and_sections_are_dragged_into_order_and_the_page_says_where_they_are(page: Page) -> None:
    _pack(page)
    page.set_viewport_size({"width": 1280, "height": 1800})  # a drag by Playwright does not scroll
    handles = page.locator(".muster-evidence .muster-handle")
    with page.expect_navigation():
        handles.nth(2).drag_to(
            page.locator(".muster-evidence__item").first, target_position={"x": 40, "y": 3}
        )
    assert _order(page) == ["Gamma.", "Alpha.", "Beta."]
    expect(page.get_by_text("Moved: now 1 of 3 items of its section.")).to_be_visible()
    page.get_by_label("Or a section of your own, called").fill("Plans")
    page.get_by_role("button", name="Add your own section").click()
    expect(page.locator(".muster-section")).to_have_count(2)
    with page.expect_navigation():
        page.locator(".muster-section > .muster-handle").nth(1).drag_to(
            page.locator(".muster-section").first, target_position={"x": 40, "y": 3}
        )
    expect(page.locator(".muster-section h3").first).to_contain_text("Plans")
    items = page.locator(".muster-section", has=page.get_by_role("heading", name="Plans")).locator("li")
    with page.expect_navigation():  # into a section that holds nothing yet
        handles.nth(1).drag_to(page.get_by_text("Nothing is in this section yet."))
    expect(items).to_have_count(1)
    expect(items.first).to_contain_text("Alpha.")
    with page.expect_navigation():
        handles.nth(2).drag_to(items.first, target_position={"x": 40, "y": 3})
    expect(page.get_by_text("Moved: now 1 of 2 items of its section.")).to_be_visible()
    expect(items.first).to_contain_text("Beta.")
    for _ in range(3):
        with page.expect_navigation():
            page.get_by_role("button", name="Undo this change").click()
    expect(page.locator(".muster-section h3").first).to_contain_text("Letters")
    assert _order(page) == ["Gamma.", "Alpha.", "Beta."]


def test_a_drag_that_is_let_go_elsewhere_changes_nothing(page: Page) -> None:
    _pack(page)
    page.locator(".muster-evidence .muster-handle").first.drag_to(page.get_by_role("heading", level=1))
    assert _order(page) == ["Alpha.", "Beta.", "Gamma."]


def test_two_at_once_see_each_others_changes_and_lose_none(page: Page) -> None:
    _pack(page)
    other = page.context.new_page()
    other.goto(page.url.split("#")[0])
    page.get_by_role("button", name=DOWN).click()
    expect(page.locator(".muster-evidence__item").first).to_contain_text("Beta.")
    other.locator("summary", has_text="Put something in").click()
    other.get_by_label("A note, written in place").fill("Words that took an hour.")
    other.get_by_role("button", name="Put it in").click()
    expect(other.get_by_text("was changed since you saw it")).to_be_visible()
    expect(other.get_by_label("A note, written in place")).to_have_value("Words that took an hour.")
    other.get_by_role("button", name="Put it in").click()
    expect(other.locator(".muster-evidence")).to_contain_text("Words that took an hour.")
    assert _order(other) == ["Beta.", "Alpha.", "Gamma.", "Words that took an hour."]
    other.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_of_a_pack_does_not_scroll_sideways(page: Page, width: int) -> None:
    _pack(page)
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
