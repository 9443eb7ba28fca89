"""A watermark, or a note in the margin, that stands on every page is read once."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ingest.readers.raw import Line, RawPage
from ingest.readers.tidy import page_of

WATERMARK = "[Watermark]"
AGAIN = "the same as on an earlier page"
OFTEN = 3  # pages that say the same in their margins


def once(pages: Sequence[RawPage]) -> tuple[RawPage, ...]:
    """The pages with each such line where it first stands; on the others it is left out, and kept."""
    often = Counter(line.text for page in pages for line in page.lines if _is_aside(line))
    again = {text for text, n in often.items() if n >= (2 if text.startswith(WATERMARK) else OFTEN)}
    if not again:
        return tuple(pages)
    seen: set[str] = set()
    found = []
    for page in pages:
        gone = [x for x in page.lines if _is_aside(x) and x.text in again and x.text in seen]
        seen |= {x.text for x in page.lines if _is_aside(x)}
        found.append(_without(page, gone) if gone else page)
    return tuple(found)


def _is_aside(line: Line) -> bool:
    return line.role == "turned" or (line.role == "note" and line.text.startswith(WATERMARK))


def _without(page: RawPage, gone: Sequence[Line]) -> RawPage:
    laid = page_of(page.number, [line for line in page.lines if line not in gone])
    left_out = (*page.left_out, *((AGAIN, line.text) for line in gone))
    return replace(page, text=laid.text, lines=laid.lines, left_out=left_out)
