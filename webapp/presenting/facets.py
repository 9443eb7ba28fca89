"""Filters beside the results: each value with its count; those chosen, each with a way to drop it. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from evidence.frameworks.framework import Framework
from evidence.language.citations import say_date
from evidence.language.dates import span
from evidence.search import Query
from webapp.presenting.search_address import FILTERS
from webapp.site.template_filters import say, say_kind

NAMES = {
    "kind": "Kind",
    "source": "Source",
    "class": "External or internal",
    "council": "Council",
    "year": "Year",
    "block": "Block",
    "measure": "Measure",
    "stance": "Stance",
    "finding": "Inspector’s finding",
    "document": "Document",
}
"""The filters, by the address's names, in the order of the page."""

FACETS = {"class": "source_class"}  # the engine's name, where it is another
SHOWN = 6  # values shown before the rest is folded away
MOST = 60  # values listed at all; the query language reaches every other


@dataclass(frozen=True)
class Choice:
    """One value to filter by. ``count`` is how many results it would give; None if that is not known, as for
    a measure that was named by an indicator."""

    value: str
    words: str
    count: int | None
    chosen: bool


@dataclass(frozen=True)
class Group:
    """One filter: the values shown at once, those folded away, and how many are not listed."""

    name: str
    words: str
    first: tuple[Choice, ...]
    more: tuple[Choice, ...]
    left: int = 0


@dataclass(frozen=True)
class Chosen:
    """A filter that holds, in words, and the query without it."""

    name: str
    words: str
    without: Query


@dataclass(frozen=True)
class Said:
    """What says a filter's values in words: the framework's blocks, and documents' names by their numbers."""

    framework: Framework
    documents: Mapping[str, str]


def facets_of(facets: Mapping[str, Iterable[Mapping[str, Any]]], query: Query, said: Said) -> list[Group]:
    """Each filter with its values: chosen ones first, so that they can be unticked even at nought."""
    groups = []
    for name, words in NAMES.items():
        counts = {f["value"]: f["count"] for f in facets.get(FACETS.get(name, name), ()) if f["value"]}
        choices = _choices(name, counts, getattr(query, FILTERS[name]), said)
        if choices:
            fold = max(SHOWN, sum(c.chosen for c in choices))
            # Folding away a single value saves nothing.
            fold += len(choices) == fold + 1
            listed = choices[: max(fold, MOST)]
            left = len(choices) - len(listed)
            groups.append(Group(name, words, tuple(listed[:fold]), tuple(listed[fold:]), left))
    return groups


def _choices(name: str, counts: Mapping[str, int], chosen: tuple[str, ...], said: Said) -> list[Choice]:
    own = {value.casefold() for value in chosen}
    known = {value.casefold() for value in counts}
    unknown = None if name == "measure" else 0
    every = [*counts.items(), *((value, unknown) for value in chosen if value.casefold() not in known)]
    choices = [Choice(v, words_of(name, v, said), n, v.casefold() in own) for v, n in every]
    # The engine gives the most first, and years newest first.
    return sorted(choices, key=lambda c: not c.chosen)


def chosen_of(query: Query, said: Said) -> list[Chosen]:
    """The filters that hold. A date that there is not holds for nothing, so it is not among them."""
    found = []
    for name, field in FILTERS.items():
        values = getattr(query, field)
        for value in values:
            words = f"{NAMES[name]}: {words_of(name, value, said)}"
            rest = tuple(v for v in values if v != value)
            less: dict[str, Any] = {field: rest}
            found.append(Chosen(name, words, replace(query, offset=0, **less)))
    for name, words, field in (("from", "From", "date_from"), ("to", "To", "date_to")):
        value = getattr(query, field)
        if span(value):
            less = {field: ""}
            found.append(Chosen(name, f"{words} {say_date(value)}", replace(query, offset=0, **less)))
    return found


def without_filters(query: Query) -> Query:
    """The same words, shown the same way, under no filter."""
    return Query(text=query.text, sort=query.sort, grouped=query.grouped, limit=query.limit)


def words_of(name: str, value: str, said: Said) -> str:
    """A filter's value as people say it."""
    if name == "kind":
        return say_kind(value)
    if name == "block":
        block = said.framework.block(value)
        return f"{value}: {block.name}" if block else value
    if name == "document":
        return said.documents.get(value, value)
    return say(value) if name in {"class", "stance", "finding"} else value
