"""Tables: rows from tabs, from markdown bars, and from where words stand on the page."""

import re

from ingest.readers.raw import Box
from ingest.structure.columns import columns_of, crosses, in_column, place_of
from ingest.structure.lines import Group, Piece, union
from ingest.structure.marks import find_label, read_marks
from ingest.structure.rows import is_figure, overlap, rows_of
from ingest.structure.ruled import with_ruled

_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?")
_BAR_ROW = re.compile(r"\|.*\|.*\|?")
_NOTE = re.compile(r"\s*(?:[¹²³⁴⁵⁶⁷⁸⁹*†‡§]+\s*\w|(?:notes?|source|key)\s*:)", re.IGNORECASE)
_COLUMN_GAP = 9.0  # points of white between two cells of a row; words are closer
_TOO_MANY = 5000  # lines on one page: a drawing, not a table
_WORD_GAP = 40.0  # points: justified words can stand this far apart
_TABLE_GAP = 60.0  # points of white between two tables
_MARKER_GAP = 60.0  # points between a label or bullet and its words


def split_cells(text: str, before: str = "", after: str = "") -> tuple[str, ...] | None:
    """A line's cells, where tabs or markdown bars part them; None where it is no row, () for a table's rule.

    ``before`` and ``after`` are the white space round the line, in which tabs are empty cells.
    """
    if _RULE.fullmatch(text.strip()) and "|" in text:
        return ()
    if "\t" in text + before + after:
        return tuple([""] * before.count("\t") + [c.strip() for c in text.split("\t")])
    if _BAR_ROW.fullmatch(text.strip()):
        return tuple(c.strip() for c in text.strip().strip("|").split("|"))
    return None


def lay_out(pieces: list[Piece]) -> list[list[Group]]:
    """A page's pieces as lines and rows, in reading order; ruled tables by their lines.

    Each result is a row: its cells, each the pieces that make it. An ordinary line is a row of one cell with
    its pieces on one baseline (a label or bullet that stands apart from its words is put before them).
    """
    return with_ruled(pieces, _by_white)


def _by_white(pieces: list[Piece]) -> list[list[Group]]:
    """The lines and rows of what no lines rule, by the white between."""
    if len(pieces) > _TOO_MANY or not all(p.line.box for p in pieces):
        return [[[p]] for p in pieces]
    joined = _join_words(_join_markers(pieces))
    partners = _partners(joined)
    if not partners:
        return [[group] for group in joined]
    out: list[list[Group]] = []
    done: set[int] = set()
    regions = {i: region for region in _regions(joined, partners) for i in region}
    for i, group in enumerate(joined):
        if i in done:
            continue
        region = regions.get(i)
        if region is None:
            out.append([group])
            continue
        done |= set(region)
        out += _rows([joined[k] for k in region])
    return out


def _box(group: Group) -> Box:
    if len(group) == 1:
        return group[0].line.box or (0, 0, 0, 0)
    return union([p.line.box for p in group if p.line.box]) or (0, 0, 0, 0)


def _join_markers(pieces: list[Piece]) -> list[Group]:
    """Put a piece that is only a label, bullet or footnote mark with the words on its baseline."""
    groups: list[Group] = []
    used: set[int] = set()
    for i, piece in enumerate(pieces):
        if i in used:
            continue
        group = [piece]
        if _is_marker(piece.line.text):
            for k in (*range(i + 1, min(i + 4, len(pieces))), *range(max(0, i - 2), i)):
                other = pieces[k]
                if k in used or _is_marker(other.line.text) or not _follows(piece, other):
                    continue
                if not (_is_value(piece.line.text) and _in_row(piece, other, pieces[max(0, i - 8) : i + 9])):
                    if k < i:  # the words came first in the file's order
                        groups = [g for g in groups if g[0] is not other]
                    group.append(other)
                    used.add(k)
                    break
        used.add(i)
        groups.append(group)
    return groups


def _join_words(groups: list[Group]) -> list[Group]:
    """Put back together a line whose words stand far apart because it is justified.

    Words that begin where something in another line begins, beside white, are a table's cell and stay.
    """
    boxes = [_box(g) for g in groups]
    beside = _partners(groups)
    out: list[Group] = []
    last = -1
    for i, group in enumerate(groups):
        if i in beside and last in beside and out and _one_line(boxes[last], boxes[i]):
            figure = is_figure(group[0].line.text)
            others = [boxes[k] for k in beside if overlap(boxes[k], boxes[i]) < 0.5]
            apart = figure and is_figure(out[-1][-1].line.text)
            if not apart and not any(_aligned(boxes[i], other, figure) for other in others):
                out[-1] = out[-1] + group
                last = i
                continue
        out.append(list(group))
        last = i
    return out


def _one_line(before: Box, box: Box) -> bool:
    return overlap(before, box) >= 0.5 and 0 <= box[0] - before[2] < _WORD_GAP


def _aligned(box: Box, other: Box, figure: bool) -> bool:
    return abs(box[0] - other[0]) <= 3 or (figure and abs(box[2] - other[2]) <= 3)


def _follows(marker: Piece, words: Piece) -> bool:
    one, two = marker.line.box, words.line.box
    return bool(one and two and -1.5 <= two[0] - one[2] < _MARKER_GAP and overlap(one, two) > 0.3)


def _is_value(text: str) -> bool:
    """Whether what could be a marker may be a cell of its own: a bare figure, or the dash of no value."""
    return text.strip().replace(".", "", 1).isdigit() or text.strip() in "-–—"


def _in_row(figure: Piece, words: Piece, near: list[Piece]) -> bool:
    """Whether more cells follow on the baseline, or several stand before: then it is a cell of its own."""
    one, two = figure.line.box, words.line.box
    if one is None or two is None:
        return False
    beside = [b for p in near if (b := p.line.box) and overlap(one, b) > 0.5]
    after = any(b[0] - two[2] > _COLUMN_GAP for b in beside)
    return after or sum(one[0] - b[2] > _COLUMN_GAP for b in beside) > 1


def _is_marker(text: str) -> bool:
    """Whether a piece is nothing but a label, a bullet or a footnote mark."""
    text = text.strip()
    if len(text) > 9 or not text:
        return False
    label = find_label(text)
    if label and not label.rest:
        return True
    return read_marks(text + " x").rest == "x"


def _partners(groups: list[Group]) -> set[int]:
    """The groups that stand beside another one, with white between."""
    found: set[int] = set()
    boxes = [_box(g) for g in groups]
    flat = _flat(groups, boxes)
    order = sorted(flat, key=lambda i: boxes[i][1])
    for at, i in enumerate(order):
        for k in order[at + 1 :]:
            if boxes[k][1] > boxes[i][3]:
                break
            one, two = sorted((boxes[i], boxes[k]))
            if two[0] - one[2] >= _COLUMN_GAP and overlap(one, two) >= 0.2:
                found |= {i, k}
    return found


def _flat(groups: list[Group], boxes: list[Box]) -> list[int]:
    """The groups that can be in a table: not words that run up the page, nor a watermark across it."""
    if not boxes:
        return []
    tall = 3 * sorted(b[3] - b[1] for b in boxes)[len(boxes) // 2]
    return [
        i
        for i, (left, top, right, bottom) in enumerate(boxes)
        if bottom - top <= tall
        or (bottom - top < 1.5 * (right - left) and len(groups[i]) == 1 and bottom - top < 2 * tall)
    ]


def _regions(groups: list[Group], partners: set[int]) -> list[list[int]]:
    """Tables: groups with partners, and the wrapped lines of cells between and next to them."""
    boxes = [_box(g) for g in groups]
    order = sorted(_flat(groups, boxes), key=lambda i: (boxes[i][1], boxes[i][0]))
    regions: list[list[int]] = []
    current: list[int] = []
    loose: list[int] = []
    for i in order:
        if i not in partners:
            loose.append(i)
            continue
        if current and (not _fit(loose, current, boxes) or _apart(current + loose, i, boxes)):
            taken = _trailing(loose, current, groups, boxes)
            regions.append(current + taken)
            current, loose = [], [k for k in loose if k not in taken]
        current += [*(loose if current else _leading(loose, i, groups, boxes)), i]
        loose = []
    if current:
        regions.append(current + _trailing(loose, current, groups, boxes))
    return [r for r in regions if len(r) > 1]


def _leading(loose: list[int], first: int, groups: list[Group], boxes: list[Box]) -> list[int]:
    """The line above a table that its first cell goes on from: begun small, or set round the row's middle."""
    if not loose:
        return []
    box, above = boxes[first], boxes[loose[-1]]
    middle = above[3] > box[1] and above[2] < box[0]
    begun = groups[first][0].line.text[:1].islower()
    near = box[1] - above[3] < 0.55 * (box[3] - box[1]) and abs(box[0] - above[0]) < 4
    return [loose[-1]] if middle or (begun and near) else []


def _apart(current: list[int], i: int, boxes: list[Box]) -> bool:
    return boxes[i][1] - max(boxes[k][3] for k in current) > _TABLE_GAP


def _fit(loose: list[int], current: list[int], boxes: list[Box]) -> bool:
    """Whether lines without partners are wrapped lines of a table's cells: each lies within a column."""
    if not loose:
        return True
    columns = columns_of([boxes[i] for i in current])
    return len(loose) <= 40 and all(in_column(boxes[i], columns) for i in loose)


def _trailing(loose: list[int], current: list[int], groups: list[Group], boxes: list[Box]) -> list[int]:
    """The loose lines just below that finish the last row's cells; a note under the table is none."""
    taken: list[int] = []
    columns, bottom = columns_of([boxes[i] for i in current]), max(boxes[k][3] for k in current)
    for i in loose:
        box = boxes[i]
        if _NOTE.match(groups[i][0].line.text):
            break
        above = [boxes[k][3] for k in current + taken if boxes[k][0] < box[2] and boxes[k][2] > box[0]]
        close = bool(above) and box[1] - max(above) < 0.55 * (box[3] - box[1])
        # A name that is set round the middle of its row reaches below it.
        if (close or box[1] < bottom) and in_column(box, columns):
            taken.append(i)
    return taken


def _rows(groups: list[Group]) -> list[list[Group]]:
    """A region's groups as rows of cells; as lines, column by column, where it is prose set in columns."""
    boxes = [_box(g) for g in groups]
    columns = columns_of(boxes)
    if len(columns) < 2:
        return [[g] for g in groups]
    across = [i for i, b in enumerate(boxes) if crosses(b, columns) and _stands_out(i, groups, boxes)]
    if across and len(across) <= max(1, len(boxes) // 20):
        return _around(groups, boxes, across)
    place = [place_of(b, columns) for b in boxes]
    if _is_prose(groups, place, len(columns)):
        return [[groups[i]] for i in sorted(range(len(groups)), key=lambda i: (place[i], boxes[i][1]))]
    out = []
    for row in rows_of(boxes, place, [g[0].line.text for g in groups]):
        cells = []
        for column in range(len(columns)):
            inside = sorted((i for i in row if place[i] == column), key=lambda i: (boxes[i][1], boxes[i][0]))
            cells.append([p for i in inside for p in groups[i]])
        out.append(cells if sum(bool(c) for c in cells) > 1 else [c for c in cells if c])
    return [row for row in out if row]


def _stands_out(i: int, groups: list[Group], boxes: list[Box]) -> bool:
    """Whether a line across columns is a heading: in bold, and no row's name with cells beside it."""
    if not all(p.line.bold for p in groups[i]):
        return False
    beside = [b for k, b in enumerate(boxes) if k != i and overlap(b, boxes[i]) > 0.5]
    return not beside or any(b[0] < boxes[i][2] and b[2] > boxes[i][0] for b in beside)


def _around(groups: list[Group], boxes: list[Box], across: list[int]) -> list[list[Group]]:
    """A table's rows, with the headings that run across its columns put before what stands under them."""
    rows = _rows([g for i, g in enumerate(groups) if i not in across])
    for i in sorted(across, key=lambda i: boxes[i][1]):
        middle = (boxes[i][1] + boxes[i][3]) / 2
        tops = [min(_box(c)[1] for c in row if c) for row in rows]
        at = next((k for k, top in enumerate(tops) if top > boxes[i][1] - 4 or middle < top), len(rows))
        rows.insert(at, [groups[i]])
    return rows


def _is_prose(groups: list[Group], place: list[int], columns: int) -> bool:
    """Two or three columns of running text: many long lines in each, set tight."""
    if columns > 3 or len(groups) < 12 * columns:
        return False
    for column in range(columns):
        mine = [i for i in range(len(groups)) if place[i] == column]
        long = sum(len(" ".join(p.line.text for p in groups[i])) >= 28 for i in mine)
        if len(mine) < 12 or long < 0.7 * len(mine):
            return False
    return True
