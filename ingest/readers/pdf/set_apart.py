"""A page's words, sorted by how they are set: upright, turned, at a slant, or so that nobody sees them.

Nearly every page has upright words alone. On others each word is asked which of the page's objects it
belongs to, and gathered with its like: a turned note in an upright page is read as if the page were turned.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as c

from evidence.pages.hidden_words import CROPPED, REDACTED
from ingest.readers.pdf.annotations import annotations
from ingest.readers.pdf.fragments import (
    LINE_ENDS,
    PIECES,
    SPACES,
    Fragment,
    FragmentBuffer,
    View,
    characters,
)
from ingest.readers.pdf.handles import argument, text_object
from ingest.readers.pdf.order import PITCH, in_order
from ingest.readers.pdf.raised import with_raised
from ingest.readers.pdf.type_sizes import type_of
from ingest.readers.pdf.unseen import SLANTED, Objects
from ingest.readers.raw import Box
from ingest.readers.tidy import one_line

FULL = 0.8  # of the longest line: a line so long goes on below


@dataclass
class Words:
    """A page's fragments: upright ones in the file's order, turned ones as lines by their quarter turns;
    ``slanted`` is in the order of drawing, and ``unseen`` has the reason for each. ``soft``: it has soft
    hyphens within its lines."""

    upright: list[Fragment] = field(default_factory=list)
    turned: dict[int, list[Fragment]] = field(default_factory=dict)
    slanted: list[Fragment] = field(default_factory=list)
    unseen: list[tuple[str, Fragment]] = field(default_factory=list)
    soft: bool = False


def words_of(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, view: View, objects: Objects) -> Words:
    """Sort the words of a page."""
    marks = redactions(page, view)
    if not (marks or objects.unseen or objects.turned):
        buffer = FragmentBuffer(textpage, view)
        text = characters(textpage)
        buffer.take(with_raised(text, argument(textpage.raw), buffer.place))
        found = Words(buffer.found, soft="\xad" in text)
    else:
        found = _Sorting(textpage, view, objects, marks).words()
    return _without_cropped(found, view)


def redactions(page: pdfium.PdfPage, view: View) -> list[Box]:
    """What marks for redaction cover, in the view's coordinates: words that should be gone."""
    found = []
    for annotation in annotations(page):
        if annotation.kind != c.FPDF_ANNOT_REDACT:
            continue
        quads = c.FPDFAnnot_CountAttachmentPoints(annotation.raw)
        for i in range(min(quads, 500)):
            q = c.FS_QUADPOINTSF()
            if c.FPDFAnnot_GetAttachmentPoints(annotation.raw, i, q):
                xs, ys = (q.x1, q.x2, q.x3, q.x4), (q.y1, q.y2, q.y3, q.y4)
                rect = c.FS_RECTF(left=min(xs), top=max(ys), right=max(xs), bottom=min(ys))
                found.append(view.box(rect))
        if not quads and (rect := annotation.rectangle()) is not None:
            found.append(view.box(rect))
    return found


class _Sorting:
    """Words to gatherings, by what the object that draws them is."""

    def __init__(
        self, textpage: pdfium.PdfTextPage, view: View, objects: Objects, marks: Sequence[Box]
    ) -> None:
        self._textpage, self._view, self._objects, self._marks = textpage, view, objects, marks
        self._raw = argument(textpage.raw)
        self._of: dict[tuple[str, int], FragmentBuffer] = {}
        self._main = self._buffer("", view.quarters)
        self._slants: list[Fragment] = []
        self._going = False

    def _buffer(self, why: str, quarters: int) -> FragmentBuffer:
        key = (why, quarters)
        if key not in self._of:
            view = self._view if quarters == SLANTED else replace(self._view, quarters=quarters)
            self._of[key] = FragmentBuffer(self._textpage, view)
        return self._of[key]

    def words(self) -> Words:
        now = self._main
        for first, text in self._pieces():
            if text not in LINE_ENDS and text not in SPACES:
                before, now = now, self._chosen(text_object(self._raw, first), first, first + len(text) - 1)
                self._going = self._going and now is self._of.get(("", SLANTED))
                if now is not before:
                    now.space()
            if now is self._of.get(("", SLANTED)):
                self._slant(first, text)
            elif text in SPACES:
                now.space()
            elif text not in LINE_ENDS:
                now.word(first, text)
            elif now is self._main:  # of turned lines PDFium does not know the ends
                now.close()
        return self._sorted()

    def _pieces(self) -> Iterator[tuple[int, str]]:
        """Words, spaces and lines' ends; a word that several objects draw comes in as many parts."""
        text = with_raised(characters(self._textpage), self._raw, self._main.place)
        for match in PIECES.finditer(text):
            first, text = match.start(), match.group()
            last = first + len(text) - 1
            if last == first or text_object(self._raw, first) == text_object(self._raw, last):
                yield first, text
                continue
            letters = enumerate(text, first)
            for _, own in groupby(letters, key=lambda one: text_object(self._raw, one[0])):
                part = list(own)
                yield part[0][0], "".join(letter for _, letter in part)

    def _chosen(self, drawn: int | None, first: int, last: int) -> FragmentBuffer:
        why = self._objects.unseen.get(drawn or 0, "")
        quarters = self._objects.turned.get(drawn or 0, self._view.quarters)
        if not why and self._marks and self._is_marked(first, last):
            why = REDACTED
        return self._buffer(why, quarters)

    def _is_marked(self, first: int, last: int) -> bool:
        start, end = self._main.place(first), self._main.place(last)
        if start is None or end is None:
            return False
        x, y = (start[0] + end[2]) / 2, (start[1] + start[3]) / 2
        return any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in self._marks)

    def _slant(self, first: int, text: str) -> None:
        """Slanted letters step out of every line, so they are taken as they come."""
        if text in LINE_ENDS:
            self._going = False
            return
        places = [self._main.place(first), self._main.place(first + len(text) - 1)]
        boxes = [box for box in places if box is not None]
        size, bold = type_of(self._raw, first, first + len(text) - 1)
        if self._going:
            last = self._slants[-1]
            text, boxes = last.text + text, [*boxes, (last.left, last.top, last.right, last.bottom)]
            self._slants.pop()
        box = _around(boxes)
        self._slants.append(Fragment(text, *box, len(self._slants), size, bold))
        self._going = True

    def _sorted(self) -> Words:
        found = Words()
        turned: dict[int, list[Fragment]] = defaultdict(list)
        for (why, quarters), buffer in self._of.items():
            buffer.close()
            if why:
                found.unseen += [(why, fragment) for fragment in buffer.found]
            elif quarters == self._view.quarters:
                found.upright += buffer.found
            elif quarters != SLANTED:
                turned[quarters] += buffer.found
        found.slanted = [replace(f, text=one_line(f.text)) for f in self._slants if f.text.strip()]
        found.turned = {quarters: _paragraphs(in_order(lines)) for quarters, lines in turned.items()}
        return found


def _around(boxes: Sequence[Box]) -> Box:
    if not boxes:
        return 0.0, 0.0, 0.0, 0.0
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _paragraphs(lines: Sequence[Fragment]) -> list[Fragment]:
    """Turned lines joined where one goes on with the one before: a side note is one text, but the heads of
    neighbouring columns are several."""
    if not lines:
        return []
    longest = max(line.right - line.left for line in lines)
    joined = [lines[0]]
    for above, line in pairwise(lines):
        step = line.middle - above.middle
        under = 0 < step <= PITCH * max(above.height, line.height) and line.left < above.right
        goes_on = line.text[:1].islower() or (
            len(above.text) >= 25 and above.right - above.left >= FULL * longest
        )
        if under and goes_on:
            joined[-1] = _together(joined[-1], line)
        else:
            joined.append(line)
    return joined


def _together(one: Fragment, other: Fragment) -> Fragment:
    text = f"{one.text} {other.text}" if not one.text.endswith("-") else one.text + other.text
    return replace(
        one,
        text=text,
        left=min(one.left, other.left),
        top=min(one.top, other.top),
        right=max(one.right, other.right),
        bottom=max(one.bottom, other.bottom),
        bold=one.bold and other.bold,
    )


def _without_cropped(words: Words, view: View) -> Words:
    """Set apart what stands outside the page as it is shown."""
    sizes = (view.width, view.height) if view.quarters % 2 == 0 else (view.height, view.width)
    outside = [f for f in words.upright if not _is_on(f, *sizes)]
    if outside:
        words.upright = [f for f in words.upright if _is_on(f, *sizes)]
        words.unseen += [(CROPPED, fragment) for fragment in outside]
    return words


def _is_on(fragment: Fragment, width: float, height: float) -> bool:
    x, y = (fragment.left + fragment.right) / 2, fragment.middle
    return -1 <= x <= width + 1 and -1 <= y <= height + 1
