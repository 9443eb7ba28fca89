"""Which way a page's text runs, and so how far the page must turn for it to run level."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from math import atan2, degrees
from typing import Any

import pypdfium2
from pypdfium2 import raw

SAMPLED = 200  # text objects of a page that are looked at
FEWEST, NEARLY_ALL = 5, 0.9  # that say which way a page is written, and the share that must agree
WORDS = 4  # words say it too, where they are all that stands on a page
LINES_DRAWN = 4  # rules and frames; more is a drawing, whose labels run any way
DEEPEST = 4  # forms within forms
Linear = tuple[float, float, float, float]  # what a matrix does to directions: a, b, c, d
SAME: Linear = (1.0, 0.0, 0.0, 1.0)


def turn_of_text(page: pypdfium2.PdfPage) -> int:
    """How far, in degrees clockwise, a page must turn for its text to run level; 0 if it does, or too little
    is written on it to say."""
    seen = Counter(islice(_directions(page), SAMPLED))
    found: Counter[int] = Counter()
    for direction, count in seen.items():
        found[round(degrees(atan2(*direction)) / 90) * 90] += count
    if not found:
        return 0
    angle, count = found.most_common(1)[0]
    turn = (angle - page.get_rotation()) % 360
    if turn == 0 or count < NEARLY_ALL * found.total():
        return 0
    return turn if found.total() >= FEWEST or _says_enough(page) else 0


def _directions(page: pypdfium2.PdfPage) -> Iterator[tuple[float, float]]:
    """How each text object of a page and of its forms runs: up and across, in the page's own coordinates."""
    objects = (raw.FPDFPage_GetObject(page, n) for n in range(raw.FPDFPage_CountObjects(page)))
    yield from _within(objects, SAME, DEEPEST)


def _within(objects: Iterator[Any], outer: Linear, deep: int) -> Iterator[tuple[float, float]]:
    matrix = raw.FS_MATRIX()
    for each in objects:
        kind = raw.FPDFPageObj_GetType(each)
        form = kind == raw.FPDF_PAGEOBJ_FORM and deep
        if not (form or kind == raw.FPDF_PAGEOBJ_TEXT) or not raw.FPDFPageObj_GetMatrix(each, matrix):
            continue
        a, b, c, d = outer
        across, up = matrix.a * a + matrix.b * c, matrix.a * b + matrix.b * d
        if form:
            inner = (raw.FPDFFormObj_GetObject(each, n) for n in range(raw.FPDFFormObj_CountObjects(each)))
            rest = matrix.c * a + matrix.d * c, matrix.c * b + matrix.d * d
            yield from _within(inner, (across, up, *rest), deep - 1)
        else:
            yield up, across


def _says_enough(page: pypdfium2.PdfPage) -> bool:
    """Whether a page is its few words alone: the label of a chart or a picture says nothing of the page."""
    objects = (raw.FPDFPage_GetObject(page, n) for n in range(raw.FPDFPage_CountObjects(page)))
    drawn = Counter(raw.FPDFPageObj_GetType(each) for each in objects)
    lines = drawn.pop(raw.FPDF_PAGEOBJ_PATH, 0)
    if lines > LINES_DRAWN or set(drawn) - {raw.FPDF_PAGEOBJ_TEXT}:
        return False
    text = page.get_textpage()
    try:
        words = str(text.get_text_bounded()).split()
        return sum(word.isalpha() for word in words) >= WORDS
    finally:
        text.close()
