"""What a page rules: the lines that it draws across and upright, and its coloured boxes.

A line is a thin filled or stroked path, or an edge of a stroked box; a whole grid can be one path.
"""

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import pypdfium2.raw as c

from ingest.readers.colours import colour_of
from ingest.readers.pdf.fragments import View
from ingest.readers.pdf.unseen import Thing, within
from ingest.readers.raw import Box

THIN = 2.6  # points: a path no thicker is a line
SHORT = 6.0  # points: a shorter line is a tick or a corner
MEET = 3.0  # points between lines that are meant to meet
MOST = 4000  # paths of a page: more are a map or a drawing
MOST_POINTS = 600  # of one path
WHITE = 250  # of 255

Rule = tuple[float, float, float]  # where it stands, from, to


@dataclass
class Drawn:
    """A page's lines, across and upright, and its coloured boxes, in points from its top left."""

    across: list[Rule] = field(default_factory=list)
    upright: list[Rule] = field(default_factory=list)
    filled: list[tuple[Box, str]] = field(default_factory=list)

    def add(self, box: Box) -> None:
        """A line, if the box is as thin as one."""
        left, top, right, bottom = box
        if bottom - top <= THIN and right - left >= SHORT:
            self.across.append(((top + bottom) / 2, left, right))
        elif right - left <= THIN and bottom - top >= SHORT:
            self.upright.append(((left + right) / 2, top, bottom))

    def frame(self, box: Box) -> None:
        """The four edges of a box."""
        left, top, right, bottom = box
        self.across += [(top, left, right), (bottom, left, right)]
        self.upright += [(left, top, bottom), (right, top, bottom)]


def drawn_by(paths: Sequence[Thing], view: View) -> Drawn:
    """The lines that a page's paths draw."""
    found = Drawn()
    if len(paths) > MOST or view.quarters:
        return found
    for path in paths:
        _take(found, path, view)
    return found


def _take(found: Drawn, path: Thing, view: View) -> None:
    handle = ctypes.cast(path.handle, c.FPDF_PAGEOBJECT)
    filling, stroked = ctypes.c_int(), ctypes.c_int()
    if not c.FPDFPath_GetDrawMode(handle, filling, stroked) or not (filling.value or stroked.value):
        return
    left, top, right, bottom = box = _shown(view, *path.box)
    fill = _fill_of(handle) if filling.value else ""
    if min(right - left, bottom - top) <= THIN:
        if stroked.value or fill not in ("", "white"):
            found.add(box)
        return
    points = c.FPDFPath_CountSegments(handle)
    if points > 5:
        if points <= MOST_POINTS and (stroked.value or fill not in ("", "white")):
            _take_parts(found, path, points, view, stroked=bool(stroked.value))
        return
    if stroked.value and points >= 4:
        found.frame(box)
    if fill not in ("", "white"):
        found.filled.append((box, fill))


def _take_parts(found: Drawn, path: Thing, points: int, view: View, *, stroked: bool) -> None:
    """The lines of a path that draws many: each straight stroke, or each thin box that is filled."""
    handle = ctypes.cast(path.handle, c.FPDF_PAGEOBJECT)
    a, b, e, d, u, v = within(path.handle, path.matrix)
    parts: list[list[tuple[float, float]]] = []
    for i in range(points):
        segment = c.FPDFPath_GetPathSegment(handle, i)
        at_x, at_y = ctypes.c_float(), ctypes.c_float()
        if not c.FPDFPathSegment_GetPoint(segment, at_x, at_y):
            return
        if c.FPDFPathSegment_GetType(segment) == c.FPDF_SEGMENT_MOVETO or not parts:
            parts.append([])
        x, y = at_x.value, at_y.value
        parts[-1].append((a * x + e * y + u, b * x + d * y + v))
        if c.FPDFPathSegment_GetClose(segment):
            parts[-1].append(parts[-1][0])
    for part in parts:
        for piece in pairwise(part) if stroked else [part]:
            xs, ys = [x for x, _ in piece], [y for _, y in piece]
            found.add(_shown(view, min(xs), min(ys), max(xs), max(ys)))


def _shown(view: View, left: float, bottom: float, right: float, top: float) -> Box:
    return view.box(c.FS_RECTF(left=left, bottom=bottom, right=right, top=top))


def _fill_of(path: c.FPDF_PAGEOBJECT) -> str:
    """A fill's colour by its name, "white", or "plain" for what names no rating; nothing if it is clear."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not c.FPDFPageObj_GetFillColor(path, red, green, blue, alpha) or not alpha.value:
        return ""
    shades = (red.value, green.value, blue.value)
    return "white" if min(shades) >= WHITE else colour_of("{:02X}{:02X}{:02X}".format(*shades)) or "plain"


def _near(rules: Sequence[Rule], at: float) -> Iterator[int]:
    """Which of the sorted rules lie on one line with another at ``at``, the last first."""
    for n in range(len(rules) - 1, -1, -1):
        if at - rules[n][0] > THIN:
            return
        yield n


def joined(rules: Iterable[Rule]) -> list[Rule]:
    """Lines that go on from one another, or lie on one another, as one."""
    out: list[Rule] = []
    for at, start, end in sorted(rules):
        for n in _near(out, at):
            its, begin, stop = out[n]
            if start <= stop + MEET and end >= begin - MEET:
                out[n] = (its, min(begin, start), max(stop, end))
                break
        else:
            out.append((at, start, end))
    return out
