"""What was disposed of."""

from pathlib import Path
from typing import Any

from sqlite_utils import Database

from evidence.errors import Unreadable
from evidence.home.originals import sha256_of

NOT_SHOWN = "for those who are cleared"
ROWS = "SELECT id, sha256, documents, reason, authority, by, at FROM disposals"


def disposals(db: Database, *, cleared: bool) -> list[dict[str, Any]]:
    """Every disposal, newest first. What was typed of one may tell of a marked paper: for the cleared."""
    rows = list(db.query(f"{ROWS} ORDER BY id DESC"))
    return rows if cleared else [{**row, "reason": NOT_SHOWN, "authority": NOT_SHOWN} for row in rows]


def disposed(db: Database, sha256: str) -> Unreadable | None:
    """Why bytes of this SHA-256 are not taken in: they were disposed of. None if they were not."""
    row = db.execute("SELECT at FROM disposals WHERE sha256 = ?", [sha256]).fetchone()
    if row is None:
        return None
    return Unreadable(
        f"This file was disposed of on {row[0][:10]}, so it is not taken in again.",
        "The log says on whose authority; ask them if it may come back.",
    )


def refuse_disposed(db: Database, source: Path) -> None:
    """Raise Unreadable for a file that was disposed of. Raises OSError."""
    if not db.execute("SELECT 1 FROM disposals LIMIT 1").fetchone():
        return  # nothing to hash it for
    if (gone := disposed(db, sha256_of(source))) is not None:
        raise gone
