"""Words of a query that name who speaks in a paper or whose it is, beside words of its matter.

"Minister case recording" asks for what the minister wrote about case recording, and "Leeds care leavers" for
Leeds's papers. No engine is imported.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from evidence.search.answering.entries import WHO
from evidence.search.answering.units import Unit
from evidence.search.query.clauses import Any, Clause, Named

GAIN = 4.0
"""What it adds to a passage's score that its paper is theirs: as much as a rare word."""


def with_who(units: Sequence[Unit], count: Callable[[Clause], int], *, labelled: bool = False) -> list[Unit]:
    """The units; one that names a speaker is met by their papers too, if any other says what about, or a
    label says which paragraph ("label:23 Leeds")."""
    if len(units) < 2 and not labelled:
        return list(units)
    meant = [len(unit.titled) == 1 and bool(count(Named((WHO + unit.titled[0],)))) for unit in units]
    if all(meant) and not labelled:
        return list(units)
    return [_or_theirs(unit) if is_who else unit for unit, is_who in zip(units, meant, strict=True)]


def _or_theirs(unit: Unit) -> Unit:
    theirs = Named((WHO + unit.titled[0],), GAIN)
    exact, wide = (Any((clause, theirs)) for clause in (unit.exact, unit.wide))
    return replace(unit, exact=exact, wide=wide, who=True)
