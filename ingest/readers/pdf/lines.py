"""A PDF page's fragments as lines, in reading order.

Fragments beside one another stay apart, each with its own box: whether they are a label and its paragraph,
cells of a row or columns is for structure to say, from where they stand. Turned words follow the others.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

import pypdfium2 as pdfium

from ingest.readers.pdf.bullets import with_bullets
from ingest.readers.pdf.fragments import Fragment, View, view_of
from ingest.readers.pdf.grids import grids_of, placed
from ingest.readers.pdf.once import WATERMARK
from ingest.readers.pdf.order import in_order
from ingest.readers.pdf.rulings import drawn_by
from ingest.readers.pdf.set_apart import Words, words_of
from ingest.readers.pdf.unseen import objects_of
from ingest.readers.raw import Box, Line, turned
from ingest.readers.tidy import one_line

LARGE = 24.0  # points: what is set at a slant in type so large is a watermark


@dataclass(frozen=True)
class Lines:
    """A page's own text: its lines in reading order, with boxes as displayed, and the words that nobody sees,
    each with the reason. ``soft``: some of its words have soft hyphens."""

    lines: list[Line]
    unseen: tuple[tuple[str, str], ...] = ()
    soft: bool = False


def page_lines(page: pdfium.PdfPage, layered: bool = False) -> Lines:
    """Read a page. ``layered``: layers that are switched off bear a mark (see ``layers``)."""
    textpage = page.get_textpage()
    try:
        shown = view_of(page)
        objects = objects_of(page, textpage, shown, layered)
        drawn = drawn_by(objects.paths, replace(shown, quarters=objects.quarters))
        grids = grids_of(drawn)
        uprights = tuple(rule for grid in grids for rule in grid.upright)
        view = replace(shown, quarters=objects.quarters, uprights=uprights)
        words = words_of(page, textpage, view, objects)
    finally:
        textpage.close()
    lines, start = [], 0
    for fragment in in_order(with_bullets(words.upright, objects.paths, view)):
        lines.append(_line(fragment, view.quarters, view, start))
        start += len(fragment.text) + 1
    lines = placed(lines, grids, drawn)
    return Lines([*lines, *_turned(words, view)], tuple(_unseen(words)), words.soft)


def _turned(words: Words, view: View) -> Iterator[Line]:
    for quarters, fragments in words.turned.items():
        for fragment in fragments:
            yield replace(_line(fragment, quarters, view), role="turned")
    for fragment in words.slanted:
        line = replace(_line(fragment, view.quarters, view), role="turned")
        if fragment.size >= LARGE:
            line = replace(line, text=f"{WATERMARK} {line.text}", role="note")
        yield line


def _unseen(words: Words) -> Iterator[tuple[str, str]]:
    """What nobody sees, a reason at a time, as it is drawn."""
    for why, found in groupby(words.unseen, key=lambda one: one[0]):
        text = one_line(" ".join(fragment.text for _, fragment in found))
        if any(map(str.isalnum, text)):
            yield why, text


def _line(fragment: Fragment, quarters: int, view: View, start: int = 0) -> Line:
    box: Box = (fragment.left, fragment.top, fragment.right, fragment.bottom)
    if quarters:
        size = (view.height, view.width) if quarters % 2 else (view.width, view.height)
        box = turned(box, quarters, *size)
    box = (round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1))
    return Line(
        fragment.text, start, box, fragment.size, fragment.bold, flow=fragment.flow, spaced=fragment.spaced
    )
