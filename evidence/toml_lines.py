"""Where each key of a TOML file stands, so that a complaint can name its line. Pure."""

import re
from collections.abc import Mapping, Sequence

Path = tuple[str | int, ...]

_TABLE = re.compile(r"\s*(\[\[?)\s*([\w.\- \"']+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"\s*([\w-]+|\"[^\"]*\"|'[^']*')\s*=")
_QUOTES = ('"""', "'''")


def lines_of(text: str) -> dict[Path, int]:
    """The line, from 1, of each table and key: ("block", 0, "rule", 1, "weight") -> 14.

    Keys of inline tables are not found: ``line_of`` gives the line of what holds them.
    """
    found: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    within = ""  # the quotes of a text of several lines that is open
    for number, line in enumerate(text.splitlines(), 1):
        if within:
            within = "" if within in line else within
            continue
        if match := _TABLE.fullmatch(line):
            names = [name.strip(" \"'") for name in match[2].split(".")]
            table = _entered(names, counts, new=match[1] == "[[")
            found.setdefault(table, number)
        elif match := _KEY.match(line):
            found.setdefault((*table, match[1].strip("\"'")), number)
            within = next((q for q in _QUOTES if line.count(q) == 1), "")
    return found


def line_of(lines: Mapping[Path, int], path: Sequence[str | int]) -> int:
    """The line of a key, else of the nearest thing that holds it; 1 if none is known."""
    for end in range(len(path), 0, -1):
        if line := lines.get(tuple(path[:end])):
            return line
    return 1


def _entered(names: list[str], counts: dict[Path, int], *, new: bool) -> Path:
    """The path of a table's head; ``new`` is one more of a list of tables."""
    path: Path = ()
    for place, name in enumerate(names):
        path = (*path, name)
        if place == len(names) - 1 and new:
            counts[path] = counts.get(path, 0) + 1
        if path in counts:
            path = (*path, counts[path] - 1)
    return path
