"""Notes right below a table, each at a mark that one of its rows bears: "* provisional" under "82%*"."""

import re
from collections.abc import Iterator, Sequence

from evidence.model import PassageKind
from ingest.structure.lines import Block, Item, Look
from ingest.structure.marks import clean

_MARK = re.compile(r"([*†‡^#~]{1,3}|[¹²³⁰⁴-⁹]{1,2}|\[(?:\d{1,2}|[a-z])\]|\d{1,2}(?=\s+[^\W\d]))\s*(?=[^\W_])")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def note_of(blocks: Sequence[Block], item: Item) -> Block | None:
    """The block that a note's line begins; None for any other line, a bullet among them."""
    printed = f"{item.bullet} {item.text}".strip()
    found = _MARK.match(printed)
    if not found or item.role or item.depth or item.cell_texts:
        return None
    mark = found[1].translate(_RAISED) if found[1].isdecimal() else found[1]  # some lose their height
    if item.label or not any(mark in cell for row in _rows_above(blocks) for cell in row.cells):
        return None
    kept = Item(item.pieces, printed, gap=item.gap) if item.bullet else item
    return Block([kept], PassageKind.PARAGRAPH)


def ends_before(blocks: Sequence[Block], item: Item, look: Look) -> bool:
    """Whether a note below a table is whole before a line that begins anew, though no full stop ends it."""
    block = blocks[-1]
    if not _is_note(block) or not item.text[:1].isupper():
        return False
    text = clean(item.text)
    had_room = len(clean(block.last.text)) + len(text.split()[0]) < max(len(text), 0.6 * look.wrap)
    return item.gap or had_room


def _is_note(block: Block) -> bool:
    """Whether a block was begun as a note of the table above it."""
    return block.kind is PassageKind.PARAGRAPH and bool(_MARK.match(block.first.text))


def _rows_above(blocks: Sequence[Block]) -> Iterator[Block]:
    """The rows of the table right above, past the notes that stand below it already."""
    place = len(blocks)
    while place and _is_note(blocks[place - 1]):
        place -= 1
    while place and blocks[place - 1].kind is PassageKind.ROW:
        yield blocks[place - 1]
        place -= 1
