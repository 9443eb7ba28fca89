"""Where a PDF page's own words stand, in a process of its own: a hostile page can stop this process alone.

``python -m evidence.pages.word_boxes FILE PAGE`` writes JSON to standard output: ``[[word, [box, …]], …]``.
A box is left, top, right and bottom in points from the top left of the page as displayed; a word that goes on
after a line's end has two. It leaves with page_render.NO_PAGE if there is no such page.
"""

import ctypes
import json
import re
import sys
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as c

from evidence.pages.render import NO_PAGE, limit

MOST = 50_000  # characters of one page that are looked at
HYPHENS = "\x02\ufffe"  # what PDFium puts for a hyphen at a line's end
FINE = 1000  # PDFium answers in whole device units

Box = tuple[float, float, float, float]


def words_of(path: Path, page: int) -> list[tuple[str, list[Box]]] | None:
    """The words of a page, counted from 1; None if there is no such page. Raises what PDFium raises."""
    with pdfium.PdfDocument(path) as pdf:
        if not 1 <= page <= len(pdf):
            return None
        opened = pdf[page - 1]
        textpage = opened.get_textpage()
        count = min(textpage.count_chars(), MOST)
        text = "".join(_letter(c.FPDFText_GetUnicode(textpage.raw, at)) for at in range(count))
        found = []
        for match in re.finditer(rf"[^\s{HYPHENS}]+(?:[{HYPHENS}]\s*[^\s{HYPHENS}]+)*", text):
            boxes = _boxes(opened, textpage, range(*match.span()), text)
            if boxes:
                found.append((re.sub(rf"[{HYPHENS}\xad]\s*", "", match.group()), boxes))
        return found


def _letter(code: int) -> str:
    # A lone half of a pair beyond the first 65,536 characters is one that the font cannot name.
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " "


def _boxes(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, letters: range, text: str) -> list[Box]:
    """A box for each line that the letters stand on."""
    boxes: list[Box] = []
    rect = c.FS_RECTF()
    for at in letters:
        if text[at].isspace() or not c.FPDFText_GetLooseCharBox(textpage.raw, at, ctypes.byref(rect)):
            continue
        box = _displayed(page, rect)
        if boxes and _goes_on(boxes[-1], box):
            last = boxes[-1]
            left, top = map(min, last[:2], box[:2])
            right, bottom = map(max, last[2:], box[2:])
            boxes[-1] = (left, top, right, bottom)
        else:
            boxes.append(box)
    return [box for box in boxes if box[2] > box[0] and box[3] > box[1]]


def _goes_on(last: Box, box: Box) -> bool:
    """Whether a letter stands beside those before it, along the line or, where a page lies, down it."""
    along = last[1] <= (box[1] + box[3]) / 2 <= last[3]
    down = last[0] <= (box[0] + box[2]) / 2 <= last[2]
    return along or down


def _displayed(page: pdfium.PdfPage, rect: c.FS_RECTF) -> Box:
    width, height = (int(side * FINE) for side in page.get_size())
    x, y = ctypes.c_int(), ctypes.c_int()
    corners = []
    for across, up in ((rect.left, rect.top), (rect.right, rect.bottom)):
        c.FPDF_PageToDevice(page.raw, 0, 0, width, height, 0, across, up, ctypes.byref(x), ctypes.byref(y))
        corners.append((x.value / FINE, y.value / FINE))
    (ax, ay), (bx, by) = corners
    return (round(min(ax, bx), 1), round(min(ay, by), 1), round(max(ax, bx), 1), round(max(ay, by), 1))


def main(arguments: list[str]) -> int:
    """Find the words of the page that the arguments name. Returns the exit code."""
    limit()
    path, page = arguments
    found = words_of(Path(path), int(page))
    if found is None:
        return NO_PAGE
    json.dump(found, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
