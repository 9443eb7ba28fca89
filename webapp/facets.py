"""Filters beside the results, each value with its count. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from evidence.framework import Framework
from webapp.filters import say_kind

NAMES = {"kind": "Kind", "source": "Source", "block": "Block", "measure": "Measure"}
SHOWN = 8  # values shown before the rest is folded away


@dataclass(frozen=True)
class Choice:
    """One value to filter by. ``count`` is how many results would remain."""

    value: str
    words: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Group:
    """One filter: the values shown at once, and those folded away."""

    name: str
    words: str
    first: tuple[Choice, ...]
    more: tuple[Choice, ...]


def facets_of(
    facets: Mapping[str, Iterable[Mapping[str, Any]]],
    chosen: Mapping[str, tuple[str, ...]],
    framework: Framework,
) -> list[Group]:
    """Each filter with its values: chosen ones first, so that they can be unticked even at nought."""
    groups = []
    for name, words in NAMES.items():
        counts = {f["value"]: f["count"] for f in facets.get(name, ()) if f["value"]}
        own = {value.casefold() for value in chosen[name]}
        known = {value.casefold() for value in counts}
        counts |= {value: 0 for value in chosen[name] if value.casefold() not in known}
        choices = [
            Choice(value, _words(name, value, framework), count, value.casefold() in own)
            for value, count in counts.items()
        ]
        choices.sort(key=lambda c: (not c.chosen, -c.count, c.value))
        if choices:
            fold = max(SHOWN, sum(c.chosen for c in choices))
            groups.append(Group(name, words, tuple(choices[:fold]), tuple(choices[fold:])))
    return groups


def _words(name: str, value: str, framework: Framework) -> str:
    if name == "kind":
        return say_kind(value)
    if name == "block":
        block = framework.block(value)
        return f"{value}: {block.name}" if block else value
    return value
