"""The review desk in Chromium: decisions by key, one after the other."""

import re

from patience import PATIENCE
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
    context.set_default_timeout(PATIENCE * 1000)
    page = context.new_page()
    page.goto(f"{site.sign_in}&next=/review/desk")
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name=re.compile("^Reject")).first.click()
    expect(page.locator(".muster-desk__last")).to_contain_text("rejected")
    context.close()


SELECT = """([from, to]) => {
  const words = [...document.querySelectorAll(".muster-passage--paragraph .muster-passage__words")];
  const range = document.createRange();
  range.setStart(words[from].lastChild, 1);
  range.setEnd(words[to].lastChild, Math.min(30, words[to].lastChild.length));
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


def test_selected_words_and_selected_paragraphs_are_linked_where_they_stand(page: Page, site: Site):
    page.goto(f"{site.address}/documents/1")
    page.evaluate(SELECT, [1, 1])
    page.get_by_role("button", name="Link these words").click()
    form = page.locator(".muster-new-link")
    quote = form.get_by_label("Only these words of it").input_value()
    assert 5 < len(quote) < 40
    form.get_by_label("Measure or block").press_sequentially("block a", delay=20)
    form.get_by_role("checkbox", name=re.compile("^Block A")).first.check()
    form.get_by_role("button", name="Link this passage").click()
    expect(page.get_by_text(f"These words of it: “{quote}”")).to_be_visible()
    page.evaluate(SELECT, [2, 4])
    page.get_by_role("button", name="Link these 3 paragraphs").click()
    expect(page.locator(".muster-new-link input[name=also]:checked")).to_have_count(2)
