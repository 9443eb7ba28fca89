"""On paper: the words and their sources, and nothing that could only be pressed."""

import pytest
from playwright.sync_api import Page, expect
from web.browser import Site

TO_PRESS = "main button:visible, a.govuk-button:visible, header nav:visible, footer:visible"


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/documents/1?q=board", "Overall progress"),
        ("/measures", "Improvement Notice"),
        ("/log", "follow each other"),
        ("/search?q=initial+assessments", "25 passages"),
        ("/review", "Suggestions 1 to 20"),
        ("/documents", "Minutes of the Aldermarsh"),
    ],
)
def test_a_printed_page_keeps_its_words_and_drops_what_is_pressed(
    page: Page, site: Site, path: str, says: str
) -> None:
    page.goto(site.address + path)
    page.emulate_media(media="print")
    expect(page.get_by_role("main")).to_contain_text(says)
    assert [one.inner_text() for one in page.locator(TO_PRESS).all()] == []
    after = "(links) => links.map((link) => getComputedStyle(link, '::after').content)"
    assert set(page.locator("main a.govuk-link:visible").evaluate_all(after)) <= {"none", "normal"}
