"""All of the words first, then where OCR broke one, then where the document's title has one, then any of
them: what is found, and how that is said."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from evidence.language.stems import stem
from evidence.search.answering.entries import FIRST
from evidence.search.answering.half_typed import HALF
from evidence.search.answering.speakers import apart, either, is_a_date, said_either, surely, with_who
from evidence.search.answering.units import Plan, Unit
from evidence.search.query.clauses import (
    All,
    Any,
    But,
    Clause,
    Every,
    Named,
    Together,
    Weighed,
    all_of,
    without,
)
from evidence.search.query.parts import Parsed, Prefix, Word

NOTHING_TYPED = "Nothing that can be searched for was typed: it needs a letter or a number."
TOO_FEW = 10
"""With fewer passages than this that have every word, those that have some of them follow."""

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
class Tier:
    """Passages that were found in one way, apart from those of the tiers before it: with all that was asked
    ("exact"), with a word of it broken, with a word in the document's title ("paper"), with some of it."""

    name: Literal["exact", "broken", "paper", "some"]
    clause: Clause
    count: int
    both: Clause | None = None
    """What finds its passages and those of the tier before it, where something simpler does."""


@dataclass(frozen=True)
class Found:
    """``understood`` says how the tiers came about; ``scored`` is what all their passages are scored by."""

    tiers: tuple[Tier, ...]
    understood: str
    scored: Clause
    speakers: Mapping[str, str] = field(default_factory=dict)
    """The words that may name who speaks, or whose paper it is; with how that is said where one of several
    will do."""

    @property
    def clauses(self) -> list[Clause]:
        return [tier.clause for tier in self.tiers]

    @property
    def united(self) -> list[Clause]:
        """What finds the passages of all tiers, whichever found each: enough to count by."""
        clauses: list[Clause] = []
        for tier in self.tiers:
            if tier.both:
                clauses.pop()
            clauses.append(tier.both or tier.clause)
        return clauses

    @property
    def total(self) -> int:
        return sum(tier.count for tier in self.tiers)

    @property
    def whole(self) -> int:
        """How many passages have all that was asked."""
        return sum(tier.count for tier in self.tiers if tier.name == "exact")


def find(parsed: Parsed, plan: Plan, count: Count, *, filtered: bool = False) -> Found:
    """Decide what to show for a query that asks for something. ``filtered``: under filters."""
    units = [unit for unit in plan.units if not unit.common] or list(plan.units)
    telling = with_who(units, count, labelled=bool(plan.named))
    speakers = {unit.said: "" for unit in telling if unit.who}
    exact = _kept(plan, [unit.exact for unit in telling])
    first = count(exact)
    notes: list[str] = []
    if not first and (groups := apart(telling, count)):
        telling = either(telling, groups)
        speakers |= {unit.said: said_either(groups) for group in groups for unit in group}
        exact = _kept(plan, [unit.exact for unit in telling])
        first = count(exact)
        notes = [f"No paper is of {said_either(groups, 'and')} together: either will do."]
    loose = [unit for unit in telling if not unit.demanded]
    missing = [] if first else [unit.said for unit in telling if not count(unit.wide)]
    said = _say_read(parsed, plan, missing, "under these filters " if filtered else "") + notes
    scored = _scored(parsed, telling)
    if len(loose) >= PROSE:
        questioned, words = _prose(plan, telling, first, count)
        return Found(questioned, " ".join(filter(None, [*said, words])), scored, speakers)
    tiers = [Tier("exact", exact, first)]
    whole = exact
    if any(unit.misread for unit in telling):
        whole = _kept(plan, [unit.wide for unit in telling])
        tiers.append(Tier("broken", But(whole, (exact,)), count(But(whole, (exact,)))))
        said += _say_broken(first, tiers[-1].count, telling)
    # "Will Down" and "to be": of common words alone, some are as good as none.
    some_tell = any(not unit.common for unit in telling) or not first
    if sum(tier.count for tier in tiers) < TOO_FEW and some_tell:
        more, words = _loosen(plan, telling, whole, sum(tier.count for tier in tiers), count)
        tiers += more
        said.append(words)
    tiers = tiers[:1] + [tier for tier in tiers[1:] if tier.count]
    return Found(tuple(tiers), " ".join(filter(None, said)), scored, speakers)


def _kept(plan: Plan, parts: list[Clause]) -> Clause:
    """All of these, where the query's labels are, without what it excludes."""
    return without(all_of([*plan.named, *parts]), list(plan.banned))


def _scored(parsed: Parsed, telling: list[Unit]) -> Clause:
    """What a passage is scored by: any of the words, its document's title's too; a few that stand side by
    side, as typed, count for more."""
    every = [unit.ranks or unit.anywhere for unit in telling]
    parts = [part for part in parsed.parts if isinstance(part, Word)]
    while parts and parts[-1].common:
        parts.pop()
    while parts and parts[0].common:
        parts.pop(0)
    if len(parts) == len(parsed.parts) and 2 <= len(parts) <= FEW:
        every.append(Together(tuple(stem(part.text) for part in parts), GAIN))
    return Any(tuple(every))


def _prose(plan: Plan, telling: list[Unit], all_words: int, count: Count) -> tuple[tuple[Tier, ...], str]:
    """A question in so many words: what has any two of them, by how well it fits; what has the phrases in
    quotation marks before what has not."""
    wanted = [unit.wide for unit in telling if unit.demanded and not unit.quoted]
    quoted = [unit.wide for unit in telling if unit.quoted]
    present = tuple(unit.wide for unit in telling if not unit.demanded and count(unit.wide))
    if not (present or wanted or quoted):  # in another language, perhaps: nothing of it is here
        return (Tier("exact", _kept(plan, [unit.wide for unit in telling]), 0),), ""
    some: list[Clause] = [Any(present, min(2, len(present)))] if present else []
    matter = tuple(unit.wide for unit in _matter(telling) if not unit.demanded and count(unit.wide))
    some += [Weighed(Any(matter), 0.0)] if 0 < len(matter) < len(present) else []
    every = _kept(plan, [*wanted, *some])
    has = {0: "no passage has", 1: "1 passage has"}.get(all_words, f"{all_words} passages have")
    said = f"So many words were read as a question: {has} all of them, and those that fit best come first."
    if not quoted:
        loosened, whose = _theirs_first(telling, every, count)
        return tuple(loosened), said + whose
    phrased = _kept(plan, [*wanted, *quoted])
    rest = But(every, (phrased,))
    tiers = (Tier("some", phrased, count(phrased)), Tier("some", rest, count(rest)))
    said += " Those with what stands in quotation marks come before them." if tiers[0].count else ""
    return tuple(tier for tier in tiers if tier.count) or tiers[:1], said


def _loosen(
    plan: Plan, telling: list[Unit], whole: Clause, before: int, count: Count
) -> tuple[list[Tier], str]:
    """What has a word in its document's title alone; then, while that is too little, what has any of the
    words that occur; at last what has only the phrases that were demanded."""
    tiers: list[Tier] = []
    by_title = [unit.anywhere for unit in telling]
    some_own = Any(tuple(unit.wide for unit in telling), (len(telling) + 1) // 2)
    leads = Any((some_own, Named((FIRST,))))  # who asks for a title is led to its paper's beginning
    paper = But(_kept(plan, [*by_title, leads]), (whole,))
    if any(unit.titled for unit in telling) and (n := count(paper)):
        tiers.append(Tier("paper", paper, n))
        before += n
    wanted = [unit.wide for unit in telling if unit.demanded]
    loose = [unit for unit in telling if not unit.demanded]
    matter = _matter(loose)
    present = tuple(unit.wide for unit in matter if count(unit.wide))
    # Whose a passage is finds nothing more, and counts as it does among the best (an engine's candidates).
    lifts = tuple(unit.wide for unit in loose if unit not in matter)
    some_matter: list[Clause] = [Any(present)] if present else []
    some_matter += [Any((Every(), *lifts))] if present and lifts else []
    apart = (whole, *(tier.clause for tier in tiers), *plan.banned)
    for some in (some_matter, []):
        if before >= TOO_FEW or not (some or wanted):
            continue
        looser = But(All((*plan.named, *wanted, *some)), apart)
        more, whose = _theirs_first(telling, looser, count)
        if more[0].count:
            titled = any(tier.name == "paper" for tier in tiers)
            whose = whose.replace("come first", "come before others") if before else whose
            return [*tiers, *more], _say_looser(before, telling, len(loose), bool(some), titled) + whose
        if before:
            break
    return tiers, ""


def _theirs_first(telling: Sequence[Unit], some: Clause, count: Count) -> tuple[list[Tier], str]:
    """What has some of the words: of the papers of whom the query names, what has the most telling word or
    half of them, before the rest."""
    theirs = surely(telling, count)
    matter = sorted((n, at) for at, unit in enumerate(telling) if not unit.who and (n := count(unit.wide)))
    if theirs and matter:
        half = Any(tuple(telling[at].wide for _, at in matter), (len(matter) + 1) // 2)
        told = Any((telling[matter[0][1]].wide, half))
        whose = All((*(unit.wide for unit in theirs), told))
        first = All((some, Weighed(whose, 0.0)))
        rest = But(some, (whose,))
        if (number := count(first)) and (others := count(rest)):
            tiers = [Tier("some", first, number), Tier("some", rest, others, both=some)]
            return tiers, f" Passages of papers {_whose(theirs)} come first."
    return [Tier("some", some, count(some))], ""


def _whose(units: Sequence[Unit]) -> str:
    """By or about “leeds”, dated “2019”."""
    said = []
    for word, is_date in (("by or about", False), ("dated", True)):
        named = [f"“{unit.said}”" for unit in units if is_a_date(unit) == is_date]
        said += [f"{word} {' and '.join(named)}"] if named else []
    return " and ".join(said)


def _matter(units: Sequence[Unit]) -> Sequence[Unit]:
    """Those that say what about, if any does: whose paper it is, or of when, is no answer by itself."""
    return [unit for unit in units if not unit.who] or units


def _say_looser(before: int, telling: list[Unit], asked: int, some: bool, titled: bool) -> str:
    wanted = [unit.said for unit in telling if unit.demanded]
    every = "all of that" if wanted else "both words" if asked == 2 else f"all {asked} words"
    have = "one of the words" if asked == 2 else "some of the words"
    if not some:
        have = " and ".join(wanted) + " alone"
    if not before:
        return f"No passage has {every}, so these have {have}."
    has, its, come = (
        ("1 passage has", "its", "it comes")
        if before == 1
        else (f"{before} passages have", "their", "they come")
    )
    counting = f", counting {its} paper’s title" if titled else ""
    return f"{has} {every}{counting}; {come} first, then those that have {have}."


def _say_broken(first: int, second: int, telling: list[Unit]) -> list[str]:
    if not second:
        return []
    words = list(dict.fromkeys(word for unit in telling for word in unit.misread))
    named = ", ".join(f"“{word}”" for word in words[:3]) + (" and the like" if len(words) > 3 else "")
    where = "after the others" if first else "here"
    have = "1 passage" if second == 1 else f"{second} passages"
    stand = "stands" if second == 1 else "stand"
    return [f"{have} where a word was perhaps misread from a scan ({named}) {stand} {where}."]


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
