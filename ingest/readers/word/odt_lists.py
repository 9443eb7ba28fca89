"""OpenDocument's automatic numbers: the labels it prints that its text does not hold."""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from ingest.readers.numbering import BULLET, spell
from ingest.readers.odf import count
from ingest.readers.odf_names import STYLE, TEXT

FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


@dataclass(frozen=True)
class Level:
    """One level of a list. ``form`` is None for bullets, "" for a level that prints no number."""

    form: str | None = None
    prefix: str = ""
    suffix: str = ""
    start: int = 1
    shown: int = 1


@dataclass
class Lists:
    """The list styles by name ("" is the outline's, for headings), and how far each list has counted."""

    styles: dict[str, dict[int, Level]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def restart(self, key: str) -> None:
        """A list begins anew."""
        self.counts[key] = {}

    def label(self, key: str, style: str, level: int, start: int | None = None) -> str:
        """Count one item of the list ``key`` at ``level`` (from 1); the label printed before it."""
        levels = self.styles.get(style, {})
        counts = self.counts.setdefault(key, {})
        own = levels.get(level, Level())
        counts[level] = start if start is not None else counts.get(level, own.start - 1) + 1
        for deeper in [n for n in counts if n > level]:
            del counts[deeper]
        if own.form is None:
            return BULLET
        if not own.form:
            return f"{own.prefix}{own.suffix}".strip() if own.prefix.strip() else ""
        shown = range(max(1, level - own.shown + 1), level + 1)
        numbers = [
            spell(counts.get(n, levels.get(n, Level()).start), FORMS.get(levels[n].form or "", ""))
            for n in shown
            if n in levels and levels[n].form
        ]
        return f"{own.prefix}{'.'.join(numbers)}{own.suffix}".strip()


def read_lists(*roots: Element | None) -> Lists:
    """The list styles of these parts."""
    lists = Lists()
    for root in roots:
        if root is None:
            continue
        for style in root.iter(TEXT + "list-style"):
            lists.styles[style.get(STYLE + "name", "")] = _levels(style)
        for style in root.iter(TEXT + "outline-style"):
            lists.styles[""] = _levels(style)
    return lists


def _levels(style: Element) -> dict[int, Level]:
    levels = {}
    for element in style:
        number = count(element.get(TEXT + "level"), 0)
        if not 1 <= number <= 10:
            continue
        if element.tag in {TEXT + "list-level-style-number", TEXT + "outline-level-style"}:
            levels[number] = Level(
                element.get(STYLE + "num-format", ""),
                element.get(STYLE + "num-prefix", ""),
                element.get(STYLE + "num-suffix", ""),
                count(element.get(TEXT + "start-value"), 1),
                count(element.get(TEXT + "display-levels"), 1),
            )
        else:
            levels[number] = Level()
    return levels
