"""Saved searches: their owner's alone, or everybody's to run. Only the owner changes one."""

import json
from collections.abc import Mapping
from typing import Any

from sqlite_utils.db import NotFoundError

from evidence.errors import NotFound, UsageError
from evidence.reads.saved_searches import Seen
from evidence.store.record import Record

LONGEST = 200  # characters of a name


def save(record: Record, name: str, query: str, *, shared: bool = False) -> int:
    """Save a query, as JSON, under a name, the actor's own. Returns its id.

    Raises UsageError for a name that is empty, too long or taken.
    """
    row: dict[str, Any] = {
        "name": _name(name),
        "owner": record.actor,
        "shared": int(shared),
        "query": query,
        "created_at": record.now,
    }
    with record.transaction():
        _free(record, row["name"])
        number = record.insert("saved_searches", row)
        _tell(record, "search saved", {**row, "id": number})
    return number


def change(record: Record, number: int, name: str, *, shared: bool) -> None:
    """Rename a saved search, share it with everybody or keep it to oneself. Raises NotFound, UsageError."""
    with record.transaction():
        row = _own(record, number)
        new = {**row, "name": _name(name), "shared": int(shared)}
        if new == row:
            return
        _free(record, new["name"], number)
        record.table("saved_searches").update(number, {"name": new["name"], "shared": new["shared"]})
        was = {"was": row["name"]} if shared and row["shared"] and row["name"] != new["name"] else {}
        _tell(record, "saved search changed", new, **was)


def delete(record: Record, number: int) -> None:
    """Delete a saved search; ``bring_back`` undoes it. Raises NotFound, UsageError."""
    with record.transaction():
        row = _own(record, number)
        record.table("saved_searches").update(number, {"deleted_at": record.now})
        _tell(record, "saved search deleted", row)


def bring_back(record: Record, number: int) -> None:
    """Undo a deletion. Raises NotFound, or UsageError if its name was taken meanwhile."""
    with record.transaction():
        row = _own(record, number, deleted=True)
        _free(record, row["name"], number)
        record.table("saved_searches").update(number, {"deleted_at": None})
        _tell(record, "saved search brought back", row)


def look(record: Record, number: int, seen: Seen) -> None:
    """Note that the actor has now seen what this search finds.

    No event: it is a bookmark of that person's, and says nothing of the evidence.
    """
    with record.transaction():
        last = next(
            iter(record.table("looks").rows_where("search = ? AND person = ?", [number, record.actor])), None
        )
        now: dict[str, Any] = {
            "at": record.now,
            "passage": seen.passage,
            "withdrawn": json.dumps(seen.withdrawn),
        }
        before = {f"before_{name}": (last or now)[name] for name in now}
        row = {"search": number, "person": record.actor, **now, **before}
        record.table("looks").upsert(row, pk=("search", "person"))


def _name(name: str) -> str:
    plain = " ".join(name.split())
    if not plain:
        raise UsageError("The search has no name.", "Give it one that says what it looks for.")
    if len(plain) > LONGEST:
        raise UsageError(f"The name is longer than {LONGEST} characters.", "Choose a shorter one.")
    return plain


def _free(record: Record, name: str, number: int = 0) -> None:
    """Raise if another search of the actor's has this name."""
    rows = record.db.query(
        "SELECT name FROM saved_searches WHERE owner = ? AND deleted_at IS NULL AND id <> ?",
        [record.actor, number],
    )
    if any(row["name"].casefold() == name.casefold() for row in rows):
        raise UsageError(f"You have a saved search “{name}” already.", "Choose another name, or delete that.")


def _own(record: Record, number: int, *, deleted: bool = False) -> dict[str, Any]:
    """A search that the actor may change. One that is private to another is not there for them."""
    try:
        row = record.table("saved_searches").get(number)
    except NotFoundError as error:
        raise _missing(number) from error
    if (row["deleted_at"] is not None) is not deleted or (row["owner"] != record.actor and not row["shared"]):
        raise _missing(number)
    if row["owner"] != record.actor:
        raise belongs_to_another(row)
    return row


def belongs_to_another(saved: Mapping[str, Any]) -> UsageError:
    """What to say to who would change a search that is shared with them."""
    return UsageError(
        f"“{saved['name']}” belongs to {saved['owner']}.",
        "Ask them, or save the search under a name of yours.",
    )


def _missing(number: int) -> NotFound:
    return NotFound(f"There is no saved search {number}.", "The list of saved searches shows yours.")


def _tell(record: Record, action: str, row: dict[str, Any], **detail: str) -> None:
    """Log it. Others read the log, so that of a private search it has neither name nor words."""
    said = {"name": row["name"], "query": json.loads(row["query"]), **detail} if row["shared"] else {}
    record.event(action, f"saved search {row['id']}", shared=bool(row["shared"]), **said)
