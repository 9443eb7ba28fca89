"""Uploading in Chromium: files go one by one, a reload shows how far it is, and the end is told unasked."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from patience import PATIENCE
from playwright.sync_api import Browser, BrowserContext, Page, expect
from serving import Served, free_port, served

PICTURES = os.environ.get("MUSTER_PICTURES")  # a folder to look at the pages in

PAGES = (
    "/uploads", "/uploads/1", "/documents/ledger", "/documents/ledger/1", "/documents/duplicates",
    "/documents/withdrawn", "/documents/1/withdraw", "/documents/1",
)  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server on an empty home, with its background work."""
    with served(tmp_path_factory.mktemp("uploads") / "home", free_port()) as running:
        yield running


@pytest.fixture(scope="module")
def context(browser: Browser, site: Served) -> Iterator[BrowserContext]:
    """Signed in, once for all: the link is good once."""
    opened = browser.new_context(locale="en-GB", base_url=site.address)
    opened.set_default_timeout(PATIENCE * 1000)
    page = opened.new_page()
    page.goto(site.sign_in)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page).to_have_title(re.compile("^Search"))
    page.close()
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page; at its end, no error was on its console."""
    opened = context.new_page()
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: said.append(str(error)))
    yield opened
    opened.close()
    # What a reload or a lost connection interrupts is no fault of the page's.
    assert not [line for line in said if not line.startswith(("htmx:", "Failed to load resource"))], said


def papers(folder: Path, count: int, word: str) -> list[Path]:
    """Small letters, no two alike."""
    made = []
    for number in range(count):
        path = folder / f"{word} {number:02}.txt"
        path.write_text("\n\n".join(f"{word}{a}{b}{number} was agreed." for a in "bdfgkl" for b in "aeiou"))
        made.append(path)
    return made


def test_a_reload_in_the_middle_shows_how_far_it_is_and_the_end_is_told(page: Page, tmp_path: Path):
    files = [*papers(tmp_path, 40, "report"), tmp_path / "empty.txt"]
    files[-1].write_text("")
    page.goto("/uploads")
    page.get_by_label("Files", exact=True).set_input_files(files)
    page.get_by_role("button", name="Upload").click()
    page.wait_for_url(re.compile(r"/uploads/\d+$"))
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"^Upload \d+$"))
    page.reload()
    look_at(page, "upload-running")
    expect(page.locator("#progress > [role=status]")).to_contain_text(
        "41 files = 40 added + 0 duplicate + 1 failed"
    )
    expect(page.locator("#progress")).not_to_have_attribute("hx-trigger", re.compile("."))
    look_at(page, "upload-done")


def test_what_a_broken_connection_left_out_is_named_and_sent_again(page: Page, tmp_path: Path):
    files = papers(tmp_path, 4, "minutes")
    sent = []

    def fail_after_two(route):
        sent.append(route)
        route.continue_() if len(sent) <= 2 else route.fulfill(status=503)

    page.route("**/uploads/*/files", fail_after_two)
    page.goto("/uploads")
    page.get_by_label("Files", exact=True).set_input_files(files)
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_text("The sending stopped.")).to_be_visible()
    page.unroute("**/uploads/*/files")
    page.reload()
    expect(page.get_by_role("heading", name="2 files did not arrive")).to_be_visible()
    look_at(page, "upload-cut-short")
    page.get_by_label("The files that did not arrive").set_input_files(files[2:])
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("#progress > [role=status]")).to_contain_text("4 files = 4 added")


def test_a_file_over_the_limit_is_named_before_it_is_sent(page: Page, tmp_path: Path):
    (path,) = papers(tmp_path, 1, "large")
    page.goto("/uploads")
    page.locator("[data-upload]").evaluate("form => form.dataset.most = '10'")
    page.get_by_label("Files", exact=True).set_input_files(path)
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_text("large 00.txt is larger than")).to_be_visible()


def test_without_scripts_one_form_sends_them_all(
    browser: Browser, context: BrowserContext, site: Served, tmp_path: Path
):
    plain = browser.new_context(
        java_script_enabled=False, storage_state=context.storage_state(), base_url=site.address
    )
    plain.set_default_timeout(PATIENCE * 1000)
    page = plain.new_page()
    page.goto("/uploads")
    page.get_by_label("Files", exact=True).set_input_files(papers(tmp_path, 3, "plan"))
    page.get_by_role("button", name="Upload").click()
    for _ in range(2 * PATIENCE):
        if page.get_by_text("3 files = 3 added").count():
            break
        page.wait_for_timeout(500)
        page.reload()
    expect(page.get_by_text("3 files = 3 added")).to_be_visible()
    plain.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_scrolls_sideways(page: Page, width: int):
    page.set_viewport_size({"width": width, "height": 800})
    for path in PAGES:
        page.goto(path)
        look_at(page, f"{path.strip('/').replace('/', '-')}-{width}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def look_at(page: Page, name: str) -> None:
    """Keep a picture where one is asked for."""
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}.png")
