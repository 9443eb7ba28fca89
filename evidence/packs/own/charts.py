"""An indicator's values over time on a section's sheet or trace: a chart, and each value with its source."""

from collections.abc import Iterable, Iterator, Sequence

from reportlab.graphics.shapes import Drawing, Rect, String
from reportlab.platypus import CondPageBreak, Flowable, Spacer

from evidence.language.units import say_noted
from evidence.packs.measured import PackChart, PackValue
from evidence.packs.redacting.masking import MASK
from evidence.packs.setting import chart as drawing
from evidence.packs.setting.styles import LABEL, SMALL, SUBHEADING
from evidence.packs.setting.text_layout import INK, MARGIN, RULE, WIDTH, Marks, line
from evidence.pages import fonts
from evidence.pages.fonts import markup

SCALE = (WIDTH - 2 * MARGIN) / drawing.WIDTH
LEFT_OUT = "The chart is left out: a value that it shows is redacted."
WORDS = 12.0  # points before scaling: close to those of the notes beside it


def charts(of: Iterable[PackChart], marks: Marks, *, noted_once: bool = True) -> Iterator[Flowable]:
    """The charts of a measure, in vectors, so that they print sharp and their words are text. ``noted_once``:
    what a paper notes of several values stands once, below them."""
    for chart in of:
        yield CondPageBreak(drawing.HEIGHT * SCALE + 70)
        yield line(markup(f"{chart.indicator} over time"), SUBHEADING, marks)
        yield _scaled(chart)
        yield Spacer(1, 4)
        notes = list(dict.fromkeys(v.note for v in chart.values if v.note)) if noted_once else []
        for value in chart.values:
            yield line(_said(value, chart.unit, notes), SMALL, marks)
        for number, note in enumerate(notes, start=1):
            yield line(markup(f"Note {number}: {note}"), SMALL, marks)
        if any(not value.confirmed for value in chart.values):
            said = "Values marked * were read by machine and not confirmed by a person."
            yield line(said, LABEL, marks)


def _scaled(chart: PackChart) -> Drawing:
    """The drawing; in its place, and of its size, that it is left out: what was issued keeps its pages."""
    fonts.register()
    made = _left_out() if chart.redacted else drawing.draw(chart, fonts.TEXT, WORDS)
    made.scale(SCALE, SCALE)
    made.width, made.height = made.width * SCALE, made.height * SCALE
    return made


def _left_out() -> Drawing:
    made = Drawing(drawing.WIDTH, drawing.HEIGHT)
    frame = Rect(0, 0, drawing.WIDTH, drawing.HEIGHT)
    frame.strokeColor, frame.fillColor = RULE, None
    made.add(frame)
    said = String(drawing.WIDTH / 2, drawing.HEIGHT / 2, LEFT_OUT, fontName=fonts.TEXT, fontSize=WORDS)
    said.fillColor, said.textAnchor = INK, "middle"
    made.add(said)
    return made


def _said(value: PackValue, unit: str, notes: Sequence[str]) -> str:
    """June 2010: 74% * (Improvement report, 22 June 2010, para 3.2 (p. 4)), note 1."""
    mark = "" if value.confirmed else " *"
    together = ", several months together" if value.together else ""
    listed = value.note in notes
    number = MASK if value.redacted else say_noted(value.value, unit, "" if listed else value.note)
    noted = f", note {notes.index(value.note) + 1}" if listed else ""
    return markup(f"{value.period}: {number}{mark}{together} ({value.citation}){noted}")
