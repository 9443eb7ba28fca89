"""Draws a Word report whose paragraph numbers are counted by Word, not typed.

The parts are written here rather than through a library, because the automatic lists
are the point of the sample and libraries reach them only through raw XML anyway.
"""

import re
from pathlib import Path
from xml.sax.saxutils import escape

from .markup import Block, Text
from .zipped import pack

PARTS = Path(__file__).parent / "word_parts"
RAG = {"Red": "F4B6B0", "Amber": "FBD99A", "Green": "B7DDB0"}
OUTLINE, BULLETS, LETTERS, NUMBERS = 1, 2, 3, 4
HEADINGS = {"#": "Title", "##": "Heading1", "###": "Heading2"}
WIDTHS = (2000, 1500, 2500, 2400, 1000)  # twentieths of a point


class Counter:
    """Counts as Word will, so that a text whose labels Word would print otherwise is refused."""

    def __init__(self):
        self.outline, self.lists = [0, 0, 0], {LETTERS: 0, NUMBERS: 0}

    def check(self, block: Block, number: int) -> int:
        """The list level of the block, once its printed label is known to be right."""
        if number == OUTLINE:
            level = block.label.count(".")
            self.outline[level:] = [self.outline[level] + 1] + [0] * (2 - level)
            counted = ".".join(map(str, self.outline[: level + 1]))
        else:
            level = 0
            self.lists[number] += 1
            counted = str(self.lists[number]) if number == NUMBERS else chr(96 + self.lists[number])
        printed = block.label or block.mark
        if counted != printed:
            raise ValueError(f"Word would number this {counted}, not {printed}: {block.text}")
        return level


def runs(text: str, bold: bool = False) -> str:
    pieces = re.split(r"\*\*(.+?)\*\*", text)
    return "".join(
        f"<w:r>{'<w:rPr><w:b/></w:rPr>' if bold or place % 2 else ''}"
        f'<w:t xml:space="preserve">{escape(piece)}</w:t></w:r>'
        for place, piece in enumerate(pieces)
        if piece
    )


def paragraph(text: str, style: str, number: int = 0, level: int = 0, bold: bool = False) -> str:
    listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>' if number else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{listed}</w:pPr>{runs(text, bold)}</w:p>'


def numbering(block: Block) -> int:
    if block.kind == "bullet":
        return BULLETS
    if block.kind == "letter":
        return LETTERS
    if block.kind == "label" and block.mark.endswith("."):
        return NUMBERS
    return OUTLINE if block.label else 0


def set_block(block: Block, counter: Counter) -> str:
    if block.kind == "order":
        return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    number = numbering(block)
    level = counter.check(block, number) if number not in (0, BULLETS) else 0
    if block.kind == "heading":
        style = HEADINGS[block.mark]
    else:
        style = {"front": "FrontMatter", "bullet": "ListBullet", "letter": "ListItem"}.get(
            block.kind, "Numbered" if number else "BodyText"
        )
    return paragraph(block.text, style, number, level)


def cell(text: str, width: int, heading: bool) -> str:
    fill = "E6EBED" if heading else RAG.get(text)
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>'
        f"{paragraph(text, 'TableText', bold=heading)}</w:tc>"
    )


def table(rows: list[list[str]]) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in WIDTHS)
    body = ""
    for number, row in enumerate(rows):
        repeat = "" if number else "<w:tblHeader/>"
        cells = "".join(cell(text, width, not number) for text, width in zip(row, WIDTHS, strict=True))
        body += f"<w:tr><w:trPr><w:cantSplit/>{repeat}</w:trPr>{cells}</w:tr>"
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>'
    )


def body(text: Text) -> str:
    counter, rows, done = Counter(), [], []
    for block in [*text.blocks, Block("end", "")]:
        if block.kind == "row":
            rows.append(block.cells)
            continue
        if rows:
            done.append(table(rows))
            rows = []
        if block.kind != "end":
            done.append(set_block(block, counter))
    return "".join(done)


def draw(text: Text) -> bytes:
    words = {key: escape(value) for key, value in text.facts.items()}
    filled = {"body": body(text), **words}
    parts = {}
    for line in (PARTS / "order.txt").read_text("utf-8").splitlines():
        name, file = line.split()
        source = (PARTS / file).read_text("utf-8")
        parts[name] = re.sub(r"\{\{(\w+)\}\}", lambda found: filled[found[1]], source)
    return pack(parts)
