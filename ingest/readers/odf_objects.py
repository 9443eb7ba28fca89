"""What stands in an OpenDocument file as an object of its own: charts, equations, tables, other files.

Follows OpenDocument 1.3 (OASIS, 2021), part 3, 10.4.6 (objects) and 12 (charts).
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain, repeat
from xml.etree.ElementTree import Element

from ingest.readers.embedded import enclosed_from
from ingest.readers.mathml import mathml_text
from ingest.readers.number_formats import shown
from ingest.readers.odf_names import CHART, DRAW, HREF, MATH, NUMBER, OFFICE, STYLE, TABLE, TEXT
from ingest.readers.package import Package
from ingest.readers.raw import Enclosed, Line
from ingest.readers.tidy import embedded, one_line

_OBJECT, _OLE = DRAW + "object", DRAW + "object-ole"
_MOST_ROWS = 500


@dataclass
class Objects:
    """The objects of one file, by the elements that show them."""

    roots: Mapping[Element, Element] = field(default_factory=dict)
    enclosed: tuple[Enclosed, ...] = ()
    unread: int = 0

    def lines(self, shown: Element, *, figures: bool = True) -> Iterator[Line]:
        """What an object says, as lines; a chart without its ``figures`` where cells hold them."""
        root = self.roots.get(shown)
        chart = root.find(f"{OFFICE}body/{OFFICE}chart/{CHART}chart") if root is not None else None
        if chart is not None:
            yield from _chart(chart, _percentages(root) if root is not None else {}, figures=figures)
        elif root is not None:
            yield from _tables(root)

    def warnings(self) -> tuple[str, ...]:
        """One sentence for the objects that could not be read."""
        return embedded(self.unread)


def objects_of(package: Package, content: Element) -> Objects:
    """The objects that a file's content shows. Equations become text where they stand."""
    roots: dict[Element, Element] = {}
    enclosed: list[Enclosed] = []
    unread = 0
    for frame in list(content.iter(DRAW + "frame")):
        shown = next((e for e in frame if e.tag in {_OBJECT, _OLE}), None)
        if shown is None:
            continue
        name = shown.get(HREF, "").removeprefix("./").strip("/")
        root = _root(package, shown, name)
        if root is not None and root.tag == MATH + "math":
            _as_text(frame, mathml_text(root))
        elif root is not None:
            roots[shown] = root
        elif (found := _file(package, name)) is not None:
            enclosed.append(found)
        else:
            unread += 1
    return Objects(roots, tuple(enclosed), unread)


def _root(package: Package, shown: Element, name: str) -> Element | None:
    """The content of an object, which stands in the package or in the text itself."""
    inline = next((child for child in shown if child.tag in {MATH + "math", OFFICE + "document"}), None)
    if inline is not None or shown.tag == _OLE:
        return inline
    return package.part(f"{name}/content.xml") if name else None


def _file(package: Package, name: str) -> Enclosed | None:
    data = package.data(name) if name else None
    return enclosed_from(name.rpartition("/")[2], data) if data else None


def _as_text(frame: Element, said: str) -> None:
    tail = frame.tail
    frame.clear()
    frame.tag, frame.text, frame.tail = TEXT + "span", said, tail


def _percentages(root: Element) -> dict[str, str]:
    """The styles that show shares as percentages, each with the format code that Excel would have."""
    forms = {}
    for form in root.iter(NUMBER + "percentage-style"):
        places = next((e.get(NUMBER + "decimal-places", "0") for e in form.iter(NUMBER + "number")), "0")
        decimals = min(6, int(places)) if places.isdigit() else 0
        forms[form.get(STYLE + "name", "")] = f"0{'.' * bool(decimals)}{'0' * decimals}%"
    styles = {
        s.get(STYLE + "name", ""): s.get(STYLE + "data-style-name", "") for s in root.iter(STYLE + "style")
    }
    return {name: forms[form] for name, form in styles.items() if form in forms}


def _chart(chart: Element, percentages: Mapping[str, str], *, figures: bool) -> Iterator[Line]:
    """A chart as the table that it draws: its titles, a row of the series' names, then one a category."""
    for tag, what in (("title", "Chart"), ("subtitle", "Chart")):
        if text := _words(chart.find(CHART + tag)):
            yield Line(f"{what}: {text}", 0, role="paragraph")
    for axis in chart.iter(CHART + "axis"):
        if text := _words(axis.find(CHART + "title")):
            yield Line(f"Axis: {text}", 0, role="paragraph")
    if figures:
        series = [percentages.get(s.get(CHART + "style-name", ""), "") for s in chart.iter(CHART + "series")]
        for table in chart.iter(TABLE + "table"):
            yield from _rows(table, "Category", ["", *series])


def _tables(root: Element) -> Iterator[Line]:
    """An embedded workbook's or text's words: its tables by rows, its other paragraphs as they are."""
    tables = list(root.iter(TABLE + "table"))
    held = {p for table in tables for p in table.iter(TEXT + "p")}
    for p in root.iter(TEXT + "p"):
        if p not in held and (text := one_line("".join(p.itertext()))):
            yield Line(text, 0, role="paragraph")
    for table in tables:
        yield from _rows(table)


def _rows(table: Element, corner: str = "", forms: Sequence[str] = ()) -> Iterator[Line]:
    """Rows of cells; ``corner`` stands for the empty one over the names of a chart's categories, ``forms``
    are its columns' number formats."""
    for number, row in enumerate(table.iter(TABLE + "table-row")):
        if number > _MOST_ROWS:
            return
        cells = [cell for cell in row if cell.tag == TABLE + "table-cell"]
        texts = [_cell(cell, form) for cell, form in zip(cells, chain(forms, repeat("")), strict=False)]
        if number == 0 and corner and texts and not texts[0]:
            texts[0] = corner
        if any(texts):
            yield Line("\t".join(texts).rstrip(), 0, role="row")


def _cell(cell: Element, form: str) -> str:
    said = one_line(" ".join("".join(p.itertext()) for p in cell.iter(TEXT + "p")))
    stored = cell.get(OFFICE + "value", "")
    if form and stored:
        with suppress(ValueError):
            return shown(float(stored), form)
    return said or ("" if stored in {"NaN", "1.#NAN"} else stored)


def _words(element: Element | None) -> str:
    return one_line("".join(element.itertext())) if element is not None else ""
