"""A PDF page's characters, as PDFium gives them, in fragments: runs on one line without a wide gap."""

import ctypes
import math
import re
import struct
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property, lru_cache

import pypdfium2 as pdfium
import pypdfium2.raw as c
from pypdfium2.raw import FS_RECTF

from ingest.readers.pdf.spaced import closed_up, is_spaced
from ingest.readers.raw import Box, turned
from ingest.readers.tidy import tidy

# Farther apart than this times the line's height, two words stand in different cells or columns.
GAP = 1.0
MARKED = 12  # letters: a longer line that opens with no letter opens with a mark of its own
WORDS = 0.6  # of the line's height: words of one sentence are no farther apart
_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_NUMBER = re.compile(r"\(?\d{1,3}(?:\.\d{1,3})*[.)]")
_FORCE_BOLD = 1 << 18  # the font descriptor's flag: ISO 32000-1, table 123
_four = struct.Struct("4f").unpack_from  # FS_RECTF: left, top, right, bottom
_loose = c.FPDFText_GetLooseCharBox  # called for every word: a name less to look up
_FLAGS, _BUFFER = ctypes.c_int(), ctypes.create_string_buffer(96)  # to be filled and read at once
_NUMBERED = re.compile(rf"{_NUMBER.pattern}[^\W\d_]")
_HYPHENS = {0x02: "-", 0xFFFE: "-"}  # what PDFium puts for a hyphen at a line's end
LINE_ENDS = frozenset("\n\r")
SPACES = frozenset(" \t\xa0")
PIECES = re.compile(r"[\n\r]|[ \t\xa0]|[^\x00\n\r \t\xa0]+")


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
    """The fragment being gathered. Asking PDFium where a character stands costs more than all else,
    so of a word whose ends stand as ends of a word do, only those are asked for."""

    def __init__(self, raw: c.FPDF_TEXTPAGE, view: View) -> None:
        self.found: list[Fragment] = []
        self._raw, self._view = raw, view
        self._plain, self._e, self._f = view.plain, view.e, view.f
        self._uprights = sorted(view.uprights)
        self._four = bytearray(16)
        self._rect = c.FS_RECTF.from_buffer(self._four)
        self._ref = ctypes.byref(self._rect)
        self._text: list[str] = []
        self._box: Box = (0.0, 0.0, 0.0, 0.0)
        self._first = self._last = 0

    def take(self, text: str) -> None:
        """All of a page's characters: their lines' ends, spaces and words."""
        for match in PIECES.finditer(text):
            piece = match.group()
            if piece in LINE_ENDS:
                self.close()
            elif piece in SPACES:
                self.space()
            else:
                self.word(match.start(), piece)
        self.close()

    def space(self) -> None:
        """A space between words; several are one."""
        if self._text and self._text[-1] != " ":
            self._text.append(" ")

    def word(self, first: int, text: str) -> None:
        """Characters without a space among them, from the one at index ``first``."""
        last = first + len(text) - 1
        box = self._span(first, last, text)
        if box is not None:
            self._add(first, last, text, box)
            return
        for i, char in enumerate(text, first):
            box = self.place(i)
            if box is not None:
                self._add(i, i, char, box)

    def place(self, index: int) -> Box | None:
        """Where a character stands, turned so that its text stands upright."""
        if not _loose(self._raw, index, self._ref):
            return None
        if not self._plain:
            return self._view.box(self._rect)
        left, top, right, bottom = _four(self._four)
        e, f = self._e, self._f
        return left + e, f - top, right + e, f - bottom

    def _span(self, first: int, last: int, text: str) -> Box | None:
        """The box of a word that stands on one line without wide gaps, to judge by its two ends."""
        start = self.place(first)
        if start is None or first == last:
            return start
        end = self.place(last)
        if end is None or (not self._text and _NUMBERED.match(text)):
            return None
        left, top, right, bottom = start
        height = bottom - top if bottom - top > 1.0 else 1.0
        if not top <= (end[1] + end[3]) / 2 <= bottom or end[0] < left:
            return None
        if end[0] - right > GAP * height * (last - first):
            return None
        return left, top, end[2] if end[2] > right else right, bottom

    def _add(self, first: int, last: int, text: str, box: Box) -> None:
        if self._text and self._parted(box, first):
            self.close()
        if not self._text:
            self._box, self._first = box, first
        else:
            left, top, right, bottom = self._box
            if len(self._text) <= 8 and text[0].isalpha() and box[0] - right > 0.5 and self._is_number():
                self._text.append(" ")
            # One tall sign must not make its line reach into the next.
            self._box = (box[0] if box[0] < left else left, top, box[2] if box[2] > right else right, bottom)
        self._text.append(text)
        self._last = last

    def _is_number(self) -> bool:
        """Whether a paragraph's number is all so far: a hanging indent may leave hardly a space after it."""
        return bool(_NUMBER.fullmatch("".join(self._text)))

    def _parted(self, box: Box, first: int) -> bool:
        _, top, right, bottom = self._box
        height = bottom - top if bottom - top > 1.0 else 1.0
        gap = box[0] - right
        if gap > GAP * height or gap < -3 * height or not top <= (box[1] + box[3]) / 2 <= bottom:
            return True
        return bool(self._uprights) and self._ruled_off(right, box) and not self._runs_on(first, gap, height)

    def _runs_on(self, first: int, gap: float, height: float) -> bool:
        """Whether words were drawn in one go, close together: a line between them only crosses them."""
        before, after = (c.FPDFText_GetTextObject(self._raw, i) for i in (self._last, first))
        one, two = (ctypes.cast(thing, ctypes.c_void_p).value for thing in (before, after))
        return gap < WORDS * height and one is not None and one == two

    def _ruled_off(self, right: float, box: Box) -> bool:
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
        text = tidy("".join(self._text).translate(_HYPHENS)).strip()
        if text:
            if is_spaced(text):
                text = self._closed_up() or text
            size, bold = type_of(self._raw, self._first, self._last)
            if not text[0].isalpha() and len(text) > MARKED:  # a number or bullet may be set in another size
                others = ((self._first + self._last) // 2, self._last)
                size = max(type_of(self._raw, i, i)[0] for i in others)
            self.found.append(Fragment(text, *self._box, len(self.found), size, bold))
        self._text = []

    def _closed_up(self) -> str:
        """The fragment's letters as words, where they stand letter by letter."""
        codes = ((i, c.FPDFText_GetUnicode(self._raw, i)) for i in range(self._first, self._last + 1))
        letters = [(chr(code), box) for i, code in codes if code > 32 and (box := self.place(i)) is not None]
        return tidy(closed_up(letters))


def type_of(raw: c.FPDF_TEXTPAGE, first: int, last: int) -> tuple[float, bool]:
    """Type size in points, and whether both ends and the middle are bold."""
    matrix = c.FS_MATRIX()
    size = c.FPDFText_GetFontSize(raw, first)
    if c.FPDFText_GetMatrix(raw, first, ctypes.byref(matrix)):
        size *= math.hypot(matrix.c, matrix.d)
    return round(size, 1), all(_is_bold(raw, i) for i in {first, (first + last) // 2, last})


def _is_bold(raw: c.FPDF_TEXTPAGE, index: int) -> bool:
    flags, buffer = _FLAGS, _BUFFER
    length = c.FPDFText_GetFontInfo(raw, index, buffer, 96, ctypes.byref(flags))
    if not length:
        return True  # a space that PDFium made has no font: it does not speak against the rest
    return bool(flags.value & _FORCE_BOLD) or _names_bold(buffer.value)


@lru_cache(maxsize=4096)
def _names_bold(font: bytes) -> bool:
    return bool(_BOLD.search(font.decode("utf-8", "replace")))
