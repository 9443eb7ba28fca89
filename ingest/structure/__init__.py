"""Pages of lines to passages: what a document says, in the pieces one would cite.

The way: furniture goes (``furniture``); lines get their marks and labels (``items``, ``marks``, ``labels``)
and tables their rows (``tables``, ``rows``); lines of one paragraph join (``blocks``); letterheads, covers
and sign-offs are set apart (``zones``), and contents pages (``contents``); headings are found and nested
(``headings``); passages come out (``assemble``).
"""

from evidence.model import Passage
from ingest.raw import RawFile
from ingest.structure.assemble import assemble
from ingest.structure.blocks import group
from ingest.structure.headings import mark_headings
from ingest.structure.items import read_items
from ingest.structure.lines import look_of
from ingest.structure.zones import mark_fronts


def passages_of(raw: RawFile) -> tuple[Passage, ...]:
    """A file's passages in reading order, ordinals from 0.

    Every word of the file is in one of them, but for running headers, footers and page numbers. ``start`` and
    ``end`` are places in the text of the page where the passage begins, label and marks included; ``text``
    has neither label nor inline markup. A file without words has no passages.
    """
    look = look_of(raw)
    blocks = mark_fronts(group(read_items(raw, look), look), look)
    mark_headings(blocks, look)
    return assemble(blocks, look)
