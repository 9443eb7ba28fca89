"""A table drawn as one: columns as wide as their words ask, heads repeated on every page, rows that break.

reportlab's own Table measures a paragraph for each cell and again at every page; a workbook has tens of
thousands of cells. Here a word is measured once.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Flowable

from evidence.packs.setting.text_layout import INK, MARGIN, MARKED, RULE, WIDTH, Key, Mark, Marks
from evidence.pages import fonts

ROOM = WIDTH - 2 * MARGIN  # points across
SIZES = (8.5, 7.5, 6.5, 6.0)  # of the letters: the first at which every column's longest word has room
PAD, LEADING = 3.0, 1.25
WIDEST = 190.0  # points that a column asks for at most
LONGEST_WORD = 80.0  # a longer word is cut
SHORT = 6  # characters of a cell that is not broken at its spaces: CS 03
HEAD_GROUND = HexColor("#f3f2f1")
NUMBER = re.compile(r"[-+–(£]*\d[\d,. ]*(?:%|\))?")

Lines = tuple[tuple[str, ...], ...]  # of each cell, the lines that its words are set on


@dataclass(frozen=True)
class Row:
    """``cells`` in words; ``place`` is left where it is drawn, ``cited`` puts a bar at its side."""

    cells: tuple[str, ...]
    place: Key | None = None
    cited: bool = False
    lines: Lines = ()


@dataclass(frozen=True)
class Look:
    """The size of the letters, each column's width in points, and which columns hold numbers."""

    size: float
    widths: tuple[float, ...]
    numbers: tuple[bool, ...]

    @property
    def leading(self) -> float:
        return round(self.size * LEADING, 2)


class Grid(Flowable):
    """Rows under ``heads`` (none: ""), all of as many cells as ``look`` has columns."""

    def __init__(self, look: Look, heads: Row | None, rows: Sequence[Row], marks: Marks) -> None:
        super().__init__()
        self.look, self.marks = look, marks
        self.heads = _set(heads, look) if heads else None
        self.rows = [row if row.lines else _set(row, look) for row in rows]
        self.spaceBefore, self.spaceAfter = 4, 8

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        self.width = sum(self.look.widths)
        self.height = sum(self._high(row) for row in self._all())
        return self.width, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:
        """As many rows as have room, then the rest under the same heads. A row that no page has room for
        goes on over the next; one that this page has not, on the next."""
        room, first = aH - (self._high(self.heads) if self.heads else 0), 0
        while first < len(self.rows) and (high := self._high(self.rows[first])) <= room:
            room -= high
            first += 1
        here, rest = self.rows[:first], self.rows[first:]
        fitting = int((room - 2 * PAD) // self.look.leading)
        if rest and fitting >= 1 and (not here or _deep(rest[0]) > 8):
            upper, lower = _cut(rest[0], fitting)
            here, rest = [*here, upper], [lower, *rest[1:]]
        if not here or not rest:
            return []
        again = replace(self.heads, place=None, cited=False) if self.heads else None
        return [self._of(here, self.heads), self._of(rest, again)]

    def draw(self) -> None:
        top = self.height
        for row in self._all():
            high = self._high(row)
            self._row(row, top - high, high, heads=row is self.heads)
            top -= high

    def _of(self, rows: list[Row], heads: Row | None) -> "Grid":
        made = Grid(self.look, None, rows, self.marks)
        made.heads = heads
        return made

    def _all(self) -> list[Row]:
        return [self.heads, *self.rows] if self.heads else self.rows

    def _high(self, row: Row) -> float:
        return _deep(row) * self.look.leading + 2 * PAD

    def _row(self, row: Row, low: float, high: float, *, heads: bool) -> None:
        canvas, size = self.canv, self.look.size
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.5)
        x = 0.0
        for width, lines, number in zip(self.look.widths, row.lines, self.look.numbers, strict=True):
            canvas.setFillColor(HEAD_GROUND)
            canvas.rect(x, low, width, high, stroke=1, fill=int(heads))
            for n, said in enumerate(lines):
                left = x + width - PAD - wide(said, size, heads) if number else x + PAD
                _say(canvas, left, low + high - PAD - size - n * self.look.leading, said, size, heads)
            x += width
        if row.cited:
            canvas.setFillColor(MARKED)
            canvas.rect(-8, low, 3, high, stroke=0, fill=1)
        if row.place is not None:
            left, bottom = canvas.absolutePosition(0, low)
            page = canvas.getPageNumber() - 1
            self.marks.places.append(Mark(row.place, page, left, bottom, left + x, bottom + high))


def looks(heads: Row | None, rows: Sequence[Row]) -> list[tuple[Look, tuple[int, ...]]]:
    """How the columns are set: one table where all have room side by side, else several below each other,
    each with the first column and as many of the others as have room. Columns count from 0."""
    every = [*([heads] if heads else []), *rows]
    numbers = tuple(_numeric(row.cells[n] for row in rows) for n in range(len(every[0].cells)))
    for size in SIZES:
        asked = [_asked([row.cells[n] for row in every], size) for n in range(len(numbers))]
        if sum(least for least, _ in asked) <= ROOM:
            return [(Look(size, _shared(asked), numbers), tuple(range(len(asked))))]
    bands: list[list[int]] = [[0]]
    for n in range(1, len(asked)):
        if sum(asked[i][0] for i in bands[-1]) + asked[n][0] > ROOM and len(bands[-1]) > 1:
            bands.append([0])
        bands[-1].append(n)
    return [
        (Look(size, _shared([asked[n] for n in band]), tuple(numbers[n] for n in band)), tuple(band))
        for band in bands
    ]


def _asked(cells: Sequence[str], size: float) -> tuple[float, float]:
    """The least width a column can have, that of its longest word, and what it would like, both with its
    padding."""
    words = {word for cell in cells for word in ([cell] if len(cell) <= SHORT else cell.split())}
    least = min(max((wide(word, size, True) for word in words), default=8), LONGEST_WORD)
    like = min(max((wide(" ".join(cell.split()), size, True) for cell in set(cells)), default=8), WIDEST)
    return least + 2 * PAD + 0.5, max(least, like) + 2 * PAD + 0.5


def _shared(asked: Sequence[tuple[float, float]]) -> tuple[float, ...]:
    """Each column's least width, and of the room that is left its share of what it would like more."""
    left = ROOM - sum(least for least, _ in asked)
    more = sum(like - least for least, like in asked)
    part = min(1.0, max(left, 0.0) / more) if more else 0.0
    return tuple(min(least + (like - least) * part, ROOM) for least, like in asked)


def _numeric(cells: Any) -> bool:
    said = [cell for cell in cells if cell.strip()]
    return bool(said) and 2 * sum(bool(NUMBER.fullmatch(cell.strip())) for cell in said) > len(said)


def _set(row: Row, look: Look) -> Row:
    widths = zip(row.cells, look.widths, strict=True)
    return replace(row, lines=tuple(_broken(cell, width - 2 * PAD, look.size) for cell, width in widths))


def _deep(row: Row) -> int:
    return max((len(lines) for lines in row.lines), default=1) or 1


def _cut(row: Row, at: int) -> tuple[Row, Row]:
    upper = replace(row, lines=tuple(lines[:at] for lines in row.lines))
    return upper, replace(row, lines=tuple(lines[at:] for lines in row.lines))


def _broken(cell: str, room: float, size: float) -> tuple[str, ...]:
    """A cell's words in lines of so many points, by the bold letters' width, which are the wider."""
    lines: list[str] = []
    for word in (part for whole in cell.split() for part in _parts(whole, room, size)):
        longer = f"{lines[-1]} {word}" if lines else ""
        if longer and wide(longer, size, True) <= room + 0.01:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def _parts(word: str, room: float, size: float) -> list[str]:
    """A word, cut where it is wider than its column."""
    parts = [""]
    if wide(word, size, True) <= room + 0.01:
        return [word]
    for character in word:
        if parts[-1] and wide(parts[-1] + character, size, True) > room:
            parts.append("")
        parts[-1] += character
    return parts


def wide(text: str, size: float, bold: bool) -> float:
    """The width of a text in points."""
    return _wide(text, bold) * size / 100


@lru_cache(maxsize=50_000)
def _wide(text: str, bold: bool) -> float:
    """At 100 points."""
    fonts.register()
    return float(sum(pdfmetrics.stringWidth(part, _font(odd, bold), 100) for odd, part in fonts.runs(text)))


def _font(odd: bool, bold: bool) -> str:
    return fonts.SYMBOLS if odd else fonts.BOLD if bold else fonts.TEXT


def _say(canvas: Any, x: float, y: float, text: str, size: float, bold: bool) -> None:
    canvas.setFillColor(INK)
    for odd, part in fonts.runs(text):
        font = _font(odd, bold)
        canvas.setFont(font, size)
        canvas.drawString(x, y, part)
        x += pdfmetrics.stringWidth(part, font, size)
