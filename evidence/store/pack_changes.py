"""Changes of a pack: each with the version it was made on, who made it, and what stood before, for undo."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from evidence.errors import NotFound, PackError
from evidence.store.record import Record

KEPT = 50  # changes of a pack that can be undone; the log keeps all
HELD = {
    "packs": "SELECT id, in_parts FROM packs WHERE id = ?",
    "pack_sections": "SELECT * FROM pack_sections WHERE pack = ? ORDER BY id",
    "pack_items": """SELECT t.* FROM pack_items t JOIN pack_sections s ON s.id = t.section
        WHERE s.pack = ? ORDER BY t.id""",
    "pack_documents": "SELECT * FROM pack_documents WHERE pack = ? ORDER BY document",
    "pack_redactions": "SELECT * FROM pack_redactions WHERE pack = ? ORDER BY id",
}
Snapshot = dict[str, list[dict[str, Any]]]
_changing: ContextVar[dict[int, list[str]] | None] = ContextVar("changing", default=None)


@contextmanager
def changing(
    record: Record, pack: str, seen: int | None = None
) -> Iterator[tuple[dict[str, Any], list[str]]]:
    """A change of a pack, all or nothing: its row, and a list to say in words what is done.

    Changes within a change are one. ``seen`` is the version that the change rests on: raises PackError if
    another was made since. Raises NotFound.
    """
    with record.transaction():
        row = pack_row(record, pack)
        running = _changing.get()
        if running is not None and row["id"] in running:
            yield row, running[row["id"]]
            return
        refuse_unseen(record, row, seen)
        said: list[str] = []
        before = _snapshot(record, row["id"])
        token = _changing.set({**(running or {}), row["id"]: said})
        try:
            yield row, said
        finally:
            _changing.reset(token)
        if before != _snapshot(record, row["id"]):
            _keep(record, row, said, before)


def undo(record: Record, pack: str, seen: int | None = None) -> str:
    """Take back the newest change that still stands, whoever made it. Returns what it had done, in words.

    Raises PackError if there is none since the newest issue, or another change was made since ``seen``.
    """
    with record.transaction():
        row = pack_row(record, pack)
        refuse_unseen(record, row, seen)
        sql = """SELECT * FROM pack_changes WHERE pack = ? AND undone_at = '' AND issue = ?
            ORDER BY version DESC LIMIT 1"""
        found = next(iter(record.db.query(sql, [row["id"], issue_of(record, row["id"])])), None)
        if found is None:
            raise PackError(
                f"There is no change of pack {row['name']} to undo.",
                "What was issued stands; changes before the newest issue cannot be undone.",
            )
        _restore(record, row["id"], json.loads(found["before"]))
        record.table("pack_changes").update(found["id"], {"undone_at": record.now})
        record.table("packs").update(row["id"], {"version": row["version"] + 1})
        record.event("pack change undone", f"pack {row['name']}", change=found["says"], made_by=found["by"])
    return str(found["says"])


def pack_row(record: Record, name: str) -> dict[str, Any]:
    """A pack's row by its name. Raises NotFound."""
    row = next(iter(record.db.query("SELECT * FROM packs WHERE name = ? COLLATE NOCASE", [name])), None)
    if row is None:
        raise NotFound(f"There is no pack called {name}.", "`muster pack list` lists them.")
    return row


def issue_of(record: Record, pack: object) -> int:
    """The newest issue's number; 0 for a draft."""
    sql = "SELECT ifnull(max(number), 0) FROM pack_issues WHERE pack = ?"
    return int(record.db.execute(sql, [pack]).fetchone()[0])


def refuse_unseen(record: Record, row: dict[str, Any], seen: int | None) -> None:
    """Raise PackError, naming what was done, if a pack is not at the version ``seen``. None asks nothing."""
    if seen is None or seen == row["version"]:
        return
    sql = "SELECT by, says FROM pack_changes WHERE pack = ? AND version > ? ORDER BY version"
    made = record.db.execute(sql, [row["id"], seen]).fetchall()
    named = "; ".join(f"{by}: {says}" for by, says in made[-3:]) or "a change was undone"
    raise PackError(
        f"Pack {row['name']} was changed since you saw it ({named}). Nothing was changed by you.",
        "Look at it as it stands now, then do it again if it is still wanted.",
    )


def refuse_changed(record: Record, pack: str, seen: int | None) -> None:
    """Raise PackError, naming what was done, if a pack is not at the version ``seen``; NotFound."""
    with record.transaction():
        refuse_unseen(record, pack_row(record, pack), seen)


def _snapshot(record: Record, pack: int) -> Snapshot:
    return {table: list(record.db.query(sql, [pack])) for table, sql in HELD.items()}


def _keep(record: Record, row: dict[str, Any], said: list[str], before: Snapshot) -> None:
    version = row["version"] + 1
    more = f", and {len(said) - 3} more" if len(said) > 3 else ""
    values = {
        "pack": row["id"],
        "version": version,
        "issue": issue_of(record, row["id"]),
        "at": record.now,
        "by": record.actor,
        "says": "; ".join(said[:3]) + more,
        "before": json.dumps(before, ensure_ascii=False, separators=(",", ":")),
    }
    record.insert("pack_changes", values)
    record.table("packs").update(row["id"], {"version": version})
    record.table("pack_changes").delete_where("pack = ? AND version <= ?", [row["id"], version - KEPT])


def _restore(record: Record, pack: int, before: Snapshot) -> None:
    """The rows as they stood. What was added since goes; nothing of it was issued."""
    for own in before.get("packs", ()):
        record.table("packs").update(own["id"], {"in_parts": own["in_parts"]})
    for table in ("pack_redactions", "pack_items", "pack_documents", "pack_sections"):
        keys = ("pack", "document") if table == "pack_documents" else ("id",)
        kept = {tuple(row[k] for k in keys) for row in before.get(table, ())}
        for row in record.db.query(HELD[table], [pack]):
            key = tuple(row[k] for k in keys)
            if key not in kept:
                record.table(table).delete(key if len(key) > 1 else key[0])
    for table in ("pack_sections", "pack_items", "pack_documents", "pack_redactions"):
        pk = ("pack", "document") if table == "pack_documents" else "id"
        record.table(table).upsert_all(before.get(table, ()), pk=pk)
