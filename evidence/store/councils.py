"""Our council, where a person confirmed it, and which of its predecessors and successors count."""

from evidence.errors import NotFound, UsageError
from evidence.frameworks.authorities import called
from evidence.language.citations import say_time
from evidence.reads.councils import OwnCouncil, confirmed, heirs, relatives
from evidence.relations.councils import same_council
from evidence.store.record import Record
from evidence.store.seen import check, check_event

SAID = {True: "counts as ours", False: "for comparison", None: "undecided"}
CONFIRMED, UNDONE = "council confirmed", "council confirmation undone"
DECIDED = "succession decided"


def settle(record: Record, name: str, seen: int | None = None) -> str:
    """Keep which council is ours, as it signs if it is listed. Returns the name.

    ``seen`` is the version that the decision rests on. Raises UsageError, Clash.
    """
    name = " ".join(name.split())
    if not any(c.isalpha() for c in name):
        raise UsageError("The council has no name.", "Give it as its papers print it.")
    listed = called(name)
    name = listed.official if listed else name
    with record.transaction():
        _check(record, seen)
        before = confirmed(record.db)
        _keep(record, name)
        record.event(CONFIRMED, "home", before=before, value=name)
    return name


def unsettle(record: Record, seen: int | None = None) -> str:
    """Take one's own last confirmation back. Returns what stood confirmed before it, "" for none.

    Raises NotFound if none is confirmed, UsageError if another confirmed it, Clash.
    """
    with record.transaction():
        _check(record, seen)
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


def _before(record: Record, name: str) -> str:
    """What stood confirmed when this person confirmed this council, as the log has it. Raises UsageError."""
    sql = """SELECT actor, at, detail ->> '$.before' FROM events WHERE action = ? AND detail ->> '$.value' = ?
        ORDER BY id DESC LIMIT 1"""
    row = record.db.execute(sql, [CONFIRMED, name]).fetchone()
    if row and row[0] != record.actor:
        raise UsageError(
            f"{row[0]} confirmed {name}, on {say_time(row[1])}.",
            "You can take back your own confirmation alone; or confirm another council.",
        )
    return str(row[2] or "") if row else ""


def _check(record: Record, seen: int | None) -> None:
    if seen is not None:
        check(record, "settled", {"council": "home"}, {"council": seen})


def _keep(record: Record, name: str) -> None:
    values = {"name": "council", "value": name, "by": record.actor, "at": record.now}
    record.table("settled").upsert(values, pk="name")


def decide_succession(
    record: Record, own: OwnCouncil, name: str, counts: bool | None, seen: int | None = None
) -> str:
    """Decide whether a predecessor's or successor's papers count as ours; None takes the decision back.

    Returns its name as it signs. ``seen`` is the last event (DECIDED) that this rests on, 0 for none. Raises
    NotFound if it is none of our council's with papers in the record, Clash.
    """
    with record.transaction():
        if seen is not None:
            check_event(record, DECIDED, "home", seen)
        known = relatives(record.db, own)
        found = next((r for r in known if same_council(r.name, name)), None)
        ours = called(own.name)
        if found is None or ours is None:
            names = ", ".join(r.name for r in known) or "there is none"
            raise NotFound(
                f"{name} is no predecessor or successor of {own.name or 'our council'} with papers here.",
                f"Those that are: {names}.",
            )
        other = called(found.name)
        key = (other.official if other else found.name, ours.official)
        record.db.execute("DELETE FROM successions WHERE council = ? AND ours = ?", key)
        if counts is not None:
            row = {"council": key[0], "ours": key[1], "counts": int(counts)}
            record.table("successions").insert({**row, "by": record.actor, "at": record.now})
        before, value = SAID[found.counts], SAID[counts]
        record.event(DECIDED, "home", council=key[0], ours=key[1], before=before, value=value)
        record.heirs.clear()
        record.heirs.update(heirs(record.db))
    return key[0]
