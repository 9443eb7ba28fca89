"""From what people put on a page to lines of it: found, named by the words beside it, said in words."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import pypdfium2 as pdfium
import pypdfium2.raw as c

from ingest.readers.pdf.annotations import Put, annotations
from ingest.readers.pdf.fields import fields_of
from ingest.readers.pdf.fragments import view_of
from ingest.readers.pdf.notes import DRAWN, KINDS, note_of
from ingest.readers.raw import Box, Line, RawPage
from ingest.readers.tidy import one_line, page_of

BESIDE = 250.0  # points from a field to the words on its left that name it
ABOVE = 30.0  # and to those above it
LONGEST_NAME = 120  # letters: what is longer is a paragraph, not a field's name
MOST_OBJECTS = 5000  # of a page that is drawn without its content
UNSEEN = "a note or field that is hidden"
Side = Callable[[Box, Box | None], float | None]
_PLACED = re.compile(r"[\W_]+$")


def put_on(
    page: pdfium.PdfPage, index: int, form: pdfium.PdfFormEnv | None, again: Callable[[], pdfium.PdfDocument]
) -> list[Put]:
    """All that people put on a page (from 0), in the file's order. ``again`` gives the same document opened
    once more, in which a page is changed where a stamp must be drawn to be read."""
    if c.FPDFPage_GetAnnotCount(page.raw) < 1:
        return []
    view, found = view_of(page), []
    drawn: dict[int, str] | None = None
    for annotation in annotations(page):
        if annotation.kind == c.FPDF_ANNOT_WIDGET:
            found += fields_of(annotation, form, view)
        elif annotation.kind in KINDS:
            if annotation.kind in DRAWN and drawn is None:
                drawn = _drawn(again(), index)
            note = note_of(annotation, page, view, (drawn or {}).get(annotation.index, ""))
            found += [note] if note else []
    return found


def _drawn(pdf: pdfium.PdfDocument, index: int) -> dict[int, str]:
    """The words that notes and stamps draw: the page is emptied, they become its content."""
    page = pdf[index]
    try:
        places = {a.index: a.rectangle() for a in annotations(page) if a.kind in DRAWN and not a.unseen}
        things = [
            thing for _, thing in zip(range(MOST_OBJECTS + 1), page.get_objects(max_depth=1), strict=False)
        ]
        if len(things) > MOST_OBJECTS:
            return {}
        for thing in things:
            page.remove_obj(thing)
        c.FPDFPage_GenerateContent(page.raw)
        if c.FPDFPage_Flatten(page.raw, c.FLAT_NORMALDISPLAY) != c.FLATTEN_SUCCESS:
            return {}
    finally:
        page.close()
    flat = pdf[index]
    textpage = flat.get_textpage()
    try:
        return {
            i: one_line(textpage.get_text_bounded(r.left, r.bottom, r.right, r.top))
            for i, r in places.items()
            if r is not None
        }
    finally:
        textpage.close()
        flat.close()


def with_put(page: RawPage, put: Sequence[Put]) -> RawPage:
    """The page with a line for each thing put on it, after its own; what viewers hide is left out."""
    if not put:
        return page
    seen = [p for p in put if not p.unseen]
    own = [line for line in page.lines if line.box]
    taken = [p.box for p in seen if p.role == "field"]
    lines = [*page.lines]
    for one in seen:
        said = _said(one, own, taken)
        left, top, right, bottom = (round(edge, 1) for edge in one.box)
        box = (left, top, right, bottom) if right > left and bottom > top else None
        lines.append(Line(said, 0, box=box, role=one.role))
    hidden = tuple((UNSEEN, f"{p.name}: {p.text}" if p.name else p.text) for p in put if p.unseen)
    laid = page_of(page.number, lines)
    quality = "text" if page.quality == "blank" and seen else page.quality
    return replace(
        page, text=laid.text, lines=laid.lines, quality=quality, left_out=(*page.left_out, *hidden)
    )


def _said(put: Put, lines: Sequence[Line], fields: Sequence[Box]) -> str:
    """ "[Form field] Outcome of visit: child seen alone". The name is what stands beside it on the page."""
    if put.role != "field":
        return f"[{put.what}] {put.text}"
    others = [box for box in fields if box != put.box]
    name = _button(put.box, lines, others) if put.ticked else _named(put.box, lines, others)
    name = _PLACED.sub("", name or put.name)
    return f"[{put.what}] {name}: {put.text}" if name else f"[{put.what}] {put.text}"


def _named(box: Box, lines: Iterable[Line], fields: Sequence[Box]) -> str:
    """The words on the left of a field, or those right above it."""
    return _nearest(box, lines, fields, _left) or _nearest(box, lines, fields, _above)


def _button(box: Box, lines: Sequence[Line], fields: Sequence[Box]) -> str:
    """A box's own words, on either side of it, after those that open its row: "Seen alone? Yes"."""
    sides = [
        (gap, line) for line in lines for side in (_left, _right) if (gap := side(box, line.box)) is not None
    ]
    sides = [(gap, line) for gap, line in sides if not _between(box, line.box, fields)]
    own = min(sides, key=lambda s: s[0], default=None)
    if own is None:
        return _nearest(box, lines, fields, _above)
    row = [line for line in lines if _left(box, line.box) is not None]
    first = min(row, key=lambda line: line.box[0] if line.box else 0.0, default=None)
    if first is None or first.box is None or first == own[1]:
        return own[1].text
    after_another = any(_left(first.box, f) is not None for f in fields)
    return own[1].text if after_another else f"{first.text} {own[1].text}"


def _nearest(box: Box, lines: Iterable[Line], fields: Sequence[Box], side: Side) -> str:
    found = [(gap, line) for line in lines if (gap := side(box, line.box)) is not None]
    found = [f for f in found if len(f[1].text) <= LONGEST_NAME and not _between(box, f[1].box, fields)]
    return min(found, key=lambda f: f[0])[1].text if found else ""


def _level(box: Box, other: Box) -> bool:
    """Whether one stands beside the other: the lower one's middle is within the taller one's height."""
    tall, low = (box, other) if box[3] - box[1] >= other[3] - other[1] else (other, box)
    return tall[1] <= (low[1] + low[3]) / 2 <= tall[3]


def _left(box: Box, other: Box | None) -> float | None:
    """How far to the left of a box another stands, if it does, within reach."""
    if other is None or not _level(box, other) or other[2] > box[0] + 4:
        return None
    gap = box[0] - other[2]
    return gap if gap <= BESIDE else None


def _right(box: Box, other: Box | None) -> float | None:
    if other is None or not _level(box, other) or other[0] < box[2] - 4:
        return None
    gap = other[0] - box[2]
    return gap if gap <= BESIDE else None


def _above(box: Box, other: Box | None) -> float | None:
    if other is None or other[3] > box[1] + 4 or other[0] > box[2] or other[2] < box[0] - 4:
        return None
    gap = box[1] - other[3]
    return gap if gap <= ABOVE else None


def _between(box: Box, name: Box | None, fields: Sequence[Box]) -> bool:
    """Whether another field stands between a field and words, which then name that one."""
    if name is None:
        return False
    low, high = min(box[0], name[2]), max(box[2], name[0])
    over, under = min(box[1], name[3]), max(box[3], name[1])
    for other in fields:
        across = low < (other[0] + other[2]) / 2 < high
        down = over < (other[1] + other[3]) / 2 < under
        if across and down and (_level(box, other) or not _level(box, name)):
            return True
    return False
