"""Our council, where a person confirmed it."""

from evidence.errors import UsageError
from evidence.frameworks.authorities import called
from evidence.store.record import Record


def settle(record: Record, name: str) -> str:
    """Keep which council is ours, as it signs if it is listed. Returns the name. Raises UsageError."""
    name = " ".join(name.split())
    if not any(c.isalpha() for c in name):
        raise UsageError("The council has no name.", "Give it as its papers print it.")
    listed = called(name)
    name = listed.official if listed else name
    with record.transaction():
        row = record.db.execute("SELECT value FROM settled WHERE name = 'council'").fetchone()
        values = {"name": "council", "value": name, "by": record.actor, "at": record.now}
        record.table("settled").upsert(values, pk="name")
        record.event("council confirmed", "home", before=row[0] if row else "", value=name)
    return name
