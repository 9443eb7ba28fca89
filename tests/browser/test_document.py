"""A document's text with its page beside it, in Chromium: what is chosen is shown where it stands."""

import re
from pathlib import Path

import pytest
from cli_runner import Muster
from patience import PATIENCE
from playwright.sync_api import Browser, Locator, Page, expect
from web.browser import Site


@pytest.fixture
def document(page: Page, site: Site) -> str:
    """The address of a sample report of three pages."""
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{site.address}/documents")
    page.get_by_role("link", name="Improvement Plan Progress Report").first.click()
    expect(page.locator(".muster-beside")).to_be_visible()
    return page.url


def passage(page: Page, label: str) -> Locator:
    return page.locator(".muster-passage", has=page.locator(f".muster-label:text-is('{label}')"))


def test_a_click_on_a_paragraph_shows_it_on_its_page(page: Page, document: str) -> None:
    chosen = passage(page, "3.3.2")
    chosen.locator(".muster-passage__words").click()
    expect(page.get_by_text("Page 2 of 3, with paragraph 3.3.2 highlighted")).to_be_visible()
    expect(page.locator(".muster-sheet__mark")).to_be_in_viewport()
    expect(chosen).to_have_attribute("aria-current", "true")
    assert page.locator(".muster-passage[aria-current]").count() == 1


def test_the_keyboard_chooses_a_paragraph_too_and_stays_on_it(page: Page, document: str) -> None:
    link = passage(page, "3.2.5").locator("[data-show]")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("with paragraph 3.2.5 highlighted")).to_be_visible()
    expect(link).to_be_focused()


def test_from_here_shows_the_place_on_the_page(page: Page, document: str) -> None:
    page.get_by_role("link", name=re.compile("^from here ?: date")).click()
    expect(page.locator(".muster-sheet__mark")).to_be_visible()
    expect(page.locator(".muster-passage:target")).to_have_attribute("aria-current", "true")


def test_a_search_leads_to_the_paragraph_and_its_place(page: Page, site: Site) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{site.address}/search?q=unregistered&kind=notice")
    page.locator(".muster-result a").first.click()
    expect(page.locator(".muster-passage:target mark").first).to_be_visible()
    expect(page.locator(".muster-sheet__mark")).to_be_visible()


def test_marking_words_to_copy_chooses_nothing(page: Page, document: str) -> None:
    words = passage(page, "3.2.5").locator(".muster-passage__words")
    words.scroll_into_view_if_needed()
    box = words.bounding_box()
    assert box
    page.mouse.move(box["x"] + 60, box["y"] + 15)
    page.mouse.down()
    page.mouse.move(box["x"] + 300, box["y"] + 15, steps=5)
    page.mouse.up()
    assert page.evaluate("String(getSelection())").strip()
    assert page.locator(".muster-passage[aria-current]").count() == 0


def test_on_a_narrow_screen_the_page_is_folded_until_it_is_asked_for(page: Page, document: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(document)
    expect(page.locator(".muster-sheet__paper")).to_be_hidden()
    passage(page, "3.2.5").locator("[data-show]").click()
    expect(page.locator(".muster-sheet__mark")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_without_scripts_the_link_shows_the_place(
    browser: Browser, site: Site, page: Page, document: str
) -> None:
    href = passage(page, "3.2.5").locator("[data-show]").get_attribute("href")
    context = browser.new_context(java_script_enabled=False, storage_state=page.context.storage_state())
    context.set_default_timeout(PATIENCE * 1000)
    plain = context.new_page()
    plain.set_viewport_size({"width": 1440, "height": 900})
    plain.goto(site.address + str(href))
    expect(plain.get_by_text(re.compile("with paragraph 3.2.5 highlighted"))).to_be_visible()
    expect(plain.locator(".muster-sheet__mark")).to_be_visible()
    context.close()


def test_a_strip_with_the_citation_and_the_next_hit_stays_in_view(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/search?q=assessments")
    titles = page.locator(".muster-result__title a")
    second, third = titles.nth(1).inner_text(), titles.nth(2).inner_text()
    titles.nth(1).click()
    strip = page.locator(".muster-strip")
    expect(strip.locator(".muster-strip__words")).to_have_text(second)
    assert "hit 2 of" in strip.inner_text()
    page.mouse.wheel(0, 600)
    expect(strip.get_by_role("button", name="Copy")).to_be_in_viewport()
    strip.get_by_role("link", name="Next hit").click()
    expect(strip.locator(".muster-strip__words")).to_have_text(third)
    landed, below = page.locator(".muster-passage:target").bounding_box(), strip.bounding_box()
    assert landed and below and landed["y"] >= below["y"] + below["height"] - 1
    strip.get_by_role("link", name="Previous hit").click()
    expect(strip.locator(".muster-strip__words")).to_have_text(second)
    strip.get_by_role("link", name="Back to the results").click()
    expect(page).to_have_url(re.compile(r"/search\?q=assessments$"))


def test_choosing_another_paragraph_changes_the_citation_in_the_strip(page: Page, document: str) -> None:
    expect(page.locator(".muster-strip")).to_be_hidden()
    passage(page, "3.3.2").locator(".muster-passage__words").click()
    expect(page.locator(".muster-strip__words")).to_have_text(re.compile(r"para 3\.3\.2 \(p\. 2\)$"))
    expect(page.locator(".muster-strip").get_by_role("button", name="Copy")).to_be_visible()


def test_a_search_leads_to_words_whose_suggestions_open_on_a_click(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/search?q=assessments")
    page.locator(".muster-result__title a").first.click()
    expect(page.locator(".muster-strip__ways")).to_be_visible()
    assert page.locator(".muster-links__details[open]").count() == 0
    summary = page.locator(".muster-links__summary", has_text="suggested").first
    summary.click()
    expect(page.locator(".muster-links__details[open] .muster-why").first).to_be_visible()


def test_a_file_whose_name_is_one_long_word_fits_a_narrow_screen(
    page: Page, site: Site, own_sample_base: Muster, tmp_path: Path
) -> None:
    paper = tmp_path / f"{'Unbroken_name_of_a_paper_' * 8}.txt"
    paper.write_text("Children in care waited for their reviews.\n\nThe board met again.\n", encoding="utf-8")
    assert own_sample_base("ingest", paper).code == 0
    entries = own_sample_base("ledger", "--json").data["files"]
    added = next(entry for entry in entries if paper.name in entry["path"])
    page.set_viewport_size({"width": 390, "height": 800})
    number = added["documents"][0]
    for path in (f"/documents/ledger/{added['id']}", "/documents/ledger", f"/documents/{number}"):
        page.goto(site.address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
