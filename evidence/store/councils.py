"""Our council, where a person confirmed it."""

import json

from evidence.errors import NotFound, UsageError
from evidence.frameworks.authorities import called
from evidence.reads.councils import confirmed
from evidence.store.record import Record

CONFIRMED, UNDONE = "council confirmed", "council confirmation undone"


def settle(record: Record, name: str) -> str:
    """Keep which council is ours, as it signs if it is listed. Returns the name. Raises UsageError."""
    name = " ".join(name.split())
    if not any(c.isalpha() for c in name):
        raise UsageError("The council has no name.", "Give it as its papers print it.")
    listed = called(name)
    name = listed.official if listed else name
    with record.transaction():
        before = confirmed(record.db)
        _keep(record, name)
        record.event(CONFIRMED, "home", before=before, value=name)
    return name


def unsettle(record: Record) -> str:
    """Take the last confirmation back. Returns the council that stood confirmed before it, "" for none.

    Raises NotFound if none is confirmed.
    """
    with record.transaction():
        now = confirmed(record.db)
        if not now:
            raise NotFound("No council is confirmed as ours.", "`muster council NAME` confirms one.")
        before = _before(record, now)
        if before:
            _keep(record, before)
        else:
            record.table("settled").delete("council")
        record.event(UNDONE, "home", before=now, value=before)
    return before


def _keep(record: Record, name: str) -> None:
    values = {"name": "council", "value": name, "by": record.actor, "at": record.now}
    record.table("settled").upsert(values, pk="name")


def _before(record: Record, name: str) -> str:
    """What stood confirmed when this council was, as the log has it."""
    sql = "SELECT detail FROM events WHERE action = ? ORDER BY id DESC"
    told = (json.loads(row[0]) for row in record.db.execute(sql, [CONFIRMED]))
    return next((str(t["before"]) for t in told if t["value"] == name), "")
