"""Tables for people, as wide as their terminal. A general library for it takes milliseconds a row, which is
seconds where a home has thousands of papers."""

import shutil
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import zip_longest

import click

PLAIN = 160
"""Columns of a line where nothing tells how wide the terminal is: in a pipe, say."""
LEAST = 4
"""Columns of a line that a cell keeps, however narrow the terminal."""


def draw(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table on stdout. Words are wrapped, and one that is longer than a line is cut: none is lost."""
    cells = [["" if cell is None else _clean(str(cell)) for cell in row] for row in rows]
    widths = _widths([list(columns), *cells], _room() - 3 * (len(columns) - 1))
    upright, level, cross, bar = "┃━╇│" if _draws() else "|-+|"
    click.echo(click.style(title, italic=True))
    for line in _lines(columns, widths):
        click.echo(
            f" {upright} ".join(click.style(part, bold=True) for part in [*line[:-1], line[-1].rstrip()])
        )
    click.echo(f"{level}{cross}{level}".join(level * width for width in widths))
    drawn = (f" {bar} ".join(line).rstrip() for row in cells for line in _lines(row, widths))
    click.echo("\n".join(drawn))


def _draws() -> bool:
    return (getattr(sys.stdout, "encoding", None) or "utf-8").lower().startswith("utf")


def _room() -> int:
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else PLAIN


def _clean(text: str) -> str:
    """Without what moves the cursor or changes colours: what stands in documents is only ever words."""
    if text.isprintable():
        return text
    return "".join(c if c == "\n" or unicodedata.category(c) != "Cc" else " " for c in text)


def _widths(rows: Sequence[Sequence[str]], room: int) -> list[int]:
    """How wide each column is: as its longest line, or the widest ones cut down alike to what there is."""
    natural = [
        max(_width(line) for cell in column for line in cell.split("\n"))
        for column in zip(*rows, strict=True)
    ]
    most = max(natural)
    while most > LEAST and sum(min(width, most) for width in natural) > room:
        most -= 1
    return [min(width, most) for width in natural]


def _lines(cells: Sequence[str], widths: Sequence[int]) -> Iterator[list[str]]:
    """The lines of a row, each with a padded part for every column."""
    wrapped = [_wrapped(cell, width) for cell, width in zip(cells, widths, strict=True)]
    for parts in zip_longest(*wrapped, fillvalue=""):
        yield [part + " " * (width - _width(part)) for part, width in zip(parts, widths, strict=True)]


def _wrapped(text: str, width: int) -> list[str]:
    if "\n" not in text and _width(text) <= width:
        return [text]
    found: list[str] = []
    for line in text.split("\n"):
        found.append("")
        for word in line.split(" "):
            joined = f"{found[-1]} {word}" if found[-1] else word
            if _width(joined) <= width:
                found[-1] = joined
            elif found[-1]:
                found += _cut(word, width)
            else:
                found[-1:] = _cut(word, width)
    return found


def _cut(word: str, width: int) -> list[str]:
    """A word in parts that fit a line."""
    parts = [""]
    for char in word:
        if _width(parts[-1] + char) > width and parts[-1]:
            parts.append("")
        parts[-1] += char
    return parts


def _width(text: str) -> int:
    """How many columns a terminal needs for it: 2 for a wide letter, none for an accent of its own."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )
