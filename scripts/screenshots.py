"""Pictures of every page for docs/pictures/, of a home made from the samples.

    .venv/bin/python scripts/screenshots.py [--out FOLDER] [--width PIXELS] [--whole] [PAGE…]

PAGE is an endpoint, such as search.page; without any, all are taken. It needs Debian's chromium and the
built assets. tests/support/web/tour.py says what the home holds and where each page is.
"""

import argparse
import logging
import re
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from dataclasses import replace
from pathlib import Path

from flask import Flask
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from waitress.server import create_server

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "support")]

from cli_runner import Muster  # noqa: E402
from web.tour import PERSON, addresses, furnish, visitor  # noqa: E402

from evidence.people.account import Role  # noqa: E402
from evidence.settings import load  # noqa: E402
from webapp import create_app  # noqa: E402
from webapp.people.auth import issue_token  # noqa: E402

HEIGHT = 800
VISITORS = (Role.COORDINATOR, Role.ADMINISTRATOR)
KEPT = (("minutes", 7), ("notice", 1))
"""Years, so that something is due for review."""
COLOURS = 48
"""Of a picture: pages have few, and it is a third as large."""


def main() -> None:
    """Make the home, serve it, and take the pictures that were asked for."""
    asked = _arguments()
    asked.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        muster = _home(Path(folder))
        settings = load(home=muster.home, config=ROOT / "config.toml")
        app = create_app(replace(settings, retention=KEPT))
        with _served(app) as address, _browser() as browser:
            pages = {role: _signed_in(browser, app, address, role, asked.width) for role in VISITORS}
            for endpoint, path in addresses(muster).items():
                if not asked.pages or endpoint in asked.pages:
                    page, out = pages[visitor(app, endpoint)], asked.out / f"{_named(endpoint)}.png"
                    _take(page, address + path, out, whole=asked.whole)


def _named(endpoint: str) -> str:
    """A picture's name: search.page is search-page."""
    return re.sub(r"[^a-z]+", "-", endpoint).strip("-")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pages", nargs="*", metavar="PAGE")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "pictures")
    parser.add_argument("--width", type=int, default=1100)
    parser.add_argument("--whole", action="store_true", help="from top to bottom, not the first screen")
    return parser.parse_args()


def _home(folder: Path) -> Muster:
    """The samples, and what people did with them."""
    muster = Muster(folder / "home")
    (folder / "samples").symlink_to(ROOT / "samples")
    with chdir(folder):  # the pages show where files came from: no machine's paths
        muster("ingest", "samples/evidence")
        furnish(muster, Path())
    return muster


@contextmanager
def _served(app: Flask) -> Iterator[str]:
    """The site's address."""
    server = create_server(app, host="127.0.0.1", port=0, threads=4)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a page's parts are asked for at once
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.trigger.pull_trigger(server.close)


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--lang=en-GB"]
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)
        yield browser
        browser.close()


def _signed_in(browser: Browser, app: Flask, address: str, role: Role, width: int) -> Page:
    context = browser.new_context(locale="en-GB", viewport={"width": width, "height": HEIGHT})
    page = context.new_page()
    page.goto(f"{address}/sign-in?token={issue_token(app, PERSON, role)}")
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "sign-in" not in url)
    return page


def _take(page: Page, address: str, out: Path, *, whole: bool) -> None:
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=out, full_page=whole)
    with Image.open(out) as picture:
        picture.convert("RGB").quantize(COLOURS).save(out, optimize=True)


if __name__ == "__main__":
    main()
