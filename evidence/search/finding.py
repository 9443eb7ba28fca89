"""All of the words first, then most of them: what a parsed query finds, and how that is said."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evidence.search.ranking import Matcher, Scores, at_least, intersect
from evidence.search.syntax import AnyOf, Not, Parsed, Part, Phrase, Word

NOTHING_TYPED = "Nothing that can be searched for was typed: it needs a letter or a number."
TOO_FEW = 5
"""With fewer passages than this that have every word, those that have most of them follow."""

Keep = Callable[[int, Scores], Scores]
"""Segment number and scores -> the scores of passages that are alive and pass the filters."""


@dataclass(frozen=True)
class Found:
    """One dict a segment. ``exact`` has all that was asked; ``looser`` the rest that has most of it."""

    exact: Sequence[Scores]
    looser: Sequence[Scores]
    understood: str
    missing: tuple[str, ...] = ()  # words that no passage has

    @property
    def total(self) -> int:
        return sum(map(len, self.exact)) + sum(map(len, self.looser))


def find(parsed: Parsed, matcher: Matcher, keep: Keep) -> Found:
    """Run a parsed query that has at least one part."""
    wanted, loose, without = _sort_out(parsed)
    missing = tuple(str(p) for p in (*wanted, *loose) if not matcher.count(p))
    every = [matcher.find(part) for part in (*wanted, *loose)] or [matcher.everything()]
    banned = [matcher.find(part.part) for part in without if isinstance(part, Not)]

    def finish(number: int, scores: Scores) -> Scores:
        for each in banned:
            scores = {d: s for d, s in scores.items() if d not in each[number]}
        return keep(number, scores)

    segments = range(len(every[0]))
    exact = [finish(n, intersect([each[n] for each in every])) for n in segments]
    enough = sum(map(len, exact)) >= TOO_FEW
    if enough or len(loose) + bool(wanted) < 2 or not loose:
        return Found(exact, [{} for _ in segments], _say(parsed, missing, ""), missing)
    present = [part for part in loose if matcher.count(part)]
    looser, needed = _loosen(matcher, wanted, present, finish, exact)
    words = _say_looser(exact, looser, wanted, len(loose), needed)
    return Found(exact, looser, _say(parsed, missing, words), missing)


def _sort_out(parsed: Parsed) -> tuple[list[Part], list[Part], list[Part]]:
    """What must be there, what may be missing if little is found, and what must not be there."""
    without: list[Part] = [p for p in parsed.parts if isinstance(p, Not)]
    positive = [p for p in parsed.parts if not isinstance(p, Not)]
    telling = [p for p in positive if not (isinstance(p, Word) and p.common)] or positive
    loose = [p for p in telling if not _demanded(p)]
    return [p for p in telling if _demanded(p)], loose, without


def _demanded(part: Part) -> bool:
    """Quotation marks and OR are demands; plain words are hopes."""
    return part.quoted if isinstance(part, Phrase) else isinstance(part, AnyOf)


def _loosen(
    matcher: Matcher, wanted: list[Part], present: list[Part], finish: Keep, exact: Sequence[Scores]
) -> tuple[list[Scores], int]:
    """Ask for most of the words that occur at all; if still nothing is found, for any one of them; if still
    nothing, for none, where something was demanded. Returns how many were asked for too."""
    looser: list[Scores] = []
    needed = 0
    for needed in (_most(len(present)), 1, 0):
        if needed > len(present) or not (needed or wanted):
            continue
        looser = []
        for number, whole in enumerate(exact):
            every = [matcher.find(part)[number] for part in wanted]
            if needed:
                every.append(at_least([matcher.find(part)[number] for part in present], needed))
            scores = {d: s for d, s in intersect(every).items() if d not in whole}
            looser.append(finish(number, scores))
        if any(exact) or any(looser):
            break
    return looser or [{} for _ in exact], needed


def _most(words: int) -> int:
    """Three in five of a few words. A longer question is prose: no passage has most of it, and by their
    scores those with two in ten rank well (nDCG@10 on Cranfield 0.52, against 0.41 with three in five)."""
    return math.ceil(words * (0.6 if words <= 5 else 0.2))


def _say_looser(
    exact: Sequence[Scores], looser: Sequence[Scores], wanted: list[Part], asked: int, needed: int
) -> str:
    if not any(looser):
        return ""
    every = "all of that" if wanted else "both words" if asked == 2 else f"all {asked} words"
    some = "one of the words" if needed == 1 else f"at least {needed} of the words"
    if not needed:
        some = (
            " and ".join(f"({part})" if isinstance(part, AnyOf) else str(part) for part in wanted) + " alone"
        )
    first = sum(map(len, exact))
    if not first:
        return f"No passage has {every}, so these have {some}."
    has = "1 passage has" if first == 1 else f"{first} passages have"
    return f"{has} {every}; {'it comes' if first == 1 else 'they come'} first, then those that have {some}."


def _say(parsed: Parsed, missing: tuple[str, ...], looser: str) -> str:
    said = list(parsed.notes)
    if parsed.operators or any("*" in note or "quotation" in note for note in parsed.notes):
        said.append(f"Searched for: {parsed}.")
    if missing:
        names = ", ".join(m if m.startswith("“") else f"“{m}”" for m in missing[:5])
        said.append(f"No passage has {names}.")
    said.append(looser)
    return " ".join(filter(None, said))
