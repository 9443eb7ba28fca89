"""Word's paragraph styles: which make headings, which number their paragraphs, and how large they print."""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from ingest.readers.word.docx_numbers import Numbering, W, number, value

_HEADING = re.compile(r"heading (\d)$", re.IGNORECASE)


@dataclass(frozen=True)
class Style:
    """What one style says itself, before what it is based on. ``outline`` counts from 0."""

    name: str = ""
    based_on: str = ""
    num: str = ""
    ilvl: int | None = None
    outline: int | None = None
    size: float = 0.0
    bold: bool | None = None


@dataclass(frozen=True)
class Styles:
    """The paragraph styles by id; ``""`` is the default one, with the document's own defaults below it."""

    by_id: dict[str, Style]

    def chain(self, style: str) -> list[tuple[str, Style]]:
        """The style, what it is based on, and so on."""
        found: list[tuple[str, Style]] = []
        while style in self.by_id and all(style != seen for seen, _ in found):
            found.append((style, self.by_id[style]))
            style = self.by_id[style].based_on
        return found

    def heading(self, style: str) -> int:
        """1 to 6 for a heading style, 0 for any other. A title is a heading of the first level."""
        for _, s in self.chain(style):
            named = _HEADING.match(s.name)
            if named:
                return min(6, max(1, int(named.group(1))))
            if s.name.lower() == "title":
                return 1
            if s.outline is not None and s.outline < 9:
                return min(6, s.outline + 1)
        return 0

    def is_contents(self, style: str) -> bool:
        """Whether the style sets a line of a table of contents."""
        return any(
            re.match(r"(toc \d|table of figures)", s.name, re.IGNORECASE) for _, s in self.chain(style)
        )

    def size(self, style: str) -> float:
        """Type size in points; 10 where nothing says otherwise, as Word prints it."""
        return next((s.size for _, s in self.chain(style) if s.size), self.by_id[""].size or 10.0)

    def bold(self, style: str) -> bool:
        return next((s.bold for _, s in self.chain(style) if s.bold is not None), False)

    def numbered(self, style: str, numbering: Numbering) -> tuple[str, int] | None:
        """The list and level that a style puts its paragraphs in, if any."""
        for key, s in self.chain(style):
            if s.num == "0":
                return None
            if s.num:
                level = numbering.level_of_style(s.num, key)
                return s.num, level if level is not None else s.ilvl or 0
        return None


def read_styles(root: Element | None) -> Styles:
    """styles.xml as Styles; only defaults for None."""
    by_id = {"": Style()}
    if root is None:
        return Styles(by_id)
    for element in root.iter(W + "style"):
        if element.get(W + "type", "paragraph") in {"paragraph", "numbering"}:
            by_id[element.get(W + "styleId", "")] = _style(element)
    default = next(
        (
            e
            for e in root.iter(W + "style")
            if e.get(W + "default") in {"1", "true"} and e.get(W + "type") == "paragraph"
        ),
        None,
    )
    defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    base = _style(default) if default is not None else Style()
    size = base.size or number(value(defaults, "sz")) / 2
    by_id[""] = Style(base.name, base.based_on, base.num, base.ilvl, base.outline, size, base.bold)
    return Styles(by_id)


def _style(element: Element) -> Style:
    p, r = element.find(W + "pPr"), element.find(W + "rPr")
    num = p.find(W + "numPr") if p is not None else None
    ilvl, outline = value(num, "ilvl"), value(p, "outlineLvl")
    return Style(
        name=value(element, "name"),
        based_on=value(element, "basedOn"),
        num=value(num, "numId"),
        ilvl=number(ilvl) if ilvl else None,
        outline=number(outline, 9) if outline else None,
        size=number(value(r, "sz")) / 2,
        bold=is_on(r, "b"),
    )


def is_on(properties: Element | None, tag: str) -> bool | None:
    """A switch such as ``w:b``: on, off, or not said."""
    child = properties.find(W + tag) if properties is not None else None
    return None if child is None else child.get(W + "val", "1") not in {"0", "false", "off"}
