"""A table's lines as its rows: which bands of words belong to one row when cells wrap."""

import re
from collections.abc import Sequence
from itertools import pairwise

from evidence.linking.field_words import is_field_word
from ingest.readers.raw import Box

_AIRY = 0.45  # of a line's height: wrapped lines of a cell stand closer than this
_BROKEN = re.compile(r"(?<![\w-])[A-Za-z]{3,}$")
_REST = re.compile(r"[a-z]+(?![\w-])\s*")


def overlap(a: Box, b: Box) -> float:
    """How much of the lower box's height two boxes share, 0 to 1."""
    shared = min(a[3], b[3]) - max(a[1], b[1])
    return max(0.0, shared) / max(0.1, min(a[3] - a[1], b[3] - b[1]))


def rows_of(boxes: list[Box], place: list[int], texts: list[str]) -> list[list[int]]:
    """Indices of the lines by row. ``place`` is each line's column.

    Lines on one height are a band. Where wide white parts some bands, it parts the rows; in a table set
    evenly, a band that fills the first column starts a row.
    """
    bands = _bands(boxes)
    spans = [(min(boxes[i][1] for i in b), max(boxes[i][3] for i in b)) for b in bands]
    gaps = [b[0] - a[1] for a, b in pairwise(spans)]
    height = sorted(b[3] - b[1] for b in boxes)[len(boxes) // 2]
    wide = min(max(min(gaps, default=0.0), 0.0), 0.5 * height) + 0.35 * height
    spaced = any(g > wide for g in gaps)
    airy = min(gaps, default=0.0) > _AIRY * height  # no cell wraps: a lone first cell is a row too
    rows = [list(bands[0])]
    for band, gap in zip(bands[1:], gaps, strict=True):
        if spaced and gap > wide:
            new = not _bridged(rows[-1], band, boxes, place)
        else:
            new = _figures_again(rows[-1], band, place, texts) or (
                not spaced and _starts_row(rows[-1], band, place, texts, alone=airy)
            )
        if new:
            rows.append(list(band))
        else:
            rows[-1] += band
    return rows


def _bands(boxes: list[Box]) -> list[list[int]]:
    order = sorted(range(len(boxes)), key=lambda i: (boxes[i][1] + boxes[i][3]) / 2)
    bands: list[list[int]] = []
    for i in order:
        if bands and any(overlap(boxes[i], boxes[k]) >= 0.35 for k in bands[-1]):
            bands[-1].append(i)
        else:
            bands.append([i])
    return bands


def _bridged(row: list[int], band: list[int], boxes: list[Box], place: list[int]) -> bool:
    """Whether a cell runs on through the white between two bands, so that they are one row."""
    for i in band:
        above = [k for k in row if place[k] == place[i]]
        if above:
            gap = boxes[i][1] - max(boxes[k][3] for k in above)
            if gap < 0.35 * (boxes[i][3] - boxes[i][1]):
                return True
    return False


def _starts_row(row: list[int], band: list[int], place: list[int], texts: list[str], *, alone: bool) -> bool:
    """Whether a band of an evenly set table opens a row: it fills the first column, and (unless ``alone`` is
    enough) another."""
    columns = {place[i] for i in band}
    if (len(columns) < 2 and not alone) or min(columns) != min(place[i] for i in row):
        return False
    first = next(i for i in band if place[i] == min(columns))
    return not texts[first][:1].islower()


def _figures_again(row: list[int], band: list[int], place: list[int], texts: list[str]) -> bool:
    """Whether a column that has its figure already gets another: figures do not wrap."""
    if min(place[i] for i in band) != min(place[i] for i in row):
        return False
    above = {place[i] for i in row if is_figure(texts[i])}
    return any(place[i] in above and is_figure(texts[i]) for i in band)


def is_figure(text: str) -> bool:
    """Whether a cell holds a figure and nothing else."""
    core = text.strip().strip("£%()*+-–pm ").replace(",", "").replace(".", "").replace("/", "")
    return core.isdigit()


def whole_words(lines: Sequence[str]) -> list[str]:
    """A cell's lines, with the words that they break without a hyphen made whole: a column narrower than a
    word breaks it where its room ends ("Septembe", "r 2023").

    Only what is a word of the field when joined, and neither of whose parts is one, is joined.
    """
    out: list[str] = []
    for line in lines:
        head = _BROKEN.search(out[-1]) if out else None
        tail = _REST.match(line)
        if head and tail and _is_one_word(head.group(), tail.group().strip()):
            out[-1] += tail.group().strip()
            line = line[tail.end() :]
        if line or not tail:
            out.append(line)
    return out


def _is_one_word(head: str, tail: str) -> bool:
    parts = is_field_word(head.lower()) or (len(tail) > 1 and is_field_word(tail))
    return not parts and is_field_word((head + tail).lower())
