"""Bullets that a PDF draws as little shapes, as browsers print lists: written before their lines.

A bullet is a filled or outlined shape about as wide as high, smaller than the type, on its own before a line
and at its middle. One shape alone may be anything: there must be several alike, one above the other.
"""

import ctypes
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import pypdfium2.raw as c

from ingest.readers.pdf.fragments import Fragment, View
from ingest.readers.pdf.unseen import Thing
from ingest.readers.raw import Box

SIGN = "•"
LEAST, LARGEST = 1.5, 8.0  # points
SQUARE = 1.35  # how much wider a shape may be than high, or higher than wide
FARTHEST = 40.0  # points from a bullet to its line
MOST = 4000  # paths of a page: more are a map or a drawing
MOST_SHAPES = 200  # more are a chart's points


def with_bullets(found: list[Fragment], paths: Sequence[Thing], view: View) -> list[Fragment]:
    """The fragments, each that a drawn bullet stands before with its sign and from the bullet on."""
    shapes = [box for path in paths if (box := _shape(path, view))] if len(paths) <= MOST else []
    if not 2 <= len(shapes) <= MOST_SHAPES:
        return found
    marked: dict[float, dict[int, Box]] = defaultdict(dict)
    for shape in shapes:
        at = _line_after(found, shape)
        if at is not None:
            marked[round(shape[0])][at] = shape
    out = list(found)
    for alike in marked.values():
        for at, shape in alike.items() if len(alike) > 1 else ():
            out[at] = replace(out[at], text=f"{SIGN} {out[at].text}", left=shape[0])
    return out


def _shape(path: Thing, view: View) -> Box | None:
    """Where a path is drawn, if it has a bullet's size and shape and is not white."""
    left, bottom, right, top = path.box
    wide, high = right - left, top - bottom
    if not (LEAST <= wide <= LARGEST and LEAST <= high <= LARGEST) or not 1 / SQUARE < wide / high < SQUARE:
        return None
    handle = ctypes.cast(path.handle, c.FPDF_PAGEOBJECT)
    filling, stroked = ctypes.c_int(), ctypes.c_int()
    if not c.FPDFPath_GetDrawMode(handle, filling, stroked) or not (filling.value or stroked.value):
        return None
    shades = [ctypes.c_uint() for _ in range(4)]
    ask = c.FPDFPageObj_GetFillColor if filling.value else c.FPDFPageObj_GetStrokeColor
    if ask(handle, *shades) and (min(s.value for s in shades[:3]) >= 250 or not shades[3].value):
        return None
    return view.box(c.FS_RECTF(left=left, bottom=bottom, right=right, top=top))


def _line_after(found: Sequence[Fragment], shape: Box) -> int | None:
    """Which fragment a shape stands before, at its middle; None if it is no bullet of a line."""
    left, top, right, bottom = shape
    middle = (top + bottom) / 2
    level = [
        n
        for n, f in enumerate(found)
        if f.top < middle < f.bottom and f.right > left - FARTHEST and f.left < right + FARTHEST
    ]
    after = [n for n in level if found[n].left >= right]
    if not after or any(found[n].left < right and found[n].right > left - 2 for n in level):
        return None
    nearest = min(after, key=lambda n: found[n].left)
    line = found[nearest]
    central = abs(middle - line.middle) <= 0.3 * line.height
    fits = bottom - top <= 0.7 * max(line.size, line.height) and any(map(str.isalpha, line.text))
    return nearest if central and fits else None
