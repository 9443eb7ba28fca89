"""Measures closed, handed to another body, opened again: with a reason and a day; undone by who did it."""

from typing import Any

from evidence.errors import UsageError
from evidence.language.dates import is_day
from evidence.reads.measures import called
from evidence.reads.standings import CLOSED, HANDED_OVER, OPEN
from evidence.store.record import Record
from evidence.store.seen import check
from evidence.store.taking_back import last_step

ACTIONS = {CLOSED: "measure closed", HANDED_OVER: "measure handed over", OPEN: "measure opened again"}
UNDONE = "measure standing undone"
LONGEST = 500  # characters of a reason


def set_standing(
    record: Record,
    code: str,
    state: str,
    reason: str,
    *,
    body: str = "",
    since: str = "",
    seen: int | None = None,
) -> str:
    """Say what became of a measure. ``since`` is an ISO day, today if left out. Returns the measure's code.

    Its links, its history and its coverage stay. ``seen`` is the version this rests on. Raises NotFound for
    the measure; UsageError without a reason, for a day that is none or is to come, a measure handed to
    nobody, or one that is so already; Clash if another decided since.
    """
    reason, body, since = checked_reason(reason), " ".join(body.split()), checked_day(record, since)
    if state == HANDED_OVER and not body:
        raise UsageError("A measure is handed over to somebody.", "Name the body that answers for it now.")
    with record.transaction():
        measure = called(record.db, code)
        key, subject = str(measure["id"]), f"measure {measure['code']}"
        if seen is not None:
            check(record, "standings", {key: subject}, {key: seen})
        before = _stored(record, measure["id"])
        after = None if state == OPEN else {"state": state, "body": body, "reason": reason, "since": since}
        if _same(before, after):
            raise UsageError(f"{measure['code']} is {state} already.", "There is nothing to change.")
        stamped = after and {**after, "by": record.actor, "at": record.now}
        _put(record, measure["id"], stamped)
        record.event(ACTIONS[state], subject, reason=reason, since=since, before=before, after=stamped)
    return str(measure["code"])


def undo(record: Record, code: str) -> str:
    """Take back one's own last step with what became of a measure. Returns its code.

    Raises NotFound; UsageError if nothing was done, or if another did it.
    """
    with record.transaction():
        measure = called(record.db, code)
        subject = f"measure {measure['code']}"
        event, before = last_step(record, [*ACTIONS.values()], UNDONE, subject)
        now = _stored(record, measure["id"])
        _put(record, measure["id"], before)
        record.event(UNDONE, subject, undoes=event, before=now, after=before)
    return str(measure["code"])


def checked_reason(reason: str) -> str:
    """A reason as it is kept. Raises UsageError."""
    reason = " ".join(reason.split())
    if not reason or len(reason) > LONGEST:
        raise UsageError(
            "Say why: the log, the measure's page and its trace show it.", f"At most {LONGEST} characters."
        )
    return reason


def checked_day(record: Record, since: str) -> str:
    """An ISO day that has come, today if left out. Raises UsageError."""
    since = since or record.now[:10]
    if not is_day(since):
        raise UsageError(f"“{since}” is no day.", "Write it as 2011-06-22.")
    if since > record.now[:10]:
        raise UsageError(f"{since} is still to come.", "Give the day on which it was decided.")
    return since


def _stored(record: Record, measure: int) -> dict[str, Any] | None:
    row = next(iter(record.table("standings").rows_where("measure = ?", [measure])), None)
    return {name: value for name, value in row.items() if name != "measure"} if row else None


def _same(before: dict[str, Any] | None, after: dict[str, Any] | None) -> bool:
    if before is None or after is None:
        return before is after
    return all(before[name] == value for name, value in after.items())


def _put(record: Record, measure: int, row: dict[str, Any] | None) -> None:
    if row is None:
        record.table("standings").delete(measure)
    else:
        record.table("standings").upsert({"measure": measure, **row}, pk="measure")
