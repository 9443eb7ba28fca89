"""The frame of a pack, written by pypdf, gets its originals' plain pages from qpdf, which writes the file.

The frame has everything of the pack's own: pages with their numbers, links, bookmarks, labels. qpdf copies
what a page draws, which is most of a pack, without reading it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO

import pikepdf

from evidence.packs.originals.plain import NotPlain, PlainPdf

# The names under which a page of the frame draws a page that is taken over, and its number.
FORM, NUMBER = "/P0", "/N"


OWN = ""  # in place of an original's SHA-256, what Muster drew


class Unsound(Exception):
    """A PDF that looked sound has a page that qpdf cannot copy. ``held``: an original's SHA-256; OWN."""

    def __init__(self, held: str) -> None:
        super().__init__(held)
        self.held = held


@dataclass(frozen=True)
class Taken:
    """Page ``page`` of the pack (from 1) draws page ``number`` of a PDF, under ``name``."""

    page: int
    held: str
    pdf: PlainPdf
    number: int
    name: str = FORM


@dataclass(frozen=True)
class Filled:
    """The file, and what it was written from."""

    pdf: bytes
    written: pikepdf.Pdf


def filled(frame: bytes, taken: Iterable[Taken]) -> Filled:
    """The frame with these pages. Raises Unsound."""
    pdf = pikepdf.open(BytesIO(frame))
    pages = [page.obj for page in pdf.pages]
    for each in taken:
        try:
            form = each.pdf.form(pdf, each.number)
        except NotPlain as error:
            raise Unsound(each.held) from error
        pages[each.page - 1].Resources.XObject[each.name] = form
    out = BytesIO()
    pdf.save(
        out,
        deterministic_id=True,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        force_version="1.7",
    )
    return Filled(out.getvalue(), pdf)
