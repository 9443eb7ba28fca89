"""An inspection's stages: its timetable laid out from the days that are known; and days that contradict."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from evidence.inspections.timetables import USUAL, Step, Timetable
from evidence.inspections.working_days import WorkingDays
from evidence.language.citations import say_date

SET, USUALLY, PROPOSED, UNKNOWN = "set", "usual", "proposed", "unknown"
"""How a stage's day is known: set by a person; by law or measurement; to check with the letter; not known."""
NOTIFICATION, FIELDWORK = "notification", "fieldwork"
"""Steps whose days are the inspection's own: announced; starts and ends."""
OWN = (NOTIFICATION, FIELDWORK)
ANCHORS = {
    "announced": "the announcement",
    "starts": "the start of fieldwork",
    "ends": "the end of fieldwork",
}
Days = tuple[str, str]
"""First and last day, ISO; "" where unknown; the last is "" for one day."""


@dataclass(frozen=True)
class Stage:
    """One stage. ``date`` and ``ends`` are ISO, "" where unknown or one day; ``counted`` says from what."""

    step: str
    name: str
    who: str
    date: str
    ends: str
    how: str
    certainty: str
    source: str
    counted: str


class Schedule:
    """A timetable laid out for one inspection.

    ``facts`` are its "announced", "starts" and "ends"; ``own`` the days that a person set, by step.
    """

    def __init__(
        self,
        timetable: Timetable | None,
        facts: Mapping[str, str],
        own: Mapping[str, Days],
        calendar: WorkingDays,
    ) -> None:
        self._facts, self._own, self._calendar = facts, own, calendar
        self._steps: dict[str, Step] = {}
        day = facts["starts"] or facts["announced"]
        for step in timetable.steps if timetable else ():
            if step.valid(day) or step.code not in self._steps:
                self._steps[step.code] = step

    def day(self, fact: str) -> Days:
        """ "announced", "starts" or "ends" as (ISO date, how): as set, else as the timetable has it."""
        if self._facts[fact]:
            return self._facts[fact], SET
        if fact == "starts":
            told = self._steps.get(NOTIFICATION)
            if (
                self._facts["announced"]
                and told
                and told.unit == "working"
                and told.days
                and told.days[0] < 0
            ):
                announced = date.fromisoformat(self._facts["announced"])
                return self._calendar.add(announced, -told.days[0]).isoformat(), PROPOSED
        if fact == "ends" and FIELDWORK in self._steps:
            stage = self.stage(self._steps[FIELDWORK])
            return stage.ends or stage.date, stage.how
        return "", UNKNOWN

    def stage(self, step: Step) -> Stage:
        """A step with its days."""
        days, how = self._set_by_hand(step.code)
        if not days[0]:
            days, how = self._counted(step)
        counted = self._said(step) if how != SET else ""
        return Stage(step.code, step.name, step.who, *days, how, step.certainty, step.source, counted)

    def stages(self) -> list[Stage]:
        """Every stage: those whose day is known in their order, then the others."""
        found = [self.stage(step) for step in self._steps.values()]
        return sorted(found, key=lambda s: (not s.date, s.date, s.ends))

    def problem(self) -> str:
        """The first contradiction among days that a person set, in words; "" if there is none."""
        facts = self._facts
        if facts["starts"] and facts["ends"] and facts["ends"] < facts["starts"]:
            return _says("Fieldwork", "ends", facts["ends"], "before it starts", facts["starts"])
        if facts["announced"] and facts["starts"] and facts["starts"] < facts["announced"]:
            return _says(
                "Fieldwork", "starts", facts["starts"], "before it was announced", facts["announced"]
            )
        for code, (first, last) in self._own.items():
            name = self._steps[code].name if code in self._steps else code
            if last and last < first:
                return _says(name, "ends", last, "before it starts", first)
            if code in self._steps and (said := self._out_of_order(self._steps[code], first, last or first)):
                return said
        return ""

    def _out_of_order(self, step: Step, first: str, last: str) -> str:
        if step.days and step.days[0] < 0:
            anchor, how = self._anchor(step)
            if how == SET and last > anchor:
                return _says(step.name, "is", last, f"after {self._called(step.anchor)}", anchor)
            return ""
        if not _follows(step):
            return ""
        after, anchor = self._set_before(step)
        return (
            _says(step.name, "is", first, f"before {self._called(after)}", anchor) if first < anchor else ""
        )

    def _set_before(self, step: Step) -> tuple[str, str]:
        """The nearest day that a person set of those which a step follows, by its code; "" if none is set."""
        code = step.anchor
        while code:
            day, how = self.day(code) if code in self._facts else self._set_by_hand(code)
            if how == SET and day:
                return code, day if isinstance(day, str) else day[0]
            if code in self._facts:
                code = {"ends": "starts", "starts": "announced"}.get(code, "")
            else:
                code = self._steps[code].anchor if _follows(self._steps[code]) else ""
        return "", ""

    def _called(self, code: str) -> str:
        return ANCHORS.get(code) or self._steps[code].name

    def _set_by_hand(self, code: str) -> tuple[Days, str]:
        if code == NOTIFICATION and self._facts["announced"]:
            return (self._facts["announced"], ""), SET
        if code == FIELDWORK and self._facts["starts"] and self._facts["ends"]:
            return (self._facts["starts"], self._facts["ends"]), SET
        return (self._own[code], SET) if code in self._own and code not in OWN else (("", ""), UNKNOWN)

    def _anchor(self, step: Step) -> Days:
        if step.anchor in self._facts:
            return self.day(step.anchor)
        stage = self.stage(self._steps[step.anchor])
        return stage.date, stage.how

    def _counted(self, step: Step) -> tuple[Days, str]:
        anchor, how = self._anchor(step)
        if not anchor or not step.days:
            return ("", ""), UNKNOWN
        days = [self._from(date.fromisoformat(anchor), n, step.unit).isoformat() for n in step.days]
        if step.code == FIELDWORK and self._facts["ends"]:
            days[-1] = self._facts["ends"]
        sure = step.certainty in USUAL and how in (SET, USUALLY)
        return (days[0], days[1] if len(days) > 1 else ""), USUALLY if sure else PROPOSED

    def _from(self, day: date, number: int, unit: str) -> date:
        if unit == "working":
            return self._calendar.add(day, number)
        if unit == "weeks":
            return day + timedelta(weeks=number)
        years, month = divmod(day.month - 1 + number, 12)
        for last in (day.day, 30, 29, 28):
            try:
                return date(day.year + years, month + 1, last)
            except ValueError:
                continue
        raise AssertionError("every month has 28 days")

    def _said(self, step: Step) -> str:
        """From what its days are counted, as in "27 working days after the end of fieldwork"."""
        if not step.days:
            return ""
        what = ANCHORS.get(step.anchor) or self._steps[step.anchor].name.partition(",")[0].lower()
        if step.days[0] == 0:
            return f"{_many(step.days[-1] + 1, step.unit)} from {what}"
        side = "before" if step.days[0] < 0 else "after"
        return f"{_many(abs(step.days[0]), step.unit)} {side} {what}"


def _many(number: int, unit: str) -> str:
    words = {"working": "working day", "weeks": "week", "months": "month"}[unit]
    return f"{number} {words}{'' if number == 1 else 's'}"


def _follows(step: Step) -> bool:
    """Whether a step cannot come before what its days are counted from."""
    return not (step.days and step.days[0] < 0) and (bool(step.days) or step.anchor != "starts")


def _says(name: str, verb: str, day: str, against: str, other: str) -> str:
    return f"{name} {verb} on {say_date(day)}, {against} ({say_date(other)})."


def notices(facts: Mapping[str, str], timetable: Timetable | None, calendar: WorkingDays) -> list[str]:
    """What is odd about the days that were given, though possible: each as a sentence."""
    said: list[str] = []
    for fact, verb in (("announced", "It was announced"), ("starts", "It starts"), ("ends", "It ends")):
        why = calendar.why_not(date.fromisoformat(facts[fact])) if facts[fact] else ""
        if why:
            said.append(f"{verb} on {say_date(facts[fact])}, {why}.")
    day = facts["starts"] or facts["announced"]
    if timetable and day and not _in_use(timetable, day):
        since = f"since {say_date(timetable.since)}" if timetable.since else ""
        until = f"until {say_date(timetable.until)}" if timetable.until else ""
        said.append(
            f"The timetable “{timetable.name}” was in use {' and '.join(filter(None, (since, until)))}."
        )
    return said


def _in_use(timetable: Timetable, day: str) -> bool:
    return timetable.since <= day and (not timetable.until or day <= timetable.until)
