"""Which blocks are headings."""

import re

from evidence.language.letters import CONTACT, DATE, FIELD, HAS_DATE, USUAL_HEADING, is_lead_in, is_sentence
from evidence.model import PassageKind
from ingest.structure.items import ended
from ingest.structure.labels import numbers
from ingest.structure.lines import Block, Look

HEADING = PassageKind.HEADING
_LONGEST = 26  # words: longer bold text is emphasis, not a heading
_UNFINISHED = re.compile(r"\b(?:and|or|of|the|a|an|to|in|for|with|by|on|at|from|that)$", re.I)
FIGURE_LABEL = re.compile(r"\d{1,3}(?:\.\d{1,3})*\.?\)?")


def is_caps(text: str) -> bool:
    """Whether a text is a few words in capitals."""
    return text.upper() == text and len(text.split()) <= 14 and sum(map(str.isalpha, text)) >= 4


def looks_like_heading(block: Block, look: Look) -> bool:
    """Whether a block is set as a heading: larger or bolder than the text, and short."""
    if block.kind is HEADING:
        return True
    if block.kind is not None or block.words > _LONGEST or len(block.items) > 4 or not _wordy(block.text):
        return False
    if block.words > 12 and block.text.endswith("."):
        return False
    larger = bool(look.body_size) and min(i.size for i in block.items) >= look.body_size + 0.9
    return larger or all(i.bold for i in block.items)


def mark_headings(blocks: list[Block], look: Look) -> None:
    """Set the kind of every block that is a heading, by how it is set or by what stands round it."""
    for i, block in enumerate(blocks):
        if block.kind is HEADING:
            block.kind = HEADING if _wordy(block.text) or block.label else None
        elif block.kind is None and _is_heading(blocks, i, look):
            block.kind = HEADING


def _is_heading(blocks: list[Block], i: int, look: Look) -> bool:
    block = blocks[i]
    below = next((b for b in blocks[i + 1 :] if b.kind is not PassageKind.FOOTNOTE), None)
    if below is None or block.first.role == "list" or not block.text:
        return False
    if looks_like_heading(block, look):
        return not (is_lead_in(block.text) and block.words > 6)
    if is_caps(block.text) and not CONTACT.search(block.text) and not block.text.endswith(","):
        return True
    if block.label:
        return _numbered_heading(blocks, i, below)
    return _short_line(block, blocks[i - 1] if i else None, below, look)


def _wordy(text: str) -> bool:
    return sum(c.isalpha() for c in text) >= 2


def _titled(block: Block, longest: int = 12) -> bool:
    """Whether the words could be a title: short, begun with a capital, not ended as a sentence."""
    text = block.text
    if not 1 <= block.words <= longest or len(text) > 9 * longest or not text.lstrip("‘“\"'(")[:1].isupper():
        return False
    if text[-1] in ".;,-–—" or _UNFINISHED.search(text) or is_lead_in(text):
        return False
    return not (DATE.fullmatch(text) or HAS_DATE.search(text) or CONTACT.search(text) or "|" in text)


def _numbered_heading(blocks: list[Block], i: int, below: Block) -> bool:
    """ "3.0 Main issues": a short label'd title; but not an item of a list of short items."""
    block = blocks[i]
    if not FIGURE_LABEL.fullmatch(block.label) or not _titled(block):
        return False
    if block.label.rstrip(".").endswith(".0"):
        return True
    if (is_sentence(block.text) and block.words > 7) or (len(block.items) > 1 and block.words > 10):
        return False
    if below.label and not _deeper(below.label, block.label):
        return False
    above = blocks[i - 1] if i else None
    listed = (
        above is not None
        and above.label
        and above.kind is None
        and above.words <= 12
        and not ended(above.text)
    )
    return not (listed and not _deeper(below.label, block.label))


def _deeper(label: str, than: str) -> bool:
    inner, outer = numbers(label), numbers(than)
    if outer and outer[-1] == 0:
        outer = outer[:-1]
    return bool(label) and len(inner) > len(outer) and inner[: len(outer)] == outer


def _short_line(block: Block, above: Block | None, below: Block, look: Look) -> bool:
    """A short line by itself, above text that it can head."""
    longest = 16 if below.label else 12
    if len(block.items) > 1 or block.first.cells or not block.first.gap or not _titled(block, longest):
        return False
    if USUAL_HEADING.fullmatch(block.text):
        return True
    if FIELD.match(block.text) and not block.text.endswith(":"):
        return False
    if (
        above is not None
        and is_lead_in(above.text)
        and not (above.label or above.bullet or block.text.endswith(":") or (look.boxed and below.bullet))
    ):
        return False
    if below.kind in (PassageKind.FRONT, PassageKind.FOOTNOTE) or not (below.first.gap or below.bullet):
        return False
    if below.text[:1].islower() and not (below.bullet or below.label):
        return False
    if is_sentence(block.text) and not block.text.endswith("?") and block.words > 5:
        return False
    if block.text.endswith(":") and below.bullet:
        return block.words <= 4
    return _has_body(below) or _titled(below) or is_lead_in(below.text)


def _has_body(block: Block) -> bool:
    return bool(block.bullet or block.label) or block.kind is PassageKind.ROW or block.words >= 8
