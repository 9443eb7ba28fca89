"""Copying a citation, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

WITHOUT_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', {value: undefined})"


@pytest.mark.parametrize("clipboard", [True, False])
def test_a_citation_is_copied_exactly_and_it_is_said(page: Page, clipboard: bool) -> None:
    if not clipboard:  # as on a site without a certificate
        page.add_init_script(WITHOUT_CLIPBOARD)
    page.goto(page.url.split("/sign-in")[0].rstrip("/") + "/search?q=assessment")
    button = page.locator(".muster-result [data-copy]").first
    citation = button.get_attribute("data-copy")
    button.click()
    expect(page.locator("#copied")).to_have_text(f"Copied: {citation}")
    expect(button).to_contain_text("Copied")
    expect(button).to_be_focused()
    page.locator("#q").fill("")
    page.locator("#q").press("Control+v")
    expect(page.locator("#q")).to_have_value(citation)


def test_a_paragraph_of_a_document_offers_its_citation(page: Page) -> None:
    page.locator("#q").fill("assessment")
    page.locator("#q").press("Enter")
    page.locator(".muster-result__title a").first.click()
    expect(page.locator(".muster-passage:target [data-copy]")).to_be_visible()
    expect(page.locator(".muster-passage:target .muster-cite__words")).to_be_hidden()
