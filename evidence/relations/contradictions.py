"""Where the values of one indicator, for one period, disagree. Pure. Shown, never resolved."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evidence.language.indicators import indicator_key
from evidence.language.periods import is_open, period_key


@dataclass(frozen=True)
class Stated:
    """A value as a document states it. ``passage`` is the record's id."""

    indicator: str
    value: float
    unit: str
    period: str
    document: int
    passage: int | None = None
    cell: str = ""


@dataclass(frozen=True)
class Conflict:
    """Two or more different values for one indicator, unit and period, in the order given."""

    indicator: str
    unit: str
    period: str
    stated: tuple[Stated, ...]

    @property
    def reason(self) -> str:
        """In words: "NI 59 for June 2010 is given as 72 and 74.2"."""
        values = [f"{v:g}" for v in dict.fromkeys(s.value for s in self.stated)]
        return f"{self.indicator} for {self.period} is given as {', '.join(values[:-1])} and {values[-1]}."


def conflicts(stated: Iterable[Stated]) -> tuple[Conflict, ...]:
    """Every disagreement. A period that cannot be compared ("the third quarter") is left out: a value rounded
    in one place ("81%" beside 81.4) is no disagreement."""
    groups: dict[tuple[str, str, str], list[Stated]] = defaultdict(list)
    for one in stated:
        key = period_key(one.period)
        if key and not is_open(key):  # "to date" is another day in each paper
            groups[indicator_key(one.indicator), one.unit, key].append(one)
    return tuple(
        Conflict(group[0].indicator, group[0].unit, group[0].period, tuple(group))
        for group in groups.values()
        if differ([s.value for s in group])
    )


def differ(values: Sequence[float]) -> bool:
    """Whether values disagree: one that is another rounded does not."""
    return any(not _same(a, b) for a in values for b in values)


def _same(one: float, other: float) -> bool:
    """Equal, or one of them the other rounded to fewer figures."""
    places = min(_places(one), _places(other))
    return abs(one - other) < 1e-9 or (
        _places(one) != _places(other) and abs(round(one, places) - round(other, places)) < 1e-9
    )


def _places(value: float) -> int:
    text = f"{value:g}"
    return len(text.partition(".")[2])
