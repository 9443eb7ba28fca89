"""The review desk in Chromium: decisions by key, one after the other."""

import re

from playwright.sync_api import Browser, Page, expect
from web.browser import Site


def test_a_passage_is_accepted_by_one_key_and_the_next_is_there(page: Page, site: Site):
    page.goto(f"{site.address}/review/desk")
    card = page.locator("#desk-passage")
    code, passage = page.locator(".muster-desk__choice .muster-code").first.inner_text(), card.inner_text()
    page.keyboard.press("a")
    expect(page.locator(".muster-desk__last")).to_contain_text(f"{code} accepted")
    page.keyboard.press("u")
    expect(page.locator(".muster-desk__last")).to_have_count(0)
    expect(card).to_have_text(passage)


def test_a_number_picks_and_a_letter_in_a_box_is_only_a_letter(page: Page, site: Site):
    page.goto(f"{site.address}/review/desk")
    while page.locator("[data-pick]").count() < 2:
        before = page.locator("#desk-passage").inner_text()
        page.keyboard.press("s")
        expect(page.locator("#desk-passage")).not_to_have_text(before)
    page.keyboard.press("2")
    expect(page.locator("[data-pick='2']")).to_be_checked()
    expect(page.locator("[data-pick='1']")).not_to_be_checked()
    left = page.locator(".muster-desk__left strong").inner_text()
    page.keyboard.press("/")
    page.keyboard.type("car")
    expect(page.get_by_label(re.compile("^Another measure"))).to_have_value("car")
    expect(page.locator(".muster-desk__left strong")).to_have_text(left)
    expect(page.locator(".muster-choices input").first).to_be_visible()


def test_without_scripts_a_card_is_decided_by_its_buttons(browser: Browser, site: Site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.sign_in}&next=/review/desk")
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name=re.compile("^Reject")).first.click()
    expect(page.locator(".muster-desk__last")).to_contain_text("rejected")
    context.close()
