"""The raised numbers of notes in a PDF's text: "512" with a small 18 above its foot is "512¹⁸", not 51218.

Told by size and foot alone: digits set smaller than what stands right before them, and higher. Written as
superscripts they are part of no figure and no word, for search as for values. A note's own number at the
start of its line, a power ("km²") and a fraction's upper part keep their sense.
"""

import re
from collections.abc import Callable
from typing import Any

from ingest.readers.pdf.type_sizes import size_of
from ingest.readers.raw import Box

SMALLER = 0.85  # times the size of the type before it, at most
HIGHER = 0.12  # of the height of the type before it: so far above its foot
JOINED = 0.12  # of that height: nearer, no space is between
NEAR = 0.6  # of that height: farther apart they are words of their own
_DIGITS = re.compile(r"\d+")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
LONGEST = 3  # digits of a note's number
_OVER = ("/", "⁄")


def with_raised(text: str, textpage: Any, place: Callable[[int], Box | None]) -> str:
    """A page's characters with the numbers of notes as superscripts, each at its own index.

    ``textpage`` is PDFium's handle as an argument; ``place`` gives where a character stands, turned upright.
    """
    found = [
        (first, run.end())
        for run in _DIGITS.finditer(text)
        if (first := _first(text, run, textpage, place)) is not None
    ]
    if not found:
        return text
    letters = list(text)
    for first, end in found:
        letters[first:end] = text[first:end].translate(_RAISED)
        _go_on(letters, end, place)
    return "".join(letters)


def _go_on(letters: list[str], end: int, place: Callable[[int], Box | None]) -> None:
    """What stands close after the number goes on with its line, though PDFium ended the line there."""
    after = end
    while after < len(letters) and letters[after] in " \r\n":
        after += 1
    note = place(end - 1)
    next_ = place(after) if end < after < len(letters) else None
    if note is None or next_ is None or not next_[1] <= (note[1] + note[3]) / 2 <= next_[3]:
        return
    gap, height = next_[0] - note[2], next_[3] - next_[1]
    if -height < gap < NEAR * height:
        letters[end:after] = ["\x00" if gap < JOINED * height else " "] + ["\x00"] * (after - end - 1)


def _first(text: str, run: re.Match[str], textpage: Any, place: Callable[[int], Box | None]) -> int | None:
    """Where the raised part of a run of digits begins; None where none of it is."""
    start, end = run.span()
    before = start - 1
    while before >= 0 and text[before] == " ":
        before -= 1
    if text[end : end + 4].lstrip(" \r\n")[:1] in _OVER or (end - start == 1 and start - before > 2):
        return None
    small = size_of(textpage, end - 1)
    first = start if size_of(textpage, start) == small else end - 1
    while first > start and size_of(textpage, first - 1) == small:
        first -= 1
    of = first - 1 if first > start else before
    if end - first > LONGEST or of < 0 or text[of] in "\n\r" or small > SMALLER * size_of(textpage, of):
        return None
    base, note = place(of), place(first)
    if base is None or note is None:
        return None
    height = max(base[3] - base[1], 1.0)
    near = -height < note[0] - base[2] < NEAR * height
    over = base[1] - height < note[1] and base[3] - note[3] > HIGHER * height
    return first if near and over and note[3] > base[1] else None
