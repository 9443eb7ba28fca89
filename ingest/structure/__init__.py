"""Pages of lines to passages: what a document says, in the pieces one would cite.

The way: running heads go (``furniture``); lines get their marks and labels (``items``, ``marks``, ``labels``)
and tables their rows (``tables``, ``columns``, ``rows``); lines of one paragraph join (``blocks``); rows
learn their columns' names (``heads``); letterheads, covers and sign-offs are set apart (``zones``), and
contents pages (``contents``); headings are found (``headings``) and nested (``nesting``, ``outline``);
passages come out (``assemble``); what people put on the paper has its own (``put``).
"""

from evidence.model import Passage
from ingest.readers.raw import RawFile
from ingest.structure.assemble import assemble
from ingest.structure.blocks import group
from ingest.structure.headings import mark_headings
from ingest.structure.heads import tie_heads
from ingest.structure.items import read_items
from ingest.structure.lines import look_of
from ingest.structure.put import apart, with_put
from ingest.structure.zones import mark_fronts


def passages_of(raw: RawFile, within: RawFile | None = None) -> tuple[Passage, ...]:
    """A file's passages in reading order, ordinals from 0.

    Every word of the file is in one of them, but for running headers, footers, page numbers and the heads
    that a table repeats on each page. ``start`` and ``end`` are places in the text of the page where the
    passage begins, label and marks included; ``text`` has neither label nor inline markup. A file without
    words has no passages. ``within`` is the file that these are pages of: what it prints on every page is
    furniture here too.
    """
    raw, put = apart(raw)
    within = within and apart(within)[0]
    look = look_of(raw)
    blocks = mark_fronts(tie_heads(group(read_items(raw, look, within), look)), look)
    mark_headings(blocks, look)
    return with_put(assemble(blocks, look), put)
