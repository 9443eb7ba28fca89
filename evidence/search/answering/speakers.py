"""Words of a query that name who speaks in a paper, whose it is or when it was written, beside words of its
matter.

"Minister case recording" asks for what the minister wrote about case recording, "Leeds care leavers" for
Leeds's papers, and "Bradford fostering 2018" for those of that year. No engine is imported.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from evidence.search.answering.entries import WHO
from evidence.search.answering.units import Unit
from evidence.search.answering.who import DATE
from evidence.search.query.clauses import Any, But, Clause, Named, Stems, Titled, all_of, bare

GAIN = 4.0
"""What it adds to a passage's score that its paper is theirs: as much as a rare word."""


def with_who(units: Sequence[Unit], count: Callable[[Clause], int], *, labelled: bool = False) -> list[Unit]:
    """The units; one that names a speaker or a date is met by their papers too, if any other says what about,
    a label says which paragraph ("label:23 Leeds"), or both are named ("Leeds 2011"). Dates alone ("May
    2011") lead to their papers after what says them."""
    meant = [len(unit.titled) == 1 and bool(count(Named((WHO + unit.titled[0],)))) for unit in units]
    dates = [said and is_a_date(unit) for unit, said in zip(units, meant, strict=True)]
    if all(dates) and not labelled:
        return [replace(unit, who=True, dated=(WHO + unit.titled[0],)) for unit in units]
    if all(meant) and not any(dates) and not labelled:
        return list(units)
    return [_or_theirs(unit) if is_who else unit for unit, is_who in zip(units, meant, strict=True)]


def is_a_date(unit: Unit) -> bool:
    """Whether it is a day, a month or a year."""
    return len(unit.titled) == 1 and bool(DATE.fullmatch(unit.titled[0]))


def _or_theirs(unit: Unit) -> Unit:
    theirs = Named((WHO + unit.titled[0],), GAIN)
    exact, wide = (Any((clause, theirs)) for clause in (unit.exact, unit.wide))
    if is_a_date(unit):
        return replace(unit, exact=exact, wide=wide, who=True, theirs=theirs)
    # A paper says its own council's name on each of its pages, and that tells nothing.
    others = But(Any((unit.wide, Titled(unit.titled))), (theirs,))
    return replace(unit, exact=exact, wide=wide, who=True, theirs=theirs, ranks=Any((others, theirs)))


def surely(units: Sequence[Unit], count: Callable[[Clause], int]) -> list[Unit]:
    """Those that surely name whose paper it is: "Leeds" does, and "grant" names no Richard Grant where the
    papers of others speak of grants."""
    return [
        unit
        for unit in units
        if unit.theirs and count(But(Stems(unit.titled), (unit.theirs,))) < count(bare(unit.theirs))
    ]


def apart(units: Sequence[Unit], count: Callable[[Clause], int]) -> list[list[Unit]]:
    """Those that surely name whose paper it is, by whether one paper is of both: "Tower Hamlets" by itself,
    "Leeds" by itself. None where all are of one paper."""
    groups: list[list[Unit]] = []
    for unit in surely([unit for unit in units if not is_a_date(unit)], count):
        for group in groups:
            if count(all_of([each.theirs for each in (*group, unit) if each.theirs])):
                group.append(unit)
                break
        else:
            groups.append([unit])
    return groups if len(groups) > 1 else []


def either(units: Sequence[Unit], groups: Sequence[Sequence[Unit]]) -> list[Unit]:
    """The units, any of these groups in place of all: no passage is of two councils."""
    taken = {id(unit) for group in groups for unit in group}
    parts = [
        (
            all_of([unit.exact for unit in group]),
            all_of([unit.wide for unit in group]),
            all_of([unit.ranks or unit.wide for unit in group]),
            all_of([unit.theirs for unit in group if unit.theirs]),
        )
        for group in groups
    ]
    exact, wide, ranks, theirs = (Any(clauses) for clauses in zip(*parts, strict=True))
    one = replace(groups[0][0], said=said_either(groups), exact=exact, wide=wide, ranks=ranks, theirs=theirs)
    titled = tuple(stem for group in groups for unit in group for stem in unit.titled)
    return [*(unit for unit in units if id(unit) not in taken), replace(one, titled=titled)]


def said_either(groups: Sequence[Sequence[Unit]], word: str = "or") -> str:
    """“tower hamlets” or “leeds”."""
    return f" {word} ".join(f"“{' '.join(unit.said for unit in group)}”" for group in groups)
