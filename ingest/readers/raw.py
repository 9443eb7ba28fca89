"""What a reader hands to structure: pages of lines, with whatever the format knows about them."""

from dataclasses import dataclass
from typing import NamedTuple

Box = tuple[float, float, float, float]  # left, top, right, bottom, in points from the page's top left
Word = tuple[str, float, float, float, float]  # a word, and its box


class Place(NamedTuple):
    """Where a line stands in a table that its page rules, or in a box of several (``columns`` is 1): the
    table, its cell's first row and column (-1 for a heading laid over the table) with how many of each it
    takes, the table's columns, and the colours of that row's cells as in ``Line.fills``.
    """

    table: int
    row: int
    column: int
    rows: int = 1
    wide: int = 1
    columns: int = 1
    fills: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """One line of a page, or one block of a format that has blocks (a Word paragraph, a sheet's row).

    ``start`` is its offset in the page's text, where ``text`` stands exactly. The hints are empty
    where the format says nothing: ``role`` is heading1…heading6, paragraph, list, row, footnote, or, for what
    stands outside its text, field, note or turned; ``label`` is an automatic number that the format makes
    ("3.2.1"), which is not in ``text``; ``size`` is the type size in points; ``cell`` is where a sheet's row
    starts ("Sheet1!A4"). ``fills`` are the colours of a table row's cells by their names (red, amber, yellow,
    green, blue), "" for none. Lines of one column of a text share a ``flow``; it is 0 where there is but one.
    ``place`` is its cell in a ruled table, None outside of one. ``spaced``: it is set letter by letter.
    """

    text: str
    start: int
    box: Box | None = None
    size: float = 0.0
    bold: bool = False
    role: str = ""
    label: str = ""
    level: int = 0
    cell: str = ""
    fills: tuple[str, ...] = ()
    flow: int = 0
    place: Place | None = None
    spaced: bool = False


@dataclass(frozen=True)
class RawPage:
    """One page. ``quality``, ``confidence``, ``turn``, ``label``, ``left_out`` and ``words`` as in
    evidence.model.Page; width and height in points. ``gone`` are the offsets of its running heads and page
    numbers, None where they have not been looked for.
    """

    number: int
    text: str
    lines: tuple[Line, ...]
    quality: str = "text"
    confidence: float | None = None
    width: float = 0.0
    height: float = 0.0
    turn: int = 0
    label: str = ""
    left_out: tuple[tuple[str, str], ...] = ()
    words: tuple[Word, ...] = ()
    gone: frozenset[int] | None = None


@dataclass(frozen=True)
class Enclosed:
    """A file that came inside another: an email's attachment, a PDF's, a portfolio's member."""

    name: str
    data: bytes


@dataclass(frozen=True)
class RawFile:
    """A file as read. ``paged`` is false where the format has no pages of its own (text, Word, sheets).

    ``metadata`` is what the format says of itself (title, author), rarely to be trusted. ``enclosed``
    are whole files inside it, each to be ingested on its own and tied to this one.
    """

    name: str
    media_type: str
    pages: tuple[RawPage, ...]
    paged: bool = True
    metadata: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()
    enclosed: tuple[Enclosed, ...] = ()


def turned(box: Box, quarters: int, width: float, height: float) -> Box:
    """Where a box is after its page, ``width`` by ``height`` before, is turned clockwise by quarters."""
    left, top, right, bottom = box
    match quarters % 4:
        case 1:
            return height - bottom, left, height - top, right
        case 2:
            return width - right, height - bottom, width - left, height - top
        case 3:
            return top, width - right, bottom, width - left
    return box
