"""A table's columns: what lies between the strips of white that run down it."""

from itertools import pairwise

from ingest.readers.raw import Box

Columns = list[tuple[float, float]]
_GUTTER = 3.0  # points of white between two columns
_TIGHT = 0.6  # the same in a long table, down which white does not run by chance
_LONG = 24  # lines
_WELL = 20.0  # points: how far a line that crosses into another column reaches


def columns_of(boxes: list[Box]) -> Columns:
    """A table's columns, left and right, from the left.

    One line in twenty may cross the white between two columns where that gives more of them: a heading within
    the table.
    """
    whole = _strips(boxes)
    few = max(1, len(boxes) // 20)
    if len(boxes) < 8:
        return whole
    mostly = _strips(boxes, few)
    gaps = [(a[1], b[0]) for a, b in pairwise(mostly)]
    crossing = {b for b in boxes for left, right in gaps if b[0] < left - _WELL and b[2] > right + _WELL}
    clear = max(whole, _strips([b for b in boxes if b not in crossing]), key=len)
    return clear if len(clear) > 1 else mostly


def _strips(boxes: list[Box], few: int = 0) -> Columns:
    """Where more than a few lines stand, left and right, with white between."""
    gutter = _TIGHT if len(boxes) >= _LONG else _GUTTER
    edges = sorted([(b[0], 1) for b in boxes] + [(b[2] + 0.01, -1) for b in boxes])
    out: Columns = []
    cover, start = 0, 0.0
    for x, step in edges:
        before, cover = cover, cover + step
        if before <= few < cover:
            start = x
        elif cover <= few < before:
            if out and start - out[-1][1] < gutter:
                start = out.pop()[0]
            out.append((start, x))
    return out


def in_column(box: Box, columns: Columns) -> bool:
    """Whether a line lies within one column, so that it may be the wrapped line of a cell.

    In the first, it may begin farther left than a head that is centred.
    """
    for n, (left, right) in enumerate(columns):
        limit = columns[n + 1][0] - 3 if n + 1 < len(columns) else right + 60
        begins = left - 4 <= box[0] <= right or (n == 0 and box[0] < left < box[2])
        if begins and box[2] <= limit:
            return len(columns) > 1
    return False


def place_of(box: Box, columns: Columns) -> int:
    """Which column a line stands in: where most of it is, or where it begins."""
    shared = [min(box[2], right) - max(box[0], left) for left, right in columns]
    begun = max((c for c, (left, _) in enumerate(columns) if box[0] >= left - 2), default=0)
    most = max(range(len(columns)), key=lambda c: shared[c])
    return most if shared[most] > max(shared[begun], 0) * 2 else begun


def crosses(box: Box, columns: Columns) -> bool:
    """Whether a line runs across the white between two columns, well into the second."""
    return any(box[0] < left - _WELL and box[2] > left + _WELL for left, _ in columns[1:])
