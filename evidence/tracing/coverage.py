"""Coverage, target states, gaps and chronology: pure functions over what was accepted."""

import calendar
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from typing import Any

from evidence.language.citations import say_date
from evidence.language.periods import is_open, period_end, period_key, period_kind, period_start
from evidence.language.units import scale
from evidence.model import Comparator, Observation, SourceClass, Stance, Target
from evidence.tracing.voices import Said, Tie, quotations, voices

NO_EVIDENCE, CONTESTED, THIN, EVIDENCED = "no evidence", "contested", "thin", "evidenced"
MET, NOT_MET, NO_DATA = "met", "not met", "no data"
CHANGES = (Comparator.REDUCE_BY, Comparator.INCREASE_BY)
TRENDS = (Comparator.TREND_UP, Comparator.TREND_DOWN)
TREND_LENGTH = 3  # fewer values than this are no trend


@dataclass(frozen=True)
class Evidence:
    """An accepted link, as coverage sees it. ``date`` is the document's, "" where undated."""

    stance: Stance
    document: int
    date: str
    source: str
    source_class: str
    passage: int = 0
    citation: str = ""
    text: str = ""


@dataclass(frozen=True)
class Coverage:
    """How well a measure or block is evidenced at a date, and why.

    ``voices`` are the independent ones that support it, ``voice`` each document's number among those that
    count; ``rests_on`` the passages that gave the state; ``missing`` sentences that say what would mend it.
    """

    state: str
    supporting: int
    contradicting: int
    sources: tuple[str, ...]
    newest: str
    reason: str
    voices: int = 0
    voice: dict[int, int] = field(default_factory=dict)
    rests_on: tuple[int, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Dated:
    """An observation with the date of the document that states it."""

    observation: Observation
    date: str
    passage: int | None = None  # the record's id
    decided: str = ""  # confirmed or corrected by a person


def coverage(
    evidence: Iterable[Evidence], at: str, freshness_months: int, ties: Sequence[Tie] = (), asked: str = ""
) -> Coverage:
    """The state of a measure or block at ``at`` (ISO date), from its accepted evidence.

    Evidence dated after ``at`` does not count. Undated evidence counts, but is never fresh and
    never newer than dated evidence. ``ties`` say which documents are one voice; those that quote each other
    are found here, and words of the measure (``asked``) are nobody's quotation.
    """
    counted = [e for e in evidence if first_day(e.date) <= at]
    supporting = [e for e in counted if e.stance is Stance.SUPPORTS]
    contradicting = [e for e in counted if e.stance is Stance.CONTRADICTS]
    voice = _voices(supporting, [*supporting, *(e for e in counted if e not in supporting)], ties, asked)
    fresh_from = months_before(at, freshness_months)
    state, reason, rests_on = _state(supporting, contradicting, voice, fresh_from)
    return Coverage(
        state=state,
        supporting=len(supporting),
        contradicting=len(contradicting),
        sources=tuple(sorted({e.source for e in supporting if e.source})),
        newest=max((e.date for e in supporting), default=""),
        reason=reason,
        voices=len({voice[e.document] for e in supporting}),
        voice=voice,
        rests_on=tuple(dict.fromkeys(e.passage for e in rests_on if e.passage)),
        missing=tuple(_missing(supporting, contradicting, voice, fresh_from)),
    )


def _voices(
    supporting: Sequence[Evidence], counted: Sequence[Evidence], ties: Sequence[Tie], asked: str
) -> dict[int, int]:
    """Each document's voice, those of the supporting ones first, in time order."""
    if len({e.document for e in counted}) < 2:
        return {e.document: 1 for e in counted}
    said = [Said(e.document, e.text) for e in counted if e.text]
    first = sorted(supporting, key=lambda e: first_day(e.date))
    order = [e.document for e in (*first, *counted)]
    return voices(order, [*ties, *quotations(said, asked)])


def _state(
    supporting: Sequence[Evidence],
    contradicting: Sequence[Evidence],
    voice: dict[int, int],
    fresh_from: str,
) -> tuple[str, str, list[Evidence]]:
    """The state, the rule that gave it in words, and the evidence that it rests on."""
    if not supporting:
        return NO_EVIDENCE, "No accepted passage supports it.", []
    newest, against = _newest(supporting), _newest(contradicting)
    if against and first_day(against.date) > first_day(newest.date if newest else ""):
        reason = "The newest contradicting passage is newer than the newest supporting one."
        rests_on = [e for e in (against, newest) if e]
        return CONTESTED, reason + _named(rests_on), rests_on
    lacks = []
    if len({voice[e.document] for e in supporting}) < 2:
        lacks.append(_of_one_voice(supporting))
    if not any(map(_outside, supporting)):
        lacks.append("no external or partner source")
    if not newest or first_day(newest.date) < fresh_from:
        lacks.append(f"none dated since {say_date(fresh_from)}")
    if lacks:
        rests_on = [newest] if newest else list(supporting[:1])
        return THIN, f"Supporting evidence is {'; '.join(lacks)}.{_named(rests_on)}", rests_on
    reason = "Two or more independent voices support it, one of them external or partner, one fresh."
    rests_on = _enough(supporting, voice)
    return EVIDENCED, reason + _named(rests_on), rests_on


def _of_one_voice(supporting: Sequence[Evidence]) -> str:
    documents = len({e.document for e in supporting})
    if documents == 1:
        return "all from one document"
    return f"{documents} documents, 1 voice: they answer, quote or copy one another"


def _enough(supporting: Sequence[Evidence], voice: dict[int, int]) -> list[Evidence]:
    """The newest of all, the newest from outside, and one of another voice where these are of one."""
    ordered = sorted(supporting, key=lambda e: first_day(e.date), reverse=True)
    chosen = [ordered[0], next(e for e in ordered if _outside(e))]
    if len({voice[e.document] for e in chosen}) < 2:
        chosen.append(next(e for e in ordered if voice[e.document] != voice[ordered[0].document]))
    return list(dict.fromkeys(chosen))


def _missing(
    supporting: Sequence[Evidence],
    contradicting: Sequence[Evidence],
    voice: dict[int, int],
    fresh_from: str,
) -> Iterator[str]:
    """What is missing, in sentences."""
    if not supporting:
        yield "Nothing that supports it has been accepted."
        return
    newest, against = _newest(supporting), _newest(contradicting)
    if against and first_day(against.date) > first_day(newest.date if newest else ""):
        yield f"Nothing supporting since it was contradicted on {say_date(against.date)}."
    documents, heard = len({e.document for e in supporting}), len({voice[e.document] for e in supporting})
    if heard < 2:
        yield f"A second, independent voice: {_counted(documents, 'document')}, 1 voice."
    outside = [e for e in supporting if _outside(e)]
    if not outside:
        yield "Nothing external or from a partner."
    else:
        last = _newest(outside)
        if last and first_day(last.date) < fresh_from:
            yield f"Nothing external or from a partner since {_month(last.date)}."
    if not newest:
        yield "Nothing dated."
    elif first_day(newest.date) < fresh_from:
        yield f"Nothing at all since {_month(newest.date)}."


def _newest(evidence: Sequence[Evidence]) -> Evidence | None:
    """The newest that is dated."""
    return max((e for e in evidence if e.date), key=lambda e: first_day(e.date), default=None)


def _outside(evidence: Evidence) -> bool:
    return evidence.source_class in (SourceClass.EXTERNAL, SourceClass.PARTNER)


def _named(evidence: Sequence[Evidence]) -> str:
    cited = list(dict.fromkeys(e.citation for e in evidence if e.citation))
    return f" It rests on {'; '.join(cited)}." if cited else ""


def _month(iso: str) -> str:
    return say_date(iso[:7])


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'s' if number != 1 else ''}"


def target_state(target: Target, observations: Sequence[Dated]) -> tuple[str, Dated | None]:
    """Met, not met or no data, with the observation it rests on.

    ``observations`` are of the target's indicator, oldest document first. The value must be stated for
    the target's own period; where documents disagree what a person confirmed counts before the newest, and
    the trace shows them all. A target "from January 2011" is for every month, quarter or year that begins
    then or later: the newest says where it stands.
    """
    if target.comparator in TRENDS:
        return _trend_state(target, observations)
    wanted = period_key(target.period)
    unit = scale(target.unit) if target.comparator in CHANGES else target.unit
    same = [
        o
        for o in observations
        if o.observation.value is not None  # a rating alone meets no figure
        and wanted
        and _is_of(period_key(o.observation.period), wanted, target.comparator)
        and (scale if target.comparator in CHANGES else str)(o.observation.unit) == unit
    ]
    same.sort(key=lambda o: (period_end(period_key(o.observation.period)), bool(o.decided)))
    limit = limit_of(vars(target))
    value = same[-1].observation.value if same else None
    if value is None or limit is None:
        return NO_DATA, None
    at_most = target.comparator in (Comparator.AT_MOST, Comparator.REDUCE_BY)
    if target.comparator is Comparator.EQUAL:
        met = value == limit
    else:
        met = value <= limit if at_most else value >= limit
    return (MET if met else NOT_MET), same[-1]


def _is_of(period: str, wanted: str, comparator: Comparator) -> bool:
    """Whether a value's period, by its key, is the one that a target asks about; a change "from March 2025 to
    March 2027" asks about its end."""
    if comparator in CHANGES and period == wanted.partition("..")[2] != "":
        return True
    if is_open(wanted) and period and period_kind(period) not in ("span", "open"):
        return period_start(period) >= period_start(wanted)
    return period == wanted


def limit_of(target: Mapping[str, Any]) -> float | None:
    """The value to reach, of a target as a row. A change "by" so much needs the value it starts from."""
    value, baseline, comparator = target["value"], target["baseline"], Comparator(target["comparator"])
    if value is None or comparator not in CHANGES:
        return None if value is None else float(value)
    if baseline is None:
        return None
    return float(baseline + (-value if comparator is Comparator.REDUCE_BY else value))


def _trend_state(target: Target, observations: Sequence[Dated]) -> tuple[str, Dated | None]:
    told = sorted(observations, key=lambda o: bool(o.decided))  # the last of a period counts
    by_period = {period_key(o.observation.period): o for o in told if o.observation.value is not None}
    by_period.pop("", None)
    kinds = Counter(map(period_kind, by_period))
    main = max(kinds, key=lambda kind: (kinds[kind], kind), default="")  # a month follows no twelve months
    by_period = {key: o for key, o in by_period.items() if period_kind(key) == main}
    last = [by_period[key] for key in sorted(by_period)][-TREND_LENGTH:]
    if len(last) < TREND_LENGTH:
        return NO_DATA, None
    values = [v for o in last if (v := o.observation.value) is not None]
    if target.comparator is Comparator.TREND_DOWN:
        values = [-v for v in values]
    rising = all(a < b for a, b in pairwise(values))
    rests_on = last[-1] if all(o.decided for o in last) else replace(last[-1], decided="")
    return (MET if rising else NOT_MET), rests_on


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
