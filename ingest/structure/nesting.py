"""How headings nest: by number, by the contents page, by how they are set."""

from collections.abc import Callable
from dataclasses import dataclass, field

from evidence.language.letters import APPENDIX, USUAL_HEADING
from evidence.model import PassageKind
from ingest.structure.headings import FIGURE_LABEL, HEADING, is_caps
from ingest.structure.labels import numbers
from ingest.structure.lines import Block, Look
from ingest.structure.outline import Outline, outline_of

Level = tuple[int, int]
_WITHIN = 100  # deeper than any level of a contents page


@dataclass
class Nesting:
    """Gives each heading its level, going down the file, and keeps the path of headings that are open."""

    look: Look
    ranks: dict[tuple[float, bool, bool], int] = field(default_factory=dict)
    path: list[tuple[Level, str]] = field(default_factory=list)
    styles: dict[tuple[int, bool, bool], Level] = field(default_factory=dict)
    outline: Outline = field(default_factory=Outline)
    fresh: bool = False  # the last block was a heading

    def learn(self, blocks: list[Block]) -> None:
        """Rank the ways headings are set in the file: larger before smaller, bold before plain."""
        _find_title(blocks, self._setting)
        styles = {self._setting(b) for b in blocks if b.kind is HEADING and not b.title}
        ordered = sorted(styles, key=lambda s: (-s[0], not s[1], not s[2]))
        self.ranks = {style: rank for rank, style in enumerate(ordered, 1)}
        self.outline = outline_of(blocks)

    def enter(self, block: Block) -> tuple[str, ...]:
        """The path above a heading; the heading becomes part of the path from here on."""
        level = self._level(block)
        above = self._above(level)
        if not block.title:
            self.path.append((level, block.text.rstrip(": ") or block.label))
        self.fresh = True
        return above

    def enter_row(self, block: Block) -> tuple[str, ...]:
        """The path above a table's row. A row that bears the name of a section, with its grade, opens it."""
        title = block.text.split(" | ")[0]
        if len(block.first.cells) != 2 or not self.outline.opens(title, block.first.page):
            return self.now()
        level = (self.outline.level(title, block.first.page), 0)
        above = self._above(level)
        self.path.append((level, title))
        return above

    def _above(self, level: Level) -> tuple[str, ...]:
        while self.path and self.path[-1][0] >= level:
            self.path.pop()
        return self.now()

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
            return self._printed(block, depth or 1)
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

    def _printed(self, block: Block, depth: int) -> Level:
        """By the contents page where that names the heading, else by how it is set."""
        listed = self.outline.level(block.text, block.first.page)
        if listed:
            return (listed, 0)
        level = (self.ranks.get(self._setting(block), len(self.ranks) + 1), depth)
        if self.outline.entries:
            level = (level[0] + _WITHIN, depth)
        # Right under another that is set alike, it lies within that one.
        alike = self.fresh and bool(self.path) and self.path[-1][0] == level and not block.label
        return (level[0], depth + 1) if alike else level

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


def _number_depth(label: str) -> int:
    if not FIGURE_LABEL.fullmatch(label):
        return 0
    parts = numbers(label)
    return len(parts) - 1 if len(parts) > 1 and parts[-1] == 0 else len(parts)
