"""A PDF page's fragments as lines, in reading order.

Fragments beside one another stay apart, each with its own box: whether they are a label and its paragraph,
cells of a row or columns is for structure to say, from where they stand.
"""

from dataclasses import replace

import pypdfium2 as pdfium

from ingest.readers.pdf.fragments import Fragment, fragments_of, quarters_of, view_of
from ingest.readers.pdf.order import in_order
from ingest.readers.raw import Box, Line, turned


def page_lines(page: pdfium.PdfPage) -> list[Line]:
    """The lines of a page's own text, in reading order, with boxes as displayed."""
    textpage = page.get_textpage()
    try:
        quarters = quarters_of(textpage, page.get_rotation())
        view = replace(view_of(page), quarters=quarters)
        fragments = in_order(fragments_of(textpage, view))
    finally:
        textpage.close()
    size = (view.height, view.width) if quarters % 2 else (view.width, view.height)
    return [_line(fragment, quarters, size) for fragment in fragments]


def _line(fragment: Fragment, quarters: int, size: tuple[float, float]) -> Line:
    box: Box = (fragment.left, fragment.top, fragment.right, fragment.bottom)
    if quarters:
        box = turned(box, quarters, *size)
    left, top, right, bottom = (round(edge, 1) for edge in box)
    return Line(fragment.text, 0, box=(left, top, right, bottom), size=fragment.size, bold=fragment.bold)
