"""What a passage can be filtered by, and the counts beside each filter. No engine is imported."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from heapq import nlargest
from typing import NamedTuple

from evidence.language.dates import span
from evidence.language.spellings import find_mentions
from evidence.language.words import fold, words
from evidence.relations.councils import council_key, councils_in
from evidence.search.engine import Entry, Facet, Query
from evidence.search.query.fields import Field, not_a_date, titles_of


class Traits(NamedTuple):
    """All that a filter, a facet or the sorting looks at. Many passages share one."""

    document: int
    kind: str
    passage_kind: str
    source: str
    source_class: str
    council: str
    date: str
    author: str
    blocks: tuple[str, ...]
    measures: tuple[str, ...]
    indicators: tuple[str, ...]
    stances: tuple[str, ...]
    findings: tuple[str, ...]
    has: tuple[str, ...]


VALUES: Mapping[str, Callable[[Traits], Iterable[str]]] = {
    "kind": lambda t: (t.kind,),
    "source": lambda t: (t.source,),
    "source_class": lambda t: (t.source_class,),
    "council": lambda t: councils_in(t.council),
    "year": lambda t: (t.date[:4],),
    "paper": lambda t: (str(t.document),),
    "author": lambda t: (t.author,),
    "block": lambda t: t.blocks,
    "measure": lambda t: t.measures,
    "indicator": lambda t: t.indicators,
    "stance": lambda t: t.stances,
    "finding": lambda t: t.findings,
    "has": lambda t: t.has,
}
TAGS = frozenset({"block", "measure", "indicator", "stance", "finding", "has"})
"""Those that change with what people decide, and not with a document's words."""
FACETS = (
    *("kind", "block", "measure", "source", "source_class", "council", "year", "stance", "finding"),
    "paper",
)
PAPERS = 20
"""Documents that are counted out: those with the most passages."""


def traits_of(entry: Entry) -> Traits:
    """An entry's traits; lists in one order, so that equal ones are equal."""
    others = {"finding": entry.findings, "measure": entry.measures, "link": entry.stances}
    has = {*entry.has, *(name for name, values in others.items() if values)}
    return Traits(
        entry.document,
        entry.kind,
        entry.passage_kind,
        entry.source,
        entry.source_class,
        entry.council,
        entry.date,
        entry.author,
        *(
            tuple(sorted(set(values)))
            for values in (entry.blocks, entry.measures, entry.indicators, entry.stances, entry.findings, has)
        ),
    )


def day(iso: str) -> int:
    """A date as a number, for sorting: 2011-06-22 is 20110622, 2011 is 20110000, none is 0."""
    digits = iso[:10].replace("-", "")
    return int(digits.ljust(8, "0")) if digits.isascii() and digits.isdecimal() else 0


def days(iso: str) -> tuple[int, int]:
    """The first and last day that a date may mean, as numbers; (0, 0) for none."""
    found = span(iso)
    return (day(found[0]), day(found[1])) if found else (0, 0)


@dataclass(frozen=True)
class Filter:
    """Keeps the passages of which some value of any of these fields is accepted, or (``without``) none is.

    ``facet`` is the facet that chose it, "" if it was typed in the query.
    """

    fields: tuple[str, ...]
    accepts: Callable[[str], bool]
    facet: str = ""
    without: bool = False

    def keeps(self, traits: Traits) -> bool:
        """Whether it keeps a passage."""
        return self.without != any(self.accepts(v) for name in self.fields for v in VALUES[name](traits) if v)


@dataclass(frozen=True)
class Dates:
    """Keeps passages that may be of a day from ``first`` to ``last``: one dated only 2011 may be of any of
    its days, an undated one of none, and is kept if ``undated`` are asked for."""

    first: int
    last: int
    facet: str = ""
    undated: bool = False

    def keeps(self, traits: Traits) -> bool:
        """Whether it keeps a passage."""
        first, last = days(traits.date)
        if not first:
            return self.undated
        return last >= self.first and first <= self.last


def filters_of(query: Query, typed: Iterable[Field]) -> tuple[list[Filter | Dates], list[str]]:
    """The filters that a query chose and typed, and notes on what was not understood.

    Values match without regard to case or punctuation; a measure also by an indicator of its targets, a
    council by any of its names.
    """
    notes: list[str] = []
    chosen = {
        "kind": query.kinds,
        "block": query.blocks,
        "measure": query.measures,
        "source": query.sources,
        "source_class": query.source_classes,
        "council": query.councils,
        "year": query.years,
        "stance": query.stances,
        "finding": query.findings,
        "paper": query.documents,
    }
    found: list[Filter | Dates] = []
    for name, asked in chosen.items():
        if wanted := frozenset(plain(a) for a in asked if a):
            fields = ("measure", "indicator") if name == "measure" else (name,)
            accepts = _same_as(asked) if name == "council" else _among(wanted)
            found.append(Filter(fields, accepts, name))
    asked_for = list(typed)
    found += [replace(f, undated=query.undated) if isinstance(f, Dates) else f for f in _typed(asked_for)]
    found += _accepted_for(asked_for, query.measures)
    period = [_date(iso, notes) for iso in (query.date_from, query.date_to)]
    if any(period):
        found.append(replace(_dates(*period), undated=query.undated))
    return found, notes


UNDATED = Filter(("year",), lambda _: True, without=True)
"""Keeps what has no date."""

TYPED = {
    "by": ("author", "source"),
    "measure": ("measure", "indicator"),
    "source": ("source", "source_class"),
    "document": ("paper",),
    "accepted": ("has",),
}


def _among(wanted: frozenset[str]) -> Callable[[str], bool]:
    return lambda value: plain(value) in wanted


def _same_as(asked: Iterable[str]) -> Callable[[str], bool]:
    """A council under any of its names: Kent is Kent County Council."""
    wanted = frozenset(map(council_key, asked))
    return lambda value: council_key(value) in wanted


def _named_by(asked: list[frozenset[str]]) -> Callable[[str], bool]:
    return lambda value: _names(value, asked)


def _typed(fields: Iterable[Field]) -> list[Filter | Dates]:
    grouped: dict[tuple[str, bool], list[str]] = {}
    for field in fields:
        grouped.setdefault((field.name, field.without), []).append(field.value)
    found: list[Filter | Dates] = []
    period: dict[str, str] = {}
    for (name, without), values in grouped.items():
        if name == "document" and titles_of(Field(name, value) for value in values):
            continue  # no passage has its title among its traits: see planning.py
        if name in {"from", "to"}:
            period[name] = max(values) if name == "from" else min(values)
        elif name == "by":
            asked = [frozenset(w.text for w in words(value)) for value in values]
            found.append(Filter(TYPED[name], _named_by(asked), without=without))
        elif name != "label":
            accepts = _same_as(values) if name == "council" else _among(frozenset(map(plain, values)))
            found.append(Filter(TYPED.get(name, (name,)), accepts, without=without))
    if period:
        found.append(_dates(span(period.get("from", "")), span(period.get("to", ""))))
    return found


def _accepted_for(typed: Iterable[Field], chosen: Iterable[str]) -> list[Filter]:
    """``has:contradicts measure:"NI 59"``: what was accepted as contradicting that measure, not another."""
    wanted = [f for f in typed if not f.without]
    stances = [f.value for f in wanted if f.name == "accepted"]
    measures = [f.value for f in wanted if f.name == "measure"] or list(chosen)
    if not (stances and measures):
        return []
    pairs = frozenset(plain(f"{stance} {measure}") for stance in stances for measure in measures)
    return [Filter(("has",), _among(pairs))]


def _names(value: str, asked: list[frozenset[str]]) -> bool:
    has = {w.text for w in words(value)}
    for mention in find_mentions(value):
        if mention.looser:  # "O'Connor", whom others file under Connor
            has |= {*mention.keys, fold(mention.other)}
    return any(name and name <= has for name in asked)


def plain(value: str) -> str:
    """A value as it is compared: "NI 59" is "ni59", "inspection_report" is "inspectionreport"."""
    return re.sub(r"[\W_]", "", value).casefold()


def _date(iso: str, notes: list[str]) -> tuple[str, str] | None:
    found = span(iso.strip())
    if iso.strip() and not found:
        notes.append(not_a_date(iso.strip()))
    return found


def _dates(first: tuple[str, str] | None, last: tuple[str, str] | None) -> Dates:
    return Dates(day(first[0]) if first else 1, day(last[1]) if last else 99999999)


def facets_from(counts: Mapping[str, Mapping[str, int]]) -> dict[str, tuple[Facet, ...]]:
    """Counts by field and value, ordered: most first, years newest first. Noughts and no value are left
    out; a council stands once, under the fullest of the names that its papers give it. Of the documents,
    as "document", those with the most."""
    facets = {}
    for name in FACETS:
        counted = counts.get(name, {})
        if name == "council":
            counted = _by_council(counted)
        elif name == "paper":
            facets["document"] = _papers(counted)
            continue
        found = [Facet(value, n) for value, n in counted.items() if value and n]
        if name == "year":
            found.sort(key=lambda f: f.value, reverse=True)
        else:
            found.sort(key=lambda f: (-f.count, f.value))
        facets[name] = tuple(found)
    return facets


def _papers(counts: Mapping[str, int]) -> tuple[Facet, ...]:
    fewest = min(nlargest(PAPERS, counts.values()), default=0)
    most = sorted((-n, int(number)) for number, n in counts.items() if n and n >= fewest)
    return tuple(Facet(str(number), -n) for n, number in most[:PAPERS])


def _by_council(counts: Mapping[str, int]) -> dict[str, int]:
    names: dict[str, list[str]] = {}
    for name, count in counts.items():
        if name and count:
            names.setdefault(council_key(name), []).append(name)
    return {max(same, key=lambda n: (len(n), n)): sum(counts[n] for n in same) for same in names.values()}
