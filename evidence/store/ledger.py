"""Files and the ledger of everything ever offered."""

from typing import Any

from evidence.model import FileStatus
from evidence.store.record import Record


def keep_file(record: Record, *, sha256: str, size: int, media_type: str, name: str) -> None:
    """Note that the bytes of ``sha256`` are stored. If they were, only a kind not known before is noted."""
    row = {"sha256": sha256, "size": size, "media_type": media_type, "name": name, "stored_at": record.now}
    with record.transaction():
        record.table("files").insert(row, ignore=True)
        record.db.execute(
            "UPDATE files SET media_type = ? WHERE sha256 = ? AND media_type = 'application/octet-stream'",
            [media_type, sha256],
        )


def enter(
    record: Record,
    *,
    path: str,
    status: FileStatus,
    origin: str,
    sha256: str | None = None,
    size: int | None = None,
    reason: str = "",
    known: int = 0,
) -> int:
    """Enter how one offered file ended, with its event. Returns the entry's id.

    Where the newest entry of that path is one up to ``known``, and says just this of the same person's file,
    it counts one time more, and there is no new one.
    """
    entry = {
        "path": path,
        "sha256": sha256,
        "status": status.value,
        "reason": reason,
        "offered_by": record.actor,
        "origin": origin,
    }
    same = _said_before(record, entry, known)
    if same is None:
        number = record.insert("ledger", {**entry, "size": size, "offered_at": record.now})
    else:
        number = int(same["id"])
        record.table("ledger").update(number, {"again": same["again"] + 1, "last_at": record.now})
    record.event(f"file {status}", path, sha256=sha256, reason=reason)
    return number


def _said_before(record: Record, entry: dict[str, Any], known: int) -> dict[str, Any] | None:
    sql = "SELECT * FROM ledger WHERE path = ? ORDER BY id DESC LIMIT 1"
    newest = next(iter(record.db.query(sql, [entry["path"]])), None)
    if newest is None or newest["id"] > known or newest["status"] == FileStatus.ADDED:
        return None
    return newest if all(newest[name] == value for name, value in entry.items()) else None


def newest(record: Record) -> int:
    """The ledger's newest entry; 0 for none."""
    return int(record.db.execute("SELECT ifnull(max(id), 0) FROM ledger").fetchone()[0])
