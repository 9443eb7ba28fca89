"""The main line in Chromium, on the samples: search, open, accept, trace, pack, download."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from patience import PATIENCE
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader
from web.browser import Site


def test_a_newcomer_walks_from_a_search_to_an_issued_pack(page: Page):
    _search_as_one_types(page)
    page.locator(".muster-result a").first.click()
    code = _accept_the_first_suggestion(page)
    _trace(page, code)
    _make_a_pack(page, code)
    page.get_by_role("button", name="Freeze as issue 1").click()
    expect(page.get_by_text("Issue 1 is frozen")).to_be_visible()
    with page.expect_download() as started:
        page.get_by_role("link", name="PDF of issue 1").click()
    pdf = PdfReader(BytesIO(Path(started.value.path()).read_bytes()))
    assert started.value.suggested_filename.endswith(".pdf")
    assert len(pdf.pages) > 2 and pdf.outline


def _search_as_one_types(page: Page) -> None:
    """Results come without pressing anything, and the address follows."""
    page.get_by_role("link", name="Search", exact=True).click()
    page.get_by_label("Words to search for").press_sequentially("initial assessments", delay=20)
    expect(page.locator(".muster-result").first).to_be_visible()
    expect(page.locator("#count")).to_contain_text("passages")
    expect(page).to_have_url(re.compile(r"q=initial(%20|\+)assessments"))
    page.get_by_role("checkbox", name=re.compile(r"^Report \(")).check()
    expect(page).to_have_url(re.compile("kind=report"))
    expect(page.locator(".muster-result__facts", has_text="Letter")).to_have_count(0)
    expect(page.get_by_role("checkbox", name=re.compile(r"^Report \("))).to_be_focused()


def _accept_the_first_suggestion(page: Page) -> str:
    """The paragraph is in sight, its words marked; its links open on a click. Returns the measure."""
    passage = page.locator(".muster-passage:target")
    expect(passage).to_be_in_viewport()
    expect(passage.locator("mark").first).to_be_visible()
    passage.locator(".muster-links__summary").click()
    link = passage.locator(".muster-links__item").first
    code = link.get_by_role("link").first.inner_text()
    link.get_by_role("button", name=re.compile("^Accept")).click()
    expect(link.locator(".muster-decision")).to_contain_text("Accepted")
    expect(link.get_by_role("button", name=re.compile("^Undo"))).to_be_focused()
    return code


def _trace(page: Page, code: str) -> None:
    page.get_by_role("link", name=code, exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(code)
    expect(
        page.get_by_role("heading", name=re.compile(r"(Supporting|Contradicting|Context) \(1\)"))
    ).to_be_visible()


def _make_a_pack(page: Page, code: str) -> None:
    page.get_by_role("link", name="Packs", exact=True).click()
    page.get_by_role("button", name="New inspection").click()
    page.get_by_label("Name").fill("Announced inspection")
    page.get_by_role("button", name="Add the inspection").click()
    page.get_by_role("button", name="New pack").click()
    page.get_by_label("Name").fill("First pack")
    page.get_by_role("button", name="Make the pack").click()
    what = "block" if code.startswith("Block ") else "measure"
    page.get_by_label("New section for").select_option(f"{what}:{code.removeprefix('Block ')}")
    page.get_by_role("button", name="Add section", exact=True).click()
    expect(page.get_by_text("1 section, 1 item.")).to_be_visible()


def test_back_brings_the_results_back_and_an_error_says_what_to_do(page: Page, site: Site):
    page.get_by_label("Words to search for").press_sequentially("strategy", delay=20)
    page.keyboard.press("Enter")
    page.locator(".muster-result a").first.click()
    page.go_back()
    expect(page.locator(".muster-result").first).to_be_visible()
    expect(page.get_by_label("Words to search for")).to_have_value("strategy")


def test_every_control_of_the_review_queue_is_in_reach_of_the_keyboard(page: Page, site: Site):
    page.goto(f"{site.address}/review")
    page.get_by_role("button", name="Tick all on this page").click()
    boxes = page.get_by_role("checkbox")
    assert boxes.count() and all(box.is_checked() for box in boxes.all())
    first = page.locator(".muster-queue__item").first
    first.get_by_role("combobox").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(first.locator(".muster-decision")).to_contain_text("Accepted")
    expect(first.get_by_role("button", name=re.compile("^Undo"))).to_be_focused()
    page.keyboard.press("Enter")
    expect(first.locator(".muster-decision")).to_contain_text("Suggested")


@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_scrolls_sideways(page: Page, site: Site, width: int):
    page.set_viewport_size({"width": width, "height": 800})
    for path in (
        "/search?q=assessment",
        "/documents",
        "/documents/1",
        "/measures",
        "/review",
        "/packs",
        "/log",
    ):
        page.goto(site.address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_without_scripts_the_same_search_works(browser: Browser, site: Site):
    context = browser.new_context(java_script_enabled=False)
    context.set_default_timeout(PATIENCE * 1000)
    page = context.new_page()
    page.goto(f"{site.sign_in}&next=/search")
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.get_by_label("Words to search for").fill("strategy")
    page.get_by_role("button", name="Search").click()
    expect(page.locator(".muster-result").first).to_be_visible()
    page.get_by_role("button", name="Apply filters").click()
    expect(page.locator(".muster-result").first).to_be_visible()
    context.close()
