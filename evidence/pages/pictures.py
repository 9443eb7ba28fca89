"""Pages as pictures, and where their words stand: made when first looked at, kept under the file's SHA-256.

The folder is derived: it can be deleted at any moment, whole or in part.
"""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from evidence.errors import HomeError, NotFound, Unreadable
from evidence.pages.render import NO_PAGE

Box = tuple[float, float, float, float]

WIDTH = 1100  # pixels: a page beside its text on a sharp screen, about 130 dots an inch of A4
LARGE = 2200
DRAWABLE = frozenset({"application/pdf", "image/png", "image/jpeg", "image/tiff"})
AT_ONCE = 2  # pages drawn at one time; the others wait
PATIENCE = 30  # seconds that one waits, and that one may take
MOST = 512 << 20  # bytes kept
TRIM_EVERY = 64  # pictures
KEPT = ("*.png", "*-words.json", "printed.pdf", "printed.json")

_drawing = threading.BoundedSemaphore(AT_ONCE)
TROUBLE = ("This page cannot be drawn.", "Open the original to see it.")

Words = list[tuple[str, list[Box]]]
"""A page's words, each with the boxes that it stands in: one for each line."""


@dataclass(frozen=True)
class PageImage:
    """One page of one file, at one size. ``turn``: degrees clockwise until its words stand upright."""

    sha256: str
    media_type: str
    page: int
    turn: int = 0
    width: int = WIDTH

    @property
    def name(self) -> str:
        return f"{self.page}-{self.width}-{self.turn}{self._drawn}.png"

    @property
    def tag(self) -> str:
        """What names these very bytes, before they are drawn."""
        return f"{self.sha256}-{self.page}-{self.width}-{self.turn}{self._drawn}"

    @property
    def _drawn(self) -> str:
        """Sets apart pictures that were drawn otherwise before: not as their camera was held."""
        return "" if self.media_type == "application/pdf" else "-held"


def image_of(wanted: PageImage, original: Path, cache: Path) -> bytes:
    """The picture, a PNG: from the cache, or drawn from the original and kept there.

    Raises NotFound if the file has no such page or is of a format without pages, Unreadable if the page
    cannot be drawn, HomeError if the original cannot be opened.
    """
    if wanted.media_type not in DRAWABLE:
        raise NotFound("This file has no pages to show.", "Open the original to see it.")
    kept = cache / wanted.sha256[:2] / wanted.sha256 / wanted.name
    with contextlib.suppress(OSError):
        return kept.read_bytes()
    if not original.is_file():
        raise HomeError("The original is missing from the home folder.", "Restore it from a backup.")
    drawn = _apart(
        "evidence.pages.render", original, wanted.page, wanted.media_type, str(wanted.width), str(wanted.turn)
    )
    with contextlib.suppress(OSError):  # a full disk keeps nobody from looking
        keep(drawn, kept, cache)
    return drawn


def words_on(sha256: str, page: int, original: Path, cache: Path) -> Words:
    """The words of a PDF's page and the boxes that they stand in (see page_words); none for a scanned one.

    Raises NotFound if there is no such page, Unreadable if PDFium cannot read it.
    """
    kept = cache / sha256[:2] / sha256 / f"{page}-words.json"
    with contextlib.suppress(OSError, ValueError):
        return cast(Words, json.loads(kept.read_bytes()))
    found = _apart("evidence.pages.word_boxes", original, page)
    with contextlib.suppress(OSError):
        keep(found, kept, cache)
    return cast(Words, json.loads(found))


@contextlib.contextmanager
def a_turn() -> Iterator[None]:
    """Wait until few enough pages are being drawn. Raises Unreadable after waiting in vain."""
    if not _drawing.acquire(timeout=PATIENCE):
        raise Unreadable("Too many pages are being drawn just now.", "Wait a moment, then load it again.")
    try:
        yield
    finally:
        _drawing.release()


def _apart(module: str, original: Path, page: int, *arguments: str) -> bytes:
    """What a module says of a file's page, run as a process of its own."""
    try:
        with a_turn():
            command = [sys.executable, "-m", module, str(original), str(page), *arguments]
            done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        raise Unreadable("This page takes too long to draw.", "Open the original to see it.") from None
    if done.returncode == NO_PAGE:
        raise NotFound(f"There is no page {page} in this file.", "Choose another page.")
    if done.returncode or not done.stdout:
        raise Unreadable(*TROUBLE)
    return done.stdout


def keep(made: bytes, kept: Path, cache: Path) -> None:
    """Write what was made so that nobody ever sees half of it; now and then, drop the oldest."""
    kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=kept.parent, prefix=".made-", delete=False) as out:
        out.write(made)
    Path(out.name).replace(kept)
    if int.from_bytes(os.urandom(2), "big") % TRIM_EVERY == 0:
        trim(cache)


def trim(cache: Path, most: int = MOST) -> int:
    """Delete the oldest of what is kept until no more than ``most`` bytes are left. Returns how many went."""
    every = (p for kind in KEPT for p in cache.rglob(kind))
    found = sorted((p.stat().st_mtime, p.stat().st_size, p) for p in every)
    total, gone = sum(size for _, size, _ in found), 0
    for _, size, path in found:
        if total <= most:
            break
        path.unlink(missing_ok=True)
        total, gone = total - size, gone + 1
    return gone
