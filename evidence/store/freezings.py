"""Asking for an issue that is built in the background, and how far it has come."""

from evidence.errors import PackError
from evidence.reads import freezings as reads
from evidence.store.pack_changes import issue_of, pack_row, refuse_unseen
from evidence.store.record import Record


def ask(record: Record, pack: str, seen: int | None = None) -> int:
    """Ask for a pack's next issue. Returns the number of what was asked.

    Raises NotFound; PackError if one is being built already, or the pack was changed since ``seen``.
    """
    with record.transaction():
        row = pack_row(record, pack)
        refuse_unseen(record, row, seen)
        last = reads.newest(record.db, row["id"])
        if last and last["state"] in reads.MOVING:
            raise PackError(
                f"Pack {row['name']} is being frozen already.", "Its page shows how far that has come."
            )
        return record.insert(
            "freezings",
            {
                "pack": row["id"],
                "version": row["version"],
                "number": issue_of(record, row["id"]) + 1,
                "state": "waiting",
                "asked_at": record.now,
                "asked_by": record.actor,
                "cleared": int(not record.closed),
            },
        )


def progress(record: Record, number: int, stage: str, done: int, total: int) -> None:
    """Note how far it has come. No event: the issue has one, once it is there."""
    with record.transaction():
        values = {"state": "running", "stage": stage, "done": done, "total": total}
        record.table("freezings").update(number, values)


def end(record: Record, number: int, problem: str = "") -> None:
    """Note that it ended: with the issue, or with a problem, in words."""
    with record.transaction():
        state = "failed" if problem else "done"
        values = {"state": state, "problem": problem, "ended_at": record.now}
        record.table("freezings").update(number, values)
