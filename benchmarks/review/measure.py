"""How long the review desk keeps a person waiting: decisions by key in Chromium, one after the other.

    .venv/bin/python benchmarks/review/measure.py [--decisions N] [FOLDER …]

Reads the folders (by default samples/evidence) into a home of its own, serves it, and decides so many
suggestions with the keys a, r, c and x. Of each it measures the time from the key until the next card stands
on the page: server, network and drawing. What is left of five minutes is what a person has to read in.
"""

import argparse
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).resolve().parent.parent.parent
MUSTER = (sys.executable, "-c", "from webapp.cli import main; main()")
KEYS = "aaraacaaxar"
"""Most suggestions of the queue are accepted; some are rejected, contradict, or are context."""
AIM = 300.0
"""Seconds that fifty decisions may take a practised person."""
LEFT = "document.querySelector('.muster-desk__left strong')?.textContent"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, default=[HERE / "samples" / "evidence"])
    parser.add_argument("--decisions", type=int, default=50)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        subprocess.run([*MUSTER, "--home", home, "ingest", *asked.folders], cwd=HERE, capture_output=True)
        with serving(home) as link, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox"]
            )
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            waited = decisions(page, link, asked.decisions)
            browser.close()
    say(waited)


@contextmanager
def serving(home: Path) -> Iterator[str]:
    """`muster serve` in a process of its own; gives the link that signs one in."""
    command = [*MUSTER, "--home", home, "serve", "--port", "8097"]
    with subprocess.Popen(
        command, cwd=HERE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as run:
        assert run.stdout is not None
        yield next(found[0] for line in run.stdout if (found := re.search(r"http\S+token=\S+", line)))
        run.terminate()


def decisions(page: Page, link: str, number: int) -> list[float]:
    """The seconds from each key to the next card."""
    page.goto(link)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.goto(f"{link.partition('/sign-in')[0]}/review/desk?all=yes")
    page.wait_for_selector("#desk-passage")
    waited = []
    for key in islice(cycle(KEYS), number):
        before = page.evaluate(LEFT)
        if not page.locator("[data-pick]").count():
            break
        started = time.perf_counter()
        page.keyboard.press(key)
        page.wait_for_function(f"before => {LEFT} !== before", arg=before)
        waited.append(time.perf_counter() - started)
    return waited


def say(waited: Sequence[float]) -> None:
    """Print the figures."""
    number, total = len(waited), sum(waited)
    slow = statistics.quantiles(waited, n=20)[-1]
    print(f"{number} decisions: {total:.1f} s of waiting; median {statistics.median(waited) * 1000:.0f} ms,")
    print(f"19 of 20 within {slow * 1000:.0f} ms, the slowest {max(waited) * 1000:.0f} ms.")
    print(f"Of five minutes, {(AIM - total) / number:.1f} s are left to read and decide each.")


if __name__ == "__main__":
    main()
