"""Words clicked and areas dragged over on a page's picture are what the form sends."""

from pathlib import Path

from cli_runner import Muster
from playwright.sync_api import Page, expect
from reader_files import pdf, prose


def test_a_word_is_clicked_and_an_area_dragged_over(
    page: Page, own_sample_base: Muster, tmp_path: Path
) -> None:
    base = page.url.split("/sign-in")[0].split("/search")[0].rstrip("/")
    muster = own_sample_base
    made = pdf(tmp_path / "letter.pdf", prose("Letter from Anyshire Council to the Board, 3 May 2011."))
    number = muster("ingest", made, "--json").data["files"][0]["documents"][0]
    muster("inspection", "new", "Inspection 2026")
    pack = muster("pack", "new", "Evidence", "--inspection", "Inspection 2026", "--json").data["id"]
    assert muster("pack", "add", "Evidence", "--section", "Papers", "--document", number).code == 0
    page.goto(f"{base}/packs/{pack}/documents/{number}/redact")
    word = page.locator("[data-word]").nth(3)
    word.scroll_into_view_if_needed()
    box = word.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert page.locator("input[name=tick]:checked").count() == 1
    paper = page.locator("#redact-paper").bounding_box()
    page.mouse.move(paper["x"] + 40, paper["y"] + 200)
    page.mouse.down()
    page.mouse.move(paper["x"] + 240, paper["y"] + 240, steps=4)
    page.mouse.up()
    assert page.locator("input[type=hidden][name=area]").count() == 1
    page.get_by_label("Exemption").select_option("s40")
    page.get_by_label("Reason").fill("Name of a child")
    page.get_by_role("button", name="Redact", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("2 places are redacted.")
    assert page.locator(".muster-redact__held").count() >= 2
