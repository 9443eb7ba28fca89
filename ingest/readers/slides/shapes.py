"""A slide's shapes as lines: titles as headings, bullets as lists, tables by rows, drawings."""

from collections.abc import Iterable, Iterator
from typing import Any

from defusedxml.ElementTree import fromstring

from ingest.readers.chartex import CX, chartex_lines
from ingest.readers.drawings import DGM, A, chart_lines, diagram_lines
from ingest.readers.embedded import enclosed_from
from ingest.readers.equations import M, equation_text
from ingest.readers.merged import carry
from ingest.readers.numbering import BULLET, spell
from ingest.readers.package import R
from ingest.readers.raw import Enclosed, Line
from ingest.readers.symbols import in_words
from ingest.readers.tidy import one_line, struck_through

_BAND = 250_000  # of the file's own units, a quarter of an inch or so: shapes this near are on one height
_DEEPEST = 20  # groups within groups
_TITLES = {1, 3}  # TITLE and CENTER_TITLE of PP_PLACEHOLDER
_BULLETED = {2, 7}  # BODY and OBJECT, which have bullets unless they say otherwise
_FURNITURE = {13, 15, 16}  # slide number, footer, date
_FORMS = {
    "arabicPeriod": ("decimal", "{}."), "arabicParenR": ("decimal", "{})"), "arabicPlain": ("decimal", "{}"),
    "alphaLcPeriod": ("lowerLetter", "{}."), "alphaLcParenR": ("lowerLetter", "{})"),
    "alphaLcParenBoth": ("lowerLetter", "({})"), "alphaUcPeriod": ("upperLetter", "{}."),
    "romanLcPeriod": ("lowerRoman", "{}."), "romanLcParenBoth": ("lowerRoman", "({})"),
    "romanUcPeriod": ("upperRoman", "{}."), "arabicParenBoth": ("decimal", "({})"),
}  # fmt: skip


class Shapes:
    """Goes through one slide's shapes. ``enclosed``, ``pictures`` and ``struck`` are told as they are met."""

    def __init__(self, part: Any, *, first: bool) -> None:
        self.enclosed: list[Enclosed] = []
        self.pictures = 0
        self.struck = 0
        self._part = part
        self._title = "heading1" if first else "heading2"

    def lines(self, shapes: Iterable[Any], depth: int = 0) -> Iterator[Line]:
        """The shapes' lines, from the top down and from left to right."""
        for shape in sorted(shapes, key=_place):
            if hasattr(shape, "shapes"):
                if depth < _DEEPEST:
                    yield from self.lines(shape.shapes, depth + 1)
            else:
                yield from self._shape(shape)

    def _shape(self, shape: Any) -> Iterator[Line]:
        kind = _placeholder(shape)
        if kind in _FURNITURE:
            return
        if getattr(shape, "has_table", False) and shape.has_table:
            yield from _rows(shape.table)
            for paragraph in (
                p for row in shape.table.rows for c in row.cells for p in c.text_frame.paragraphs
            ):
                yield from self._struck(paragraph)
        elif getattr(shape, "has_chart", False) and shape.has_chart:
            yield from chart_lines(fromstring(shape.chart.part.blob))
        elif shape.has_text_frame:
            yield from self._paragraphs(shape, kind)
        else:
            yield from self._graphic(shape)

    def _paragraphs(self, shape: Any, kind: int) -> Iterator[Line]:
        paragraphs = list(shape.text_frame.paragraphs)
        if kind in _TITLES:
            if text := one_line(" ".join(map(_words, paragraphs))):
                yield Line(text, 0, role=self._title)
            for paragraph in paragraphs:
                yield from self._struck(paragraph)
            return
        counts: dict[int, int] = {}
        for paragraph in paragraphs:
            text = one_line(_words(paragraph))
            if not text:
                yield from self._struck(paragraph)
                continue
            label = _label(paragraph, counts, bulleted=kind in _BULLETED)
            role = "list" if label == BULLET else "paragraph"
            yield Line(text, 0, role=role, label=label, level=paragraph.level)
            yield from self._struck(paragraph)

    def _struck(self, paragraph: Any) -> Iterator[Line]:
        """What of a paragraph is struck through, which says that it is."""
        if said := one_line("".join(_run(r) for r in paragraph._p.iter(A + "r") if _is_struck(r))):
            self.struck += 1
            yield Line(struck_through(said), 0, role="note")

    def _graphic(self, shape: Any) -> Iterator[Line]:
        """A picture, a diagram, an embedded file."""
        element = shape._element
        for ids in element.iter(DGM + "relIds"):
            yield from diagram_lines(fromstring(self._part.related_part(ids.get(R + "dm")).blob))
        for chart in element.iter(CX + "chart"):
            yield from chartex_lines(fromstring(self._part.related_part(chart.get(R + "id")).blob))
        for frame in element.iter():
            if isinstance(frame.tag, str) and frame.tag.endswith("}oleObj") and frame.get(R + "id"):
                part = self._part.related_part(frame.get(R + "id"))
                found = enclosed_from(str(part.partname).rpartition("/")[2], part.blob)
                if found is not None:
                    self.enclosed.append(found)
                return
        self.pictures += any(True for _ in element.iter(A + "blip"))


def _place(shape: Any) -> tuple[bool, int, int]:
    """Where a shape comes in reading: its title before all else."""
    top, left = shape.top or 0, shape.left or 0
    return _placeholder(shape) not in _TITLES, round(top / _BAND), left


def _placeholder(shape: Any) -> int:
    """What a shape holds the place of, by its number in PP_PLACEHOLDER; 0 for nothing."""
    if not getattr(shape, "is_placeholder", False):
        return 0
    kind = shape.placeholder_format.type
    return int(kind) if kind is not None else 0


def _words(paragraph: Any) -> str:
    """A paragraph's runs, fields, breaks and equations in order."""
    out = []
    for child in paragraph._p:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag in {A + "r", A + "fld"}:
            out.append("" if _is_struck(child) else _run(child))
        elif tag == A + "br":
            out.append(" ")
        elif tag not in {A + "pPr", A + "endParaRPr"}:
            out += [equation_text(e) for e in child.iter(M + "oMath")]
    return "".join(out)


def _run(run: Any) -> str:
    font = next((e.get("typeface", "") for t in ("sym", "latin") for e in run.iter(A + t)), "")
    return in_words(run.findtext(A + "t") or "", font)


def _is_struck(run: Any) -> bool:
    look = run.find(A + "rPr")
    return look is not None and look.get("strike", "noStrike") != "noStrike"


def _label(paragraph: Any, counts: dict[int, int], *, bulleted: bool) -> str:
    """A paragraph's own bullet or number. ``counts`` are those of the numbers so far, by level."""
    level, properties = paragraph.level, paragraph._p.find(A + "pPr")
    for deeper in [n for n in counts if n > level]:
        del counts[deeper]
    if properties is not None:
        numbered = properties.find(A + "buAutoNum")
        if numbered is not None:
            start = numbered.get("startAt", "1")
            counts[level] = counts.get(level, (int(start) if start.isdigit() else 1) - 1) + 1
            form, written = _FORMS.get(numbered.get("type", ""), ("decimal", "{}."))
            return written.format(spell(counts[level], form))
        counts.pop(level, None)
        if properties.find(A + "buNone") is not None:
            return ""
        if properties.find(A + "buChar") is not None or properties.find(A + "buBlip") is not None:
            return BULLET
    else:
        counts.pop(level, None)
    return BULLET if bulleted else ""


def _rows(table: Any) -> Iterator[Line]:
    below: dict[int, tuple[int, str]] = {}  # column -> how many more rows a cell reaches into, its text
    for row in table.rows:
        above = {column: text for column, (_, text) in below.items()}
        below = {column: (left - 1, text) for column, (left, text) in below.items() if left > 1}
        texts = []
        for column, cell in enumerate(row.cells):
            text = "" if cell.is_spanned else one_line(" ".join(map(_words, cell.text_frame.paragraphs)))
            if cell.is_merge_origin and cell.span_height > 1 and text:
                below[column] = (cell.span_height - 1, text)
            texts.append(text)
        if said := "\t".join(carry(texts, above)).rstrip():
            yield Line(said, 0, role="row")
