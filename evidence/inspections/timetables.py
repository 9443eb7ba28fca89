"""The timetables of inspections, as data: each step with its certainty and its source."""

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from evidence.errors import ConfigError, NotFound
from evidence.frameworks.framework import SHIPPED, valid

FOLDER = SHIPPED / "timetables"
USUAL = frozenset({"law", "measured", "primary"})
"""Certainties of days that stand unless a person says otherwise; others are proposals."""
NOT_FOUND = "not found"
UNITS = ("working", "weeks", "months")


@dataclass(frozen=True)
class Step:
    """One step: ``days`` of ``unit`` from what ``anchor`` names, (first, last); () where nobody knows.

    ``anchor`` is "announced", "starts" or "ends" of the inspection, or another step's code. ``since`` and
    ``until`` are ISO dates between which it is so.
    """

    code: str
    name: str
    who: str
    anchor: str
    days: tuple[int, ...]
    unit: str
    certainty: str
    source: str
    since: str = ""
    until: str = ""

    def valid(self, day: str) -> bool:
        """Whether it is so on an ISO date; "" may be any day."""
        return valid(self.since, self.until, day)


@dataclass(frozen=True)
class Timetable:
    """The steps of one kind of inspection. ``frameworks`` are those that it judges by."""

    code: str
    name: str
    frameworks: tuple[str, ...]
    steps: tuple[Step, ...]
    since: str = ""
    until: str = ""


@cache
def timetables() -> tuple[Timetable, ...]:
    """Every timetable that ships, those in use first. Raises ConfigError for a fault in their files."""
    data = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))]
    shared = {one["code"]: one["step"] for each in data for one in each.get("shared", ())}
    found = [_timetable(one, shared) for each in data for one in each.get("timetable", ())]
    return tuple(sorted(found, key=lambda t: bool(t.until)))


def timetable(code: str) -> Timetable | None:
    """A timetable by its code; None for "", whose days are all set by hand. Raises NotFound."""
    if not code:
        return None
    found = next((t for t in timetables() if t.code == code), None)
    if found is None:
        known = ", ".join(t.code for t in timetables())
        raise NotFound(f"There is no timetable {code}.", f"Known: {known}; or leave it out.")
    return found


def _timetable(data: dict[str, Any], shared: dict[str, list[dict[str, Any]]]) -> Timetable:
    own = data.get("step", [])
    steps = [*own, *(step for code in data.get("also", ()) for step in shared[code])]
    made = tuple(_step(data["code"], step) for step in steps)
    known = {"announced", "starts", "ends", *(s.code for s in made)}
    for step in made:
        if step.anchor not in known:
            raise ConfigError(f"{data['code']}: {step.code} is counted from {step.anchor}, which is no step.")
    frameworks = tuple(data.get("frameworks", ()))
    return Timetable(
        data["code"], data["name"], frameworks, made, data.get("since", ""), data.get("until", "")
    )


def _step(of: str, data: dict[str, Any]) -> Step:
    days = data.get("days", ())
    days = (days,) if isinstance(days, int) else tuple(days)
    unit = data.get("unit", UNITS[0])
    if unit not in UNITS or bool(days) is (data["certainty"] == NOT_FOUND):
        raise ConfigError(f"{of}: {data['code']} has days of a unit, or the certainty {NOT_FOUND}.")
    span = (data.get("since", ""), data.get("until", ""))
    return Step(
        data["code"], data["name"], data["who"], data["from"], days, unit, data["certainty"],
        data.get("source", ""), *span,
    )  # fmt: skip
