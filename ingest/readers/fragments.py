"""A PDF page's characters, as PDFium gives them, in fragments: runs on one line without a wide gap."""

import ctypes
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache

import pypdfium2 as pdfium
import pypdfium2.raw as c

from ingest.raw import Box
from ingest.readers.tidy import tidy

# Farther apart than this times the line's height, two words stand in different cells or columns.
GAP = 1.0
_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_NUMBER = re.compile(r"\(?\d{1,3}(?:\.\d{1,3})*[.)]")
_FORCE_BOLD = 1 << 18  # the font descriptor's flag: ISO 32000-1, table 123
_HYPHENS = {0x02, 0xFFFE}  # what PDFium puts for a hyphen at a line's end
_LINE_ENDS = {0x0A, 0x0D}


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

    @property
    def height(self) -> float:
        return max(self.bottom - self.top, 1.0)

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True)
class View:
    """How a page's own coordinates come to stand as displayed: x' = a·x + c·y + e, y' = b·x + d·y + f.

    ``quarters`` is how far the page's text is turned clockwise from upright, as displayed.
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

    @cached_property
    def plain(self) -> bool:
        """Whether the page is displayed as it is drawn, as nearly all are: then there is little to reckon."""
        return not self.quarters and (self.a, self.b, self.c, self.d) == (1.0, 0.0, 0.0, -1.0)

    def box(self, rect: c.FS_RECTF) -> Box:
        """A rectangle of the page's own coordinates, turned so that its text stands upright."""
        if self.plain:
            e, f = self.e, self.f
            return rect.left + e, f - rect.top, rect.right + e, f - rect.bottom
        xs = (self.a * rect.left + self.c * rect.bottom, self.a * rect.right + self.c * rect.top)
        ys = (self.b * rect.left + self.d * rect.bottom, self.b * rect.right + self.d * rect.top)
        box = (min(xs) + self.e, min(ys) + self.f, max(xs) + self.e, max(ys) + self.f)
        return turned(box, -self.quarters, self.width, self.height) if self.quarters else box


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


def fragments_of(textpage: pdfium.PdfTextPage, view: View) -> list[Fragment]:
    """The page's fragments, in the order in which the file draws them."""
    raw, rect = textpage.raw, c.FS_RECTF()
    ref = ctypes.byref(rect)
    found: list[Fragment] = []
    gathering = _Gathering(found, lambda first, last: _type(raw, first, last))
    for i in range(textpage.count_chars()):
        code = c.FPDFText_GetUnicode(raw, i)
        if code in _LINE_ENDS:
            gathering.close()
        elif code in {0x20, 0x09, 0xA0}:
            gathering.space()
        elif code and c.FPDFText_GetLooseCharBox(raw, i, ref):
            gathering.add(i, "-" if code in _HYPHENS else chr(code), view.box(rect))
    gathering.close()
    return found


class _Gathering:
    """The fragment being gathered."""

    def __init__(self, found: list[Fragment], kind: Callable[[int, int], tuple[float, bool]]) -> None:
        self.found, self.kind = found, kind
        self.text: list[str] = []
        self.box: Box = (0.0, 0.0, 0.0, 0.0)
        self.first = self.last = 0

    def space(self) -> None:
        if self.text and self.text[-1] != " ":
            self.text.append(" ")

    def add(self, index: int, char: str, box: Box) -> None:
        if self.text and self._parted(box):
            self.close()
        if not self.text:
            self.box, self.first = box, index
        else:
            mine = self.box
            if len(self.text) <= 8 and char.isalpha() and box[0] - mine[2] > 0.5 and self._is_number():
                self.text.append(" ")
            # One tall sign must not make its line reach into the next.
            self.box = (min(mine[0], box[0]), mine[1], max(mine[2], box[2]), mine[3])
        self.text.append(char)
        self.last = index

    def _is_number(self) -> bool:
        """Whether a paragraph's number is all so far: a hanging indent may leave hardly a space after it."""
        return bool(_NUMBER.fullmatch("".join(self.text)))

    def _parted(self, box: Box) -> bool:
        height = max(self.box[3] - self.box[1], 1.0)
        middle = (box[1] + box[3]) / 2
        gap = box[0] - self.box[2]
        return gap > GAP * height or gap < -3 * height or not self.box[1] <= middle <= self.box[3]

    def close(self) -> None:
        text = tidy("".join(self.text)).strip()
        if text:
            size, bold = self.kind(self.first, self.last)
            self.found.append(Fragment(text, *self.box, len(self.found), size, bold))
        self.text = []


def _type(raw: c.FPDF_TEXTPAGE, first: int, last: int) -> tuple[float, bool]:
    """Type size in points, and whether both ends and the middle are bold."""
    matrix = c.FS_MATRIX()
    size = c.FPDFText_GetFontSize(raw, first)
    if c.FPDFText_GetMatrix(raw, first, ctypes.byref(matrix)):
        size *= math.hypot(matrix.c, matrix.d)
    return round(size, 1), all(_is_bold(raw, i) for i in {first, (first + last) // 2, last})


def _is_bold(raw: c.FPDF_TEXTPAGE, index: int) -> bool:
    flags, buffer = ctypes.c_int(), ctypes.create_string_buffer(96)
    length = c.FPDFText_GetFontInfo(raw, index, buffer, 96, ctypes.byref(flags))
    if not length:
        return True  # a space that PDFium made has no font: it does not speak against the rest
    return bool(flags.value & _FORCE_BOLD) or _names_bold(buffer.value)


@lru_cache(maxsize=4096)
def _names_bold(font: bytes) -> bool:
    return bool(_BOLD.search(font.decode("utf-8", "replace")))
