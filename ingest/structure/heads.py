"""A table's head: which row names the columns, where it comes again, and rows that a page breaks in two."""

import re
from dataclasses import dataclass, field

from evidence.model import PassageKind
from ingest.structure.blocks import row_text
from ingest.structure.items import ended
from ingest.structure.lines import Block

_NAMES = re.compile(
    r"\b(?:actions?|activit(?:y|ies)|actual|areas?|assurance|baseline|benchmark|by|by when|cause|change|code"
    r"|comments?|commentary|completion|consequences?|contact|controls?|cost|current|date|deadline|deliverables?"
    r"|description|direction|due|evidence|frequency|grade|how|impact|indicators?|judge?ments?|kpis?|latest|lead"
    r"|likelihood|measures?|milestones?|mitigations?|month|name|no|notes|number|objectives?|officer|outcomes?"
    r"|outturn|owner|performance|period|polarity|position|previous|priorit(?:y|ies)|progress|quarter|rag|rating"
    r"|recommendations?|ref|reference|required|resources?|responsible|result|review|risks?|score|source|start"
    r"|status|strategy|success|target|tasks?|term|theme|timescales?|title|total|trend|unit|update|value|what"
    r"|when|who|year|q[1-4])\b",
    re.I,
)
_FIGURE = re.compile(
    r"[£(]?\s*[-+]?\d[\d,.]*\s*(?:%|k|m|bn|pm)?\)?|n/?a|tbc|[-–]|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}", re.I
)
_LONGEST = 9  # words in the name of a column
_SHARE = 0.6  # of a table's columns: a row that fills fewer is a title, a note or a part's name
_BETWEEN = 14  # words of a heading within a table


def tie_heads(blocks: list[Block]) -> list[Block]:
    """The blocks, with each row's columns named; without repeated heads, and with broken rows whole."""
    table = _Table()
    out: list[Block] = []
    for i, block in enumerate(blocks):
        if block.kind is not PassageKind.ROW:
            if table.repeats(block):
                continue
            table.pass_by(block)
            out.append(block)
        elif table.repeats(block):
            continue
        elif table.last is not None and _continues(block, table.last):
            _join(table.last, block)
        else:
            table.take(block, _following(blocks, i))
            out.append(block)
    return out


@dataclass
class _Table:
    """The table that is open, going down the file."""

    head: Block | None = None
    names: tuple[str, ...] = ()  # of the columns
    top: list[Block] = field(
        default_factory=list
    )  # what stands from the table's first row to its first page's end
    between: Block | None = None  # the heading within the table that was met last
    last: Block | None = None  # the row just above
    page: int = 0  # whose repeated head is being dropped

    def take(self, block: Block, following: list[Block]) -> None:
        """A row: a new head, or a row under the head that is open."""
        if self.last is None and self.head is not None and len(block.cells) != len(self.head.cells):
            self.close()
        if self.last is not None and block.first.role == "row" and self.last.last.page != block.first.page:
            self.close()  # another sheet
        if self._may_open(block) and _is_head(block, following):
            self.head, self.names = block, block.cells
        elif self.head is not None and self.last is self.head and _is_second(block, self.head):
            self.head, self.names = block, _under(self.names, block.cells)
        elif self.head is not None:
            block.columns = self._names_over(block, self.head)
        self.top.append(block)
        self.last = block

    def _names_over(self, block: Block, head: Block) -> tuple[str, ...]:
        """The names of a row's columns; none where it fills too few of them, or stands beside them. A
        sheet's row may begin in another column than its head does."""
        skipped = _column(block) - _column(head)
        reach = skipped + len(block.cells)
        if not _SHARE * len(self.names) <= reach <= len(self.names):
            return ()
        return (*[""] * -skipped, *self.names[max(skipped, 0) : reach])

    def _may_open(self, block: Block) -> bool:
        """Whether a table may begin here: below no row, or below one that fills far fewer columns."""
        return self.last is None or _filled(self.last) < _SHARE * _filled(block)

    def pass_by(self, block: Block) -> None:
        """A block that is no row: a heading within the table, or the table's end."""
        if block.kind is PassageKind.FOOTNOTE:
            return
        if block.words > _BETWEEN or ended(block.text) or block.bullet:
            self.close()
        else:
            self.between, self.last = block, None

    def close(self) -> None:
        self.head = self.between = self.last = None
        self.top = []

    def repeats(self, block: Block) -> bool:
        """Whether a page's first rows, or the heading under them, say again what the page before did."""
        if self.head is None or self.head.first.page >= block.first.page or not block.text:
            return False
        starts = self.last is None or self.last.last.page < block.first.page or self.page == block.first.page
        if self.last is None and self.between is not None and self.between.first.page == block.first.page:
            return False
        if not starts:
            return False
        said = {b.text for b in self._heading_rows()}
        if self.between is not None and block.kind is not PassageKind.ROW:
            said.add(self.between.text)
        if block.text not in said:
            return False
        self.page = block.first.page
        return True

    def _heading_rows(self) -> list[Block]:
        """The head and what stands above it."""
        at = next((i for i, b in enumerate(self.top) if b is self.head), -1)
        return self.top[: at + 1]


def _following(blocks: list[Block], i: int) -> list[Block]:
    """The rows below, as many as tell whether this one names their columns."""
    out = []
    for block in blocks[i + 1 : i + 12]:
        if block.kind is PassageKind.ROW:
            out.append(block)
        elif block.kind is not PassageKind.FOOTNOTE and block.words > _BETWEEN:
            break
    return out


def _is_head(block: Block, following: list[Block]) -> bool:
    """Whether a row names the columns of those below: in bold, in the usual words, or above figures."""
    named = [c for c in block.cells if c.strip()]
    while following and block.first.bold and _is_second(following[0], block):
        following = following[1:]
    if len(named) < 2 or not following or len(named) < _SHARE * max(len(b.cells) for b in following[:3]):
        return False
    if any(len(c.split()) > _LONGEST or _FIGURE.fullmatch(c.strip()) for c in named):
        return False
    if any(ended(c) and len(c.split()) > 4 and not c.rstrip().endswith((":", "?")) for c in named):
        return False
    if block.first.bold and not following[0].first.bold:
        return True
    if sum(bool(_NAMES.search(c)) for c in named) >= max(2, 0.5 * len(named)):
        return not following[0].first.bold
    return _above_figures(block, following)


def _is_second(block: Block, head: Block) -> bool:
    """Whether a row is the second of a head's two: set in bold as the first is, and it names more columns."""
    named = [c for c in block.cells if c.strip()]
    bold = block.first.bold and head.first.bold and len(block.cells) == len(head.cells)
    return bold and not any(len(c.split()) > _LONGEST or _FIGURE.fullmatch(c.strip()) for c in named)


def _under(names: tuple[str, ...], cells: tuple[str, ...]) -> tuple[str, ...]:
    """A column's two names as one: what stands over an unnamed column is the name to its left."""
    out, over = [], ""
    for name, cell in zip(names, cells, strict=True):
        over = name or (over if cell else "")
        out.append(over if not cell or cell == over else f"{over} {cell}".strip())
    return tuple(out)


def _column(block: Block) -> int:
    """The column of a sheet, from 1, that a row begins in; 0 of other tables, whose rows begin in one."""
    number = 0
    for letter in filter(str.isalpha, block.first.first.cell.rpartition("!")[2]):
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


def _filled(block: Block) -> int:
    return sum(bool(c.strip()) for c in block.cells)


def _above_figures(block: Block, following: list[Block]) -> bool:
    """Whether some column has figures in every row below and words in this one."""
    rows = [b.cells for b in following if len(b.cells) == len(block.cells)]
    if len(rows) < 2:
        return False
    return any(
        block.cells[c].strip() and all(_FIGURE.fullmatch(r[c].strip()) for r in rows)
        for c in range(1, len(block.cells))
    )


def _continues(block: Block, above: Block) -> bool:
    """Whether a row is the rest of the one above: its first cell empty, its words in mid-sentence."""
    if block.cells[0].strip() or len(block.cells) > len(above.cells) or not above.columns:
        return False
    pairs = [(c.strip(), above.cells[i].strip()) for i, c in enumerate(block.cells) if c.strip()]
    return bool(pairs) and all(c[0].islower() and over and not ended(over) for c, over in pairs)


def _join(above: Block, block: Block) -> None:
    padded = (*block.cells, *[""] * (len(above.cells) - len(block.cells)))
    above.cells = tuple(f"{a} {b}".strip() for a, b in zip(above.cells, padded, strict=True))
    above.text = row_text(above.cells)
    above.items += block.items
