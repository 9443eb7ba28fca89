"""Setting text as A4 pages: the styles, lines that link, and the drawing of a story with its marks.

Everything here is deterministic: reportlab's ``invariant`` leaves no clock in the bytes.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from io import BytesIO
from typing import Any, cast

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph
from reportlab.platypus.paragraph import cleanBlockQuotedText

from evidence.pages import fonts

INK, QUIET, RULE = HexColor("#0b0c0c"), HexColor("#505a5f"), HexColor("#b1b4b6")
ACCENT, AGAINST, MARKED = HexColor("#1d4f76"), HexColor("#a8331f"), HexColor("#e8b400")
MARGIN, FOOT, FOOT_LINE = 62.0, 60.0, 26.0
WIDTH, HEIGHT = A4
NUMBER_COLUMN = 44.0

Key = tuple[
    str, int, int
]  # what a link leads to: ("document", id, 0), ("item", link, 0), ("section", part, n)


def style(size: float, leading: float, *, bold: bool = False, **more: Any) -> ParagraphStyle:
    """A paragraph style in the pack's font."""
    fonts.register()
    base = {"textColor": INK, "alignment": TA_LEFT, "splitLongWords": 1, "allowWidows": 0, "allowOrphans": 0}
    font = more.pop("fontName", fonts.BOLD if bold else fonts.TEXT)
    return ParagraphStyle("", fontName=font, fontSize=size, leading=leading, **{**base, **more})


_COUNTING = ContextVar("counting", default=False)


@contextmanager
def counting() -> Iterator[None]:
    """Within it pages are set only to be counted: their marks are right, and their lines stay empty."""
    token = _COUNTING.set(True)
    try:
        yield
    finally:
        _COUNTING.reset(token)


@dataclass(frozen=True)
class Mark:
    """A place on a drawn page (from 0), in points from its bottom left."""

    key: Key
    page: int
    left: float
    bottom: float
    right: float
    top: float


@dataclass
class Marks:
    """What drawing leaves behind: lines that lead somewhere, and places that links lead to."""

    links: list[Mark] = field(default_factory=list)
    places: list[Mark] = field(default_factory=list)


@dataclass(frozen=True)
class Drawn:
    """Finished pages, and their marks."""

    saved: Callable[[], bytes]
    count: int
    links: tuple[Mark, ...]
    places: tuple[Mark, ...]

    @cached_property
    def pdf(self) -> bytes:
        """The pages as a PDF, written when first asked for: of pages drawn only to be counted nobody asks."""
        return self.saved()


class Line(Paragraph):
    """A paragraph that is a link or a place, and may carry a page number at its right edge."""

    marks: Marks | None = None
    leads_to: Key | None = None
    place: Key | None = None
    number = ""
    bar: Any = None

    def split(self, aW: float, aH: float) -> list[Flowable]:
        """The pieces keep the marks; the number goes on the last of them."""
        pieces = cast("list[Line]", super().split(aW, aH))  # reportlab makes them of the same class
        for piece in pieces:
            piece.marks, piece.leads_to, piece.place = self.marks, self.leads_to, self.place
            piece.bar = self.bar
        if pieces:
            pieces[-1].number = self.number
        return list(pieces)

    def draw(self) -> None:
        left = min(self.style.leftIndent, self.style.bulletIndent or self.style.leftIndent)
        if not _COUNTING.get():
            self._show(left)
        for key, kept in ((self.leads_to, "links"), (self.place, "places")):
            if key is not None and self.marks is not None:
                getattr(self.marks, kept).append(self._mark(key, left - 4))

    def _show(self, left: float) -> None:
        if self.bar is not None:
            self.canv.saveState()
            self.canv.setFillColor(self.bar)
            self.canv.rect(left - 10, 0, 3, self.height, stroke=0, fill=1)
            self.canv.restoreState()
        super().draw()
        if self.number:
            self.canv.setFont(self.style.fontName, self.style.fontSize)
            self.canv.setFillColor(self.style.textColor)
            self.canv.drawRightString(self.width, self.style.leading - self.style.fontSize, self.number)

    def _mark(self, key: Key, left: float) -> Mark:
        x, y = self.canv.absolutePosition(left, 0)
        right, top = self.canv.absolutePosition(self.width, self.height)
        return Mark(key, self.canv.getPageNumber() - 1, x, y, right, top)


def line(
    text: str,
    look: ParagraphStyle,
    marks: Marks,
    *,
    to: Key | None = None,
    place: Key | None = None,
    number: str = "",
    bar: Any = None,
    bullet: str = "",
) -> Line:
    """A Line. ``text`` is markup (fonts.markup makes it safe); ``bullet`` hangs at its left."""
    made = Line(text, look, bulletText=fonts.plain(bullet) or None, frags=_unmarked(text, look))
    made.marks, made.leads_to, made.place, made.number, made.bar = marks, to, place, number, bar
    return made


def _unmarked(text: str, look: ParagraphStyle) -> list[Any] | None:
    """What reportlab's parser makes of a text without markup, as most are; None of one that it must read."""
    if "<" in text or "&" in text or not text.strip():
        return None
    return [_read(look).clone(text=cleanBlockQuotedText(text), link=[], us_lines=[])]


@lru_cache(maxsize=256)
def _read(look: ParagraphStyle) -> Any:
    return Paragraph("Text", look).frags[0]


class Rule(Flowable):
    """A thin line across the column."""

    def __init__(self, colour: Any = RULE, thickness: float = 0.7) -> None:
        super().__init__()
        self.colour, self.thickness = colour, thickness

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        self.width = aW
        return aW, self.thickness

    def draw(self) -> None:
        self.canv.setStrokeColor(self.colour)
        self.canv.setLineWidth(self.thickness)
        self.canv.line(0, 0, self.width, 0)


def draw(
    story: Sequence[Flowable],
    marks: Marks,
    footer: str,
    on_page: Callable[[Canvas, int], None] | None = None,
) -> Drawn:
    """Set a story on A4 pages with ``footer`` at the bottom left. The page's number is stamped later."""
    fonts.register()
    out = BytesIO()

    def furnish(canvas: Canvas, _document: BaseDocTemplate) -> None:
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.5)
        canvas.line(MARGIN, FOOT_LINE + 15, WIDTH - MARGIN, FOOT_LINE + 15)
        draw_text(canvas, MARGIN, FOOT_LINE, footer, 8, QUIET, WIDTH - 2 * MARGIN - 40)
        if on_page:
            on_page(canvas, canvas.getPageNumber())

    frame = Frame(
        MARGIN, FOOT, WIDTH - 2 * MARGIN, HEIGHT - FOOT - MARGIN,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip
    document = _Document(out, pagesize=A4, invariant=1, pageCompression=1)
    document.addPageTemplates(PageTemplate(frames=[frame], onPageEnd=furnish))
    document.build(list(story))

    def saved() -> bytes:
        document.canv.save()
        return out.getvalue()

    return Drawn(saved, document.page, tuple(marks.links), tuple(marks.places))


class _Document(BaseDocTemplate):
    """Its canvas is not saved by building it, as in reportlab's own passes before the last."""

    _doSave = 0


def draw_text(
    canvas: Canvas, x: float, y: float, text: str, size: float, colour: Any, room: float, bold: bool = False
) -> None:
    """One line of text, cut with an ellipsis where ``room`` (points) ends."""
    font = fonts.BOLD if bold else fonts.TEXT
    runs = [
        (fonts.SYMBOLS if symbols else font, part.replace("\n", " ")) for symbols, part in fonts.runs(text)
    ]

    def wide(more: str = "") -> float:
        return sum(canvas.stringWidth(part, of, size) for of, part in [*runs, (font, more)])

    if wide() > room:
        while runs and wide("…") > room:
            of, part = runs.pop()
            runs += [(of, part[:-1])] if part[:-1] else []
        of, part = runs.pop() if runs and runs[-1][0] == font else (font, "")
        runs.append((font, part.rstrip() + "…"))
    for of, part in runs or [(font, "")]:
        canvas.setFont(of, size)
        canvas.setFillColor(colour)
        canvas.drawString(x, y, part)
        x += canvas.stringWidth(part, of, size)
