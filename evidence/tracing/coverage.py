"""Coverage, target states, gaps and chronology: pure functions over what was accepted."""

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from evidence.language.periods import period_key
from evidence.model import Comparator, Observation, SourceClass, Stance, Target

NO_EVIDENCE, CONTESTED, THIN, EVIDENCED = "no evidence", "contested", "thin", "evidenced"
MET, NOT_MET, NO_DATA = "met", "not met", "no data"
TREND_LENGTH = 3  # fewer values than this are no trend


@dataclass(frozen=True)
class Evidence:
    """An accepted link, as coverage sees it. ``date`` is the document's, "" where undated."""

    stance: Stance
    document: int
    date: str
    source: str
    source_class: str


@dataclass(frozen=True)
class Coverage:
    """How well a measure or block is evidenced at a date, and why."""

    state: str
    supporting: int
    contradicting: int
    sources: tuple[str, ...]
    newest: str
    reason: str


@dataclass(frozen=True)
class Dated:
    """An observation with the date of the document that states it."""

    observation: Observation
    date: str
    passage: int | None = None  # the record's id


def coverage(evidence: Iterable[Evidence], at: str, freshness_months: int) -> Coverage:
    """The state of a measure or block at ``at`` (ISO date), from its accepted evidence.

    Evidence dated after ``at`` does not count. Undated evidence counts, but is never fresh and
    never newer than dated evidence.
    """
    counted = [e for e in evidence if first_day(e.date) <= at]
    supporting = [e for e in counted if e.stance is Stance.SUPPORTS]
    contradicting = [e for e in counted if e.stance is Stance.CONTRADICTS]
    newest = max((e.date for e in supporting), default="")
    state, reason = _state(supporting, contradicting, newest, months_before(at, freshness_months))
    return Coverage(
        state=state,
        supporting=len(supporting),
        contradicting=len(contradicting),
        sources=tuple(sorted({e.source for e in supporting if e.source})),
        newest=newest,
        reason=reason,
    )


def _state(
    supporting: Sequence[Evidence], contradicting: Sequence[Evidence], newest: str, fresh_from: str
) -> tuple[str, str]:
    if not supporting:
        return NO_EVIDENCE, "No accepted passage supports it."
    against = max((first_day(e.date) for e in contradicting), default="")
    if against > first_day(newest):
        return CONTESTED, "The newest contradicting passage is newer than the newest supporting one."
    lacks = []
    if len({e.document for e in supporting}) < 2:
        lacks.append("all from one document")
    if not any(e.source_class in (SourceClass.EXTERNAL, SourceClass.PARTNER) for e in supporting):
        lacks.append("no external or partner source")
    if not newest or first_day(newest) < fresh_from:
        lacks.append(f"none dated since {fresh_from}")
    if lacks:
        return THIN, f"Supporting evidence is {'; '.join(lacks)}."
    return EVIDENCED, "Two or more documents support it, one of them external or partner, one fresh."


def target_state(target: Target, observations: Sequence[Dated]) -> tuple[str, Dated | None]:
    """Met, not met or no data, with the observation it rests on.

    ``observations`` are of the target's indicator, oldest document first. The value must be stated for
    the target's own period; where documents disagree the newest counts, and the trace shows them all.
    """
    if target.comparator in (Comparator.TREND_UP, Comparator.TREND_DOWN):
        return _trend_state(target, observations)
    wanted = period_key(target.period)
    same = [
        o
        for o in observations
        if o.observation.value is not None  # a rating alone meets no figure
        and wanted
        and period_key(o.observation.period) == wanted
        and o.observation.unit == target.unit
    ]
    limit = _limit(target)
    value = same[-1].observation.value if same else None
    if value is None or limit is None:
        return NO_DATA, None
    at_most = target.comparator in (Comparator.AT_MOST, Comparator.REDUCE_BY)
    if target.comparator is Comparator.EQUAL:
        met = value == limit
    else:
        met = value <= limit if at_most else value >= limit
    return (MET if met else NOT_MET), same[-1]


def _limit(target: Target) -> float | None:
    """The value to reach. A change "by" so much needs the value it starts from."""
    if target.value is None:
        return None
    if target.comparator in (Comparator.REDUCE_BY, Comparator.INCREASE_BY):
        if target.baseline is None:
            return None
        sign = -1 if target.comparator is Comparator.REDUCE_BY else 1
        return target.baseline + sign * target.value
    return target.value


def _trend_state(target: Target, observations: Sequence[Dated]) -> tuple[str, Dated | None]:
    by_period = {period_key(o.observation.period): o for o in observations if o.observation.value is not None}
    by_period.pop("", None)
    last = [by_period[key] for key in sorted(by_period)][-TREND_LENGTH:]
    if len(last) < TREND_LENGTH:
        return NO_DATA, None
    values = [v for o in last if (v := o.observation.value) is not None]
    if target.comparator is Comparator.TREND_DOWN:
        values = [-v for v in values]
    rising = all(a < b for a, b in pairwise(values))
    return (MET if rising else NOT_MET), last[-1]


def first_day(iso: str) -> str:
    """The first day an ISO date of any precision can mean; "" stays "" (before every day)."""
    return iso + {4: "-01-01", 7: "-01"}.get(len(iso), "")


def months_before(at: str, months: int) -> str:
    """The ISO date ``months`` before ``at``; the last of a shorter month where the day is lacking."""
    day = date.fromisoformat(first_day(at))
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if year < 1:
        return ""
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last)).isoformat()
