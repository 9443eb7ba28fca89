"""Items put together as blocks: lines of one paragraph, also over a page or a gap that OCR made."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from evidence.language.letters import FIELD, SALUTATION, SIGN_OFF, SIGNATURE
from evidence.linking.field_words import is_field_word
from evidence.model import PassageKind
from ingest.structure.items import ended
from ingest.structure.lines import Block, Item, Look
from ingest.structure.marks import clean
from ingest.structure.rows import whole_words
from ingest.structure.table_notes import ends_before, note_of
from ingest.structure.tight_lists import begins_item

_NOTE_MARK = re.compile(r"(\d{1,2}(?=\s*[A-Z‘“\"'(h])|[*†‡§](?=\s*\w)|[¹²³⁰⁴-⁹]{1,2}|\[\d{1,2}\])\s*")
_OPEN_END = re.compile(
    r"(?:,|\b(?:and|or|the|a|an|of|to|in|for|with|by|on|at|from|that|which|as|their|its|our|his|her|this|these|be|is|are))$",
    re.I,
)
# "Recommendation 3: …" below another is a paragraph of its own, however tight they are set.
_NAMED = re.compile(r"\W{0,3}(?:Recommendation|Action|Finding|Question)\s+[A-Z]?\d+(?:\.\d+)*[a-z]?\s*[:–—]")
_WORD_END = re.compile(r"([A-Za-z]+)-$")
_WORD_START = re.compile(r"[a-z]+")
_WHOLE = re.compile(r"[a-z]+(?:-[a-z]+)*(?!\w|-$)")


def group(items: list[Item], look: Look) -> list[Block]:
    """Blocks in reading order. A mark sets a kind; plain blocks wait for their neighbours."""
    blocks: list[Block] = []
    for item in items:
        open_block = blocks[-1] if blocks else None
        note = _open_note(open_block, item, look)
        if note is not None:
            note.items.append(item)
        elif _is_note(item, look):
            block = _new_note(item)
            if open_block is not None and item.role != "footnote":
                open_block.trail.append(block)
            else:
                blocks.append(block)
        elif (of_table := note_of(blocks, item)) is not None:
            blocks.append(of_table)
        elif open_block is not None and _joins(blocks, item, look) and not ends_before(blocks, item, look):
            if _run_in(open_block, item, look):
                blocks.append(_new(replace(item, gap=True)))
            else:
                open_block.items.append(item)
        else:
            blocks.append(_new(item))
    ordered = [b for block in blocks for b in (block, *block.trail)]
    known = cache(lambda: _vocabulary(items))  # few papers need it
    for block in ordered:
        block.trail = []
        block.text = block.text or join([i.text for i in block.items], known)
    return [b for b in ordered if b.text or b.label or b.kind is PassageKind.ROW]


def join(texts: list[str], known: Callable[[], set[str]] = set) -> str:
    """Lines as one text: a space between, but none after a hyphen that breaks a word.

    A soft hyphen goes, another only where the whole is a word, of the file or of the field, and the file does
    not have the hyphened one: "opera-" and "tion", but not "long-" and "term", whose second part is a word.
    """
    out, broken = "", False
    for printed in texts:
        text, above, broken = clean(printed), broken, printed.endswith("\xad")
        head = _WORD_END.search(out[-40:]) if out.endswith("-") else None
        tail = _WORD_START.match(text)
        if above:
            out += text
        elif head and tail:
            whole, parted = (head[1] + tail[0]).lower(), f"{head[1]}-{tail[0]}".lower()
            is_word = whole in known() or (is_field_word(whole) and not is_field_word(tail[0]))
            out = (out[:-1] if is_word and parted not in known() else out) + text
        else:
            out = f"{out} {text}" if out and text else out or text
    return out


def _vocabulary(items: list[Item]) -> set[str]:
    """Words and hyphened words that stand whole within a line."""
    return {w for i in items for w in _WHOLE.findall(i.text.lower())}


def _new(item: Item) -> Block:
    if item.cell_texts:
        texts = [join(whole_words([p.line.text for p in c])) for c in item.cells]
        if len(item.cells) < 2:
            texts = [clean(c) for c in item.cell_texts]
        return Block([item], PassageKind.ROW, text=row_text(texts), cells=tuple(texts))
    if item.role in ("header", "contents"):
        return Block([item], PassageKind.FRONT, contents=item.role == "contents")
    if item.depth:
        return Block([item], PassageKind.HEADING, label=item.label)
    if item.bullet:
        return Block([item], PassageKind.BULLET, bullet=item.bullet)
    return Block([item], label=item.label)


def row_text(cells: Sequence[str]) -> str:
    """A row's words: empty cells keep their place, but for the last ones."""
    return " | ".join(cells).rstrip(" |")


def _is_note(item: Item, look: Look) -> bool:
    if item.role == "footnote":
        return True
    if not look.body_size or not item.size or item.size > look.body_size - 0.9 or item.cell_texts:
        return False
    if item.lowness < 0.4:
        return False
    return bool(_NOTE_MARK.match(_printed(item)))


def _new_note(item: Item) -> Block:
    printed = _printed(item)
    found = _NOTE_MARK.match(printed) if item.role != "footnote" else None
    block = Block([item], PassageKind.FOOTNOTE, label=found[1] if found else item.label)
    if found:
        block.items = [Item(item.pieces, printed[found.end() :].strip(), gap=item.gap)]
    return block


def _printed(item: Item) -> str:
    return f"{item.label or item.bullet} {item.text}".strip()


def _open_note(block: Block | None, item: Item, look: Look) -> Block | None:
    """The footnote that a small line on the same page continues."""
    if block is None or item.cell_texts or item.label or item.bullet:
        return None
    note = block.trail[-1] if block.trail else block
    if note.kind is not PassageKind.FOOTNOTE or note.last.page != item.page or item.role:
        return None
    small = item.size < look.body_size - 0.9 or abs(item.size - note.last.size) <= 0.6
    if not small or (_NOTE_MARK.match(item.text) and not item.text[0].isalpha()):
        return None
    return note


def _joins(blocks: list[Block], item: Item, look: Look) -> bool:
    """Whether a line continues the last block."""
    block = blocks[-1]
    last = block.last
    if item.role or last.role or item.label or item.bullet or item.depth or item.cell_texts:
        return False
    if block.kind in (PassageKind.ROW, PassageKind.FRONT) or (
        block.kind is PassageKind.HEADING and last.depth
    ):
        return False
    if _stands_alone(item.text) or _stands_alone(last.text):
        return False
    if last.page != item.page:
        return _same_style(block, item) and _over_page(blocks, item, look)
    if item.gap:
        return _same_style(block, item) and _runs_on(blocks, item)
    return _same_style(block, item) and not _new_paragraph(block, item, look)


def _run_in(block: Block, item: Item, look: Look) -> bool:
    """Whether a first line is a heading that OCR set tight on its text: few words, and room for another.

    A line of running text breaks only where the next word has no room.
    """
    last = block.last
    if (
        len(block.items) > 1
        or block.label
        or block.bullet
        or not block.first.gap
        or not (last.box and item.box)
    ):
        return False
    text, after = clean(last.text), clean(item.text)
    if not 1 <= len(text.split()) <= 8 or ended(text) or text[-1] in ",-–" or not text[:1].isupper():
        return False
    if (
        not after[:1].isupper()
        or len(after) < 1.6 * len(text)
        or len(after) < 0.75 * look.wrap
        or FIELD.match(text)
    ):
        return False
    letter = (last.box[2] - last.box[0]) / max(1, len(last.text))
    room = item.box[2] - last.box[2]
    return abs(item.box[0] - last.box[0]) < 12 and room > letter * (len(after.split()[0]) + 3)


@lru_cache(maxsize=16)  # each line is asked as the one that comes and as the one above
def _stands_alone(text: str) -> bool:
    """Salutations and sign-offs are lines of their own, whatever stands next to them."""
    text = clean(text)
    return bool(SALUTATION.fullmatch(text) or SIGN_OFF.fullmatch(text) or SIGNATURE.match(text))


def _same_style(block: Block, item: Item) -> bool:
    last = block.last
    if last.size and item.size and abs(last.size - item.size) > 0.8:
        return False
    if last.first.spaced != item.first.spaced:
        return False
    if last.first.box is None or last.bold == item.bold:
        return True
    bold_before = all(i.bold for i in block.items)
    if bold_before and not item.bold:
        return sum(len(i.text.split()) for i in block.items) > 25
    return not (item.bold and (item.gap or ended(last.text) or _outside(block, item)))


def _outside(block: Block, item: Item) -> bool:
    """Whether a line begins further out than the words of the hanging bullet or label above it."""
    hangs = block.first.text_left > block.first.indent + 6
    return hangs and item.box is not None and item.box[0] < block.first.text_left - 6


def _new_paragraph(block: Block, item: Item, look: Look) -> bool:
    """Whether a line with no white space above starts a paragraph: the line above stops short."""
    last = block.last
    if ended(last.text) and _NAMED.match(item.text):
        return True
    if (
        not (block.bullet or block.label)
        and ended(last.text)
        and begins_item(join([i.text for i in block.items]), item.text)
    ):
        return True
    if not ended(last.text) or item.text[:1].islower() or _title_goes_on(block, item, look):
        return bool(FIELD.match(item.text)) and len(last.text) < 60 and bool(FIELD.match(last.text))
    if last.box and item.box:
        right = max((i.box[2] for i in block.items if i.box), default=0)
        width = look.wrap * (look.body_size or 10) * 0.45
        stops = last.box[2] < max(right, item.box[2], item.box[0] + width * 0.8) - 0.3 * width
        return stops or item.box[0] > (last.text_left or last.box[0]) + 12
    return len(last.text) < 0.6 * look.wrap or len(last.text) > 160


def _title_goes_on(block: Block, item: Item, look: Look) -> bool:
    """Whether a title set larger than the text goes on below its colon, in the same type."""
    large = bool(look.body_size) and min(i.size for i in (*block.items, item)) >= look.body_size + 0.9
    return large and clean(block.last.text).endswith(":") and len(item.text.split()) <= 12


def _runs_on(blocks: list[Block], item: Item) -> bool:
    """Whether text goes on past a gap: it has not come to an end, and what follows is no beginning."""
    block = blocks[-1]
    words = sum(len(i.text.split()) for i in block.items)
    text = clean(block.last.text)
    if ended(text) or words < 6 or len(text) < 30 or _headed(block):
        return False
    if block.bullet and _unpunctuated(blocks):
        return False
    start = item.text.lstrip("*_\"'‘“(")[:1]
    if start.islower():
        return True
    if len(item.text) <= 40:
        return False
    # A long paragraph that stops in the middle of a sentence goes on in unmarked prose, even with a name.
    return words >= 12 and (
        bool(_OPEN_END.search(text)) or (item.box is None and words >= 25 and not block.bullet)
    )


def _unpunctuated(blocks: list[Block]) -> bool:
    """Whether the list does without full stops, so that a bullet without one may be whole."""
    before = [b for b in blocks[-3:-1] if b.bullet]
    return bool(before) and not ended(before[-1].last.text)


def _headed(block: Block) -> bool:
    return bool(block.last.depth) or all(i.bold for i in block.items) or block.last.text.isupper()


def _over_page(blocks: list[Block], item: Item, look: Look) -> bool:
    """Whether the first lines of a page continue the last of the page before."""
    if _runs_on(blocks, item):
        return True
    block, last = blocks[-1], blocks[-1].last
    if last.box is None or item.box is None or _headed(block) or item.bold:
        return False
    marked = bool(block.label or block.bullet)
    if marked and block.first.text_left > block.first.indent + 6:
        # Under a hanging label, unlabelled words at the words' own edge go on with it.
        unended = not ended(last.text) and item.text[:1].islower()
        return abs(item.box[0] - block.first.text_left) < 5 and (unended or _full_line(block, look))
    long = len(item.text) > 20 and len(last.text) > 40
    return long and not ended(last.text) and _full_line(block, look)


def _full_line(block: Block, look: Look) -> bool:
    """Whether the block's last line reaches the right edge, as the last of a paragraph rarely does."""
    box = block.last.box
    if box is None:
        return False
    if len(block.items) == 1:
        return len(block.last.text) >= 0.75 * look.wrap
    right = max(i.box[2] for i in block.items if i.box)
    return box[2] > right - 0.18 * (right - box[0])
