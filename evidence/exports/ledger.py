"""The ledger as a file for other programs."""

from collections.abc import Iterable, Iterator
from typing import Any

from evidence.exports import sheets

COLUMNS = (
    ("Entry", "id", 8), ("File", "path", 60), ("Ended as", "status", 12), ("Why", "reason", 60),
    ("Documents", "documents", 14), ("Duplicate of entry", "first", 12), ("Read later as entry", "later", 12),
    ("Offered at", "offered_at", 26), ("Offered by", "offered_by", 26), ("By way of", "origin", 20),
    ("Bytes", "size", 12), ("Kind", "media_type", 30), ("SHA-256", "sha256", 66),
)  # fmt: skip


def as_csv(rows: Iterable[dict[str, Any]]) -> bytes:
    """The entries of evidence.reads.ledger as CSV."""
    return sheets.as_csv(COLUMNS, _flat(rows))


def as_xlsx(rows: Iterable[dict[str, Any]]) -> bytes:
    """The same as a workbook."""
    return sheets.as_xlsx("Files offered", COLUMNS, _flat(rows))


def _flat(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    return ({**row, "documents": " ".join(map(str, row["documents"]))} for row in rows)
