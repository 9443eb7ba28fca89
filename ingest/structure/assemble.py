"""Blocks to passages: heading paths, parents of bullets and sub-paragraphs, places on the page."""

import re
from dataclasses import dataclass, field

from evidence.model import Passage, PassageKind
from ingest.structure.labels import numbers
from ingest.structure.lines import Block, Look, union
from ingest.structure.nesting import Nesting
from ingest.structure.zones import is_salutation, is_sign_off


def assemble(blocks: list[Block], look: Look) -> tuple[Passage, ...]:
    """The passages of the blocks, in order, with ordinals from 0."""
    nesting = Nesting(look)
    nesting.learn(blocks)
    parents = Parents()
    out = []
    for ordinal, block in enumerate(blocks):
        kind = block.kind or PassageKind.PARAGRAPH
        path = _path(nesting, block, kind)
        if kind is PassageKind.FRONT:
            path = ()
            if is_salutation(block) or is_sign_off(block):
                nesting.close()
        elif kind not in (PassageKind.HEADING, PassageKind.FOOTNOTE):
            nesting.fresh = False
        parent = parents.of(ordinal, block, kind)
        out.append(_passage(ordinal, block, kind, path, parent))
    return tuple(out)


def _path(nesting: Nesting, block: Block, kind: PassageKind) -> tuple[str, ...]:
    if kind is PassageKind.HEADING:
        return nesting.enter(block)
    return nesting.enter_row(block) if kind is PassageKind.ROW else nesting.now()


_CODED = re.compile(r"[A-Za-z]{1,2}\d")


@dataclass
class Parents:
    """Who a bullet or sub-paragraph belongs to, going down the file."""

    intro: int | None = None  # the paragraph that introduces a list
    colon: bool = False  # it ends with a colon
    idle: int = 0  # plain paragraphs since its list began
    bullets: list[tuple[float, str, int, bool]] = field(default_factory=list)
    labels: dict[tuple[int, ...], int] = field(default_factory=dict)
    outer: tuple[int, ...] = ()  # the last label that was not written under another as "3.31" is under "3.3"
    letters: int | None = None  # the paragraph that the open list of letters belongs to
    letter: int | None = None  # the last lettered paragraph, to which roman numbers belong
    romans: bool = False  # the open list has roman numbers where others have letters
    last: str = ""  # the last letter or roman number, without its brackets

    def of(self, ordinal: int, block: Block, kind: PassageKind) -> int | None:
        """The ordinal of the block's parent, or None."""
        if kind is PassageKind.HEADING:
            self.intro = self.letters = self.letter = None
            self.bullets = []
            # "1." is a paragraph of one section; "3.2" may head paragraphs under several headings.
            self.labels = {parts: o for parts, o in self.labels.items() if len(parts) > 1}
        elif kind is PassageKind.BULLET:
            return self._bullet(ordinal, block)
        elif kind is PassageKind.PARAGRAPH and block.label:
            return self._labelled(ordinal, block)
        elif kind is PassageKind.PARAGRAPH:
            self._plain(ordinal, block)
        return None

    def _bullet(self, ordinal: int, block: Block) -> int | None:
        item = block.first
        while self.bullets and not self._inside(item.indent, block.bullet, bool(item.box)):
            self.bullets.pop()
        parent = self.bullets[-1][2] if self.bullets else self.intro
        self.bullets.append((item.indent, block.bullet, ordinal, block.text.rstrip().endswith(":")))
        self.idle = 0
        return parent

    def _inside(self, indent: float, mark: str, boxed: bool) -> bool:
        """Whether a bullet lies within the last one: further in, and plainly so."""
        above, its_mark, _, opens = self.bullets[-1]
        further = indent - above
        if further <= (3.0 if boxed else 0.5):
            return False
        return opens or mark != its_mark or further >= (9.0 if boxed else 2.0)

    def _labelled(self, ordinal: int, block: Block) -> int | None:
        self.bullets = []
        if block.label[:1].isdigit():
            parent = self._figure(ordinal, numbers(block.label))
        elif _CODED.match(block.label):
            parent = None  # "A1" is a paragraph of its own
        elif self.letter is not None and not self.romans and _is_roman_inner(block.label, self.last):
            parent = self.letter
        else:
            if self.letter is None or (_is_first(block.label) and self.last != "h"):
                self.letters, self.romans = self.intro, _core(block.label) == "i"
            parent, self.letter = self.letters, ordinal
        self.last = "" if block.label[:1].isdigit() else _core(block.label)
        self._introduce(ordinal, block)
        return parent

    def _figure(self, ordinal: int, parts: tuple[int, ...]) -> int | None:
        known = (self.labels.get(parts[:n]) for n in range(len(parts) - 1, 0, -1))
        parent = next((o for o in known if o is not None), None)
        self.letters = self.letter = None
        outer = (*parts[:-1], parts[-1] // 10)
        if outer == self.outer and parts[-1] % 10 and outer in self.labels:
            return self.labels[outer]  # "3.31" printed under "3.3"
        self.labels = {p: o for p, o in self.labels.items() if p[0] == parts[0]} | {parts: ordinal}
        self.outer = parts
        return parent

    def _plain(self, ordinal: int, block: Block) -> None:
        opens = block.text.rstrip().endswith(":")
        # One plain paragraph inside a list is a bullet that lost its mark; the list goes on after it.
        lost_bullet = self.colon and self.intro is not None and not opens and self.idle < 1
        self.idle += 1
        if not lost_bullet:
            self._introduce(ordinal, block)
            self.letters = self.letter = None

    def _introduce(self, ordinal: int, block: Block) -> None:
        self.intro, self.idle = ordinal, 0
        self.colon = block.text.rstrip().endswith(":")
        self.bullets = []


def _core(label: str) -> str:
    return label.strip("().").lower()


def _is_first(label: str) -> bool:
    return _core(label) in ("a", "i", "1")


def _is_roman_inner(label: str, last: str) -> bool:
    """Whether a label is a roman number below a letter: after ``last`` "iv" is "v" one, but not after "u"."""
    core = _core(label)
    if core in ("i", "v", "x"):
        return last != chr(ord(core) - 1) and (core == "i" or last == {"v": "iv", "x": "ix"}[core])
    return len(core) > 1 and set(core) <= set("ivx")


def _passage(
    ordinal: int, block: Block, kind: PassageKind, path: tuple[str, ...], parent: int | None
) -> Passage:
    pieces = [p for i in block.items for p in i.pieces]
    page = min(p.page for p in pieces)
    on_page = [p for p in pieces if p.page == page]
    rects = []
    for number in sorted({p.page for p in pieces}):
        boxes = [p.line.box for p in pieces if p.page == number and p.line.box]
        if box := union(boxes):
            left, top, right, bottom = (round(v, 1) for v in box)
            rects.append((number, left, top, right, bottom))
    return Passage(
        ordinal,
        kind,
        block.text,
        label=block.label if kind is not PassageKind.FRONT else "",
        heading_path=path,
        page=page,
        end_page=max(p.page for p in pieces),
        start=min(p.line.start + len(p.line.text) - len(p.line.text.lstrip()) for p in on_page),
        end=max(p.line.start + len(p.line.text.rstrip()) for p in on_page),
        parent=parent,
        rects=tuple(rects),
        columns=block.columns if kind is PassageKind.ROW else (),
        fills=_fills(block) if kind is PassageKind.ROW else (),
    )


def _fills(block: Block) -> tuple[str, ...]:
    """The colours of a row's cells."""
    line = block.first.first
    return line.place.fills if line.place else line.fills
