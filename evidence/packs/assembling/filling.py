"""The frame of a pack, written by pypdf, gets its originals' plain pages from qpdf, which writes the file.

The frame has everything of the pack's own: pages with their numbers, links, bookmarks, labels. qpdf copies
what a page draws, which is most of a pack, without reading it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO

import pikepdf

from evidence.packs.originals.plain import NotPlain, PlainPdf

FORM = "/P0"  # the name under which a page of the frame draws an original's page


class Unsound(Exception):
    """An original that looked sound has a page that qpdf cannot copy. ``held``: its SHA-256."""

    def __init__(self, held: str) -> None:
        super().__init__(held)
        self.held = held


@dataclass(frozen=True)
class Taken:
    """Page ``page`` of the pack (from 1) draws page ``number`` of an original."""

    page: int
    held: str
    original: PlainPdf
    number: int


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
            form = each.original.form(pdf, each.number)
        except NotPlain as error:
            raise Unsound(each.held) from error
        pages[each.page - 1].Resources.XObject[FORM] = form
    out = BytesIO()
    pdf.save(
        out,
        deterministic_id=True,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        force_version="1.7",
    )
    return Filled(out.getvalue(), pdf)
