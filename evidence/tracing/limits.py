"""Limiting judgements: a grade given to one area caps others until a re-inspection judges it otherwise. Pure.

They are shown as a warning with the judgements that they rest on; no grade is computed from them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evidence.frameworks.framework import Limit, valid
from evidence.language.citations import say_date
from evidence.language.patterns import small
from evidence.tracing.coverage import first_day


@dataclass(frozen=True)
class Judgement:
    """A grade given to an area on an ISO date of any precision, and where that stands. ``entered`` is its
    number if a person entered it, else 0."""

    area: str
    grade: str
    date: str
    citation: str
    document: int | None = None
    passage: int | None = None
    entered: int = 0


@dataclass(frozen=True)
class Limited:
    """What a rule comes to: the judgement that causes it and the one that lifted it, None while it stands."""

    limit: Limit
    caused_by: Judgement
    lifted_by: Judgement | None

    @property
    def stands(self) -> bool:
        return self.lifted_by is None

    @property
    def sentence(self) -> str:
        """The limit in words, with its judgements."""
        capped = ", ".join(self.limit.caps)
        cause = _judged(self.caused_by)
        if self.lifted_by is None:
            return f"{capped}: at most “{self.limit.at}”, because {cause}, until it is inspected again."
        lifted = _judged(self.lifted_by)
        return f"{capped}: no longer held to “{self.limit.at}”. {cause}; {lifted}."


def _judged(one: Judgement) -> str:
    """Safeguarding was judged inadequate in January 2010 (the citation)."""
    when = f"{'on' if len(one.date) == 10 else 'in'} {say_date(one.date)}"
    return f"{one.area} was judged {one.grade} {when} ({one.citation})"


def limited(limits: Iterable[Limit], judgements: Sequence[Judgement], at: str) -> list[Limited]:
    """What each rule comes to at an ISO day; nothing for one whose grade was never given.

    A rule that there is not on that day comes to nothing, and undated judgements count for nothing: they
    cannot be put before or after another. Of those of one day the limiting one counts, since an inspection
    gives several grades in one area.
    """
    found = []
    for limit in (one for one in limits if valid(one.since, one.until, at)):
        given = [
            j for j in judgements if j.date and first_day(j.date) <= at and limit.area.search(small(j.area))
        ]
        given.sort(key=lambda j: (first_day(j.date), _is(limit, j)))
        caused, lifted = None, None
        for judgement in given:
            if _is(limit, judgement):
                # Judged so again, it stands on the first of them; after it was lifted, on the new one.
                caused, lifted = (judgement if lifted or not caused else caused), None
            elif caused and first_day(judgement.date) > first_day(caused.date):
                lifted = lifted or judgement
        if caused:
            found.append(Limited(limit, caused, lifted))
    return found


def _is(limit: Limit, judgement: Judgement) -> bool:
    same = " ".join(judgement.grade.casefold().split()) == limit.grade.casefold()
    return same and valid(limit.since, "", judgement.date)
