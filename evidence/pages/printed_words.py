"""Every page of a PDF with its size and its words, in a process of its own.

``python -m evidence.pages.printed_words FILE`` writes JSON to standard output, for each page
``[width, height, [[word, [box, …]], …]]`` in points (see word_boxes).
"""

import json
import sys
from pathlib import Path

import pypdfium2 as pdfium

from evidence.pages.render import limit
from evidence.pages.word_boxes import Box, words_of

MOST_PAGES = 2000

Page = tuple[float, float, list[tuple[str, list[Box]]]]


def layout_of(path: Path) -> list[Page]:
    """The pages in order. Raises what PDFium raises."""
    with pdfium.PdfDocument(path) as pdf:
        sizes = [pdf[i].get_size() for i in range(min(len(pdf), MOST_PAGES))]
    return [(round(w, 1), round(h, 1), words_of(path, i) or []) for i, (w, h) in enumerate(sizes, 1)]


def main(arguments: list[str]) -> int:
    """Lay out the file that the arguments name. Returns the exit code."""
    limit()
    json.dump(layout_of(Path(arguments[0])), sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
