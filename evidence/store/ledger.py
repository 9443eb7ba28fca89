"""Files and the ledger of everything ever offered."""

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
) -> int:
    """Enter how one offered file ended, with its event. Returns the entry's id."""
    entry = record.insert(
        "ledger",
        {
            "path": path,
            "sha256": sha256,
            "size": size,
            "status": status.value,
            "reason": reason,
            "offered_at": record.now,
            "offered_by": record.actor,
            "origin": origin,
        },
    )
    record.event(f"file {status.value}", path, sha256=sha256, reason=reason)
    return entry
