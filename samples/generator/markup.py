"""The texts of the samples: facts above a line of `---`, then blocks of prose.

A block begins after an empty line or with one of these marks:

    # ## ###     headings              -   --       bullets, of first and second level
    ~            a bullet that is no measure        =   the target of the bullet above
    a.           a lettered item       1. 1.1       a numbered heading or paragraph
    > >>         lines kept as typed, at the left or at the right
    |            a row of a table      @            a line of a report's front matter
    !            an instruction to the drawer, such as `!sign` or `!appendix`
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

CONTENT = Path(__file__).parent.parent / "content"

NOTE = "Written for Muster. The council and every person named are invented."

MARK = re.compile(
    r"(?P<heading>#{1,3}) |(?P<bullet>--?|~) |(?P<target>=) |(?P<letter>[a-z])\. |"
    r"(?P<label>\d+(?:\.\d+)+|\d+\.) |(?P<kept>>>?) |(?P<row>\|) |(?P<front>@) |(?P<order>!)"
)
LABEL = re.compile(r"(\d+(?:\.\d+)*)\.? ")


@dataclass(frozen=True)
class Block:
    """One heading, paragraph, bullet, table row or instruction."""

    kind: str
    text: str
    mark: str = ""
    label: str = ""

    @property
    def level(self) -> int:
        """How deep a heading or numbered paragraph stands: `3.2.1` is 3."""
        return self.label.count(".") + 1 if self.kind == "label" else len(self.mark)

    @property
    def cells(self) -> list[str]:
        return [cell.strip() for cell in self.text.strip("| ").split("|")]


@dataclass(frozen=True)
class Text:
    """One sample file as it was written, before it is drawn."""

    facts: dict[str, str]
    blocks: tuple[Block, ...]
    raw: str

    def widths(self) -> list[float]:
        return [float(width) for width in self.facts.get("widths", "").split()]


def curl(text: str) -> str:
    """Turn typewriter quotes into printer's quotes, as Word does."""
    text = re.sub(r'(^|[\s(*])"', r"\1“", text).replace('"', "”")
    return re.sub(r"(^|[\s(*“])'", r"\1‘", text).replace("'", "’")


def block(line: str) -> Block:
    found = MARK.match(line)
    if not found:
        return Block("plain", curl(line))
    kind, mark, rest = found.lastgroup, found[found.lastgroup], line[found.end() :]
    if kind == "label":
        return Block(kind, curl(rest), mark, mark.rstrip("."))
    if kind == "heading" and (number := LABEL.match(rest)):
        return Block(kind, curl(rest[number.end() :]), mark, number[1])
    return Block(kind, curl(rest), mark)


def blocks(raw: str) -> Iterator[Block]:
    """The blocks of a text; kept lines that stand together stay together."""
    for paragraph in raw.split("\n\n"):
        lines = [block(line) for line in paragraph.splitlines() if line]
        for kept, group in groupby(lines, key=lambda line: line.kind == "kept"):
            if kept:
                first, *others = group
                yield replace(first, text="\n".join([first.text, *(line.text for line in others)]))
            else:
                yield from group


def parse(source: str) -> Text:
    head, raw = source.split("---\n", 1)
    facts = dict(line.split(": ", 1) for line in head.splitlines())
    facts = {key: value if key == "file" else curl(value) for key, value in facts.items()}
    return Text({"note": NOTE, **facts}, tuple(blocks(raw)), raw)


def load() -> list[Text]:
    """Every text, in the order of their names."""
    return [parse(path.read_text("utf-8")) for path in sorted(CONTENT.glob("*.txt"))]
