"""What a person says of a value or a target that was read. The reading stays; the decision stands over it."""

import json
from typing import Any

from evidence.errors import Clash, UsageError
from evidence.language.periods import period_key
from evidence.language.units import say_target, say_value
from evidence.reads.values import CONFIRMED, CORRECTED, OBSERVATION, REJECTED, STATUSES, one
from evidence.store.record import Record
from evidence.store.seen import check

UNDONE = "decision undone"
LARGEST = 1e15
LONGEST = 500  # characters of a note


def decide(
    record: Record,
    kind: str,
    number: int,
    status: str,
    *,
    value: float | None = None,
    period: str = "",
    baseline: float | None = None,
    note: str = "",
    seen: int | None = None,
) -> None:
    """Confirm, correct or reject an observation or target by its number.

    ``value``, ``period`` and, of a target, ``baseline`` are what a correction puts in the place of what was
    read; a baseline can be given with a confirmation too. ``seen`` is the version of the decision that this
    rests on, 0 for none. Raises NotFound, UsageError, Clash.
    """
    with record.transaction():
        row = one(record.db, kind, number)
        # What only says again what was read is no change.
        value = None if value == row["read_value"] else value
        period = "" if period == row["read_period"] else period
        baseline = None if baseline == row.get("read_baseline") else baseline
        _check(kind, status, value, period, baseline, note)
        _unchanged(record, kind, row, seen)
        before = _standing(record, row)
        after = {
            "status": status,
            "new_value": value,
            "new_period": period,
            "new_baseline": baseline,
            "note": note,
            "decided_by": record.actor,
            "decided_at": record.now,
        }
        _put(record, kind, row, after)
        told = _about(kind, row) | ({"becomes": _becomes(row, after)} if status == CORRECTED else {})
        told |= {"note": note} if note else {}
        record.event(f"{kind} {status}", _subject(kind, row), **told, before=before, after=after)


def undo(record: Record, kind: str, number: int, *, seen: int | None = None) -> None:
    """Take back one's own last decision on a value: what stood before it stands again.

    ``seen`` as in ``decide``. Raises NotFound, Clash, UsageError if there is none or the last is another's.
    """
    with record.transaction():
        row = one(record.db, kind, number)
        _unchanged(record, kind, row, seen)
        now = _standing(record, row)
        if now is None:
            raise UsageError("Nobody has decided on this value.", "There is nothing to take back.")
        if now["decided_by"] != record.actor:
            raise UsageError(
                f"The last decision on this value is {now['decided_by']}'s.",
                "You can take back your own alone; or decide it anew.",
            )
        before = _before(record, _subject(kind, row))
        _put(record, kind, row, before)
        record.event(f"{kind} {UNDONE}", _subject(kind, row), **_about(kind, row), before=now, after=before)


def _unchanged(record: Record, kind: str, row: dict[str, Any], seen: int | None) -> None:
    """Raises Clash if the decision is not the one that was seen, or is there no more."""
    if seen is None:
        return
    if row["decision"] is None and seen:
        raise Clash(
            "Nothing was changed. The decision that you saw was taken back since.", "Decide anew.", []
        )
    key = str(row["decision"] or 0)
    check(record, "value_decisions", {key: _subject(kind, row)}, {key: seen})


def _check(
    kind: str, status: str, value: float | None, period: str, baseline: float | None, note: str
) -> None:
    if status not in STATUSES:
        raise UsageError(f"A value cannot be “{status}”.", f"Say one of: {', '.join(STATUSES)}.")
    if kind == OBSERVATION and baseline is not None:
        raise UsageError("A baseline belongs to a target.", "Enter it with the target, not with a value.")
    if any(given is not None and not abs(given) < LARGEST for given in (value, baseline)):
        raise UsageError("That is no number that an indicator has.", "Write it in digits, such as 72.5.")
    if len(note) > LONGEST:
        raise UsageError(f"The note has {len(note)} characters.", f"Say it in {LONGEST}.")
    if status == CORRECTED and value is None and not period and baseline is None:
        raise UsageError("The correction says nothing new.", "Give the value, the period or the baseline.")
    if period and not period_key(period):
        raise UsageError(f"“{period}” is no period.", "Write it as June 2010, Q2 2010/11 or 2010/11.")
    if status == REJECTED and (value is not None or period or baseline is not None):
        raise UsageError("What is rejected has no value.", "Correct it, to say what it is instead.")
    if status == CONFIRMED and (value is not None or period):
        raise UsageError("That is not what was read.", "Correct it, to say what it is instead.")


def _subject(kind: str, row: dict[str, Any]) -> str:
    """ "NI 59, 72%, June 2010, in document 4": as it was read, so that it names one value for good."""
    read = {**row, "value": row["read_value"], "period": row["read_period"]}
    if kind == OBSERVATION:
        where = f"document {row['document']}{', ' + row['cell'] if row['cell'] else ''}"
        words = (row["indicator"], say_value(read["value"], row["unit"]), read["period"], f"in {where}")
        return ", ".join(filter(None, words))
    asked = say_target({**read, "baseline": row["read_baseline"]})
    return f"{row['indicator']} {asked}, of {row['code']}"


def _becomes(row: dict[str, Any], after: dict[str, Any]) -> str:
    """What a correction makes of it, in words: "71%, June 2010"."""
    value = row["read_value"] if after["new_value"] is None else after["new_value"]
    words = [say_value(value, row["unit"]), after["new_period"] or row["read_period"]]
    if after["new_baseline"] is not None:
        words.append(f"from {say_value(after['new_baseline'], row['unit'])}")
    return ", ".join(filter(None, words))


def _about(kind: str, row: dict[str, Any]) -> dict[str, Any]:
    return {"document": row["document"]} if kind == OBSERVATION else {"measure": row["code"]}


def _standing(record: Record, row: dict[str, Any]) -> dict[str, Any] | None:
    if row["decision"] is None:
        return None
    found = record.table("value_decisions").get(row["decision"])
    kept = ("status", "new_value", "new_period", "new_baseline", "note", "decided_by", "decided_at")
    return {name: found[name] for name in kept}


def _put(record: Record, kind: str, row: dict[str, Any], decision: dict[str, Any] | None) -> None:
    """Store a decision in the place of the last; None takes it away."""
    table = record.table("value_decisions")
    if decision is None:
        table.delete(row["decision"])
    elif row["decision"] is not None:
        table.update(row["decision"], decision)
    else:
        key = {
            "document": row["document"] if kind == OBSERVATION else None,
            "measure": None if kind == OBSERVATION else row["measure"],
            "indicator": row["indicator"],
            "comparator": row.get("comparator", ""),
            "value": row["read_value"],
            "unit": row["unit"],
            "period": row["read_period"],
            "cell": row.get("cell", ""),
        }
        record.insert("value_decisions", {**key, **decision})


def _before(record: Record, subject: str) -> dict[str, Any] | None:
    """What stood before the last decision that was not taken back."""
    sql = "SELECT action, detail FROM events WHERE subject = ? ORDER BY id DESC"
    skip = 0
    for action, detail in record.db.execute(sql, [subject]).fetchall():
        if action.endswith(UNDONE):
            skip += 1
        elif skip:
            skip -= 1
        else:
            found: dict[str, Any] | None = json.loads(detail)["before"]
            return found
    return None
