"""An indicator's values over time against what its targets ask, as a drawing: the same for page and paper.

Values of one month, quarter or year are joined by a line; values of several months together are drawn as
squares apart, for they are no points of that line. The targets are steps, each up to the period it is for.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.graphics import renderSVG
from reportlab.graphics.shapes import Circle, Drawing, Line, PolyLine, String

from evidence.language.months import NAMES
from evidence.language.units import say_value
from evidence.packs.measured import PackChart, chart_of
from evidence.packs.setting.text_layout import ACCENT, AGAINST, INK, QUIET, RULE

WIDTH, HEIGHT = 640.0, 260.0
LEFT, RIGHT, TOP, BOTTOM = 54.0, 16.0, 34.0, 34.0
FONT, SMALL = "Helvetica", 12
_CLOSED_LINE = re.compile(r'(<path d="M [\d., -]+ L [\d., -]+?) Z(?=")')
"""renderSVG leads a line back to its start, whose dashes then fill the gaps of those forth."""
STEPS = (1, 2, 2.5, 5, 10)


def draw(chart: PackChart, font: str = FONT, size: float = SMALL) -> Drawing:
    """The drawing of a chart with a value or more; its words in a font that reportlab knows, of this size."""
    values = [(_month(v.end), v.value, v.together) for v in chart.values]
    steps = [(_month(end), limit) for end, limit in chart.steps]
    months = [m for m, *_ in values] + [m for m, _ in steps]
    first, last = min(months) - 1, max(months) + 1
    low, high, step = _scale([v for _, v, _ in values] + [v for _, v in steps])
    made = Drawing(WIDTH, HEIGHT)

    def at(month: float, value: float) -> tuple[float, float]:
        across = (month - first) / (last - first) * (WIDTH - LEFT - RIGHT)
        return LEFT + across, BOTTOM + (value - low) / (high - low) * (HEIGHT - TOP - BOTTOM)

    words = Words(made, font, size)
    _axes(words, at, (first, last), (low, high, step), chart.unit)
    _steps(made, at, steps, first)
    _values(made, at, values)
    _key(words, bool(steps), any(v.together for v in chart.values))
    return made


def svg(series: dict[str, Any]) -> str:
    """A series, as evidence.reads.series gives it, as SVG; "" where there is nothing to draw. The same series
    gives the same text."""
    drawn = str(renderSVG.drawToString(draw(chart_of(series)))) if series["observations"] else ""
    return _CLOSED_LINE.sub(r"\1", drawn)


@dataclass(frozen=True)
class Words:
    """Writes on a drawing."""

    drawing: Drawing
    font: str
    size: float

    def write(self, x: float, y: float, text: str, anchor: str = "start", colour: Any = QUIET) -> float:
        """Write, and return where the words end if they start at ``x``."""
        look = {"textAnchor": anchor, "fontName": self.font, "fontSize": self.size, "fillColor": colour}
        self.drawing.add(String(x, y, text, **look))
        return x + len(text) * self.size * 0.52


def _values(made: Drawing, at: Any, values: Sequence[tuple[int, float, bool]]) -> None:
    points = [at(month, value) for month, value, spans in values if not spans]
    if len(points) > 1:
        made.add(PolyLine([n for p in points for n in p], strokeColor=ACCENT, strokeWidth=2))
    for x, y in points:
        made.add(Circle(x, y, 4, fillColor=ACCENT, strokeColor=ACCENT))
    for month, value, spans in values:
        if spans:
            x, y = at(month, value)
            made.add(_square(x, y))


def _square(x: float, y: float) -> PolyLine:
    corners = (-4, -4, 4, -4, 4, 4, -4, 4, -4, -4)
    points = [(y if n % 2 else x) + by for n, by in enumerate(corners)]
    return PolyLine(points, strokeColor=ACCENT, strokeWidth=2)


def _steps(made: Drawing, at: Any, steps: Sequence[tuple[int, float]], first: int) -> None:
    start: float = first
    for month, value in steps:
        (x, y), (end, _) = at(start, value), at(month + 0.4, value)
        made.add(Line(x, y, end, y, strokeColor=AGAINST, strokeWidth=2, strokeDashArray=[6, 3]))
        start = month + 0.4


def _axes(
    words: Words, at: Any, months: tuple[int, int], scale: tuple[float, float, float], unit: str
) -> None:
    low, high, step = scale
    count = round((high - low) / step)
    for n in range(count + 1):
        value = low + n * step
        _, y = at(months[0], value)
        words.drawing.add(Line(LEFT, y, WIDTH - RIGHT, y, strokeColor=RULE, strokeWidth=0.5))
        said = say_value(round(value, 6), unit if unit == "percent" else "")
        words.write(LEFT - 6, y - 3, said, "end")
    every = max(1, -(-(months[1] - months[0]) // 9))
    for month in range(months[0] + 1, months[1], every):
        x, _ = at(month, low)
        words.drawing.add(Line(x, BOTTOM, x, BOTTOM - 4, strokeColor=QUIET, strokeWidth=0.5))
        words.write(x, BOTTOM - 16, f"{NAMES[month % 12][:3]} {month // 12}", "middle")


def _key(words: Words, steps: bool, spans: bool) -> None:
    x, y, made = LEFT, HEIGHT - 14, words.drawing
    made.add(Circle(x + 4, y + 3, 4, fillColor=ACCENT, strokeColor=ACCENT))
    x = words.write(x + 14, y, "value", colour=INK) + 18
    if spans:
        made.add(_square(x + 4, y + 3))
        x = words.write(x + 14, y, "several months together", colour=INK) + 18
    if steps:
        made.add(Line(x, y + 3, x + 24, y + 3, strokeColor=AGAINST, strokeWidth=2, strokeDashArray=[6, 3]))
        words.write(x + 30, y, "target", colour=INK)


def _scale(values: Sequence[float]) -> tuple[float, float, float]:
    """The least and greatest value of the axis, and its step: round numbers, about five of them."""
    least, most = min(values), max(values)
    rough = (most - least) / 4 or abs(most) / 4 or 1.0
    power = 10.0 ** len(str(int(rough))) / 10 if rough >= 1 else 10.0 ** -len(str(int(1 / rough)))
    step = next((s * power for s in STEPS if s * power >= rough), 10 * power)
    low = (least // step) * step
    return low, max(-(-most // step) * step, low + step), step


def _month(end: str) -> int:
    """A month's number, counted from the year 0."""
    return int(end[:4]) * 12 + int(end[5:7]) - 1
