"""The coverage matrix in Chromium: some 250 measures on one screen."""

from cli_runner import Muster
from paths import CONFIG
from playwright.sync_api import Page, expect
from web.browser import Site

from evidence.model import (
    Field,
    Measure,
    Passage,
    PassageKind,
    Reading,
    Register,
    Source,
    SourceClass,
)
from evidence.model import (
    Page as Paper,
)
from evidence.services import open_services
from evidence.settings import load
from evidence.store import documents
from evidence.store.ledger import keep_file

THEMES = (
    "Assessment and referral", "Quality of practice and management oversight", "Recruitment and retention",
    "Children in care and care leavers", "Partnership and the safeguarding board", "Leadership",
)  # fmt: skip
OUTSIDE = """() => [...document.querySelectorAll(".muster-cell")].filter(cell => {
  const box = cell.getBoundingClientRect();
  return box.top < 0 || box.left < 0 || box.bottom > innerHeight || box.right > innerWidth;
}).length"""


def registers(muster: Muster, count: int, each: int) -> None:
    """Add registers of measures under six themes to a home."""
    with open_services(load(home=muster.home, config=CONFIG), actor="tester") as services:
        for number in range(count):
            title = f"Improvement plan {number + 1} of the council"
            texts = [title, *(f"Matter {number}.{n} is put right by the council." for n in range(each))]
            reading = Reading(
                kind="notice",
                pages=(Paper(1, "\n".join(texts)),),
                passages=tuple(Passage(n, PassageKind.PARAGRAPH, text) for n, text in enumerate(texts)),
                fields=(Field("title", title, 0), Field("date", f"20{10 + number}-03-04", 0)),
                source=Source("Department for Education", SourceClass.EXTERNAL),
                register=Register(
                    "notice", title,
                    tuple(
                        Measure(text, theme=THEMES[n * len(THEMES) // each], passage=n + 1)
                        for n, text in enumerate(texts[1:])
                    ),
                ),
            )  # fmt: skip
            sha256, size = services.files.put_bytes("\n".join(texts).encode())
            with services.record.transaction():
                keep_file(
                    services.record, sha256=sha256, size=size, media_type="text/plain", name=f"{title}.txt"
                )
            documents.add_readings(services.record, sha256, [reading])


def test_some_250_measures_are_on_one_screen_and_each_says_its_name_when_it_has_the_focus(
    page: Page, site: Site, own_sample_base: Muster
) -> None:
    registers(own_sample_base, 3, 60)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{site.address}/coverage")
    cells = page.locator(".muster-cell")
    assert 220 <= cells.count() <= 260
    assert page.evaluate(OUTSIDE) == 0
    number = cells.nth(200).locator(".muster-cell__number")
    expect(number).to_be_hidden()
    cells.nth(200).focus()
    expect(number).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    expect(number).to_be_visible()
    assert page.evaluate("scrollY + innerHeight < document.documentElement.scrollHeight")
