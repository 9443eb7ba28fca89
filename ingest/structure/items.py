"""A file's lines as items: furniture gone, pieces on one baseline joined, marks and labels taken off."""

import re
from collections.abc import Mapping, Set
from dataclasses import replace

from ingest.readers.raw import Line, RawFile, RawPage
from ingest.structure.furniture import furniture
from ingest.structure.labels import Sequence, plausible
from ingest.structure.lines import Group, Item, Look, Piece
from ingest.structure.marks import Label, Marks, read_marks
from ingest.structure.tables import lay_out, split_cells

ENDS = (".", "!", "?", ":", ";")
_NOTE_MARK = re.compile(
    r"(?<=[A-Za-z)\]”’\"'][.!?])(?:\d{1,2}|[¹²³⁰⁴-⁹]+)$"
)  # a footnote's number after the full stop
_DASHES = ("–", "—")
_CLOSERS = "\"'”’)]*_"


def ended(text: str) -> bool:
    """Whether a text ends as a sentence or a clause of a list does."""
    text = text.rstrip()
    if text[-1:].isdigit():
        text = _NOTE_MARK.sub("", text)
    return text.rstrip(_CLOSERS).endswith(ENDS)


def read_items(raw: RawFile, look: Look, within: RawFile | None = None) -> list[Item]:
    """Every line that is not furniture, in reading order. ``within``: the file that these are pages of."""
    gone = _gone(raw, look, within)
    found: list[tuple[Item, Marks | None]] = []
    for page in raw.pages:
        before: Item | None = None
        pieces = [
            Piece(page.number, x) for x in page.lines if x.start not in gone[page.number] and x.text.strip()
        ]
        for cells in lay_out(pieces):
            item, marks = _item(cells, page, before, look)
            if item is not None:
                found.append((item, marks))
                before = item
    return _labelled(found)


def _gone(raw: RawFile, look: Look, within: RawFile | None) -> Mapping[int, Set[int]]:
    """The offsets of each page's running heads and page numbers, as they are known or by looking for them."""
    known = {page.number: page.gone for page in raw.pages if page.gone is not None}
    if len(known) == len(raw.pages):
        return known
    return furniture(within if within and within.paged else raw, look.body_size)


def _item(
    cells: list[Group], page: RawPage, before: Item | None, look: Look
) -> tuple[Item | None, Marks | None]:
    if len(cells) > 1:
        return _row(cells, tuple(_joined(c) for c in cells), before), None
    group = cells[0]
    text = " ".join(p.line.text.strip() for p in group)
    first = group[0].line
    texts = split_cells(first.text, _lead(page, first), _trail(page, first)) if len(group) == 1 else None
    if texts == ():
        return None, None  # the rule under a markdown table's head
    if texts or first.role == "row":
        return _row([group], texts or (text,), before), None
    gap = _gap(group, page, before, look)
    if first.role == "footnote":
        return Item(tuple(group), text, label=first.label, gap=True), None
    marks = read_marks(text, ocr=page.quality == "ocr")
    depth = int(first.role[7:] or 1) if first.role.startswith("heading") else marks.depth
    item = Item(
        tuple(group),
        marks.rest,
        bullet=marks.bullet,
        depth=depth,
        indent=first.box[0] if first.box else float(len(_lead(page, first).expandtabs(4))) + 2 * first.level,
        text_left=group[-1].line.box[0] if group[-1].line.box else 0.0,
        gap=gap,
        lowness=first.box[1] / page.height if first.box and page.height else 0.0,
    )
    if first.label or first.role == "list":
        return _automatic(item, first), None
    return item, marks


def _automatic(item: Item, line: Line) -> Item:
    """An item whose number or bullet the format makes."""
    label = line.label.strip()
    if not any(c.isalnum() for c in label) or label == "o":
        return replace(item, bullet=label or "•")
    return replace(item, label=label, bullet="")


def _row(cells: list[Group], texts: tuple[str, ...], before: Item | None) -> Item:
    own = (p for c in cells for p in c if not p.carried)
    pieces = tuple(sorted(own, key=lambda p: p.line.start))
    text = " | ".join(texts)
    apart = before is None or not before.cell_texts
    return Item(pieces, text, gap=apart, cells=tuple(tuple(c) for c in cells), cell_texts=texts)


def _joined(group: Group) -> str:
    return " ".join(p.line.text.strip() for p in group)


def _lead(page: RawPage, line: Line) -> str:
    """The white space before a line in its page's text: a reader may have left it out of the line."""
    start = page.text.rfind("\n", 0, line.start) + 1
    before = page.text[start : line.start]
    own = line.text[: len(line.text) - len(line.text.lstrip())]
    return (before if not before.strip() else "") + own


def _trail(page: RawPage, line: Line) -> str:
    """The white space after a line in its page's text, up to the line's end there."""
    start = line.start + len(line.text)
    end = page.text.find("\n", start)
    after = page.text[start : end if end >= 0 else len(page.text)]
    return after if not after.strip() else ""


def _gap(group: Group, page: RawPage, before: Item | None, look: Look) -> bool:
    """Whether white space parts a line from the one above it."""
    first = group[0].line
    if before is None or first.role:
        return True
    box, above = first.box, before.box
    if _cell(first) != _cell(before.pieces[-1].line):
        return True
    if box is None or above is None:
        last = max(before.pieces, key=lambda p: p.line.start)
        return page.text[last.end : first.start].count("\n") != 1
    if len(group) > 1 and group[-1].line.box:
        box = group[-1].line.box
    last_line = before.pieces[-1].line.box or above
    step = ((box[1] - last_line[1]) + (box[3] - last_line[3])) / 2
    if first.size and before.size and abs(first.size - before.size) > 1.5:
        return True
    size = max(first.size, before.size)
    if first.flow and before.first.flow and first.flow != before.first.flow and step < 0:
        return ended(before.text) or not first.text[:1].islower()  # from one column to the top of the next
    pitch = look.pitch or 1.3 * (box[3] - box[1])
    if look.body_size and size:
        pitch = look.pitch * max(size, 1.0) / look.body_size if look.pitch else 1.25 * size
    return step > 1.28 * pitch or step < -0.5 * pitch


def _cell(line: Line) -> tuple[int, ...] | None:
    """Which cell of a ruled table a line stands in."""
    return line.place and line.place[:3]


def _labelled(found: list[tuple[Item, Marks | None]]) -> list[Item]:
    """Decide which possible labels are labels, going down the file."""
    so_far = Sequence()
    later: list[Label] = [m.label for _, m in found if m and m.label]
    seen = 0
    out: list[Item] = []
    before: Item | None = None
    for item, marks in found:
        if marks and marks.label:
            seen += 1
            gap = item.gap or marks.dashed or marks.depth > 0
            flowing = not gap and before is not None and _flowing(before)
            if plausible(marks.label, so_far, later[seen : seen + 400], gap=gap, flowing=flowing):
                so_far.add(marks.label)
                item = replace(item, label=marks.label.printed, text=marks.label.rest, bullet="")
        elif before is not None and _mid_sentence(item, before):
            item = replace(item, text=f"{item.bullet} {item.text}", bullet="")
        out.append(item)
        before = item
    return out


def _mid_sentence(item: Item, before: Item) -> bool:
    """Whether a dash that begins a line stands within a sentence, at which the line was broken."""
    return item.bullet in _DASHES and not item.gap and item.text[:1].islower() and _flowing(before)


def _flowing(item: Item) -> bool:
    """Whether a line is running text that has not come to an end: what follows may continue it."""
    if item.cell_texts or item.depth or item.bold:
        return False
    return len(item.text) > 45 and not ended(item.text)
