"""Texts and slides as they print: their pages by LibreOffice, and where a passage stands on them.

Made when first asked for, and kept with the other pictures; none where LibreOffice is not installed.
"""

import contextlib
import json
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evidence.errors import HomeError, NotFound, Unreadable
from evidence.pages.libreoffice import MEGABYTES, SECONDS, NotConverted, converted, installed
from evidence.pages.pictures import TROUBLE, Box, a_turn, keep

ENDINGS = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/msword": ".doc",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/rtf": ".rtf",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "application/vnd.ms-powerpoint": ".ppt",
    "application/vnd.oasis.opendocument.presentation": ".odp",
}
PATIENCE = 60  # seconds to lay one file out
WITHIN = (SECONDS, MEGABYTES)
FEWEST = 0.6  # of a passage's words: where fewer stand together, it is not that passage
LONGEST = 60  # words of a passage that are looked for: as many as tell where it begins and that it is the one

Words = list[tuple[str, list[Box]]]


@dataclass(frozen=True)
class Printed:
    """A file's printed pages: the PDF, and for each page its size in points and its words in their boxes."""

    pdf: Path
    pages: Sequence[tuple[float, float, Words]]

    def place(self, text: str, near: int = 1) -> tuple[int, list[Box]] | None:
        """The page on which a passage of this text begins, and its boxes there; None where it is not found.

        Of several places the one nearest after page ``near`` is taken.
        """
        wanted = _plain(text)[:LONGEST]
        if not wanted:
            return None
        order = [*range(near - 1, len(self.pages)), *range(near - 1)]
        best: tuple[float, int, list[Box]] = (0.0, 0, [])
        for i in order:
            share, boxes = _found(wanted, self.pages[i][2])
            if share > best[0] + 0.05:
                best = (share, i + 1, boxes)
            if share > 0.95:
                break
        return (best[1], best[2]) if best[0] >= FEWEST else None


def printable(media_type: str) -> bool:
    """Whether files of this kind can be shown as printed here."""
    return media_type in ENDINGS and installed() is not None


def is_kept(sha256: str, cache: Path) -> bool:
    """Whether the pages have been made already."""
    return _folder(sha256, cache).joinpath("printed.json").is_file()


def printed(
    sha256: str, media_type: str, original: Path, cache: Path, within: tuple[float, int] = WITHIN
) -> Printed:
    """A file's pages, from the cache or made now ``within`` so many seconds and megabytes, and kept.

    Raises NotFound if files of this kind cannot be printed here, Unreadable if this one cannot, HomeError if
    the original is missing.
    """
    folder = _folder(sha256, cache)
    pdf, layout = folder / "printed.pdf", folder / "printed.json"
    with contextlib.suppress(OSError, ValueError):
        if pdf.is_file():
            return Printed(pdf, json.loads(layout.read_bytes()))
    if not printable(media_type):
        raise NotFound("This file has no pages to show.", "Open the original to see it.")
    if not original.is_file():
        raise HomeError("The original is missing from the home folder.", "Restore it from a backup.")
    try:
        with (
            a_turn(),
            converted(original, ENDINGS[media_type], "pdf", seconds=within[0], megabytes=within[1]) as made,
        ):
            keep(made.read_bytes(), pdf, cache)
    except NotConverted as error:
        raise Unreadable("This file cannot be shown as printed.", "Open the original to see it.") from error
    keep(_laid_out(pdf), layout, cache)
    return Printed(pdf, json.loads(layout.read_bytes()))


def _folder(sha256: str, cache: Path) -> Path:
    return cache / sha256[:2] / sha256


def _laid_out(pdf: Path) -> bytes:
    command = [sys.executable, "-m", "evidence.pages.printed_words", str(pdf)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        raise Unreadable(*TROUBLE) from None
    if done.returncode or not done.stdout:
        raise Unreadable(*TROUBLE)
    return done.stdout


def _plain(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _found(wanted: list[str], words: Words) -> tuple[float, list[Box]]:
    """How much of a passage's beginning stands together on a page, and the boxes of that."""
    there = [(letters, boxes) for word, boxes in words for letters in _plain(word)]
    best: tuple[int, int] = (0, 0)
    for start, (letters, _) in enumerate(there):
        if letters == wanted[0]:
            length = _run(wanted, there, start)
            best = max(best, (length, -start))
    length, start = best[0], -best[1]
    return length / len(wanted), _lines([b for _, boxes in there[start : start + length] for b in boxes])


def _run(wanted: list[str], there: Sequence[tuple[str, list[Box]]], start: int) -> int:
    length = 0
    while length < min(len(wanted), len(there) - start) and there[start + length][0] == wanted[length]:
        length += 1
    return length


def _lines(boxes: list[Box]) -> list[Box]:
    """Boxes of words as boxes of lines."""
    lines: list[Box] = []
    for box in boxes:
        last = lines[-1] if lines else None
        if last and last[1] <= (box[1] + box[3]) / 2 <= last[3]:
            left, top = min(last[0], box[0]), min(last[1], box[1])
            lines[-1] = (left, top, max(last[2], box[2]), max(last[3], box[3]))
        else:
            lines.append((box[0], box[1], box[2], box[3]))
    return lines
