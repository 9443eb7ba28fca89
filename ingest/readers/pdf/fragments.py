"""A PDF page's characters, as PDFium gives them, in fragments: runs on one line without a wide gap."""

import ctypes
import math
import re
import struct
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain

import pypdfium2 as pdfium
import pypdfium2.raw as c
from pypdfium2.raw import FS_RECTF

from ingest.readers.pdf.handles import INT, argument, bound, text_object, written
from ingest.readers.pdf.spaced import closed_up, is_set_wide, is_spaced
from ingest.readers.pdf.type_sizes import size_of, type_of
from ingest.readers.raw import Box, turned
from ingest.readers.tidy import tidy

# Farther apart than this times the line's height, two words stand in different cells or columns.
GAP = 1.0
MARKED = 12  # letters: a longer line that opens with no letter opens with a mark of its own
WORDS = 0.6  # of the line's height: words of one sentence are no farther apart
_NUMBER = re.compile(r"\(?\d{1,3}(?:\.\d{1,3})*[.)]")
_unicode = bound(c.FPDFText_GetUnicode, ctypes.c_uint)
_loose = bound(c.FPDFText_GetLooseCharBox, INT)
_NUMBERED = re.compile(rf"{_NUMBER.pattern}[^\W\d_]")
_HYPHENS = ("\x02", "\ufffe")  # what PDFium puts for a hyphen at a line's end
LINE_ENDS = frozenset("\n\r")
SPACES = frozenset(" \t\xa0")
PIECES = re.compile(r"[\n\r]|[ \t\xa0]|[^\x00\n\r \t\xa0]+")
_WORDS = re.compile(r"([\x00\n\r \t\xa0]*)([^\x00\n\r \t\xa0]+)")  # each with what parts it from the last


@dataclass(slots=True)
class Fragment:
    """A run of characters. The box is in points from the top left of the page as displayed, or, while
    lines are being put in order, of the page turned so that most of its text stands upright."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    sequence: int
    size: float = 0.0
    bold: bool = False
    flow: int = 0
    spaced: bool = False

    @property
    def height(self) -> float:
        return max(self.bottom - self.top, 1.0)

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True)
class View:
    """How a page's own coordinates come to stand as displayed: x' = a·x + c·y + e, y' = b·x + d·y + f.

    ``quarters`` is how far the page's text is turned clockwise from upright, as displayed. ``uprights`` are
    the upright lines drawn on it, which part words: where each stands, from and to, in points from the top
    left.
    """

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float
    width: float
    height: float
    quarters: int = 0
    uprights: tuple[tuple[float, float, float], ...] = ()

    @cached_property
    def plain(self) -> bool:
        """Whether the page is displayed as it is drawn, as nearly all are: then there is little to reckon."""
        return not self.quarters and (self.a, self.b, self.c, self.d) == (1.0, 0.0, 0.0, -1.0)

    def box(self, rect: FS_RECTF) -> Box:
        """A rectangle of the page's own coordinates, turned so that its text stands upright."""
        if self.plain:
            e, f = self.e, self.f
            return rect.left + e, f - rect.top, rect.right + e, f - rect.bottom
        xs = (self.a * rect.left + self.c * rect.bottom, self.a * rect.right + self.c * rect.top)
        ys = (self.b * rect.left + self.d * rect.bottom, self.b * rect.right + self.d * rect.top)
        box = (min(xs) + self.e, min(ys) + self.f, max(xs) + self.e, max(ys) + self.f)
        return turned(box, -self.quarters, self.width, self.height) if self.quarters else box


def view_of(page: pdfium.PdfPage) -> View:
    """Ask PDFium where three points of the page are displayed; that settles rotation and crop."""
    width, height = page.get_size()
    fine = 1000  # PDFium answers in whole device units

    def shown(x: float, y: float) -> tuple[float, float]:
        dx, dy = ctypes.c_int(), ctypes.c_int()
        extent = (int(width * fine), int(height * fine))
        c.FPDF_PageToDevice(page.raw, 0, 0, *extent, 0, x, y, ctypes.byref(dx), ctypes.byref(dy))
        return dx.value / fine, dy.value / fine

    (e, f), (ax, bx), (cx, dx) = shown(0, 0), shown(100, 0), shown(0, 100)
    return View((ax - e) / 100, (bx - f) / 100, (cx - e) / 100, (dx - f) / 100, e, f, width, height)


def quarters_of(textpage: pdfium.PdfTextPage, rotation: int) -> int:
    """How most of the page's text is turned, as displayed; from a sample of its characters."""
    count = textpage.count_chars()
    votes = [0, 0, 0, 0]
    for i in range(0, count, max(1, count // 60)):
        angle = c.FPDFText_GetCharAngle(textpage.raw, i)
        if angle >= 0 and c.FPDFText_IsGenerated(textpage.raw, i) != 1:
            votes[(round(angle / (math.pi / 2)) + rotation // 90) % 4] += 1
    return votes.index(max(votes))


def characters(textpage: pdfium.PdfTextPage) -> str:
    """The page's characters, each at its index. PDFium gives them all at once, but leaves some out."""
    raw, count = textpage.raw, textpage.count_chars()
    buffer = (ctypes.c_ushort * (count + 1))()
    if c.FPDFText_GetText(raw, 0, count, buffer) == count + 1:
        text = bytes(buffer)[:-2].decode("utf-16-le", "replace")
        if len(text) == count:
            return text
    return "".join(chr(c.FPDFText_GetUnicode(raw, i)) for i in range(count))


class FragmentBuffer:
    """The fragment being gathered. Asking PDFium where a character stands costs much, so of a word whose ends
    stand as ends of a word do, only those are asked for."""

    def __init__(self, textpage: pdfium.PdfTextPage, view: View) -> None:
        self.found: list[Fragment] = []
        self._raw, self._view = argument(textpage.raw), view
        self._uprights = sorted(view.uprights)
        self._text: list[str] = []
        self._box: Box = (0.0, 0.0, 0.0, 0.0)
        self._first = self._last = 0

    def take(self, text: str) -> None:
        """All of a page's characters: their lines' ends, spaces and words."""
        words = _WORDS.findall(text)
        at = list(accumulate(map(len, chain.from_iterable(words))))
        firsts, lasts = at[::2], [end - 1 for end in at[1::2]]
        places = zip(self._places(firsts), self._places(lasts), strict=True)
        for (before, word), first, (start, end) in zip(words, firsts, places, strict=True):
            if before == " ":
                if self._text:
                    self._text.append(" ")
            elif not LINE_ENDS.isdisjoint(before):
                self.close()
            elif before.strip("\x00"):
                self.space()
            self._take(first, word, start, end)
        self.close()

    def space(self) -> None:
        """A space between words; several are one."""
        if self._text and self._text[-1] != " ":
            self._text.append(" ")

    def word(self, first: int, text: str) -> None:
        """Characters without a space among them, from the one at index ``first``."""
        self._take(first, text, *self._places((first, first + len(text) - 1)))

    def place(self, index: int) -> Box | None:
        """Where a character stands, turned so that its text stands upright."""
        return self._places((index,))[0]

    def _places(self, indexes: Sequence[int]) -> list[Box | None]:
        """Where characters stand; None for one that stands nowhere."""
        if not indexes:
            return []
        placed, rects = written(_loose, indexes, bytes(16), on=(self._raw,))
        if self._view.plain:
            e, f = self._view.e, self._view.f
            fours = struct.iter_unpack("4f", rects)  # FS_RECTF
            boxes: list[Box | None] = [(x + e, f - y, right + e, f - low) for x, y, right, low in fours]
        else:
            views = (FS_RECTF.from_buffer(rects, 16 * i) for i in range(len(indexes)))
            boxes = [self._view.box(rect) for rect in views]
        return boxes if all(placed) else [b if ok else None for b, ok in zip(boxes, placed, strict=True)]

    def _take(self, first: int, text: str, start: Box | None, end: Box | None) -> None:
        """A word whole, if it stands on one line without wide gaps, to judge by its two ends."""
        if len(text) == 1:
            if start is not None:
                self._add(first, first, text, start)
            return
        if start is not None and end is not None and (self._text or not _NUMBERED.match(text)):
            left, top, right, bottom = start
            height = bottom - top if bottom - top > 1.0 else 1.0
            wide = end[0] < left or end[0] - right > GAP * height * (len(text) - 1)
            if not wide and top <= (end[1] + end[3]) / 2 <= bottom:
                box = start if end[2] <= right else (left, top, end[2], bottom)
                self._add(first, first + len(text) - 1, text, box)
                return
        for i, place in enumerate(self._places(range(first, first + len(text)))):
            if place is not None:
                self._add(first + i, first + i, text[i], place)

    def _add(self, first: int, last: int, text: str, box: Box) -> None:
        if self._text:
            left, top, right, bottom = self._box
            height, gap = bottom - top if bottom - top > 1.0 else 1.0, box[0] - right
            if (
                -3 * height <= gap <= GAP * height
                and top <= (box[1] + box[3]) / 2 <= bottom
                and not (self._uprights and self._ruled_off(box, first, gap, height))
            ):
                if gap > 0.5 and self._text[-1] != " " and text[0].isalpha() and self._is_number():
                    self._text.append(" ")
                # One tall sign must not make its line reach into the next.
                left, right = box[0] if box[0] < left else left, box[2] if box[2] > right else right
                self._box, self._last = (left, top, right, bottom), last
                self._text.append(text)
                return
            self.close()
        self._text, self._box, self._first, self._last = [text], box, first, last

    def _is_number(self) -> bool:
        """Whether a paragraph's number is all so far: a hanging indent may leave hardly a space after it."""
        return len(self._text) <= 8 and bool(_NUMBER.fullmatch("".join(self._text)))

    def _ruled_off(self, box: Box, first: int, gap: float, height: float) -> bool:
        """Whether an upright line parts what has been gathered from what comes next, and does not only cross
        words drawn in one go."""
        return self._is_ruled(self._box[2], box) and not self._runs_on(first, gap, height)

    def _runs_on(self, first: int, gap: float, height: float) -> bool:
        """Whether words were drawn in one go, close together: a line between them only crosses them."""
        before, after = text_object(self._raw, self._last), text_object(self._raw, first)
        return gap < WORDS * height and before is not None and before == after

    def _is_ruled(self, right: float, box: Box) -> bool:
        """Whether an upright line stands between what has been gathered and what comes next."""
        middle = (box[1] + box[3]) / 2
        first = bisect_left(self._uprights, (right - 1.0,))
        for x, top, bottom in self._uprights[first:]:
            if x > box[0] + 1.0:
                return False
            if top <= middle <= bottom:
                return True
        return False

    def close(self) -> None:
        text = "".join(self._text)
        for sign in _HYPHENS:
            text = text.replace(sign, "-")
        text = tidy(text).strip()
        if text:
            closed = self._closed_up() if is_spaced(text) else ""
            text = closed or text
            size, bold = type_of(self._raw, self._first, self._last)
            if not text[0].isalpha() and len(text) > MARKED:  # a number or bullet may be set in another size
                middle = (self._first + self._last) // 2
                size = max(size_of(self._raw, middle), size_of(self._raw, self._last))
            spaced = bool(closed) or is_set_wide(text, self._box, size)
            self.found.append(Fragment(text, *self._box, len(self.found), size, bold, spaced=spaced))
        self._text = []

    def _closed_up(self) -> str:
        """The fragment's letters as words, where they stand letter by letter."""
        codes = ((i, _unicode(self._raw, i)) for i in range(self._first, self._last + 1))
        letters = [(chr(code), box) for i, code in codes if code > 32 and (box := self.place(i)) is not None]
        return tidy(closed_up(letters))
