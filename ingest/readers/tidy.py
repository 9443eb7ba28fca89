"""What every reader does to text, lightly, and how it lays lines out on a page."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from ingest.readers.raw import Line, RawPage

# Characters that print nothing, and ligatures that hide letters from a search. Everything else stays as read.
_DROPPED = [*range(0x00, 0x09), 0x0B, *range(0x0E, 0x20), *range(0x7F, 0xA0)]
_DROPPED += [0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFFFE, 0xFFFF]
_TABLE: dict[int, str | None] = dict.fromkeys(_DROPPED)
_TABLE |= dict.fromkeys([0xA0, 0x2007, 0x202F], " ")
_TABLE |= {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
# Bullets of the Symbol and Wingdings fonts, which PDF and Word give as private characters.
_TABLE |= dict.fromkeys([0xF0B7, 0xF0A7, 0xF0D8, 0xF076, 0xF0A8, 0xF06E, 0xF0B2, 0xF071, 0xF0E0], "•")
_TABLE |= {0xF0FC: "✓", 0xF0FB: "✗", 0xF02D: "-", 0x85: "\n", 0x2028: "\n", 0x2029: "\n"}


def tidy(text: str) -> str:
    """Text in NFC, without control characters, soft hyphens or ligatures; non-breaking spaces as spaces.

    Line feeds, form feeds and tabs stay; carriage returns stay for the caller to judge.
    """
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", text.translate(_TABLE))


def one_line(text: str) -> str:
    """Text tidied and put on one line: runs of white space are one space."""
    return " ".join(tidy(text).split())


_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LEVEL = {raised: digit for digit, raised in _RAISED.items()}
_NOTE = re.compile(r"\s*\d{1,3}(?:\s*,\s*\d{1,3})*\s*")


def raised(text: str) -> str:
    """Raised words as they print: a note's number or a power is no part of the figure before it.

    >>> raised("1"), raised("th"), raised("2011")
    ('¹', 'th', '2011')
    """
    return text.translate(_RAISED) if _NOTE.fullmatch(text) else text


def level(text: str) -> str:
    """Raised digits as digits of the line."""
    return text.translate(_LEVEL)


def comment_text(said: str, who: str = "", when: str = "") -> str:
    """A comment as it is shown, with what it is.

    >>> comment_text("Not so.", "Jo Moor", "2026-03-14")
    'Comment by Jo Moor, 2026-03-14: Not so.'
    """
    when = when if _DAY.fullmatch(when) else ""  # some programs write no day as 0000-00-00
    by = f" by {who}" if who else ""
    return f"Comment{by}{f', {when}' if when else ''}: {said}"


HIDDEN = "The file holds hidden text, which is kept apart and is no evidence."
_DAY = re.compile(r"[12]\d{3}-[01]\d-[0-3]\d")
STRUCK = "The file holds text that is struck through: it is kept apart, marked as that."


def struck_through(said: str) -> str:
    """Struck-through text as it is shown, with what it is."""
    return f"Struck through: {said}"


def embedded(count: int) -> tuple[str, ...]:
    """What is said of so many embedded files that could not be read; nothing of none."""
    if not count:
        return ()
    many, are = (f"{count} embedded objects", "are") if count > 1 else ("An embedded object", "is")
    return (f"{many} in the file could not be read and {are} left out: open it, and save it on its own.",)


def unaccepted(changes: int) -> tuple[str, ...]:
    """What is said of a text with so many tracked changes; nothing of one with none."""
    if not changes:
        return ()
    many = f"{changes:,} tracked changes" if changes > 1 else "a tracked change"
    return (f"The file holds {many} that nobody accepted or rejected: it is read as if all were accepted.",)


def page_of(
    number: int,
    lines: Iterable[Line],
    *,
    quality: str = "text",
    confidence: float | None = None,
    size: tuple[float, float] = (0.0, 0.0),
    turn: int = 0,
) -> RawPage:
    """Lay lines out one below another: the page's text, and each line with its offset in it."""
    placed, offset = [], 0
    for line in lines:
        placed.append(line if line.start == offset else replace(line, start=offset))
        offset += len(line.text) + 1
    text = "\n".join(line.text for line in placed)
    return RawPage(number, text, tuple(placed), quality, confidence, *size, turn)
