"""The lines near a page's top and bottom, and how they stand to what is between them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.readers.raw import Line, RawPage
from ingest.structure.rows import overlap

_REACH = 0.14  # of the page's height: where headers and footers stand
_NEAR = 4  # lines of an unboxed page that count as its edge
_DRIFT = 8.0  # points that a header may move between pages (scans are not straight)
_APART = 0.9  # of a line's height: the white that parts a running head from what stands below it
_WIDER = 1.3  # times the usual white of the page, which a form may set wide
_SMALLER = 0.4  # points: type plainly not that of the rest
_TIGHTER = 0.3  # of a page's lines stand closer than what is usual: those within paragraphs


@dataclass(frozen=True)
class Edge:
    """A line near the top or bottom of a page; ``place`` is how far from there, in points or lines."""

    page: int
    top: bool
    line: Line
    place: float

    @property
    def slots(self) -> tuple[int, ...]:
        """Two overlapping slots of height, so that places closer than the drift always share one."""
        if self.line.box is None:
            return (0,)
        return (2 * int(self.place // (2 * _DRIFT)), 2 * int((self.place + _DRIFT) // (2 * _DRIFT)) + 1)


def edge(page: RawPage, *, top: bool) -> list[Edge]:
    """The lines at one edge of a page, in order from the edge inwards."""
    lines = [x for x in page.lines if x.text.strip()]
    if page.height and all(x.box for x in lines):
        reach = page.height * _REACH
        near = [
            Edge(page.number, top, x, x.box[1] if top else page.height - x.box[3])
            for x in lines
            if x.box and (x.box[3] <= reach if top else x.box[1] >= page.height - reach)
        ]
        return sorted(near, key=lambda e: e.place)
    chosen = lines[:_NEAR] if top else lines[::-1][:_NEAR]
    return [Edge(page.number, top, x, float(i)) for i, x in enumerate(chosen)]


def heights(side: list[Edge]) -> list[list[Edge]]:
    """An edge's lines, those that stand on one height together."""
    out: list[list[Edge]] = []
    for one in side:
        if (
            out
            and one.line.box
            and any(overlap(one.line.box, e.line.box) > 0.5 for e in out[-1] if e.line.box)
        ):
            out[-1].append(one)
        else:
            out.append([one])
    return out


def leftmost(lines: Iterable[Line]) -> list[Line]:
    """The first line of each height: a form's label, and of a table's row its first cell."""
    out: list[Line] = []
    for line in sorted(lines, key=lambda x: (x.box[1] + x.box[3]) / 2 if x.box else 0.0):
        above = out[-1] if out else None
        if above is None or not above.box or not line.box or overlap(above.box, line.box) <= 0.5:
            out.append(line)
        elif line.box[0] < above.box[0]:
            out[-1] = line
    return out


def is_apart(page: RawPage, outer: list[Edge]) -> bool:
    """Whether plain white parts the outer lines of an edge from the rest of the page, or there is no rest.

    A form set with wide white between all of its lines parts none of them; smaller type needs less.
    """
    taken = {e.line.start for e in outer}
    rest = [x for x in page.lines if x.start not in taken and x.text.strip()]
    if not rest:
        return True
    boxes = [x.box for x in rest if x.box]
    last = outer[-1]
    if last.line.box is None or len(boxes) < len(rest):
        return _blank_beside(page, last)
    if last.top:
        gap = min(b[1] for b in boxes) - max(e.line.box[3] for e in outer if e.line.box)
    else:
        gap = min(e.line.box[1] for e in outer if e.line.box) - max(b[3] for b in boxes)
    inner = sorted(_whites(rest))
    usual = inner[int(len(inner) * _TIGHTER)] if len(inner) > 1 else 0.0
    height = min(last.line.box[3] - last.line.box[1], median(b[3] - b[1] for b in boxes))
    smaller = max(e.line.size for e in outer) <= median(x.size for x in rest) - _SMALLER
    return gap >= _APART * height and (smaller or gap >= _WIDER * usual)


def _whites(lines: list[Line]) -> Iterator[float]:
    """The white between each of the lines and the next below it."""
    spans = sorted((x.box[1], x.box[3]) for x in lines if x.box)
    bands: list[tuple[float, float]] = []
    for top, bottom in spans:
        if bands and (top + bottom) / 2 < bands[-1][1]:
            bands[-1] = (bands[-1][0], max(bottom, bands[-1][1]))
        else:
            bands.append((top, bottom))
    yield from (below[0] - above[1] for above, below in pairwise(bands))


def _blank_beside(page: RawPage, last: Edge) -> bool:
    """Whether an empty line stands inwards of a line without a place on the page."""
    if last.top:
        after = page.text[last.line.start + len(last.line.text) :]
        white = after[: len(after) - len(after.lstrip())]
    else:
        before = page.text[: last.line.start]
        white = before[len(before.rstrip()) :]
    return white.count("\n") > 1
