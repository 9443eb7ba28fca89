"""Words that a PDF holds and nobody sees on its page: they are no evidence, and are kept apart.

White on white, drawn invisibly, under what was drawn over them, on a layer that is switched off. A scan's
words are drawn invisibly over its picture; those are seen, in the picture. What could be hidden is told from
the page's objects, which is cheap; whether it is, from a drawing of the page, which only few pages need.
"""

import ctypes
import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import repeat
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as c

from evidence.pages.hidden_words import COVERED, FAINT, INVISIBLE, LAYER, TINY
from ingest.readers.pdf.drawn import Colour, Drawing, lies_within, meet, same_place
from ingest.readers.pdf.fragments import View, quarters_of
from ingest.readers.pdf.handles import HANDLE, INT, argument, bound, record, records
from ingest.readers.pdf.layers import OFF
from ingest.readers.raw import Box

LEAST = 1.5  # points: smaller type is a dot on the page
MOST = 20_000  # objects of a page that are looked at
DEEPEST = 4  # forms within forms
LIGHT = 225  # of 255: text with every colour above it may be lost on white
ALIKE = 24  # of 255: colours so close are hard to tell apart
FAT = 5.0  # points: what is drawn thinner is a line, which covers nothing
OPAQUE = 250  # of 255
SCAN = 0.5  # of a page: a picture so large is one of it
MOST_PAIRS = 400_000  # of texts and filled areas: beyond that, what covers a text is not looked for
SLANTED = -1
STRAIGHT = math.radians(8)  # a scan's words lean as its paper did
TEXT, PATH, IMAGE, FORM = (
    c.FPDF_PAGEOBJ_TEXT,
    c.FPDF_PAGEOBJ_PATH,
    c.FPDF_PAGEOBJ_IMAGE,
    c.FPDF_PAGEOBJ_FORM,
)
_NOTHING_DRAWN = {c.FPDF_TEXTRENDERMODE_INVISIBLE, c.FPDF_TEXTRENDERMODE_CLIP}

_count = bound(c.FPDFPage_CountObjects, INT)
_object = bound(c.FPDFPage_GetObject, HANDLE)
_type = bound(c.FPDFPageObj_GetType, INT)
_mode = bound(c.FPDFTextObj_GetTextRenderMode, INT)
_font_size = bound(c.FPDFTextObj_GetFontSize, INT)
_fill = bound(c.FPDFPageObj_GetFillColor, INT)
_bounds = bound(c.FPDFPageObj_GetBounds, INT)
_matrix = bound(c.FPDFPageObj_GetMatrix, INT)
_draw_mode = bound(c.FPDFPath_GetDrawMode, INT)

Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True)
class Thing:
    """A text or a filled area: when it is drawn, its colour, and where, in the page's own coordinates."""

    handle: int
    order: int
    matrix: Matrix | None
    colour: Colour
    invisible: bool = False

    @cached_property
    def box(self) -> Box:
        """left, bottom, right, top"""
        left, bottom, right, top = record(_bounds, argument(self.handle), "4f", pointers=4) or (0.0,) * 4
        if self.matrix is None:
            return left, bottom, right, top
        a, b, e, d, x, y = self.matrix
        xs = [a * u + e * v + x for u in (left, right) for v in (bottom, top)]
        ys = [b * u + d * v + y for u in (left, right) for v in (bottom, top)]
        return min(xs), min(ys), max(xs), max(ys)


class _Page:
    """What is drawn on a page, in order. Every object of every page passes here: little is made of each."""

    def __init__(self, page: pdfium.PdfPage, layered: bool) -> None:
        self.areas: list[Thing] = []
        self.pictures: list[Thing] = []
        self.paths: list[Thing] = []
        self.small: list[Thing] = []
        self.off: dict[int, str] = {}
        self.quarters: dict[int, list[int]] = defaultdict(list)
        self._drawn: list[tuple[int, int, Matrix | None]] = []  # texts, with ``_its`` as arguments
        self._its: list[Any] = []
        self._told: list[tuple[int, int, Matrix | None, Colour, bool]] = []  # what makes a Thing of each
        self._layered, self._rotation, self._seen = layered, page.get_rotation() // 90, 0
        handle = argument(page.raw)
        self._look(list(map(_object, repeat(handle), range(min(MOST, _count(handle))))), None, False, 0)
        width, height = page.get_size()
        # A picture of the whole page is a scan, in which the words beneath it are seen.
        self.covers = [p for p in self.pictures if _extent(p) < SCAN * width * height]
        self._tell()

    def _look(self, handles: list[int], matrix: Matrix | None, off: bool, depth: int) -> None:
        for handle in handles:
            self._seen += 1
            if not handle or self._seen > MOST:
                continue
            its = argument(handle)
            kind = _type(its)
            hidden = off or (self._layered and _switched_off(handle))
            if kind == TEXT:
                self._drawn.append((handle, self._seen, matrix))
                self._its.append(its)
                if hidden:
                    self.off[handle] = LAYER
            elif hidden and kind != FORM:
                continue
            elif kind == PATH:
                self.paths.append(Thing(handle, self._seen, matrix, (0, 0, 0)))
                self._area(handle, matrix)
            elif kind == IMAGE:
                self.pictures.append(Thing(handle, self._seen, matrix, (0, 0, 0)))
            elif kind == FORM and depth < DEEPEST:
                self._look(_inner(handle), within(handle, matrix), hidden, depth + 1)

    def _tell(self) -> None:
        """What each text is, how it is turned, and whether it is tiny."""
        colours = records(_fill, self._its, "4I", (0, 0, 0, OPAQUE), pointers=4)
        turns = records(_matrix, self._its, "6f", (1, 0, 0, 1, 0, 0))
        sizes = records(_font_size, self._its, "f", (math.inf,))
        told = zip(self._drawn, colours, turns, sizes, map(_mode, self._its), strict=True)
        for one, (red, green, blue, alpha), (a, b, e, d, _, _), (size,), mode in told:
            handle, _, outer = one
            self._told.append((*one, (red, green, blue), alpha == 0 or mode in _NOTHING_DRAWN))
            if -LEAST < size * d < LEAST and size * max(abs(a), abs(b), abs(e), abs(d)) < LEAST:
                self.small.append(Thing(*one, (0, 0, 0)))
            if outer is not None or b or a < 0:
                self.quarters[_quarters(within(handle, outer), self._rotation)].append(handle)
            else:
                self.quarters[self._rotation].append(handle)

    @cached_property
    def texts(self) -> list[Thing]:
        """Every text. Few pages need to look at them all."""
        return [Thing(*told) for told in self._told]

    def suspects(self) -> Iterator[Thing]:
        """The texts that may be hidden: invisible, light, or on or under something else."""
        if (len(self.areas) + len(self.covers)) * len(self._told) > MOST_PAIRS:
            self.areas = self.covers = []
        last = max((cover.order for cover in self.covers), default=0)
        for told in self._told:
            _, order, _, colour, invisible = told
            if invisible or self.areas or order < last or min(colour) >= LIGHT:
                yield Thing(*told)

    def _area(self, handle: int, matrix: Matrix | None) -> None:
        its = argument(handle)
        mode = record(_draw_mode, its, "2i", pointers=2)
        if mode and mode[0] and (colour := record(_fill, its, "4I", pointers=4)):
            red, green, blue, alpha = colour
            area = Thing(handle, self._seen, matrix, (red, green, blue))
            left, bottom, right, top = area.box
            if alpha >= OPAQUE and right - left >= FAT and top - bottom >= FAT:
                self.areas.append(area)


@dataclass(frozen=True)
class Objects:
    """The text objects of a page, by their handles, that are not as most are: those that nobody sees, each
    with the reason, and those that are turned, each with its quarter turns clockwise, or ``SLANTED``.
    ``quarters`` is how far the others are turned; ``paths`` are all that is drawn with lines.
    """

    unseen: dict[int, str]
    turned: dict[int, int]
    quarters: int
    paths: Sequence[Thing] = ()


def objects_of(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, view: View, layered: bool) -> Objects:
    """Look at all that a page draws; ``view`` is of the page as displayed."""
    found = _Page(page, layered)
    main = next(iter(found.quarters), 0)
    if len(found.quarters) > 1 or main == SLANTED:
        main = quarters_of(textpage, page.get_rotation())
    turned = {handle: q for q, handles in found.quarters.items() if q != main for handle in handles}
    hidden = found.off
    # Spaces have no height, and nobody misses them.
    hidden |= {text.handle: TINY for text in found.small if 0 < text.box[3] - text.box[1] < LEAST}
    texts = (text for text in found.suspects() if text.handle not in hidden)
    suspects = [(text, why) for text in texts if (why := _why(text, found))]
    if suspects:
        drawing = Drawing(page, view)
        hidden |= {text.handle: why for text, why in suspects if _is_lost(text, why, found, drawing)}
    return Objects(hidden, turned, main, found.paths)


def _why(text: Thing, page: _Page) -> str:
    """Why a text may not be seen; nothing if it plainly is."""
    if text.invisible:
        return INVISIBLE
    if any(cover.order > text.order and _holds(cover, text) for cover in page.covers):
        return COVERED
    if page.areas:
        over = [area for area in page.areas if _holds(area, text)]
        if any(area.order > text.order for area in over):
            return COVERED
        if over:  # what was drawn last is what the text stands on
            return FAINT if _alike(over[-1].colour, text.colour) else ""
    return FAINT if min(text.colour) >= LIGHT else ""


def _is_lost(text: Thing, why: str, page: _Page, drawing: Drawing) -> bool:
    left, bottom, right, top = text.box
    if right <= left or top <= bottom:
        return False  # spaces
    if why != INVISIBLE:
        return not drawing.shows(text.box) or (why == COVERED and _is_written_over(text, page, drawing))
    if any(_holds(picture, text) for picture in page.pictures):
        return False
    others = (t for t in page.texts if not t.invisible and _holds(t, text))
    return next(others, None) is not None or not drawing.shows(text.box)


def _is_written_over(text: Thing, page: _Page, drawing: Drawing) -> bool:
    """Whether an area covers all of a text, and other words stand on that area where the text was."""
    over = [a for a in page.areas if a.order > text.order and lies_within(text.box, a.box)]
    later = [t for t in page.texts if over and t.order > over[-1].order and meet(t.box, text.box)]
    if not later or any(same_place(t.box, text.box) for t in later):  # drawn twice, the words are seen
        return False
    return _alike(drawing.ground(text.box), over[-1].colour)


def _extent(thing: Thing) -> float:
    left, bottom, right, top = thing.box
    return (right - left) * (top - bottom)


def _holds(area: Thing, text: Thing) -> bool:
    """Whether the middle of a text lies within an area."""
    left, bottom, right, top = text.box
    x, y = (left + right) / 2, (bottom + top) / 2
    return area.box[0] <= x <= area.box[2] and area.box[1] <= y <= area.box[3]


def _alike(one: Colour, other: Colour) -> bool:
    return all(abs(a - b) <= ALIKE for a, b in zip(one, other, strict=True))


def within(form: int, outer: Matrix | None) -> Matrix:
    """A form's matrix, then that of the form that holds it."""
    own = record(_matrix, argument(form), "6f")
    if own is None:
        return outer or (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    a, b, e, d, x, y = own
    if outer is None:
        return a, b, e, d, x, y
    p, q, r, s, u, v = outer
    return a * p + b * r, a * q + b * s, e * p + d * r, e * q + d * s, x * p + y * r + u, x * q + y * s + v


def _inner(form: int) -> list[int]:
    """The objects of a form."""
    thing = ctypes.cast(form, c.FPDF_PAGEOBJECT)
    count = min(MOST, max(0, c.FPDFFormObj_CountObjects(thing)))
    inner = (c.FPDFFormObj_GetObject(thing, i) for i in range(count))
    return [ctypes.cast(one, HANDLE).value or 0 for one in inner]


def _quarters(matrix: Matrix, rotation: int) -> int:
    """How far a text with this matrix is turned clockwise on the page as displayed."""
    angle = -math.atan2(matrix[1], matrix[0])
    quarters = round(angle / (math.pi / 2))
    if abs(angle - quarters * math.pi / 2) > STRAIGHT:
        return SLANTED
    return (quarters + rotation) % 4


def _switched_off(handle: int) -> bool:
    """Whether an object carries the mark of a layer that is off (see ``layers``)."""
    thing = ctypes.cast(handle, c.FPDF_PAGEOBJECT)
    for i in range(max(0, c.FPDFPageObj_CountMarks(thing))):
        mark = c.FPDFPageObj_GetMark(thing, i)
        length, name = ctypes.c_ulong(), (ctypes.c_ushort * 64)()
        if not mark or not c.FPDFPageObjMark_GetParamStringValue(
            mark, b"Name", name, 128, ctypes.byref(length)
        ):
            continue
        if bytes(name)[: max(0, length.value - 2)].decode("utf-16-le", "replace") == OFF:
            return True
    return False
