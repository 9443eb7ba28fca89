"""Which blocks are headings, and how they nest."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from evidence.model import PassageKind
from ingest.structure.items import ended
from ingest.structure.labels import numbers
from ingest.structure.lines import Block, Look
from ingest.structure.patterns import (
    APPENDIX,
    CONTACT,
    DATE,
    FIELD,
    HAS_DATE,
    USUAL_HEADING,
    is_lead_in,
    is_sentence,
)

HEADING = PassageKind.HEADING
Level = tuple[int, int]
_LONGEST = 26  # words: longer bold text is emphasis, not a heading
_UNFINISHED = re.compile(r"\b(?:and|or|of|the|a|an|to|in|for|with|by|on|at|from|that)$", re.I)
_FIGURE_LABEL = re.compile(r"\d{1,3}(?:\.\d{1,3})*\.?\)?")


def is_caps(text: str) -> bool:
    """Whether a text is a few words in capitals."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 4 and text.upper() == text and len(text.split()) <= 14


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
    if not _FIGURE_LABEL.fullmatch(block.label) or not _titled(block):
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


def _find_title(blocks: list[Block], setting: Callable[[Block], tuple[float, bool, bool]]) -> None:
    """Take the first heading for the document's title where all the others are smaller."""
    headings = [b for b in blocks if b.kind is HEADING and not b.title]
    body = [b for b in blocks if b.kind not in (PassageKind.FRONT, PassageKind.FOOTNOTE)]
    if (
        len(headings) < 3
        or body[0] is not headings[0]
        or headings[0].label
        or APPENDIX.match(headings[0].text)
    ):
        return
    first, *others = headings
    if first.first.role.startswith("heading") or (first.first.depth and not first.first.box):
        first.title = all(b.first.depth > first.first.depth for b in others)
    elif first.first.size:
        first.title = all(setting(b)[0] < setting(first)[0] for b in others)


@dataclass
class Nesting:
    """Gives each heading its level, going down the file, and keeps the path of headings that are open."""

    look: Look
    ranks: dict[tuple[float, bool, bool], int] = field(default_factory=dict)
    path: list[tuple[Level, str]] = field(default_factory=list)
    styles: dict[tuple[int, bool, bool], Level] = field(default_factory=dict)
    fresh: bool = False  # the last block was a heading

    def learn(self, blocks: list[Block]) -> None:
        """Rank the ways headings are set in the file: larger before smaller, bold before plain."""
        _find_title(blocks, self._setting)
        styles = {self._setting(b) for b in blocks if b.kind is HEADING and not b.title}
        ordered = sorted(styles, key=lambda s: (-s[0], not s[1], not s[2]))
        self.ranks = {style: rank for rank, style in enumerate(ordered, 1)}

    def enter(self, block: Block) -> tuple[str, ...]:
        """The path above a heading; the heading becomes part of the path from here on."""
        level = self._level(block)
        while self.path and self.path[-1][0] >= level:
            self.path.pop()
        above = self.now()
        if not block.title:
            self.path.append((level, block.text.rstrip(": ") or block.label))
        self.fresh = True
        return above

    def close(self) -> None:
        """A new document begins in the file: none of the headings so far encloses it."""
        self.path.clear()
        self.styles.clear()

    def now(self) -> tuple[str, ...]:
        """The headings that enclose what comes next, outermost first."""
        return tuple(text for _, text in self.path)

    def _setting(self, block: Block) -> tuple[float, bool, bool]:
        return (round(block.first.size), block.first.bold, is_caps(block.text))

    def _level(self, block: Block) -> Level:
        role = block.first.role
        if role.startswith("heading"):
            return (block.first.depth, 0)
        depth = _number_depth(block.label)
        if self.look.body_size and block.first.box:
            return (self.ranks.get(self._setting(block), len(self.ranks) + 1), depth or 1)
        if APPENDIX.fullmatch(block.text):
            self.styles.clear()
            return (0, 0)
        if depth:
            self.styles.clear()
            return (depth, 0)
        if is_caps(block.text) or USUAL_HEADING.fullmatch(block.text):
            self.styles.clear()
            return (1, 0)
        return self._unnumbered(block)

    def _unnumbered(self, block: Block) -> Level:
        """By its look, since OCR's depth cannot be trusted: one look, one level, in one section."""
        look = (block.first.depth, block.first.bold, block.text.rstrip().endswith(":"))
        base = self._section()
        inner = self.fresh and self.path and self.path[-1][0] > base
        if inner and (look not in self.styles or self.styles[look] == self.path[-1][0]):
            level = (self.path[-1][0][0] + 1, 0)
        else:
            level = self.styles.get(look, (base[0] + 1, 0))
        self.styles[look] = level
        return level

    def _section(self) -> Level:
        """The level of the numbered or capital heading that is open."""
        firm = [level for level, _ in self.path if level not in self.styles.values()]
        return firm[-1] if firm else (0, 0)


def _number_depth(label: str) -> int:
    if not _FIGURE_LABEL.fullmatch(label):
        return 0
    parts = numbers(label)
    return len(parts) - 1 if len(parts) > 1 and parts[-1] == 0 else len(parts)
