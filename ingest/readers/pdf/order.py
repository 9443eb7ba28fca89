"""Reading order: a page's fragments, as a person would read them.

A file mostly draws its text in the order it was written, table cells included, and that order is kept.
Two things are put right: columns drawn line by line across the page, and parts drawn out of place
(a letterhead after the letter, a page number before the page).
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from ingest.readers.pdf.fragments import Fragment

GUTTER = 8.0  # points: nothing narrower parts two columns
COLUMN_LINES = 4
COLUMN_LETTERS = 18  # a column's lines are sentences, not figures
WIDE = 1.7  # times a line's height from line to line: white that parts paragraphs or rows
RUNNING = 0.4  # of a column's lines go on with a sentence
PITCH = 1.9  # of a line's height: a line that starts no farther below goes on with the same block

Row = list[Fragment]


def in_order(fragments: Sequence[Fragment]) -> list[Fragment]:
    """All of the fragments, each once, in reading order."""
    if len(fragments) < 2:
        return list(fragments)
    columns = _columns(_rows(fragments))
    if columns is None:
        return _by_bands(fragments)
    above, left, right, below = columns
    ordered = [*in_order(above), *in_order(left), *in_order(right), *in_order(below)]
    if _is_text(left, right):
        for side in (left, right):
            _mark(side, 1 + min(fragment.sequence for fragment in side))
    return ordered


def _is_text(left: Row, right: Row) -> bool:
    """Whether two columns are of a running text."""
    return _runs(left) and _runs(right) and not _has_rows(left, right)


def _has_rows(left: Row, right: Row) -> bool:
    """Whether white runs across both sides at one height: rows of a table, and not two columns of a text."""
    return any(a[0] < b[1] and b[0] < a[1] for a in _breaks(left) for b in _breaks(right))


def _breaks(side: Row) -> list[tuple[float, float]]:
    """Where more white than usual stands between a side's lines: from and down to."""
    lines = sorted(side, key=lambda f: f.middle)
    return [(a.bottom, b.top) for a, b in pairwise(lines) if b.middle - a.middle > WIDE * a.height]


def _runs(side: Row) -> bool:
    """Whether the lines are sentences that run from one to the next."""
    return sum(f.text[0].islower() for f in side) >= RUNNING * len(side)


def _mark(side: Row, flow: int) -> None:
    """Give the fragments of a column a number of its own, but for those of columns within it."""
    for fragment in side:
        fragment.flow = fragment.flow or flow


def _rows(fragments: Iterable[Fragment]) -> list[Row]:
    """Fragments that stand side by side, from the top down."""
    rows: list[Row] = []
    for fragment in sorted(fragments, key=lambda f: f.middle):
        if (
            rows
            and fragment.middle <= rows[-1][0].bottom
            and abs(fragment.middle - rows[-1][0].middle) < (0.6 * min(fragment.height, rows[-1][0].height))
        ):
            rows[-1].append(fragment)
        else:
            rows.append([fragment])
    return rows


def _columns(rows: list[Row]) -> tuple[Row, Row, Row, Row] | None:
    """What is above, left, right and below, for the tallest pair of columns; None if there is none."""
    best: tuple[int, int, float] | None = None
    for x in _gutters(rows):
        for start, end in _clear_runs(rows, x):
            if (best is None or end - start > best[1] - best[0]) and _are_columns(rows[start:end], x):
                best = (start, end, x)
    if best is None:
        return None
    start, end, x = best
    inside = [f for row in rows[start:end] for f in row]
    return (
        [f for row in rows[:start] for f in row],
        [f for f in inside if f.right <= x],
        [f for f in inside if f.left >= x],
        [f for row in rows[end:] for f in row],
    )


def _gutters(rows: list[Row]) -> list[float]:
    """Where a gap between neighbours may be a gutter: each place once."""
    places = set()
    for row in rows:
        across = sorted(row, key=lambda f: f.left)
        for a, b in pairwise(across):
            if b.left - a.right >= GUTTER:
                places.add(round((b.left - 2) / 4) * 4.0)
    return [p for p in sorted(places) if _starts(rows, p) >= COLUMN_LINES]


def _starts(rows: list[Row], x: float) -> int:
    return sum(any(0 <= f.left - x < GUTTER for f in row) for row in rows)


def _clear_runs(rows: list[Row], x: float) -> Iterable[tuple[int, int]]:
    """Runs of rows in which nothing stands across x."""
    start = None
    for i, row in enumerate([*rows, []]):
        clear = bool(row) and all(f.right <= x or f.left >= x for f in row)
        if clear and start is None:
            start = i
        elif not clear and start is not None:
            yield start, i
            start = None


def _are_columns(rows: list[Row], x: float) -> bool:
    """Prose on both sides, drawn side after side or line by line across, but not cell by cell."""
    left = [f for row in rows for f in row if f.right <= x]
    right = [f for row in rows for f in row if f.left >= x]
    if not (_is_prose(left) and _is_prose(right)):
        return False
    sides = [f.left >= x for f in sorted(left + right, key=lambda f: f.sequence)]
    switches = sum(a != b for a, b in pairwise(sides))
    both = sum(any(f.right <= x for f in row) and any(f.left >= x for f in row) for row in rows)
    if both < COLUMN_LINES:
        return False
    if switches < 1.5 * both:
        return switches <= 2
    return (_fills(left) and _fills(right)) or _is_text(left, right)


def _is_prose(side: Row) -> bool:
    return len(side) >= COLUMN_LINES and median(len(f.text) for f in side) >= COLUMN_LETTERS


def _fills(side: Row) -> bool:
    """Whether most lines run on to the column's edge, as prose does and table cells do not."""
    start, end = min(f.left for f in side), max(f.right for f in side)
    return sum(f.right - f.left >= 0.75 * (end - start) for f in side) >= 0.55 * len(side)


def _by_bands(fragments: Sequence[Fragment]) -> list[Fragment]:
    """Blocks drawn in one go stay whole; blocks side by side keep their order; the rest goes from the top."""
    bands: list[list[Row]] = []
    bottom = float("-inf")
    for block in sorted(_blocks(fragments), key=_top):
        if bands and _top(block) < bottom:
            bands[-1].append(block)
        else:
            bands.append([block])
            bottom = float("-inf")
        bottom = max(bottom, _bottom(block))
    ordered: list[Fragment] = []
    for band in bands:
        single = all(len(block) == 1 for block in band)
        band.sort(key=lambda block: block[0].left if single else block[0].sequence)
        ordered += [f for block in band for f in block]
    return ordered


def _blocks(fragments: Sequence[Fragment]) -> list[Row]:
    blocks: list[Row] = []
    for fragment in sorted(fragments, key=lambda f: f.sequence):
        if blocks and _continues(blocks[-1][-1], fragment):
            blocks[-1].append(fragment)
        else:
            blocks.append([fragment])
    return blocks


def _continues(above: Fragment, below: Fragment) -> bool:
    step = below.middle - above.middle
    beside = abs(step) < 0.5 * min(above.height, below.height) and below.left >= above.right - 1
    under = 0 < step <= PITCH * max(above.height, below.height)
    return beside or (under and below.left < above.right and above.left < below.right)


def _top(block: Row) -> float:
    """A little inside the type's own box, since tight lines' boxes overlap."""
    return min(f.top + 0.2 * f.height for f in block)


def _bottom(block: Row) -> float:
    return max(f.bottom - 0.2 * f.height for f in block)
