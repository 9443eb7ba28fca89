"""Word's automatic numbers: the labels that Word prints and that its text does not hold.

Follows ISO/IEC 29500-1, 17.9 (numbering): abstract definitions, their instances with overrides, levels
that restart, and styles that number their paragraphs.
"""

from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from ingest.readers.numbering import BULLET, spell

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def value(element: Element | None, tag: str) -> str:
    """The ``w:val`` of a child, or nothing."""
    child = element.find(W + tag) if element is not None else None
    return child.get(W + "val", "") if child is not None else ""


def number(text: str, default: int = 0) -> int:
    """A whole number as Word writes it, or the default."""
    try:
        return int(text)
    except ValueError:
        return default


@dataclass(frozen=True)
class Level:
    """One level of a list. ``restart`` is the level (from 1) whose use restarts it; 0 never does."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str = ""


@dataclass
class Numbering:
    """The lists of one document, and how far each has counted. ``label`` must be asked in order."""

    abstracts: dict[str, dict[int, Level]] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)  # abstract -> the style that numbers in its place
    instances: dict[str, str] = field(default_factory=dict)  # num -> abstract
    overrides: dict[str, dict[int, Level]] = field(default_factory=dict)
    starts: dict[str, dict[int, int]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    restarted: set[tuple[str, int]] = field(default_factory=set)

    def level_of_style(self, num: str, style: str) -> int | None:
        """The level that a paragraph style numbers at, where the list says so."""
        levels = self.abstracts.get(self.instances.get(num, ""), {})
        return next((i for i, level in levels.items() if style and level.style == style), None)

    def label(self, num: str, ilvl: int) -> str:
        """Count one paragraph of list ``num`` at level ``ilvl``; the label that Word prints before it."""
        abstract = self.instances.get(num)
        if abstract is None:
            return ""
        levels = {**self.abstracts.get(abstract, {}), **self.overrides.get(num, {})}
        if ilvl not in levels:
            return ""
        counts = self.counts.setdefault(abstract, {})
        self._count(num, ilvl, levels, counts)
        level = levels[ilvl]
        if level.format == "bullet":
            return BULLET
        if level.format == "none":
            return level.text if "%" not in level.text else ""
        return _written(level, levels, counts)

    def _count(self, num: str, ilvl: int, levels: dict[int, Level], counts: dict[int, int]) -> None:
        start = self.starts.get(num, {}).get(ilvl)
        if start is not None and (num, ilvl) not in self.restarted:
            self.restarted.add((num, ilvl))
            counts[ilvl] = start
        elif ilvl in counts:
            counts[ilvl] += 1
        else:
            counts[ilvl] = levels[ilvl].start if start is None else start
        for deeper in [i for i in counts if i > ilvl]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or ilvl < restart:
                del counts[deeper]


def read_numbering(root: Element | None) -> Numbering:
    """numbering.xml as a Numbering; an empty one for None."""
    numbering = Numbering()
    if root is None:
        return numbering
    for abstract in root.iter(W + "abstractNum"):
        key = abstract.get(W + "abstractNumId", "")
        numbering.abstracts[key] = {_ilvl(e): _level(e) for e in abstract.iter(W + "lvl")}
        if value(abstract, "numStyleLink"):
            numbering.links[key] = value(abstract, "numStyleLink")
    for num in root.iter(W + "num"):
        key = num.get(W + "numId", "")
        numbering.instances[key] = value(num, "abstractNumId")
        for override in num.iter(W + "lvlOverride"):
            level = override.find(W + "lvl")
            if level is not None:
                numbering.overrides.setdefault(key, {})[_ilvl(override)] = _level(level)
            if value(override, "startOverride"):
                start = number(value(override, "startOverride"), 1)
                numbering.starts.setdefault(key, {})[_ilvl(override)] = start
    return numbering


def _ilvl(element: Element) -> int:
    return number(element.get(W + "ilvl", "0"))


def _level(element: Element) -> Level:
    restart = value(element, "lvlRestart")
    level = Level(
        start=number(value(element, "start"), 0),  # the standard's own default
        format=value(element, "numFmt") or "decimal",
        text=value(element, "lvlText"),
        legal=element.find(W + "isLgl") is not None and value(element, "isLgl") not in {"0", "false"},
        style=value(element, "pStyle"),
    )
    return replace(level, restart=number(restart)) if restart else level


def _written(level: Level, levels: dict[int, Level], counts: dict[int, int]) -> str:
    """The level's text with each %n replaced by the count of level n."""
    text = level.text
    for i in range(9, 0, -1):
        if f"%{i}" in text:
            above = levels.get(i - 1, Level())
            text = text.replace(
                f"%{i}",
                spell(counts.get(i - 1, above.start), "decimal" if level.legal else above.format),
            )
    return text.strip()
