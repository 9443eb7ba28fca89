"""What drawings say: the nodes of a diagram (SmartArt), the figures of a chart, the text in shapes.

Follows ISO/IEC 29500-1: 21.4 (diagrams), 21.2 (charts), 20.1 and 21.1 (text in shapes).
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from ingest.readers.equations import M, equation_text
from ingest.readers.number_formats import shown
from ingest.readers.numbering import BULLET
from ingest.readers.raw import Line
from ingest.readers.symbols import in_words
from ingest.readers.tidy import one_line

_BASE = "{http://schemas.openxmlformats.org/drawingml/2006/%s}"
A, C, DGM = _BASE % "main", _BASE % "chart", _BASE % "diagram"
_AXES = {C + tag for tag in ("catAx", "valAx", "dateAx", "serAx")}
MOST_ROWS = 500  # of a chart: past that it is a picture of a curve
_DEEPEST = 8


def shape_texts(body: Element) -> Iterator[str]:
    """The paragraphs of a shape's text body, each on one line."""
    for p in body.iter(A + "p"):
        if text := one_line("".join(_runs(p))):
            yield text


def _runs(p: Element) -> Iterator[str]:
    for child in p:
        if child.tag in {A + "r", A + "fld"}:
            font = next((e.get("typeface", "") for t in ("sym", "latin") for e in child.iter(A + t)), "")
            yield in_words(child.findtext(A + "t") or "", font)
        elif child.tag == A + "br":
            yield "\n"
        elif child.tag not in {A + "pPr", A + "endParaRPr"}:
            yield from (equation_text(e) for e in child.iter(M + "oMath"))


def diagram_lines(data: Element) -> Iterator[Line]:
    """A diagram's nodes in its own order, each at its depth below the one it belongs to."""
    points = {p.get("modelId", ""): p for p in data.iter(DGM + "pt")}
    below: dict[str, list[tuple[int, str]]] = {}
    for link in data.iter(DGM + "cxn"):
        if link.get("type", "parOf") == "parOf":
            place = link.get("srcOrd", "0")
            below.setdefault(link.get("srcId", ""), []).append(
                (int(place) if place.isdigit() else 0, link.get("destId", ""))
            )
    said: set[str] = set()

    def walk(id: str, depth: int) -> Iterator[Line]:
        if id in said or id not in points or depth > 60:
            return
        said.add(id)
        text = one_line(" ".join(shape_texts(points[id]))) if _is_node(points[id]) else ""
        if text:
            yield Line(text, 0, role="list", label=BULLET, level=min(_DEEPEST, max(0, depth)))
        for _, inner in sorted(below.get(id, [])):
            yield from walk(inner, depth + bool(text))

    for id, point in points.items():
        if point.get("type") == "doc":
            yield from walk(id, 0)
    for id in points:  # what no link leads to
        yield from walk(id, 0)


def _is_node(point: Element) -> bool:
    return point.get("type", "node") in {"node", "asst", "doc"}


def chart_lines(chart: Element) -> Iterator[Line]:
    """A chart as the table that it draws: its title, then a row of the series' names, then one a category."""
    title = next((t for t in (_title(e) for e in chart.iter(C + "chart")) if t), "")
    series = list(chart.iter(C + "ser"))
    names = [_first(s.find(C + "tx")) or f"Series {i}" for i, s in enumerate(series, 1)]
    values = [_points(_either(s, "val", "yVal")) for s in series]
    categories = next((found for s in series if (found := _points(_either(s, "cat", "xVal")))), {})
    places = sorted({place for found in values for place in found})[:MOST_ROWS]
    if title:
        yield Line(one_line(f"Chart: {title}"), 0, role="paragraph")
    for axis in (e for e in chart.iter() if e.tag in _AXES):
        if said := _title(axis):
            yield Line(f"Axis: {said}", 0, role="paragraph")
    if not places:
        return
    yield Line("\t".join(["Category", *map(one_line, names)]), 0, role="row")
    for place in places:
        row = [categories.get(place, str(place + 1)), *(found.get(place, "") for found in values)]
        yield Line("\t".join(map(one_line, row)).rstrip(), 0, role="row")


def _title(chart: Element) -> str:
    title = chart.find(C + "title")
    return one_line(" ".join(shape_texts(title)) or _first(title)) if title is not None else ""


def _either(series: Element, *names: str) -> Element | None:
    return next((found for name in names if (found := series.find(C + name)) is not None), None)


def _first(element: Element | None) -> str:
    """The first stored value of a reference."""
    return next((v.text or "" for v in element.iter(C + "v")), "") if element is not None else ""


def _points(element: Element | None) -> dict[int, str]:
    """The stored values by place, numbers as the chart shows percentages and the rest."""
    found: dict[int, str] = {}
    if element is None:
        return found
    levels = list(element.iter(C + "lvl"))
    if len(levels) > 1:
        return _nested(levels)
    form = next((f.text or "" for f in element.iter(C + "formatCode")), "")
    for point in element.iter(C + "pt"):
        place = point.get("idx", "")
        if place.isdigit():
            texts = [one_line(v.text or "") for v in point.iter(C + "v")]
            found[int(place)] = figure(" ".join(texts), point.get("formatCode", form))
    return found


def _nested(levels: list[Element]) -> dict[int, str]:
    """Categories of several levels, the outer ones before the inner: an outer one holds until the next."""
    found: dict[int, str] = {}
    inner, *outer = [_points(level) for level in levels]
    for place, said in inner.items():
        above = [level[max(at)] for level in reversed(outer) if (at := [p for p in level if p <= place])]
        found[place] = " ".join([*above, said])
    return found


def figure(text: str, form: str) -> str:
    """A stored number as its format shows it; words as they are."""
    try:
        value = float(text)
    except ValueError:
        return text
    return shown(value, form or "General")
