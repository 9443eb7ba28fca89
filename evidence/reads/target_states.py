"""Targets with their state, from the observations of their indicator."""

from typing import Any

from evidence.language.indicators import indicator_key
from evidence.language.periods import period_key
from evidence.model import Comparator, Observation, Target
from evidence.relations.contradictions import Stated, conflicts
from evidence.tracing import coverage as tracing


def with_state(row: dict[str, Any], seen: list[dict[str, Any]]) -> dict[str, Any]:
    """A target's row with its state and the observation it rests on."""
    target = Target(
        row["indicator"],
        Comparator(row["comparator"]),
        row["value"],
        row["unit"],
        row["period"],
        row["baseline"],
    )
    wanted = indicator_key(target.indicator)
    own = [
        tracing.Dated(
            Observation(
                o["indicator"],
                o["value"],
                o["unit"],
                o["period"],
                cell=o["cell"],
                rag=o["rag"],
                note=o.get("said", ""),
            ),
            o["date"],
            o["passage"],
            o.get("decided", ""),
        )
        for o in seen
        if wanted and indicator_key(o["indicator"]) == wanted
    ]
    state, rests_on = tracing.target_state(target, own)
    observation = None
    if rests_on:
        o = rests_on.observation
        observation = {
            "value": o.value, "unit": o.unit, "period": o.period, "cell": o.cell,
            "date": rests_on.date, "passage": rests_on.passage, "confirmed": bool(rests_on.decided),
            "said": o.note,
        }  # fmt: skip
    return {**row, "state": state, "observation": observation, "conflict": _conflict(target, own)}


def _conflict(target: Target, own: list[tracing.Dated]) -> str:
    """Where papers disagree on the indicator's value in the target's period: in words, or nothing."""
    wanted = period_key(target.period)
    same = [
        o
        for o in own
        if o.observation.value is not None
        and wanted
        and period_key(o.observation.period) == wanted
        and o.observation.unit == target.unit
    ]
    stated = [
        Stated(
            o.observation.indicator,
            value,
            o.observation.unit,
            o.observation.period,
            0,
            o.passage,
        )
        for o in ([o for o in same if o.decided] or same)  # what a person decided on counts first
        if (value := o.observation.value) is not None
    ]
    return next((c.reason for c in conflicts(stated)), "")
