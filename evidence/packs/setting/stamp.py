"""What is laid over a page: its number, where it covers nothing, and OCR text that only searching sees."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO

from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from evidence.packs.pack import OcrLine, SourcePage
from evidence.packs.setting.text_layout import ACCENT, FOOT_LINE, MARGIN, QUIET
from evidence.pages import fonts

# Where a number may stand: (0 left … 1 right, 0 top … 1 bottom), in order of liking.
PLACES = {
    "bottom-right": (1.0, 1.0),
    "bottom-centre": (0.5, 1.0),
    "bottom-left": (0.0, 1.0),
    "top-right": (1.0, 0.0),
    "top-centre": (0.5, 0.0),
    "top-left": (0.0, 0.0),
}
OWN_PLACE = "own"  # on Muster's own pages, in line with their footer
STAMP_WIDTH, STAMP_HEIGHT = 46.0, 18.0
STAMP_INSET, STAMP_EDGE = 32.0, 14.0  # from the page's sides, and from its top or bottom
TYPE_SIZE = 11.0
SAID_SIZE = 7.0
STRIP = 26.0  # the margin made at the bottom of a page that has none to spare
LARGE = 842.0  # points: where the shorter side is longer (A2, posters), the number grows with the page


@dataclass(frozen=True)
class Fit:
    """How a page's content stands on its pack page: scaled by ``scale``, its bottom left at ``x, y``."""

    width: float
    height: float
    scale: float = 1.0
    x: float = 0.0
    y: float = 0.0

    def point(self, left: float, top: float) -> tuple[float, float]:
        """A point from the content's top left as a point from the pack page's bottom left."""
        return self.x + left * self.scale, self.y + (self.height - top) * self.scale

    def matrix(self) -> tuple[float, float, float, float, float, float]:
        return self.scale, 0.0, 0.0, self.scale, self.x, self.y


@dataclass(frozen=True)
class Overlay:
    """One page's number, invisible text, and what its foot says."""

    number: int
    fit: Fit
    place: str = OWN_PLACE
    lines: tuple[OcrLine, ...] = ()
    said: str = ""  # in small type in the strip at the page's foot


def unit_of(width: float, height: float) -> float:
    """By how much everything about a number is larger on this page than on ordinary paper."""
    return max(1.0, min(width, height) / LARGE)


def fit(page: SourcePage) -> Fit:
    """The page at its own size; shrunk a little, on paper of the same size, where it has no free margin."""
    if page.place != "strip":
        return Fit(page.width, page.height)
    scale = 1 - _strip(page.width, page.height) / page.height
    return Fit(page.width, page.height, scale, page.width * (1 - scale) / 2, page.height * (1 - scale))


def number_alone(overlay: Overlay, font: str) -> str:
    """What of a page's content draws its number, with the digits' ``font`` under this name in its resources;
    "" if more than a number is laid over it."""
    if overlay.lines or overlay.said:
        return ""
    size, left, baseline = _placed(overlay)
    colour = " ".join(f"{part:.4g}" for part in ACCENT.rgb())
    return f"BT {colour} rg {font} {size:.4f} Tf {left:.4f} {baseline:.4f} Td ({overlay.number}) Tj ET"


@cache
def digits() -> bytes:
    """A PDF whose one page has the font of numbers, and no other, in use."""
    fonts.register()
    out = BytesIO()
    canvas = Canvas(out, invariant=1, pageCompression=1)
    canvas.setFont(fonts.BOLD, TYPE_SIZE)
    canvas.drawString(0, 0, "0123456789")
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def draw_overlays(overlays: Sequence[Overlay]) -> bytes:
    """A PDF with one page for each overlay."""
    fonts.register()
    out = BytesIO()
    canvas = Canvas(out, invariant=1, pageCompression=1)
    for overlay in overlays:
        canvas.setPageSize((overlay.fit.width, overlay.fit.height))
        for line in overlay.lines:
            _lay(canvas, overlay.fit, line)
        _number(canvas, overlay)
        if overlay.said:
            _say(canvas, overlay)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _strip(width: float, height: float) -> float:
    return min(STRIP * unit_of(width, height), height * 0.2)


def _number(canvas: Canvas, overlay: Overlay) -> None:
    size, left, baseline = _placed(overlay)
    canvas.setFillColor(ACCENT)
    canvas.setFont(fonts.BOLD, size)
    canvas.drawString(left, baseline, str(overlay.number))


def _placed(overlay: Overlay) -> tuple[float, float, float]:
    """The size of a page's number, and where it begins, in points from the page's bottom left."""
    said, width, height = str(overlay.number), overlay.fit.width, overlay.fit.height
    unit = unit_of(width, height)
    if overlay.place == "strip":
        strip = _strip(width, height)
        size = min(TYPE_SIZE * unit, strip * 0.6, TYPE_SIZE * width * 0.8 / _wide(said, TYPE_SIZE))
        right = max(width - STAMP_INSET * unit, (width + _wide(said, size)) / 2)
        return size, right - _wide(said, size), strip * 0.35
    size = TYPE_SIZE * unit
    if overlay.place == OWN_PLACE:
        return size, width - MARGIN - _wide(said, size), FOOT_LINE
    across, down = PLACES[overlay.place]
    left = STAMP_INSET * unit + across * (width - (2 * STAMP_INSET + STAMP_WIDTH) * unit)
    baseline = (STAMP_EDGE + 5) * unit + (1 - down) * (height - (2 * STAMP_EDGE + STAMP_HEIGHT) * unit)
    if across == 1.0:
        left = left + STAMP_WIDTH * unit - _wide(said, size)
    elif across == 0.5:
        left = left + STAMP_WIDTH * unit / 2 - 0.5 * _wide(said, size)
    return size, left, baseline


def _wide(said: str, size: float) -> float:
    return stringWidth(said, fonts.BOLD, size)


def _say(canvas: Canvas, overlay: Overlay) -> None:
    """A sentence in the strip, left of the number: in up to three lines, smaller if it needs more."""
    width, height = overlay.fit.width, overlay.fit.height
    unit, strip = unit_of(width, height), _strip(width, height)
    left, room = STAMP_INSET * unit, width - (2 * STAMP_INSET + STAMP_WIDTH) * unit
    if room < 40:  # a page as narrow as a label has room for its number alone
        return
    size = min(SAID_SIZE * unit, strip / 3)
    words = "".join(stretch for symbols, stretch in fonts.runs(overlay.said) if not symbols)
    while len(lines := simpleSplit(words, fonts.TEXT, size, room)) * size * 1.15 > strip and size > 1:
        size *= 0.9
    canvas.setFillColor(QUIET)
    canvas.setFont(fonts.TEXT, size)
    for number, said in enumerate(reversed(lines)):
        canvas.drawString(left, strip * 0.12 + number * size * 1.15, said)


def _lay(canvas: Canvas, place: Fit, line: OcrLine) -> None:
    """Lay one line of unseen text over its rectangle, stretched to its width."""
    left, top, right, bottom, text = line
    words = "".join(stretch for symbols, stretch in fonts.runs(text) if not symbols).strip()
    height = (bottom - top) * place.scale
    if not words or height <= 0 or right <= left:
        return
    size = max(height * 0.8, 1.0)
    natural = canvas.stringWidth(words, fonts.TEXT, size)
    x, y = place.point(left, bottom)
    canvas.saveState()  # mode and scaling outlive a text object (ISO 32000-1, 9.3)
    text_object = canvas.beginText(x, y + height * 0.2)
    text_object.setFont(fonts.TEXT, size)
    text_object.setTextRenderMode(3)
    text_object.setHorizScale(100 * (right - left) * place.scale / natural)
    text_object.textOut(words)
    canvas.drawText(text_object)
    canvas.restoreState()
