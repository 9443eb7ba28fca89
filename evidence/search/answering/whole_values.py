"""Values of several words after a field, which people type without quotation marks: "council:Tower Hamlets".

Which words belong to it, the papers tell: the most that some passage meets. No engine is imported.
"""

import re

from evidence.search.answering.searcher import View
from evidence.search.answering.unmet import met
from evidence.search.query.fields import NAMES, Field

LONGEST = 6
"""Words of a value."""
SEVERAL = ("kind", "by", "author", "source", "council", "measure", "finding")
_FIELD = re.compile(
    rf"""(?i)(?<![^\s-])(?P<name>{"|".join(SEVERAL)}):\s?(?P<first>[^\s",;:]+)"""
    rf"""(?P<more>(?:[ ]+[^\s":,;]+){{1,{LONGEST - 1}}})(?=[\s,;]|$)"""
)
_END = frozenset({"OR", "AND", "NOT", "|"})


def with_whole_values(text: str, view: View) -> str:
    """The query with such values in quotation marks."""

    def whole(match: re.Match[str]) -> str:
        name, first, more = NAMES[match["name"].lower()], match["first"], match["more"].split()
        for size in range(_usable(name, more), 0, -1):
            value = " ".join([first, *more[:size]])
            if met(view, Field(name, value)):
                rest = "".join(f" {word}" for word in more[size:])
                return f'{match["name"]}:"{value}"{rest}'
        return match[0]

    return _FIELD.sub(whole, text)


def _usable(name: str, more: list[str]) -> int:
    """How many of the words that follow may belong to it: none from an operator on, and in a name only those
    with capitals."""
    for size, word in enumerate(more):
        if word in _END or word.startswith("-") or (name == "by" and not word[:1].isupper()):
            return size
    return len(more)
