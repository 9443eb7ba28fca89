"""What a person says of a measure: words, theme, owner, due date, rating, progress; undone by who did it."""

from collections.abc import Mapping
from typing import Any

from evidence.errors import UsageError
from evidence.language.citations import say_time
from evidence.reads.measure_edits import FIELDS, WORDS, standing_words
from evidence.reads.measures import called
from evidence.store.record import Record
from evidence.store.seen import check_event
from evidence.store.standings import checked_day, checked_reason

EDITED = "measure edited"
RATINGS = ("", "red", "amber", "green", "blue")
LONGEST = 4000  # characters of a measure's words


def edit(
    record: Record,
    code: str,
    values: Mapping[str, str],
    reason: str,
    *,
    since: str = "",
    seen: int | None = None,
) -> str:
    """Say what a measure's fields (FIELDS) are, from an ISO day, today if left out. Returns its code.

    What is as it stands already is left alone; "" empties a field, but for the words. ``seen`` is the last
    event (EDITED) of the measure that this rests on, 0 for none. Raises NotFound for the measure; UsageError
    for a value that cannot be one, without a reason, or if nothing would change; Clash if another edited it
    since.
    """
    reason, since = checked_reason(reason), checked_day(record, since)
    with record.transaction():
        measure = called(record.db, code)
        subject = f"measure {measure['code']}"
        if seen is not None:
            check_event(record, EDITED, subject, seen)
        after = _changed(measure, values)
        words = standing_words(record.db, [measure["id"]])
        stamp = {"measure": measure["id"], "reason": reason, "since": since}
        stamp |= {"by": record.actor, "at": record.now, "step": _next_step(record)}
        for field, value in after.items():
            earlier = words.get((measure["id"], field))
            was = (earlier["was"] if earlier else measure[field]) if field in WORDS else ""
            record.insert("measure_edits", {**stamp, "field": field, "value": value, "was": was})
            if field in WORDS:
                record.table("measures").update(measure["id"], {field: value})
        before = {field: measure[field] for field in after}
        record.event(EDITED, subject, reason=reason, since=since, before=before, after=after)
    return str(measure["code"])


def undo(record: Record, code: str) -> str:
    """Take one's own last edit of a measure back. Returns its code. Raises NotFound; UsageError if there is
    none, or if it is another's."""
    with record.transaction():
        measure = called(record.db, code)
        rows = list(
            record.table("measure_edits").rows_where(
                "measure = ? AND undone_at = ''", [measure["id"]], order_by="id DESC"
            )
        )
        if not rows:
            raise UsageError(f"{measure['code']} was not edited.", "There is nothing to take back.")
        last = [row for row in rows if row["step"] == rows[0]["step"]]
        if last[0]["by"] != record.actor:
            raise UsageError(
                f"The last edit of {measure['code']} was {last[0]['by']}'s, on {say_time(last[0]['at'])}.",
                "You can take back your own alone; or edit it anew.",
            )
        undone = {"undone_at": record.now, "undone_by": record.actor}
        for row in last:
            record.table("measure_edits").update(row["id"], undone)
        words = standing_words(record.db, [measure["id"]])
        for row in (row for row in last if row["field"] in WORDS):
            stands = words.get((measure["id"], row["field"]))
            value = stands["value"] if stands else row["was"]
            record.table("measures").update(measure["id"], {row["field"]: value})
        now = called(record.db, measure["code"])
        before = {row["field"]: measure[row["field"]] for row in last}
        after = {field: now[field] for field in before}
        record.event(EDITED, f"measure {measure['code']}", undoes=last[0]["at"], before=before, after=after)
    return str(measure["code"])


def _next_step(record: Record) -> int:
    return int(record.db.execute("SELECT ifnull(max(step), 0) + 1 FROM measure_edits").fetchone()[0])


def as_read(record: Record, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Measures' rows with the words that were read of them, where a person put others in their place."""
    words = standing_words(record.db, [row["id"] for row in rows])
    return [
        {**row, **{f: words[row["id"], f]["was"] for f in WORDS if (row["id"], f) in words}} for row in rows
    ]


def overlay(record: Record, measure: int, row: dict[str, Any]) -> dict[str, Any]:
    """A measure's new columns with its edits over them; each edit notes what is read now."""
    edited = dict(row)
    for (_, field), found in standing_words(record.db, [measure]).items():
        if row[field] != found["was"]:
            record.table("measure_edits").update(found["id"], {"was": row[field]})
        edited[field] = found["value"]
    return edited


def _changed(measure: Mapping[str, Any], values: Mapping[str, str]) -> dict[str, str]:
    """What would be otherwise than it stands. Raises UsageError."""
    plain = {name: " ".join(value.split()) for name, value in values.items()}
    for name, value in plain.items():
        if name not in FIELDS:
            raise UsageError(f"A measure has no field {name}.", f"Its fields: {', '.join(FIELDS)}.")
        if len(value) > LONGEST:
            raise UsageError(f"The {name} is too long.", f"At most {LONGEST} characters.")
    if not plain.get("text", "x"):
        raise UsageError("A measure needs its words.", "Close it, if nothing is asked for any more.")
    if plain.get("rag", "") not in RATINGS:
        raise UsageError(f"“{plain['rag']}” is no rating.", "Choose red, amber, green or blue.")
    after = {name: value for name, value in plain.items() if value != " ".join(measure[name].split())}
    if not after:
        raise UsageError("Nothing would change.", "Change what is to be otherwise.")
    return after
