"""Whether the values that a passage states meet what a measure asks for: a stance by comparison. Pure.

Which way is good, the target says: "at least" or "no more than". A value of the target's own period decides;
then a rating beside it; then the value against the target that is due next, or that the passage names.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from evidence.language.indicators import indicator_key
from evidence.language.periods import period_end, period_key
from evidence.language.quantities import find_quantities
from evidence.language.units import say_value
from evidence.model import Comparator, Observation, Stance, Target

_FALLING = (Comparator.AT_MOST, Comparator.REDUCE_BY, Comparator.TREND_DOWN)
_RATINGS = {"green": Stance.SUPPORTS, "red": Stance.CONTRADICTS}
_ASKED = {
    Comparator.AT_LEAST: "at least {}",
    Comparator.AT_MOST: "no more than {}",
    Comparator.EQUAL: "{}",
}


class Compared(NamedTuple):
    """``why`` is the comparison in words. Where values come nearer to what is not due yet, they speak for the
    measure, but do not decide: ``decides`` is false."""

    stance: Stance
    why: str
    decides: bool = True


def compared(targets: Sequence[Target], values: Iterable[Observation], text: str) -> Compared | None:
    """The stance that a passage's values give it towards a measure with these targets; None where it states
    none of theirs, or where what it states says nothing."""
    seen = list(values)
    for indicator in dict.fromkeys(_key(t.indicator) for t in targets):
        asked = [t for t in targets if _key(t.indicator) == indicator]
        told = [v for v in seen if _key(v.indicator) == indicator]
        if told and (found := _verdict(asked, told, text)):
            return found
    return None


def _key(indicator: str) -> str:
    """For a guess, "average caseloads" are the caseloads that are asked for."""
    return indicator_key(indicator).removeprefix("average")


def _verdict(asked: list[Target], told: list[Observation], text: str) -> Compared | None:
    told = _in_time(told)
    latest = next((v for v in reversed(told) if v.value is not None), None)
    if latest and (target := _of_its_period(asked, latest)):
        return _against(target, latest)
    if rated := next((v for v in reversed(told) if v.rag.casefold() in _RATINGS), None):
        return Compared(_RATINGS[rated.rag.casefold()], f"{rated.indicator} is rated {rated.rag}")
    if latest is None:
        return None
    if target := _due(asked, latest, text):
        found = _against(target, latest)
        short = found and found.stance is Stance.CONTRADICTS
        if not (short and _ahead(target, latest) and _moved(asked[0], told)):
            return found
        # Short of what is not due yet, but it comes nearer.
        nearer = _trend(asked[0], told)
        return nearer and nearer._replace(decides=False)
    return _trend(asked[0], told)


def _in_time(told: list[Observation]) -> list[Observation]:
    """The earliest first. What is told first, and of when it does not say, is the paper's own moment: "25.1%,
    compared with 26.8% in the first quarter"."""
    ends = [period_end(period_key(v.period)) for v in told]
    own = [not end and at == 0 for at, end in enumerate(ends)]
    return [told[at] for at in sorted(range(len(told)), key=lambda at: (own[at], ends[at]))]


def _of_its_period(asked: list[Target], value: Observation) -> Target | None:
    wanted = period_key(value.period)
    return next((t for t in asked if wanted and period_key(t.period) == wanted and _fits(t, value)), None)


def _due(asked: list[Target], value: Observation, text: str) -> Target | None:
    """The target that a value is measured against: one that the paper states beside it, one that the passage
    names, the next that is due, or the only one."""
    fitting = [t for t in asked if _fits(t, value)]
    if value.target is not None and asked and asked[0].comparator in _ASKED:
        return Target(value.indicator, asked[0].comparator, value.target, value.unit, value.period)
    numbers = {q.value for q in find_quantities(text)}
    named = [t for t in fitting if t.value in numbers]
    if len(named) == 1:
        return named[0]
    when = period_end(period_key(value.period))
    later = [t for t in fitting if when and period_end(period_key(t.period)) >= when]
    if later:
        return min(later, key=lambda t: period_end(period_key(t.period)))
    return fitting[0] if len(fitting) == 1 else None


def _fits(target: Target, value: Observation) -> bool:
    return target.value is not None and target.comparator in _ASKED and target.unit == value.unit


def _ahead(target: Target, value: Observation) -> bool | None:
    """Whether a target was due only after the value's period; None where that is not said."""
    due, when = period_end(period_key(target.period)), period_end(period_key(value.period))
    return due > when if due and when else None


def _against(target: Target, value: Observation) -> Compared | None:
    if target.value is None or value.value is None:
        return None
    if target.comparator is Comparator.EQUAL:
        met = value.value == target.value
    elif target.comparator is Comparator.AT_MOST:
        met = value.value <= target.value
    else:
        met = value.value >= target.value
    wanted = _ASKED[target.comparator].format(say_value(target.value, target.unit))
    told = f"{value.indicator}: {say_value(value.value, value.unit)}, and {wanted} is asked for"
    return Compared(Stance.SUPPORTS if met else Stance.CONTRADICTS, told)


def _trend(target: Target, told: list[Observation]) -> Compared | None:
    moved = _moved(target, told)
    if moved is None:
        return None
    first, last = _ends(told)
    said = f"{last.indicator}: {say_value(first.value, first.unit)}, then {say_value(last.value, last.unit)}"
    return Compared(Stance.SUPPORTS if moved else Stance.CONTRADICTS, said)


def _moved(target: Target, told: list[Observation]) -> bool | None:
    """Whether the values went the way that is asked for; None where there are not two to compare."""
    first, last = _ends(told)
    if first is last or first.value == last.value or first.value is None or last.value is None:
        return None
    return (last.value < first.value) == (target.comparator in _FALLING)


def _ends(told: list[Observation]) -> tuple[Observation, Observation]:
    """The earliest and the latest of the values whose periods say which that is."""
    unit = told[-1].unit
    dated = [v for v in told if v.value is not None and v.unit == unit and period_end(period_key(v.period))]
    return (dated[0], dated[-1]) if dated else (told[-1], told[-1])
