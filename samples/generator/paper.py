"""Draws PDF papers: letters, reports, notices, minutes and plans."""

import io
import random
import re

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    NextPageTemplate,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from .houses import HOUSES, House, styles
from .markup import Block, Text

RAG = {"Red": "#f4b6b0", "Amber": "#fbd99a", "Green": "#b7ddb0"}
MARGIN = 24 * mm
# Inspectors' bullets are small squares, which the standard fonts keep among their dingbats.
SQUARE = "<bullet><font name='ZapfDingbats' size='6'>n</font></bullet>"


def draw(text: Text) -> bytes:
    """The paper as a PDF; the same text always gives the same bytes."""
    facts, out = text.facts, io.BytesIO()
    house = HOUSES[facts["house"]]
    size = landscape(A4) if facts["form"] == "plan" else A4
    paper = BaseDocTemplate(
        out,
        pagesize=size,
        invariant=1,
        title=facts.get("title", "Letter"),
        author=facts.get("author", house.name),
        subject=facts["note"],
        lang="en-GB",
    )
    plan = facts["form"] == "plan"
    paper.addPageTemplates(
        [
            template("first", size, 20 * mm if plan else 42 * mm, facts, house),
            template("later", size, 27 * mm if "header" in facts and not plan else 20 * mm, facts, house),
        ]
    )
    paper.build([NextPageTemplate("later"), *flow(text, size[0] - 2 * MARGIN)], canvasmaker=Numbered)
    return out.getvalue()


def template(name: str, size: tuple, top: float, facts: dict, house: House) -> PageTemplate:
    width, height = size
    frame = Frame(MARGIN, 24 * mm, width - 2 * MARGIN, height - top - 24 * mm, 0, 0, 0, 0)

    def furnish(canvas: Canvas, _paper) -> None:
        first = name == "first"
        if first and facts["form"] != "plan":
            letterhead(canvas, house, size)
        elif "header" in facts:
            running(canvas, house, facts["header"], size, height - 15 * mm)
        if "footer" in facts and not (first and facts["form"] == "letter"):
            canvas.later.append((house, facts["footer"], size))

    return PageTemplate(name, frame, onPage=furnish)


class Numbered(Canvas):
    """Holds every page back until the number of pages is known, for `Page 2 of 4`."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.later, self.held = [], []

    def showPage(self):
        self.held.append(dict(self.__dict__))
        self.later = []
        self._startPage()

    def save(self):
        for number, page in enumerate(self.held, 1):
            self.__dict__.update(page)
            for house, footer, size in page["later"]:
                words = footer.replace("{page}", str(number)).replace("{pages}", str(len(self.held)))
                running(self, house, words, size, 13 * mm)
            super().showPage()
        super().save()


def running(canvas: Canvas, house: House, words: str, size: tuple, y: float) -> None:
    """A running line: all but its last part at the left, the last at the right, one part alone centred."""
    *left, last = words.split(" | ")
    canvas.setFillColor(HexColor("#444444"))
    canvas.setFont(house.font, 8.5)
    if left:
        canvas.drawString(MARGIN, y, ", ".join(left))
        canvas.drawRightString(size[0] - MARGIN, y, last)
    else:
        canvas.drawCentredString(size[0] / 2, y, last)


def letterhead(canvas: Canvas, house: House, size: tuple) -> None:
    width, height = size
    canvas.setFillColor(HexColor(house.colour))
    canvas.setFont(house.bold, 17 if len(house.name) < 30 else 15)
    if house.name == "Ofsted":
        canvas.drawRightString(width - MARGIN, height - 24 * mm, house.name)
        return
    canvas.drawString(MARGIN, height - 24 * mm, house.name)
    if house.address:
        canvas.setFont(house.font, 8.5)
        canvas.drawString(MARGIN, height - 29 * mm, house.address)
    canvas.setStrokeColor(HexColor(house.colour))
    canvas.setLineWidth(1.2)
    canvas.line(MARGIN, height - 33 * mm, width - MARGIN, height - 33 * mm)


class Signature(Flowable):
    """A name in an invented hand: enough of a scrawl to be taken for words, as real ones are."""

    def __init__(self, name: str):
        super().__init__()
        self.name, self.width, self.height = name, 60 * mm, 12 * mm

    def draw(self):
        hand, pen = random.Random(self.name), self.canv.beginPath()
        x, y = 4 * mm, 4 * mm
        pen.moveTo(x, y)
        for letter in self.name:
            step = 7 if letter == " " else hand.uniform(4, 7)
            rise = 17 if letter.isupper() or letter in "bdhklt" else hand.uniform(3, 7)
            drop = -9 if letter in "fgjpy" else hand.uniform(-3, 1)
            pen.curveTo(x + step * 0.2, y + rise, x + step * 0.9, y + rise, x + step * 0.6, y + drop)
            x += step
            pen.curveTo(x - 1, y + drop, x, y + 1, x, y + hand.uniform(-1, 2))
        self.canv.setStrokeColor(HexColor("#1c2a5a"))
        self.canv.setLineWidth(1.1)
        self.canv.drawPath(pen)


def inline(text: str) -> str:
    """Muster's samples mark bold with `**` and nothing else."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br/>")
    return re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", text)


def flow(text: Text, width: float) -> list[Flowable]:
    """The blocks as flowables; rows that follow each other become one table."""
    looks, story, rows = styles(HOUSES[text.facts["house"]], text.facts["form"]), [], []
    for block in [*text.blocks, Block("end", "")]:
        if block.kind == "row":
            rows.append(block.cells)
            continue
        if rows:
            story += [table(rows, looks, text.widths(), width), Spacer(1, 10)]
            rows = []
        if block.kind not in ("end", "target"):
            story.append(flowable(block, looks, text.facts["form"]))
    return close(story)


def flowable(block: Block, looks: dict, form: str) -> Flowable:
    words = inline(block.text)
    match block.kind, block.mark:
        case "order", _:
            return Signature(block.text.removeprefix("sign "))
        case "heading", mark:
            number = f"{block.label}&nbsp;&nbsp;&nbsp;" if block.label else ""
            return Paragraph(number + words, looks[mark])
        case "bullet", _ if form == "inspection":
            return Paragraph(SQUARE + words, looks["bullet"])
        case "bullet", "--":
            return Paragraph(words, looks["inner"], "–")
        case "bullet", _:
            return Paragraph(words, looks["bullet"], "•")
        case "letter", mark:
            return Paragraph(words, looks["letter"], f"{mark}.")
        case "label", mark:
            return Paragraph(words, looks["label"], mark)
        case "kept", mark:
            return Paragraph(words, looks["aside" if mark == ">>" else "kept"])
    return Paragraph(words, looks["plain"])


def close(story: list[Flowable]) -> list[Flowable]:
    """Keep a signature with the lines about it, never alone on a page."""
    for place, item in enumerate(story):
        if isinstance(item, Signature):
            return [*story[: place - 1], KeepTogether(story[place - 1 : place + 2]), *story[place + 2 :]]
    return story


def table(rows: list, looks: dict, widths: list[float], width: float) -> Table:
    cells = [
        [Paragraph(inline(cell), looks["cell" if number else "head"]) for cell in row]
        for number, row in enumerate(rows)
    ]
    fills = [
        ("BACKGROUND", (column, number), (column, number), HexColor(RAG[cell]))
        for number, row in enumerate(rows)
        for column, cell in enumerate(row)
        if cell in RAG
    ]
    return Table(
        cells,
        [width * part / sum(widths) for part in widths],
        repeatRows=1,
        style=[
            ("GRID", (0, 0), (-1, -1), 0.5, HexColor("#8a9499")),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("BACKGROUND", (0, 0), (-1, 0), HexColor("#e6ebed")),
            ("TOPPADDING", (0, 0), (-1, -1), 4),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
            *fills,
        ],
    )
