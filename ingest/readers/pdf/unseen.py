"""Words that a PDF holds and nobody sees on its page: they are no evidence, and are kept apart.

White on white, drawn invisibly, under what was drawn over them, on a layer that is switched off. A scan's
words are drawn invisibly over its picture; those are seen, in the picture. What could be hidden is told from
the page's objects, which is cheap; whether it is, from a drawing of the page, which only few pages need.
"""

import ctypes
import math
import struct
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import pypdfium2 as pdfium
import pypdfium2.raw as c

from evidence.pages.hidden_words import COVERED, FAINT, INVISIBLE, LAYER, TINY
from ingest.readers.pdf.drawn import Colour, Drawing, lies_within, meet, same_place
from ingest.readers.pdf.fragments import View, quarters_of
from ingest.readers.pdf.handles import HANDLE, INT, bound, number, records
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
_colours = struct.Struct("4I").unpack_from
_two_numbers = struct.Struct("2i").unpack_from
_NOTHING_DRAWN = {c.FPDF_TEXTRENDERMODE_INVISIBLE, c.FPDF_TEXTRENDERMODE_CLIP}

_many = [HANDLE] * 4
_count = bound(c.FPDFPage_CountObjects, INT, HANDLE)
_object = bound(c.FPDFPage_GetObject, HANDLE, HANDLE, INT)
_form_count = bound(c.FPDFFormObj_CountObjects, INT, HANDLE)
_form_object = bound(c.FPDFFormObj_GetObject, HANDLE, HANDLE, ctypes.c_ulong)
_type = bound(c.FPDFPageObj_GetType, INT, HANDLE)
_mode = bound(c.FPDFTextObj_GetTextRenderMode, INT, HANDLE)
_font_size = bound(c.FPDFTextObj_GetFontSize, INT, HANDLE, HANDLE)
_fill = bound(c.FPDFPageObj_GetFillColor, INT, HANDLE, *_many)
_bounds = bound(c.FPDFPageObj_GetBounds, INT, HANDLE, *_many)
_matrix = bound(c.FPDFPageObj_GetMatrix, INT, HANDLE, HANDLE)
_draw_mode = bound(c.FPDFPath_GetDrawMode, INT, HANDLE, HANDLE, HANDLE)
_marks = bound(c.FPDFPageObj_CountMarks, INT, HANDLE)

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
        four = (ctypes.c_float * 4)()
        start = ctypes.addressof(four)
        if not _bounds(self.handle, start, start + 4, start + 8, start + 12):
            return (0.0, 0.0, 0.0, 0.0)
        left, bottom, right, top = four
        if self.matrix is None:
            return left, bottom, right, top
        a, b, e, d, x, y = self.matrix
        xs = [a * u + e * v + x for u in (left, right) for v in (bottom, top)]
        ys = [b * u + d * v + y for u in (left, right) for v in (bottom, top)]
        return min(xs), min(ys), max(xs), max(ys)


class _Page:
    """What is drawn on a page, in order. Every object of every page passes here: little is made of each."""

    def __init__(self, page: pdfium.PdfPage, layered: bool) -> None:
        self.texts: list[Thing] = []
        self.areas: list[Thing] = []
        self.pictures: list[Thing] = []
        self.paths: list[Thing] = []
        self.small: list[Thing] = []
        self.off: dict[int, str] = {}
        self.quarters: dict[int, list[int]] = defaultdict(list)
        self._drawn: list[tuple[int, int, Matrix | None]] = []  # texts
        self._layered, self._rotation, self._seen = layered, page.get_rotation() // 90, 0
        self._bytes = bytearray(16)
        at = ctypes.addressof(ctypes.c_char.from_buffer(self._bytes))
        self._at = (at, at + 4, at + 8, at + 12)
        handle = number(page.raw)
        self._look([_object(handle, i) for i in range(min(MOST, _count(handle)))], None, False, 0)
        width, height = page.get_size()
        # A picture of the whole page is a scan, in which the words beneath it are seen.
        self.covers = [p for p in self.pictures if _extent(p) < SCAN * width * height]
        self._tell()

    def _look(self, handles: list[int], matrix: Matrix | None, off: bool, depth: int) -> None:
        for handle in handles:
            self._seen += 1
            if not handle or self._seen > MOST:
                continue
            kind = _type(handle)
            hidden = off or (self._layered and _switched_off(handle))
            if kind == TEXT:
                self._drawn.append((handle, self._seen, matrix))
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
                inner = [_form_object(handle, i) for i in range(min(MOST, max(0, _form_count(handle))))]
                self._look(inner, within(handle, matrix), hidden, depth + 1)

    def _tell(self) -> None:
        """How the texts are turned; and what each is, where some may be hidden."""
        handles = [handle for handle, _, _ in self._drawn]
        colours = records(_fill, handles, "4I", (0, 0, 0, OPAQUE), pointers=4)
        turns = records(_matrix, handles, "6f", (1, 0, 0, 1, 0, 0))
        sizes = records(_font_size, handles, "f", (math.inf,))
        suspect, texts = bool(self.areas or self.covers), []
        told = zip(self._drawn, colours, turns, sizes, map(_mode, handles), strict=True)
        for one, (red, green, blue, alpha), (a, b, e, d, *_), (size,), mode in told:
            handle, _, outer = one
            nothing = alpha == 0 or mode in _NOTHING_DRAWN
            suspect = suspect or nothing or (red >= LIGHT and green >= LIGHT and blue >= LIGHT)
            texts.append((*one, (red, green, blue), nothing))
            if -LEAST < size * d < LEAST and size * max(abs(a), abs(b), abs(e), abs(d)) < LEAST:
                self.small.append(Thing(*one, (0, 0, 0)))
            if outer is not None or b or a < 0:
                self.quarters[_quarters(within(handle, outer), self._rotation)].append(handle)
            else:
                self.quarters[self._rotation].append(handle)
        if suspect:
            self.texts = [Thing(*text) for text in texts]

    def _area(self, handle: int, matrix: Matrix | None) -> None:
        if not _draw_mode(handle, *self._at[:2]) or not _two_numbers(self._bytes)[0]:
            return
        if _fill(handle, *self._at):
            red, green, blue, alpha = _colours(self._bytes)
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
    if (len(found.areas) + len(found.covers)) * len(found.texts) > MOST_PAIRS:
        found.areas = found.covers = []
    # Spaces have no height, and nobody misses them.
    hidden |= {text.handle: TINY for text in found.small if 0 < text.box[3] - text.box[1] < LEAST}
    texts = (text for text in found.texts if text.handle not in hidden)
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
    six = (ctypes.c_float * 6)()
    if not _matrix(form, ctypes.addressof(six)):
        return outer or (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    a, b, e, d, x, y = six
    if outer is None:
        return a, b, e, d, x, y
    p, q, r, s, u, v = outer
    return a * p + b * r, a * q + b * s, e * p + d * r, e * q + d * s, x * p + y * r + u, x * q + y * s + v


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
    for i in range(max(0, _marks(handle))):
        mark = c.FPDFPageObj_GetMark(thing, i)
        length, name = ctypes.c_ulong(), (ctypes.c_ushort * 64)()
        if not mark or not c.FPDFPageObjMark_GetParamStringValue(
            mark, b"Name", name, 128, ctypes.byref(length)
        ):
            continue
        if bytes(name)[: max(0, length.value - 2)].decode("utf-16-le", "replace") == OFF:
            return True
    return False
