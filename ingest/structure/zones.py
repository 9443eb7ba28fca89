"""What stands round a document's prose: letterhead, cover, sign-off. All of it is front."""

import re

from evidence.language.letters import (
    ADDRESSEE,
    APPENDIX,
    BODY_FIELD,
    CONTACT,
    COPIES,
    DATE,
    FIELD,
    HAS_DATE,
    MEETING,
    POSTCODE,
    SALUTATION,
    SIGN_OFF,
    SIGNATURE,
    SIGNED_FIELD,
    USUAL_HEADING,
    is_lead_in,
    is_sentence,
)
from evidence.model import PassageKind
from ingest.structure.contents import mark_contents
from ingest.structure.headings import is_caps, looks_like_heading
from ingest.structure.items import ended
from ingest.structure.lines import Block, Item, Look, Piece
from ingest.structure.marks import clean
from ingest.structure.rows import overlap

FRONT = PassageKind.FRONT
# "Theme A: Workforce" is the heading of a part, and no label with its value.
_PART = re.compile(
    r"\**(?:theme|part|priority|objective|requirement)\s+(?:[A-Z]|\d{1,2}|[IVX]{1,4})\s*[:–—-]", re.I
)
_REACH = 60  # blocks: a letterhead or cover is never longer


def mark_fronts(blocks: list[Block], look: Look) -> list[Block]:
    """Set the kind of contents, letterheads, covers and sign-offs; ungroup letterheads set in columns."""
    mark_contents(blocks)
    letters = [i for i, b in enumerate(blocks) if is_salutation(b)]
    starts = [_letterhead(blocks, i) for i in letters]
    if not starts or starts[0] > 0 or not _all_front(blocks, letters[0]):
        _cover(blocks, look, letters[0] if letters else len(blocks))
    _sign_offs(blocks)
    for i, salutation in enumerate(letters):
        end = starts[i + 1] if i + 1 < len(letters) else len(blocks)
        _tail(blocks, salutation + 1, end)
    _signed(blocks)
    return _gathered(blocks)


def is_salutation(block: Block) -> bool:
    """Whether the block is a letter's "Dear …" on its own."""
    return (
        block.kind not in (PassageKind.ROW, PassageKind.FOOTNOTE)
        and not block.label
        and bool(SALUTATION.fullmatch(block.text) and block.words <= 9)
    )


def is_sign_off(block: Block) -> bool:
    """Whether the block is "Yours sincerely" or the like."""
    return not block.label and bool(SIGN_OFF.fullmatch(block.text))


def is_prose(block: Block) -> bool:
    """Whether the block says something in sentences."""
    if block.kind is PassageKind.ROW:
        return False
    if block.words >= 30:
        return True
    return ended(block.text) and (block.words >= 12 or (block.words >= 8 and is_sentence(block.text)))


def _all_front(blocks: list[Block], end: int) -> bool:
    return all(b.kind is FRONT for b in blocks[: end + 1])


def _letterhead(blocks: list[Block], salutation: int) -> int:
    """Mark a letter's head, from the salutation upwards to what stands before; its first index."""
    start = salutation
    blocks[salutation].kind = FRONT
    while start > 0 and salutation - start < _REACH:
        above = blocks[start - 1]
        if above.label or is_prose(above) or above.kind is PassageKind.FOOTNOTE:
            break
        if above.bullet and above.words > 8:
            break
        start -= 1
        above.kind = FRONT
    return start


def _cover(blocks: list[Block], look: Look, limit: int) -> None:
    """Mark a report's or notice's cover: everything before the first prose, label, list or usual heading."""
    start = next((i for i in range(min(limit, len(blocks), _REACH)) if _opens_body(blocks, i)), 0)
    if not start:
        return
    while start > 0 and _heads_body(blocks, start - 1, look):
        start -= 1
    titles = [b for b in blocks[:start] if _is_title(b, look)]
    largest = max((b.first.size for b in titles), default=0.0)
    for block in blocks[:start]:
        if any(block is t for t in titles) and (block.words >= 8 or block.first.size > largest - 0.9):
            block.kind, block.title = PassageKind.HEADING, True
        elif block.kind is not PassageKind.FOOTNOTE:
            block.kind = FRONT


def _opens_body(blocks: list[Block], i: int) -> bool:
    block = blocks[i]
    if block.kind in (FRONT, PassageKind.FOOTNOTE):
        return False
    if block.kind is PassageKind.ROW:
        return not _cover_table(blocks, i)
    if block.bullet:
        return True
    if BODY_FIELD.match(block.text) or USUAL_HEADING.fullmatch(block.text):
        return not (i == 0 and APPENDIX.match(block.text))
    if block.label:
        return block.words >= 1
    if FIELD.match(block.text) and not is_lead_in(block.text):
        return False
    if MEETING.match(block.text) or (CONTACT.search(block.text) and block.words < 25):
        return False
    if is_lead_in(block.text):
        return block.words >= 6 or (block.words >= 3 and is_sentence(block.text))
    return is_prose(block)


def _cover_table(blocks: list[Block], i: int) -> bool:
    """Whether a row belongs to a cover's table of fields ("Electoral Wards Affected: | …")."""
    rows = []
    for step in (-1, 1):
        k = i if step == 1 else i - 1
        while 0 <= k < len(blocks) and blocks[k].kind in (PassageKind.ROW, FRONT):
            rows.append(blocks[k].text)
            k += step
    return any(re.search(r":\s*(?:\||$)", r) or FIELD.match(r) for r in rows)


def _heads_body(blocks: list[Block], i: int, look: Look) -> bool:
    """Whether a block just above the body's start is the heading of it."""
    block = blocks[i]
    if block.kind in (FRONT, PassageKind.ROW, PassageKind.FOOTNOTE) or DATE.fullmatch(block.text):
        return False
    if (
        block.text.rstrip().endswith(":")
        and (block.words >= 3 or block.text.casefold() == "by:")
        and (blocks[i + 1].bullet or blocks[i + 1].label)
    ):
        return True  # what introduces a list belongs to it
    part = _PART.match(block.text) and looks_like_heading(block, look)
    if FIELD.match(block.text) and not part and not block.text.rstrip().endswith(":"):
        return False
    explicit = block.kind is PassageKind.HEADING or is_caps(block.text) or looks_like_heading(block, look)
    return explicit and not (i == 0 and len(blocks) > 6 and block.words < 4 and not block.first.depth)


def _is_title(block: Block, look: Look) -> bool:
    """Whether a cover's line is its title: set as a heading, and more than a name, a date or a field."""
    # Slides and web pages state no sizes, but name their title as such, however short.
    stated = not look.body_size and block.first.role == "heading1"
    if block.kind in (FRONT, PassageKind.ROW) or block.label or block.bullet:
        return False
    if block.words < 5 and not stated:
        return False
    larger = bool(look.body_size) and block.first.size >= look.body_size + 0.9
    if DATE.fullmatch(block.text) or re.match(r"report (?:of|to|by)\b", block.text, re.I):
        return False
    if FIELD.match(block.text) and (not larger or HAS_DATE.search(block.text)):
        return False
    return block.kind is PassageKind.HEADING or looks_like_heading(block, look)


def _sign_offs(blocks: list[Block]) -> None:
    """Mark "Yours sincerely" and the names and offices under it."""
    inside = False
    for block in blocks:
        if is_sign_off(block):
            inside = True
        elif inside and (
            is_prose(block)
            or block.bullet
            or block.kind in (PassageKind.ROW, PassageKind.FOOTNOTE)
            or (block.label and block.words > 2)
            or (USUAL_HEADING.fullmatch(block.text) and block.kind is not FRONT)
        ):
            inside = False
        if inside or (SIGNATURE.match(block.text) and block.words < 20) or COPIES.match(block.text):
            block.kind = FRONT


def _tail(blocks: list[Block], start: int, end: int) -> None:
    """Mark what follows a letter's last prose: a name, an office, an emblem."""
    for block in reversed(blocks[start:end]):
        if block.kind is FRONT:
            continue
        short = block.words <= 12 and not ended(block.text)
        if not short or block.label or block.bullet or block.kind in (PassageKind.ROW, PassageKind.FOOTNOTE):
            break
        block.kind = FRONT


def _signed(blocks: list[Block]) -> None:
    """Mark a notice's last lines, with its signature and date."""
    tail = []
    for block in reversed(blocks[-8:]):
        whole = is_prose(block) or block.label or block.bullet or USUAL_HEADING.fullmatch(block.text)
        if len(block.cells) > 2 and not SIGNED_FIELD.search(block.text):
            break  # a table's row
        if block.kind is not FRONT and (whole or block.words > 24 or ended(block.text)):
            break
        tail.append(block)
    if any(SIGNED_FIELD.search(b.text) for b in tail):
        for block in tail:
            block.kind = FRONT


def _gathered(blocks: list[Block]) -> list[Block]:
    """Front blocks as they are read: lines kept, what is set tight in one block, columns apart."""
    out: list[Block] = []
    for block in blocks:
        if block.kind is not FRONT:
            out.append(block)
            continue
        for part in _ungrouped(block):
            part.kind = FRONT
            if out and out[-1].kind is FRONT and _one_block(out[-1], part):
                out[-1].items += part.items
                out[-1].text = f"{out[-1].text}\n{part.text}"
            else:
                out.append(part)
    return out


def _ungrouped(block: Block) -> list[Block]:
    cells = [c for c in block.first.cells if c]
    if len(cells) < 2 or block.contents:
        if block.first.cell_texts and not block.contents:
            block.text = " | ".join(c.strip() for c in block.text.split(" | ") if c.strip())
        elif not block.contents:
            block.text = "\n".join(clean(f"{i.label or i.bullet} {i.text}") for i in block.items)
        return [block]
    if len(cells) == 2 and cells[0][-1].line.text.rstrip().endswith(":"):
        cells = [cells[0] + cells[1]]  # a field and its value
    parts = []
    for cell in cells:
        item = Item(tuple(cell), _lines(cell))
        parts.append(Block([item], FRONT, text=item.text))
    return parts


def _lines(cell: tuple[Piece, ...] | list[Piece]) -> str:
    """A cell's lines, one below another; what stands on one height stays on one line."""
    out = ""
    for before, piece in zip([None, *cell], cell, strict=False):
        beside = (
            before is not None
            and before.line.box
            and piece.line.box
            and overlap(before.line.box, piece.line.box) > 0.5
        )
        out += (" " if beside else "\n" if out else "") + clean(piece.line.text)
    return out


def _one_block(above: Block, below: Block) -> bool:
    if above.contents != below.contents or above.last.page != below.first.page:
        return False
    if above.contents:
        return True
    if is_salutation(below) or is_salutation(above) or is_sign_off(below):
        return False
    if above.last.role or below.first.role:
        return _one_address(above, below)
    if below.first.cell_texts and above.last.cell_texts:
        return True
    if abs(above.last.size - below.first.size) > 1.5:
        return False
    return not below.first.gap and not below.first.cells and not above.last.cells and below.first.bullet == ""


def _one_address(above: Block, below: Block) -> bool:
    """Whether two of Word's paragraphs, which have no place on a page, are lines of one address."""
    last = above.text.split("\n")[-1]
    if not above.last.role == below.first.role == "paragraph" or POSTCODE.search(last):
        return False
    return all(
        len(x.split()) <= 9
        and not FIELD.match(x)
        and not DATE.fullmatch(x)
        and not COPIES.match(x)
        and not ended(x)
        for x in (last, below.text)
    ) and not ADDRESSEE.match(below.text)
