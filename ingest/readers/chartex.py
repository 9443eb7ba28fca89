"""Charts of Office's newer kinds (waterfalls, funnels, maps): their titles and figures, as lines.

Follows [MS-ODRAWXML] 2.24.3: the data stand beside the drawing, by dimensions.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from ingest.readers.drawings import MOST_ROWS, figure, shape_texts
from ingest.readers.raw import Line
from ingest.readers.tidy import one_line

CX = "{http://schemas.microsoft.com/office/drawing/2014/chartex}"


def chartex_lines(space: Element) -> Iterator[Line]:
    """The chart's title, its axes', then a row for each of its points: what it is called, its values."""
    for title in space.iter(CX + "title"):
        if said := one_line(" ".join(shape_texts(title))):
            yield Line(f"Chart: {said}", 0, role="paragraph")
    names = [one_line(e.findtext(f"{CX}tx/{CX}txData/{CX}v") or "") for e in space.iter(CX + "series")]
    for place, data in enumerate(space.iter(CX + "data")):
        called = [_level(d) for d in data.findall(CX + "strDim")]
        values = [_level(d) for d in data.findall(CX + "numDim")]
        places = sorted({at for found in (*called, *values) for at in found})[:MOST_ROWS]
        if places:
            name = names[place] if place < len(names) and names[place] else "Value"
            yield Line(f"Category\t{name}", 0, role="row")
        for at in places:
            said = " ".join(found[at] for found in called if at in found) or str(at + 1)
            yield Line("\t".join([said, *(found.get(at, "") for found in values)]).rstrip(), 0, role="row")


def _level(dimension: Element) -> dict[int, str]:
    """A dimension's points by place; where it has several levels, from the outermost inwards."""
    found: dict[int, str] = {}
    for level in reversed(dimension.findall(CX + "lvl")):
        form = level.get("formatCode", "")
        for point in level.findall(CX + "pt"):
            place = point.get("idx", "")
            if place.isdigit() and (text := one_line(point.text or "")):
                said = figure(text, form) if dimension.tag == CX + "numDim" else text
                before = found.get(int(place), "")
                found[int(place)] = f"{before} {said}".strip()
    return found
