"""What a passage can be filtered by, and the counts beside each filter."""

import calendar
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from evidence.search.engine import Entry, Facet, Query


class Traits(NamedTuple):
    """All that a filter, a facet or the sorting looks at. Many passages share one."""

    document: int
    kind: str
    passage_kind: str
    source: str
    source_class: str
    date: str
    blocks: tuple[str, ...]
    measures: tuple[str, ...]
    indicators: tuple[str, ...]


FACETS: Mapping[str, Callable[[Traits], Iterable[str]]] = {
    "kind": lambda t: (t.kind,),
    "block": lambda t: t.blocks,
    "measure": lambda t: t.measures,
    "source": lambda t: (t.source,),
    "source_class": lambda t: (t.source_class,),
    "year": lambda t: (t.date[:4],),
}


def traits_of(entry: Entry) -> Traits:
    """An entry's traits; lists in one order, so that equal ones are equal."""
    return Traits(
        entry.document,
        entry.kind,
        entry.passage_kind,
        entry.source,
        entry.source_class,
        entry.date,
        tuple(sorted(set(entry.blocks))),
        tuple(sorted(set(entry.measures))),
        tuple(sorted(set(entry.indicators))),
    )


def count_facets(tally: Sequence[tuple[Traits, int]]) -> dict[str, tuple[Facet, ...]]:
    """Count the hits by value: most first, years newest first. Hits without a value count nowhere.

    ``tally`` is how many hits have which traits; the same traits may come twice.
    """
    facets = {}
    for name, values in FACETS.items():
        counts: Counter[str] = Counter()
        for traits, number in tally:
            for value in values(traits):
                counts[value] += number
        del counts[""]
        found = [Facet(value, number) for value, number in counts.items()]
        if name == "year":
            found.sort(key=lambda f: f.value, reverse=True)
        else:
            found.sort(key=lambda f: (-f.count, f.value))
        facets[name] = tuple(found)
    return facets


def filter_of(query: Query) -> tuple[Callable[[Traits], bool] | None, list[str]]:
    """The test that the query's filters make, or None for no filter; and what was not understood.

    Values match without regard to case; a measure also by an indicator of its targets ("NI 59", "NI59").
    """
    tests: list[Callable[[Traits], bool]] = []
    notes: list[str] = []
    for asked, values in (
        (query.kinds, lambda t: (t.kind,)),
        (query.blocks, lambda t: t.blocks),
        (query.sources, lambda t: (t.source,)),
        (query.source_classes, lambda t: (t.source_class,)),
    ):
        wanted = {a.casefold() for a in asked if a}
        if wanted:
            tests.append(lambda t, w=wanted, v=values: any(x.casefold() in w for x in v(t)))
    measures = {_plain(m) for m in query.measures if m}
    if measures:
        tests.append(lambda t: any(_plain(x) in measures for x in (*t.measures, *t.indicators)))
    dates = _dates(query, notes)
    if dates:
        tests.append(lambda t: _overlaps(t.date, *dates))
    return (lambda t: all(test(t) for test in tests)) if tests else None, notes


def _plain(code: str) -> str:
    return re.sub(r"[\W_]", "", code).casefold()


def _dates(query: Query, notes: list[str]) -> tuple[str, str] | None:
    spans = []
    for asked in (query.date_from, query.date_to):
        found = span(asked.strip())
        if asked.strip() and not found:
            name = asked.strip()[:40]
            notes.append(f"“{name}” is not a date such as 2011, 2011-06 or 2011-06-22, so it was not used.")
        spans.append(found)
    first, last = spans
    if not first and not last:
        return None
    return (first[0] if first else "0000"), (last[1] if last else "9999")


def span(iso: str) -> tuple[str, str] | None:
    """The first and last day of a year, month or day, or None if there is no such date."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", iso, re.ASCII)
    if not match:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        if day or match[3]:
            return (date(year, month, day).isoformat(),) * 2
        if month or match[2]:
            last = calendar.monthrange(year, month)[1]
            return date(year, month, 1).isoformat(), date(year, month, last).isoformat()
        return date(year, 1, 1).isoformat(), date(year, 12, 31).isoformat()
    except ValueError:
        return None


def _overlaps(iso: str, first: str, last: str) -> bool:
    """A document dated only 2011 may be of any day of 2011: it is in. An undated one is not."""
    found = span(iso)
    return bool(found) and found[1] >= first and found[0] <= last
