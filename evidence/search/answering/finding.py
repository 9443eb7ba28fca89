"""All of the words first, then where OCR broke one, then most of them: what is found, and how that is
said."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from evidence.language.stems import stem
from evidence.search.answering.half_typed import HALF
from evidence.search.answering.planning import Plan, Unit
from evidence.search.query.clauses import All, Any, But, Clause, Together, all_of, without
from evidence.search.query.parts import Parsed, Prefix, Word

NOTHING_TYPED = "Nothing that can be searched for was typed: it needs a letter or a number."
TOO_FEW = 5
"""With fewer passages than this that have every word, those that have most of them follow."""

MOST = 0.6
"""Most of a few words: three in five."""
PROSE = 6
"""From so many words on, a query is a question in prose. Hardly a passage has all of its words, and the few
that do are not the best (nDCG@10 on CISI 0.43 by score alone, 0.41 with those first)."""

FEW = 4
"""So many words, plainly typed, may be a name."""
GAIN = 3.0
"""What it adds to a passage's score to have them side by side: about as much as one more word."""

Count = Callable[[Clause], int]
"""How many passages a clause finds under the query's filters."""


@dataclass(frozen=True)
class Found:
    """Tiers of passages, each apart from those before it: with all that was asked, with a word of it broken,
    with most of it. ``understood`` says how that came about."""

    exact: Clause
    broken: Clause | None
    looser: Clause | None
    counts: tuple[int, int, int]
    understood: str
    prose: bool = False

    @property
    def tiers(self) -> list[Clause]:
        return [tier for tier in (self.exact, self.broken, self.looser) if tier]

    @property
    def total(self) -> int:
        return sum(self.counts)

    def partial(self, tier: int) -> bool:
        """Whether a passage of the tier of this number may lack words that were asked for."""
        return self.prose or (self.looser is not None and tier == len(self.tiers) - 1)


def find(parsed: Parsed, plan: Plan, count: Count, *, filtered: bool = False) -> Found:
    """Decide what to show for a query that asks for something. ``filtered``: under filters."""
    telling = [unit for unit in plan.units if not unit.common] or list(plan.units)
    banned = list(plan.banned)
    exact = without(all_of([*plan.named, _together(parsed, all_of([u.exact for u in telling]))]), banned)
    first = count(exact)
    broken: Clause | None = None
    whole = exact
    if any(unit.misread for unit in telling):
        whole = without(all_of([*plan.named, *(unit.wide for unit in telling)]), banned)
        broken = But(whole, (exact,))
    second = count(broken) if broken else 0
    loose = [unit for unit in telling if not unit.demanded]
    missing = [] if first else [unit.said for unit in telling if not count(unit.wide)]
    said = _say_read(parsed, plan, missing, "under these filters " if filtered else "")
    if second:
        said.append(_say_broken(first, second, telling))
    if len(loose) >= PROSE:
        return _prose(plan, telling, first, said, count)
    if first + second >= TOO_FEW or not loose or len(loose) + (len(loose) < len(telling)) < 2:
        return Found(exact, broken if second else None, None, (first, second, 0), " ".join(said))
    looser, third, words = _loosen(plan, telling, whole, first + second, count)
    said.append(words)
    counts = (first, second, third)
    return Found(exact, broken if second else None, looser, counts, " ".join(filter(None, said)))


def _together(parsed: Parsed, words: Clause) -> Clause:
    """The same passages; those where a few words stand side by side, as typed, count for more."""
    parts = [part for part in parsed.parts if isinstance(part, Word)]
    while parts and parts[-1].common:
        parts.pop()
    while parts and parts[0].common:
        parts.pop(0)
    if len(parts) != len(parsed.parts) or not 2 <= len(parts) <= FEW:
        return words
    return Any((words, Together(tuple(stem(part.text) for part in parts), GAIN)))


def _prose(plan: Plan, telling: list[Unit], all_words: int, said: list[str], count: Count) -> Found:
    """A question in so many words: what has any two of them, by how well it fits."""
    wanted = [unit.wide for unit in telling if unit.demanded]
    present = tuple(unit.wide for unit in telling if not unit.demanded and count(unit.wide))
    some = [Any(present, min(2, len(present)))] if present else []
    found = without(all_of([*plan.named, *wanted, *some]), list(plan.banned))
    has = {0: "no passage has", 1: "1 passage has"}.get(all_words, f"{all_words} passages have")
    said.append(
        f"So many words were read as a question: {has} all of them, and those that fit best come first."
    )
    return Found(found, None, None, (count(found), 0, 0), " ".join(said), prose=True)


def _loosen(
    plan: Plan, telling: list[Unit], whole: Clause, before: int, count: Count
) -> tuple[Clause | None, int, str]:
    """Ask for most of the words that occur at all; while nothing is found, for one fewer; at last for none,
    where something was demanded."""
    wanted = [unit.wide for unit in telling if unit.demanded]
    loose = [unit for unit in telling if not unit.demanded]
    present = tuple(unit.wide for unit in loose if count(unit.wide))
    for needed in range(math.ceil(len(present) * MOST), -1, -1):
        if not (needed or wanted):
            continue
        some = [Any(present, needed)] if needed else []
        looser = But(All((*plan.named, *wanted, *some)), (whole, *plan.banned))
        third = count(looser)
        if third:
            return looser, third, _say_looser(before, telling, len(loose), needed)
        if before:
            break
    return None, 0, ""


def _say_looser(before: int, telling: list[Unit], asked: int, needed: int) -> str:
    wanted = [unit.said for unit in telling if unit.demanded]
    every = "all of that" if wanted else "both words" if asked == 2 else f"all {asked} words"
    some = "one of the words" if needed == 1 else f"at least {needed} of the words"
    if not needed:
        some = " and ".join(wanted) + " alone"
    if not before:
        return f"No passage has {every}, so these have {some}."
    has = "1 passage has" if before == 1 else f"{before} passages have"
    return f"{has} {every}; {'it comes' if before == 1 else 'they come'} first, then those that have {some}."


def _say_broken(first: int, second: int, telling: list[Unit]) -> str:
    words = list(dict.fromkeys(word for unit in telling for word in unit.misread))
    named = ", ".join(f"“{word}”" for word in words[:3]) + (" and the like" if len(words) > 3 else "")
    where = "after the others" if first else "here"
    have = "1 passage" if second == 1 else f"{second} passages"
    stand = "stands" if second == 1 else "stand"
    return f"{have} where a word was perhaps misread from a scan ({named}) {stand} {where}."


def _say_read(parsed: Parsed, plan: Plan, missing: list[str], where: str) -> list[str]:
    said = list(parsed.notes)
    half = any(note.endswith(HALF) for note in parsed.notes)
    typed = tuple(part for part in parsed.parts if not (half and isinstance(part, Prefix)))
    odd = any("*" in note or "quotation" in note for note in parsed.notes)
    if odd or replace(parsed, parts=typed).operators:
        said.append(f"Searched for: {parsed}.")
    said += plan.notes
    if missing:
        names = ", ".join(m if m.startswith("“") else f"“{m}”" for m in missing[:5])
        said.append(f"No passage {where}has {names}.")
    return said
