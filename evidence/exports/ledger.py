"""The ledger as a file for other programs."""

from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from evidence.exports import sheets
from evidence.exports.marked import COLUMN, Carried
from evidence.reads.ledger import ledger

COLUMNS = (
    ("Entry", "id", 8), ("File", "path", 60), ("Ended as", "status", 12), ("Why", "reason", 60),
    ("Documents", "documents", 14), ("Duplicate of entry", "first", 12), ("Read later as entry", "later", 12),
    ("Offered at", "offered_at", 26), ("Offered by", "offered_by", 26), ("By way of", "origin", 20),
    ("Times again", "again", 12), ("Last again at", "last_at", 26),
    ("Bytes", "size", 12), ("Kind", "media_type", 30), ("SHA-256", "sha256", 66), COLUMN,
)  # fmt: skip


@dataclass(frozen=True)
class LedgerTable:
    """``rows`` have the keys of COLUMNS; ``marking`` is the highest of theirs."""

    rows: tuple[dict[str, Any], ...]
    marking: str


def table(db: Database, status: str = "", origin: str = "") -> LedgerTable:
    """The entries of evidence.reads.ledger, each with the marking of its file or of what was read of it."""
    carried = Carried(db)
    rows = tuple(
        {
            **row,
            "marking": carried.of([*row["documents"], row["sha256"]]),
            "documents": " ".join(map(str, row["documents"])),
        }
        for row in ledger(db, status=status, origin=origin)
    )
    return LedgerTable(rows, carried.highest)


def as_csv(found: LedgerTable) -> bytes:
    """The entries as CSV."""
    return sheets.as_csv(COLUMNS, found.rows)


def as_xlsx(found: LedgerTable) -> bytes:
    """The same as a workbook."""
    return sheets.as_xlsx("Files offered", COLUMNS, found.rows, marking=found.marking)
