"""Filters that no paper here can meet, "kind:minuets" or "by:Nobody": told, with what was perhaps meant.

Without it a mistyped filter looks like a home without evidence. No engine is imported.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from rapidfuzz.distance import DamerauLevenshtein

from evidence.language.stems import stem
from evidence.language.words import words
from evidence.relations.council_names import bare
from evidence.search.answering.entries import LABEL
from evidence.search.answering.facets import filters_of, plain
from evidence.search.answering.searcher import View
from evidence.search.engine import Query
from evidence.search.query.clauses import All, Clause, Every, Named, Titled
from evidence.search.query.fields import NAMES, STANCES, Field, plain_label, titles_of

SHOWN = 6
"""Values that are named of those that there are."""
LONG = 7
"""Letters of a value in which a hand may slip twice."""
KNOWN = {"source": ("source", "source_class"), "measure": ("measure",)}
"""Where a field's values are counted, if not under its own name."""
HAS = ("finding", "link", "measure", "observation", *sorted(STANCES))
CHOSEN = {
    "kind": "kinds",
    "block": "blocks",
    "measure": "measures",
    "source": "sources",
    "council": "councils",
    "year": "years",
    "stance": "stances",
    "finding": "findings",
    "document": "documents",
}
"""What a query may choose besides what is typed in it."""


def unmet(view: View, query: Query, typed: Sequence[Field], text: str) -> tuple[list[str], str]:
    """A sentence for each value of a filter, typed or the query's, that no passage of the index has; and the
    ``text`` with values that were perhaps meant in their place ("" where none is near)."""
    chosen = [Field(name, v) for name, given in CHOSEN.items() for v in getattr(query, given) if v]
    lacking = [f for f in (*chosen, *typed) if f.name not in {"from", "to"} and not met(view, f)]
    if not lacking:
        return [], ""
    counts = view.searcher(()).tally([Every()]).facets
    said, asked = [], text
    for field in lacking:
        there = _values(field, counts)
        if plain(field.value) in map(plain, there):  # a stance, say, that nobody accepted yet
            said.append(_say(field, [], near=False))
            continue
        near = _near(field, there)
        text = _instead(text, field, near) if near else text
        said.append(_say(field, [near] if near else there, near=bool(near)))
    return said, text if text != asked else ""


def met(view: View, field: Field) -> bool:
    """Whether any passage has it."""
    asked = replace(field, without=False)
    clause: Clause = Every()
    if field.name == "label":
        clause = Named((LABEL + plain_label(field.value),))
    elif title := titles_of([asked]):
        clause = All(tuple(Titled((stem(word.text),)) for word in words(title[0])))
    filters, _ = filters_of(Query(), [asked])
    return bool(view.searcher(filters).count(clause))


def _values(field: Field, counts: Mapping[str, Mapping[str, int]]) -> list[str]:
    """The values of a field that there are, most first."""
    if field.name in {"has", "accepted"}:
        return list(HAS)
    if field.name in {"by", "label", "document"}:
        return []
    found: dict[str, int] = {}
    for name in KNOWN.get(field.name, (field.name,)):
        found |= {value: n for value, n in counts.get(name, {}).items() if value and n}
    return sorted(found, key=lambda value: (-found[value], value))


def _near(field: Field, there: Iterable[str]) -> str:
    """The one value that was perhaps meant: the same word in another form, a part of it, or a slip away."""
    key = (lambda value: plain(bare(value))) if field.name == "council" else plain
    asked, form = key(field.value), {stem(w.text) for w in words(field.value.replace("_", " "))}
    slips = 1 if len(asked) < LONG else 2
    ranked = []
    for value in there:
        other = {stem(w.text) for w in words(value.replace("_", " "))}
        far = DamerauLevenshtein.distance(asked, key(value), score_cutoff=slips)
        if form and form <= other:
            ranked.append((0, len(other), value))
        elif far <= slips and len(asked) > slips + 2 and not asked.isdigit():
            ranked.append((far, 0, value))
    ranked.sort(key=lambda each: each[:2])
    alone = len(ranked) == 1 or (len(ranked) > 1 and ranked[0][:2] < ranked[1][:2])
    return ranked[0][2] if alone else ""


def _instead(text: str, field: Field, near: str) -> str:
    """The query with that value in place of what was typed."""
    names = "|".join(
        name for name, called in NAMES.items() if called == field.name or field.name == "accepted"
    )
    value = f'"{near}"' if " " in near else near
    before = "" if " " in near else r'(?:[^\s",;]+[,;])*'  # "kind:letter,minuets"
    typed = re.escape(field.value)
    pattern = rf'(?i)(?<!\w)((?:{names}):\s*{before})(?:"{typed}"|{typed}(?!\w))'
    return re.sub(pattern, lambda match: match[1] + value, text)


def _say(field: Field, there: Sequence[str], *, near: bool) -> str:
    name = "has" if field.name == "accepted" else field.name
    said = f"No paper here has “{name}:{field.value}”"
    if near:
        return f"{said}. Was “{name}:{there[0]}” meant?"
    more = " and others" if len(there) > SHOWN else ""
    return f"{said}; papers have {', '.join(there[:SHOWN])}{more}." if there else f"{said}."
