"""What a pack holds of a measure's targets, the values seen over time, and what was said of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from evidence.language.citations import say_date
from evidence.language.indicators import indicator_key
from evidence.language.months import say_period
from evidence.language.units import say_target, say_value
from evidence.packs.plain import LATER
from evidence.reads.measure_updates import history, say_update
from evidence.reads.series import SPAN
from evidence.tracing.coverage import TRENDS, first_day, limit_of
from evidence.tracing.ratings import speaks_of_targets

REDACTED = "The value that this rests on is redacted."
NOT_SHOWN = "not shown"


@dataclass(frozen=True)
class PackTarget:
    """A target in words, its state (met, not met, no data), and what that rests on, in words; ``passage``, by
    its id, is where that stands, ``others`` where the earlier values of a trend do."""

    words: str
    state: str
    rests_on: str = ""
    passage: int = field(default=0, metadata=LATER)
    others: tuple[int, ...] = field(default=(), metadata=LATER)


@dataclass(frozen=True)
class PackValue:
    """A value of an indicator: its period in words and the period's last month ("2011-03"), whether it is of
    several months together, where it stands, whether a person confirmed it; what the paper notes of it. Its
    ``passage``, by id; ``redacted``: it is 0 here, and left out."""

    period: str
    end: str
    value: float
    together: bool
    citation: str
    confirmed: bool
    note: str = ""
    passage: int = field(default=0, metadata=LATER)
    redacted: bool = field(default=False, metadata=LATER)


@dataclass(frozen=True)
class PackChart:
    """An indicator's values over time; ``steps`` are what its targets ask, each up to its last month."""

    indicator: str
    unit: str
    values: tuple[PackValue, ...]
    steps: tuple[tuple[str, float], ...]

    @property
    def redacted(self) -> bool:
        """Whether a value is redacted: a drawing of the others would show where it lies."""
        return any(value.redacted for value in self.values)


def charts_of(series: Sequence[Mapping[str, Any]]) -> Iterator[PackChart]:
    """A chart of each series, as evidence.reads.series gives them, that has a value."""
    for one in series:
        if one["observations"]:
            yield chart_of(one)


def chart_of(series: Mapping[str, Any]) -> PackChart:
    """A series as a chart."""
    asked = ((t["end"], limit_of(t)) for t in series["targets"] if t["end"])
    return PackChart(
        series.get("indicator", ""),
        series["unit"],
        tuple(_value(o) for o in series["observations"]),
        tuple(sorted((end, limit) for end, limit in asked if limit is not None)),
    )


def chart_without(chart: PackChart, figures: frozenset[int]) -> PackChart:
    """A chart without the values that stand in these passages."""
    return replace(
        chart,
        values=tuple(
            replace(v, value=0.0, note="", redacted=True) if v.passage in figures else v for v in chart.values
        ),
    )


def target_without(target: PackTarget, figures: frozenset[int]) -> PackTarget:
    """A target without the value that it rests on, if that stands in one of these passages; nor its state,
    which tells on which side of the target the value lies."""
    shown = figures.isdisjoint((target.passage, *target.others))
    return target if shown else replace(target, state=NOT_SHOWN, rests_on=REDACTED)


def differs_without(differs: Sequence[str], targets: Sequence[PackTarget]) -> tuple[str, ...]:
    """Where a rating and the evidence disagree, without what that says of targets if one is not shown."""
    hidden = any(target.state == NOT_SHOWN for target in targets)
    return tuple(said for said in differs if not (hidden and speaks_of_targets(said)))


def limits_of(block: Mapping[str, Any]) -> tuple[str, ...]:
    """The limiting judgements of a block's coverage, as sentences: what causes, and what lifted it."""
    return tuple(f"{one['says']} {one['sentence']}" for one in block["limits"])


def history_of(measure: dict[str, Any], at: str) -> tuple[str, ...]:
    """What was said of a measure up to an ISO day, each statement with its date and where it stands."""
    return tuple(say_update(u) for u in history(measure) if first_day(u["date"]) <= at)


def _value(seen: Mapping[str, Any]) -> PackValue:
    period = say_period(seen.get("period", ""))
    decided = bool(seen.get("decided"))
    return PackValue(
        period[:1].upper() + period[1:],
        seen["end"],
        float(seen["value"]),
        seen["span"] == SPAN,
        seen.get("citation", ""),
        decided,
        seen.get("said", ""),
        seen.get("passage") or 0,
    )


def target_of(row: Mapping[str, Any], series: Sequence[Mapping[str, Any]] = ()) -> PackTarget:
    """NI 59: at least 72%, June 2010. The state, and the value that it rests on. A trend rests on the values
    of its ``series``, as evidence.reads.series gives them, too."""
    words = f"{row['indicator']}: {say_target(row)}." if row["indicator"] else f"{say_target(row)}."
    seen = row.get("observation")
    rests_on, passage = "", 0
    if seen:
        passage = seen.get("passage") or 0
        sure = "confirmed" if seen["confirmed"] else "read by machine, not confirmed"
        value = say_value(seen["value"], seen["unit"])
        noted = f", note: {seen['said']}" if seen.get("said") else ""
        rests_on = f"Seen: {value}, {say_period(seen['period'])}{noted} ({say_date(seen['date'])}; {sure})."
    others = _trend(row, series) if row["comparator"] in TRENDS else ()
    return PackTarget(words[:1].upper() + words[1:], row.get("state", ""), rests_on, passage, others)


def _trend(row: Mapping[str, Any], series: Sequence[Mapping[str, Any]]) -> tuple[int, ...]:
    key = indicator_key(row["indicator"])
    same = (o for one in series if indicator_key(one["indicator"]) == key for o in one["observations"])
    return tuple(sorted({o["passage"] for o in same if o.get("passage")}))
